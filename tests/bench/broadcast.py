"""(h) One announcement to 3,001 councils: how long each of its pages holds the writer, and all of them together."""

import tempfile
import time
from pathlib import Path

from bot.clock import SystemClock
from bot.domain.council.council import Council
from bot.domain.ground.broadcast import Restored
from bot.domain.ground.ids import CouncilId
from bot.services.ground.broadcast import announce
from bot.services.ground.ports import Cause, Uow
from bot.services.ground.schedule import do_due, due_now
from bot.services.registers import REGISTERS
from storage.engine import writer_engine
from storage.tables import metadata
from storage.unit import Unit
from tests.bench.figure import Figure, middle

COUNCILS = 3_001
AIM_MS = 50.0


async def measure(*, quick: bool = False) -> list[Figure]:
    """Milliseconds for planning it, for its pages (the middle one and the longest), and in all."""
    with tempfile.TemporaryDirectory() as folder:
        planned, pages = _say(Path(folder) / "bench.db", 60 if quick else COUNCILS)
    return [
        Figure("broadcast_plan_ms", planned, "ms"),
        Figure("broadcast_page_ms", middle(pages), "ms", AIM_MS, is_at_least=False),
        Figure("broadcast_longest_page_ms", max(pages), "ms", AIM_MS, is_at_least=False),
        Figure("broadcast_all_ms", sum(pages), "ms", note=f"{len(pages)} pages"),
    ]


def _say(path: Path, councils: int) -> tuple[float, list[float]]:
    engine = writer_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    pages: list[float] = []
    with engine.connect() as connection:
        unit = Unit(connection, SystemClock().now(), REGISTERS, Cause("bench"))

        def timed(use_case: object, *arguments: object) -> float:
            begun = time.perf_counter()
            with connection.begin():
                use_case(unit, *arguments)  # type: ignore[operator]
            return (time.perf_counter() - begun) * 1000

        timed(_found, councils)
        planned = timed(announce, Restored(unit.now))
        while due := _due(unit):
            pages.append(timed(do_due, *due))
    engine.dispose()
    return planned, pages


def _found(uow: Uow, councils: int) -> None:
    uow.add_all(Council(CouncilId(uow.new_id()), -1 - number, "Bench", uow.now) for number in range(councils))


def _due(unit: Unit) -> tuple[CouncilId, str] | None:
    waiting = due_now(unit, 1)
    return (waiting[0].council_id, waiting[0].due_id) if waiting else None
