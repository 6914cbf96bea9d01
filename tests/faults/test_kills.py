"""kill -9 in the middle of votes: nothing acknowledged is lost, nothing counts twice, nothing pressed is lost."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

from tests.faults.assembly import (
    Assembly,
    account_of,
    assemble,
    ensure_healthy,
    ensure_heard,
    first_answer,
    pause,
)
from tests.support.bot import RunningBot
from tests.support.standin import Standin

HALF_TIME = timedelta(days=3) / 2


async def test_votes_survive_30_kills(tmp_path):
    await kill_while_voting(tmp_path, groups=2, votes=600, kills=30)


@pytest.mark.slow
async def test_votes_survive_200_kills(tmp_path):
    await kill_while_voting(tmp_path, groups=8, votes=5000, kills=200)


async def kill_while_voting(folder: Path, *, groups: int, votes: int, kills: int) -> None:
    chance = random.Random(20261122)
    async with Standin(process=True) as telegram:
        assembly = await assemble(telegram, await account_of(telegram), 20)
        async with RunningBot(telegram, assembly.account, folder, is_strict=False) as bot:
            await assembly.found(groups, 10)
            # Between the kills that follow each ballot's reminder falls due.
            await bot.move(HALF_TIME - timedelta(seconds=10))
            await ensure_heard(bot)
            for _ in range(kills):
                await one_life(assembly, bot, chance, votes // kills)
            answered = await assembly.ensure_answers()
            print(f"{kills} kills, {votes} votes, {votes - answered} of them never answered")  # noqa: T201 (seen with -s)
            assert answered > votes // 2
            await assembly.ensure_standing()
            await assembly.close(bot)
            await ensure_healthy(bot)
            await assembly.ensure_reminded(bot)


async def one_life(assembly: Assembly, bot: RunningBot, chance: random.Random, votes: int) -> None:
    """Half of the presses wait when the bot wakes, half come while it works; then it dies in the middle of them."""
    half = votes // 2
    presses = await assembly.press(assembly.draw(chance, half))
    await first_answer(assembly, presses)
    await assembly.press(assembly.draw(chance, votes - half))
    await pause(chance.uniform(0, 0.05))
    await bot.kill()
    await bot.start()
