"""Hostile updates into the real process: no unhandled exception, no row that nobody was entitled to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest

from bot.domain.ballots.ballot import Ballot
from bot.domain.ground.inbox import Incoming
from bot.domain.roll.member import Member
from bot.services.ballots.papers import electors_of, handed_in
from bot.services.ground.ports import Reads
from bot.services.registers import REGISTERS
from storage.engine import reader_engine
from storage.reads import Reader
from tests.faults.assembly import Press, account_of, assemble, ensure_healthy, pause
from tests.faults.hostile import Attacker
from tests.storage.conftest import NOW
from tests.support.bot import RunningBot
from tests.support.keys import sealing_of
from tests.support.standin import Standin

CHUNK = 100
T = TypeVar("T")


async def test_two_thousand_hostile_updates_change_nothing(tmp_path):
    await attack(tmp_path, 2_000, seed=1)


@pytest.mark.slow
async def test_a_hundred_thousand_hostile_updates_change_nothing(tmp_path):
    await attack(tmp_path, 100_000, seed=2)


async def attack(folder: Path, number: int, *, seed: int) -> None:
    async with Standin(process=True) as telegram:
        assembly = await assemble(telegram, await account_of(telegram), 6)
        async with RunningBot(telegram, assembly.account, folder, is_strict=False) as bot:
            await assembly.found(2, 2)
            votes = [Press(person, paper, "yes") for paper in assembly.papers for person in assembly.people[:4]]
            await assembly.answers(await assembly.press(votes))
            before = await ballots_of(folder)
            known = [paper.data(choice) for paper in assembly.papers for choice in ("yes", "no")]
            attacker = Attacker(seed, [group.id for group in assembly.groups], assembly.account.id, known)
            made = list(attacker.updates(number))
            for at in range(0, number, CHUNK):
                await telegram.post("raw_update", bot=assembly.account.id, updates=made[at : at + CHUNK], force=True)
                await assembly.account.idle(60)
            await everything_done(folder)
            after = await ballots_of(folder)
            assert {ballot_id: after[ballot_id] for ballot_id in before} == before
            await assembly.ensure_standing()
            await assembly.close(bot)
            await ensure_healthy(bot)


async def ballots_of(folder: Path) -> dict[str, object]:
    """Every ballot with its electorate and its papers; whoever proposed one stands on the roll of that council."""

    def read(reads: Reads) -> dict[str, object]:
        found: dict[str, object] = {}
        for ballot in reads.find(Ballot):
            assert reads.get(Member, ballot.council_id, ballot.proposer_id), "proposed by somebody off the roll"
            key = ballot.ballot_id
            papers = [(elector.elector_id, paper.picks) for elector, paper in handed_in(reads, ballot)]
            electors = [elector.elector_id for elector in electors_of(reads, ballot)]
            found[key] = (ballot.text, ballot.state, ballot.counts, ballot.voted, papers, electors)
        return found

    return await look(folder, read)


async def everything_done(folder: Path) -> None:
    """The bot has taken every update from Telegram; now until it has finished with the last."""
    end = asyncio.get_running_loop().time() + 120
    while await look(folder, lambda reads: reads.count(Incoming, done_on=None)):
        assert asyncio.get_running_loop().time() < end, "some updates were never finished"
        await pause(0.1)


async def look(folder: Path, model: Callable[[Reads], T], now: datetime = NOW) -> T:
    reader = Reader(reader_engine(f"sqlite:///{folder / 'mandate.db'}"), lambda: now, REGISTERS, sealing_of(folder))
    try:
        return await reader(model)
    finally:
        await reader.close()
