"""A writer with a gate that holds it back, and use-cases to hand to it, for tests of storage."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine, event

from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.inbox import Heartbeat
from bot.services.ground.ports import Cause, Uow
from bot.services.registers import REGISTERS
from storage.engine import reader_engine
from storage.reads import Reader
from storage.writer import Writer
from tests.storage.conftest import NOW

CAUSE = Cause("test")
COUNCIL = CouncilId("c" * 32)


class RefusedError(DomainError):
    code = "refused"


class Bench:
    """A writer with the engine below it, and a gate that holds it back until a batch has gathered."""

    def __init__(self, engine: Engine, url: str) -> None:
        self.engine = engine
        self.url = url
        self.commits = 0
        self.moments = iter(NOW + timedelta(seconds=n) for n in range(1_000_000))
        self.write = Writer(engine, self.now, REGISTERS, self._count)
        event.listen(engine, "commit", self._note)
        self.transactions = 0

    def now(self) -> datetime:
        return next(self.moments)

    def _count(self) -> None:
        self.commits += 1

    def _note(self, _: object) -> None:
        self.transactions += 1

    async def together(self, *use_cases: Callable[[Uow], object]) -> list[object]:
        """Hand over all of them while the writer is busy with another, so that they wait in one batch."""
        gate = threading.Event()
        busy = asyncio.ensure_future(self.write(lambda _: gate.wait(10), CAUSE))  # noqa: TID251
        await asyncio.sleep(0.05)
        results = [asyncio.ensure_future(self.write(one, CAUSE)) for one in use_cases]  # noqa: TID251
        await asyncio.sleep(0)
        gate.set()
        await busy
        return list(await asyncio.gather(*results, return_exceptions=True))

    def stored(self) -> set[str]:
        """What a connection of its own sees."""
        with self.engine.connect() as connection:
            return {row[0] for row in connection.exec_driver_sql("SELECT name FROM heartbeats")}


def put(name: str):
    """A use-case that stores one row and returns its name."""

    def use_case(uow: Uow) -> str:
        uow.add(Heartbeat(name, uow.now))
        return name

    return use_case


def put_then_fail(name: str):
    def use_case(uow: Uow) -> None:
        uow.add(Heartbeat(name, uow.now))
        raise RefusedError

    return use_case


def refuse(_: Uow) -> None:
    raise RefusedError


async def reads_one_moment(url: str, bench: Bench) -> None:
    """While a read model is under way somebody writes: it must not see half of it."""
    reader = Reader(reader_engine(url), lambda: NOW, REGISTERS)
    await bench.write(put("first"), CAUSE)
    async with reader._engine.connect() as connection:
        count = "SELECT count(*) FROM heartbeats"
        first = (await connection.exec_driver_sql(count)).scalar()
        await bench.write(put("second"), CAUSE)
        assert (await connection.exec_driver_sql(count)).scalar() == first == 1
    assert await reader(lambda reads: reads.count(Heartbeat)) == 2
    await reader.close()
