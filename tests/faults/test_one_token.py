"""Two programs with one token: whoever comes second stops, whoever was there first goes on."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest
from telegram.error import Conflict

from bot import updates as road
from bot.clock import SystemClock
from bot.updates import CONFLICTS, Updates
from tests.faults.assembly import account_of
from tests.support.bot import TOKEN, RunningBot
from tests.support.patience import WAIT
from tests.support.standin import Standin


class Contested:
    """Telegram, of which another program asks for the same updates."""

    async def fetch_updates(self, *_: object) -> list[Any]:
        message = "terminated by other getUpdates request"
        raise Conflict(message)


async def contested(settled_after: float, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the bot stops, after the conflicts that tell."""
    monkeypatch.setattr(road, "SETTLED_SECONDS", settled_after)
    nothing = cast("Any", None)
    updates = Updates(nothing, nothing, cast("Any", Contested()), "", SystemClock().now)
    for _ in range(CONFLICTS):
        assert not updates.is_second.is_set()
        with pytest.raises(Conflict):
            await updates.fetch(None, 0)
    return updates.is_second.is_set()


async def test_who_had_the_updates_to_itself_goes_on_and_who_comes_second_stops(monkeypatch):
    assert await contested(60, monkeypatch)
    assert not await contested(0, monkeypatch)


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
