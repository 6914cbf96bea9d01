"""The machine's clock is wrong, for seconds or from the start: no ballot closes by it, and the operator is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock, HeldClock
from bot.pulse import said_to_the_operator
from bot.ticker import Every, Ticker
from tests.faults.assembly import account_of, ensure_healthy, pause
from tests.support.bot import RunningBot
from tests.support.garden import Garden
from tests.support.patience import WAIT
from tests.support.standin import Standin

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
A_FEW_TICKS_S = 5.0
FOUR_DAYS = timedelta(days=4)
THREE_YEARS = timedelta(days=3 * 365)


class Wrong(Clock):
    """A machine's clock that somebody sets."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at


@pytest.mark.parametrize("by", [FOUR_DAYS, -FOUR_DAYS, timedelta(minutes=2)])
def test_a_clock_that_disagrees_with_telegram_is_not_gone_by(by):
    machine = Wrong()
    clock = HeldClock(machine)
    clock.hear(NOW)
    assert clock.trouble() is None
    machine.at = NOW + by
    assert abs(clock.now() - NOW) < timedelta(seconds=30)
    assert ("ahead of" if by > timedelta(0) else "behind") in (clock.trouble() or "")
    machine.at = NOW + timedelta(seconds=20)
    assert clock.now() == machine.at
    assert clock.trouble() is None


@pytest.mark.parametrize("back", [timedelta(hours=10), timedelta(seconds=20)])
def test_what_waited_at_telegram_says_nothing_of_a_clock_that_is_later(back):
    clock = HeldClock(Wrong())
    clock.hear(NOW - back, is_least=True)
    assert clock.now() == NOW
    assert clock.trouble() is None


def test_what_happened_later_than_a_clock_says_tells_that_it_is_behind():
    machine = Wrong()
    clock = HeldClock(machine)
    clock.hear(NOW + FOUR_DAYS, is_least=True)
    clock.hear(NOW + timedelta(hours=1), is_least=True)
    assert abs(clock.now() - NOW - FOUR_DAYS) < timedelta(seconds=30)
    assert "behind" in (clock.trouble() or "")
    machine.at = NOW + FOUR_DAYS + timedelta(hours=10)
    assert clock.now() == machine.at
    assert clock.trouble() is None


def test_before_the_first_date_and_without_any_the_clock_is_gone_by():
    machine = Wrong()
    clock = HeldClock(machine)
    machine.at = NOW + FOUR_DAYS
    assert clock.now() == machine.at
    assert clock.trouble() is None


async def test_the_loops_are_woken_though_the_scheduler_waits_for_a_time_that_does_not_come():
    ticker, looked = Ticker(0.05), asyncio.Event()

    async def look() -> None:
        looked.set()

    # Never started: as it stands when its next tick was reckoned from a clock that was years ahead.
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(ticker.run(look))
        await asyncio.wait_for(looked.wait(), WAIT)
        looked.clear()
        await asyncio.wait_for(looked.wait(), WAIT)
        running.cancel()


async def test_years_that_a_clock_jumps_over_are_one_tick():
    job = AsyncIOScheduler(timezone="UTC").add_job(print, Every(5), next_run_time=NOW)
    assert len(job._get_run_times(NOW + THREE_YEARS)) == 1


@asynccontextmanager
async def held(folder: Path) -> AsyncIterator[Garden]:
    """A garden whose bot holds its clock against the stand-in's dates, as the program itself does."""
    async with Standin() as telegram:
        account = await account_of(telegram)
        async with RunningBot(telegram, account, folder, is_held=True, is_strict=False) as bot:
            names = ("Anna", "Ben", "Cleo", "Dan")
            people = [await telegram.user(name) for name in names]
            group = await telegram.group("Garden", people[0], members=people[1:], bots=[account])
            made = Garden(telegram, bot, account, group, dict(zip(names, people, strict=True)))
            await made.join()
            yield made


def set_clock(bot: RunningBot, ahead: timedelta) -> None:
    """The machine's alone: Telegram's stays."""
    passing = bot.clock.with_suffix(".new")
    passing.write_text(str(ahead.total_seconds()))
    passing.replace(bot.clock)


async def until_said(bot: RunningBot, word: str) -> None:
    async with asyncio.timeout(WAIT):
        while word not in said_to_the_operator(bot.folder):
            await pause(0.1)


async def test_four_days_ahead_for_seconds_close_nothing_and_leave_no_trace(tmp_path):
    async with held(tmp_path) as g:
        card = await g.propose(g.anna, "1d: We buy a barrel")
        set_clock(g.bot, FOUR_DAYS)
        await until_said(g.bot, "ahead of")
        assert "Recorded: Yes" in (await g.anna.press(card, "Yes")).text
        hedge = await g.propose(g.ben, "1d: We cut the hedge")
        set_clock(g.bot, timedelta(0))
        async with asyncio.timeout(WAIT):
            while said_to_the_operator(tmp_path):
                await pause(0.1)
        assert "nothing closes" in g.bot.log
        assert "agrees with Telegram again" in g.bot.log
        for one in (card, hedge):
            assert "Recorded: No" in (await g.cleo.press(one, "No")).text
        await g.bot.stop()
        g.bot.is_held = False
        await g.bot.start()
        for person in (g.ben, g.dan):
            for one in (card, hedge):
                assert "Recorded: No" in (await person.press(one, "No")).text
        await g.bot.move(timedelta(hours=25))
        for one in (card, hedge):
            await g.group.until(one, lambda message: "Not adopted" in message.text)
        await ensure_healthy(g.bot)


async def test_a_clock_that_is_years_ahead_at_a_start_makes_no_outage_of_them(tmp_path):
    async with held(tmp_path) as g:
        card = await g.propose(g.anna, "1d: We buy a barrel")
        await g.bot.stop()
        g.bot.offset = THREE_YEARS.total_seconds()
        await g.bot.start()
        await until_said(g.bot, "1095 d")
        assert "Recorded: Yes" in (await g.anna.press(card, "Yes")).text
        await g.account.idle()
        assert not [m for m in await g.group.history() if "could not hear you" in m.text]


async def test_a_clock_that_jumps_for_weeks_is_kept_pace_with(tmp_path):
    late = []
    async with Standin() as telegram:
        account = await account_of(telegram)
        async with RunningBot(telegram, account, tmp_path, env={"TICK_SECONDS": "1"}) as bot:
            people = [await telegram.user(name) for name in ("Anna", "Ben", "Cleo")]
            group = await telegram.group("Garden", people[0], members=people[1:], bots=[account])
            g = Garden(telegram, bot, account, group, dict(zip(("Anna", "Ben", "Cleo"), people, strict=True)))
            await g.found()
            for step in range(6):
                card = await g.propose(g.anna, f"3d: Plan {step}")
                for person in (g.anna, g.ben):
                    await person.press(card, "Yes")
                await bot.move(timedelta(days=10))
                moved_at = asyncio.get_running_loop().time()
                await group.until(card, lambda message: "Adopted" in message.text)
                late.append(asyncio.get_running_loop().time() - moved_at)
    # A tick, a poll and a drawing; one step may meet a busy machine.
    assert sorted(late)[len(late) // 2] < A_FEW_TICKS_S
