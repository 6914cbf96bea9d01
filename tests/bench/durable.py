"""(b) Durable use-cases: a hundred wait for the writer at any time, against one thread of sqlite3 that commits each.

Both do the same SQL, one upsert of a small row, both with synchronous=FULL: a use-case returns only when it is on disk.
"""

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.clock import SystemClock
from bot.domain.ground.inbox import Heartbeat
from bot.services.ground.ports import Cause, Uow
from bot.services.registers import REGISTERS
from storage.engine import writer_engine
from storage.rows import to_microseconds
from storage.tables import metadata
from storage.writer import Writer
from tests.bench.figure import ROUNDS, Figure, middle

WAITING = 100
NAMES = 1000
CHECKPOINT = 1000
"""Pages of the WAL after which SQLite begins to move them into the database; both are measured in that phase."""

Run = Callable[[int], Awaitable[float]]


async def measure(*, quick: bool = False) -> list[Figure]:
    """Use-cases per second of both, and the ratio."""
    number, rounds = (200, 1) if quick else (4000, ROUNDS)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours, plain = _ours(stack, folder / "ours.db"), _plain(stack, folder / "plain.db")
        for run, path in ((ours, folder / "ours.db"), (plain, folder / "plain.db")):
            await run(number)
            while not quick and not is_grown(path):
                await run(number)
        pairs = [(await ours(number), await plain(number)) for _ in range(rounds)]
    return [
        Figure("durable_per_s", middle([one for one, _ in pairs]), "use-cases/s", note=f"{WAITING} waiting"),
        Figure("durable_plain_per_s", middle([other for _, other in pairs]), "commits/s", note="sqlite3, one thread"),
        Figure("durable_ratio", middle([one / other for one, other in pairs]), "times"),
    ]


def is_grown(database: Path) -> bool:
    """Whether the WAL has passed its checkpoint once, after which it keeps its size and is written from its start."""
    wal = database.with_name(f"{database.name}-wal")
    return wal.stat().st_size >= CHECKPOINT * 4096


def _ours(stack: AsyncExitStack, path: Path) -> Run:
    engine = writer_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    writer = Writer(engine, SystemClock().now, REGISTERS)
    writer.start()
    stack.callback(writer.stop)

    async def caller(names: Iterator[str]) -> None:
        for name in names:
            await writer(partial(beat, name=name), Cause("bench"))

    async def run(number: int) -> float:
        names = iter([f"name {index % NAMES}" for index in range(number)])
        begun = time.perf_counter()
        await asyncio.gather(*(caller(names) for _ in range(WAITING)))
        return number / (time.perf_counter() - begun)

    return run


def beat(uow: Uow, name: str) -> None:
    """The smallest use-case that reads and writes."""
    known = uow.get(Heartbeat, name)
    if known is None:
        uow.add(Heartbeat(name, uow.now))
    else:
        uow.change(known, heard_at=uow.now)


def _plain(stack: AsyncExitStack, path: Path) -> Run:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    stack.callback(connection.close)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE heartbeats (name TEXT NOT NULL PRIMARY KEY, heard_at BIGINT NOT NULL)")

    def work(number: int) -> float:
        begun = time.perf_counter()
        for index in range(number):
            _beat_plainly(connection, f"name {index % NAMES}")
        return number / (time.perf_counter() - begun)

    return lambda number: asyncio.to_thread(work, number)


def _beat_plainly(connection: sqlite3.Connection, name: str) -> None:
    now = to_microseconds(datetime.now(UTC))  # noqa: TID251 (what a plain program would do)
    connection.execute("BEGIN IMMEDIATE")
    known = connection.execute("SELECT name, heard_at FROM heartbeats WHERE name = ?", (name,)).fetchone()
    if known is None:
        connection.execute("INSERT INTO heartbeats VALUES (?, ?)", (name, now))
    else:
        connection.execute("UPDATE heartbeats SET heard_at = ? WHERE name = ?", (now, name))
    connection.execute("COMMIT")
