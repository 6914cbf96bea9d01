"""Two programs with one token: whoever comes second stops, whoever was there first goes on."""

from __future__ import annotations

import asyncio
import math
from typing import Any, cast

from telegram.error import Conflict

from bot import updates as road
from bot.clock import SystemClock
from bot.updates import Updates, patience
from tests.faults.assembly import account_of, pause
from tests.support.bot import TOKEN, RunningBot
from tests.support.patience import WAIT
from tests.support.standin import Standin


class Telegram:
    """Of two that ask for the same updates the newer request ends the older one."""

    def __init__(self) -> None:
        self._poll: asyncio.Future[None] | None = None

    async def fetch_updates(self, *_asked: object) -> list[Any]:
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(Conflict("terminated by other getUpdates request"))
        self._poll = poll = asyncio.get_running_loop().create_future()
        done, _ = await asyncio.wait({poll}, timeout=0.05)
        if done:
            poll.result()
        return []


async def ask(updates: Updates) -> None:
    """As intake does, with shorter pauses, until this program is the one that stops."""
    while not updates.is_second.is_set():
        try:
            await updates.fetch(None, 0)
        except Conflict:
            await pause(0.002)


def program(telegram: Telegram) -> Updates:
    nothing = cast("Any", None)
    return Updates(nothing, nothing, cast("Any", telegram), "", SystemClock().now)


async def who_stops(alone_s: float) -> tuple[bool, bool]:
    """Of two, the second of which begins so much later: whether each stops, and then stays stopped."""
    telegram = Telegram()
    older, younger = program(telegram), program(telegram)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(ask(older))]
        await pause(alone_s)
        tasks.append(group.create_task(ask(younger)))
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED, timeout=WAIT)
        await asyncio.wait(tasks, timeout=0.3)
        for task in tasks:
            task.cancel()
    return older.is_second.is_set(), younger.is_second.is_set()


async def test_who_had_the_updates_to_itself_goes_on_and_who_comes_second_stops(monkeypatch):
    monkeypatch.setattr(road, "PATIENCE", 60.0)
    assert await who_stops(0.2) == (False, True)
    monkeypatch.setattr(road, "SETTLED_SECONDS", 0.2)
    assert await who_stops(0.25) == (False, True)


async def test_of_two_started_in_the_same_moment_one_stops():
    for _ in range(5):
        assert sorted(await who_stops(0)) == [False, True]


def test_who_was_alone_for_longer_bears_more():
    for longer, shorter in ((50, 25), (10, 4), (4, 1.5), (2, 0.5)):
        assert patience(longer) > patience(shorter)
    assert patience(60) == math.inf


async def test_the_second_says_so_in_one_line_and_ends(tmp_path):
    async with Standin() as telegram:
        account = await account_of(telegram)
        async with RunningBot(telegram, account, tmp_path, is_strict=False) as bot, asyncio.TaskGroup() as tasks:

            async def ask_too() -> None:
                while True:
                    await telegram.api(TOKEN, "getUpdates", timeout=5)

            first = tasks.create_task(ask_too())
            assert bot.process is not None
            assert await asyncio.wait_for(bot.process.wait(), WAIT) != 0
            first.cancel()
            assert "BOT_TOKEN is in use" in bot.log.splitlines()[-1]
