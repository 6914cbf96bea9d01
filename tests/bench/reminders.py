"""(d) Due work with 100,000 duties waiting: how late what is due is done, against an empty timer; and its memory.

The real process, its ticker at the usual pace. The duties are about ballots that do not exist, which their use-case
leaves alone at once: measured is how they are kept, found, claimed and marked done. The timers of this process, set to
the same moments, do nothing at all.
"""

import asyncio
import sqlite3
import tempfile
import time
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.clock import SystemClock
from bot.domain.ground.due import Due
from bot.domain.ground.ids import CouncilId
from bot.services.ground.ports import Cause, Uow
from bot.services.ground.schedule import due_now
from bot.services.registers import REGISTERS
from storage.engine import writer_engine
from storage.migrations import upgrade
from storage.unit import Unit
from storage.writer import Writer
from tests.bench.figure import Figure, memory_mib, rounded, share
from tests.bench.waiting import listening, until
from tests.support.bot import TOKEN, RunningBot
from tests.support.standin import Standin

WAITING = 100_000
DUE = 300
TICK_S = 5.0
"""As it is unless an operator changes it: the figure is about the program, not about a test's hurry."""

SPACING_S = 0.05
COUNCIL = CouncilId("0" * 32)
FAR = datetime(2100, 1, 1, tzinfo=UTC)


async def measure(*, quick: bool = False) -> list[Figure]:
    """Lateness in ms at p50 and p95, and MiB more than with nothing to remember."""
    waiting, due, tick_s = (1000, 5, 0.2) if quick else (WAITING, DUE, TICK_S)
    pace = {"TICK_SECONDS": str(tick_s)}
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        telegram = await stack.enter_async_context(Standin())
        account = await telegram.bot(TOKEN, username="mandate_bot")
        bot = RunningBot(telegram, account, folder / "empty", env=pace)
        await _remember(bot.folder, 0)
        empty = await _idle_memory(bot)
        bot = RunningBot(telegram, account, folder / "full", env=pace)
        path = await _remember(bot.folder, waiting)
        full = await _idle_memory(bot)
        await stack.enter_async_context(bot)
        await listening(telegram)
        moments = await _plan(path, due, first_after_s=tick_s + 1)
        timers = await _empty_timers(moments)
        late = await _lateness(path, due)
    return [
        Figure("reminders_p50_ms", share(late, 0.5), "ms", note=f"late, with {waiting:,} waiting"),
        Figure("reminders_p95_ms", share(late, 0.95), "ms"),
        Figure("reminders_timer_p95_ms", share(timers, 0.95), "ms", note="an empty timer of asyncio"),
        Figure("reminders_memory_mib", rounded(full - empty), "MiB", note=f"more than with none of {waiting:,}"),
    ]


async def _idle_memory(bot: RunningBot) -> float:
    async with bot:
        await listening(bot.telegram)
        await asyncio.sleep(1)
        assert bot.process is not None
        return memory_mib(bot.process.pid)


async def _remember(folder: Path, waiting: int) -> Path:
    """A database with this many duties of the next century."""
    path = folder / "mandate.db"
    engine = writer_engine(f"sqlite:///{path}")
    upgrade(engine)
    await _write(path, [FAR + timedelta(seconds=number) for number in range(waiting)])
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        assert_indexed(driver, Unit(connection, SystemClock().now(), REGISTERS))
    engine.dispose()
    return path


def assert_indexed(connection: sqlite3.Connection, unit: Unit) -> None:
    """The look for due work goes through an index by time, and sorts at most what is due at the same moment."""
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    assert due_now(unit) == []
    connection.set_trace_callback(None)
    found, *sorting = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {asked[-1]}")]
    assert "USING INDEX" in found, found
    assert "due_at<" in found, found
    assert all("RIGHT PART" in step for step in sorting), sorting


async def _plan(path: Path, due: int, *, first_after_s: float) -> list[datetime]:
    """Duties of the next seconds, told to the same database from beside the bot, as a second worker would."""
    first = SystemClock().now() + timedelta(seconds=first_after_s)
    moments = [first + timedelta(seconds=number * SPACING_S) for number in range(due)]
    await _write(path, moments)
    return moments


async def _write(path: Path, moments: list[datetime]) -> None:
    writer = Writer(writer_engine(f"sqlite:///{path}"), SystemClock().now, REGISTERS)
    writer.start()

    def add(uow: Uow) -> None:
        ids = [uow.new_id() for _ in moments]
        uow.add_all(
            Due(COUNCIL, due_id, f"bench:{due_id}", "close_ballot", {"ballot_id": "0" * 32}, at, at)
            for due_id, at in zip(ids, moments, strict=True)
        )

    await writer(add, Cause("bench"), COUNCIL)
    await asyncio.to_thread(writer.stop)


async def _empty_timers(moments: list[datetime]) -> list[float]:
    """How late, in ms, a loop calls what was set to the same moments."""
    loop = asyncio.get_running_loop()
    apart = loop.time() - time.time()  # noqa: TID251 (the loop has a time of its own)
    late: list[float] = []

    def ring(at: float) -> None:
        late.append((loop.time() - at) * 1000)

    for moment in moments:
        at = moment.timestamp() + apart
        loop.call_at(at, ring, at)
    await until(lambda: len(late) == len(moments), every_s=0.5)
    return late


async def _lateness(path: Path, due: int) -> list[float]:
    """How late, in ms, each duty was done, once all are."""
    engine = writer_engine(f"sqlite:///{path}")
    done: list[Due] = []

    def is_all_done() -> bool:
        with engine.connect() as connection:
            last = Unit(connection, SystemClock().now(), REGISTERS).find(
                Due, council_id=COUNCIL, order="-done_at", limit=due
            )
        done[:] = [row for row in last if row.done_at]
        return len(done) == due

    await until(is_all_done, every_s=0.1)
    engine.dispose()
    return [(row.done_at - row.due_at).total_seconds() * 1000 for row in done if row.done_at]
