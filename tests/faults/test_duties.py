"""Due work by itself: many duties at once, one that fails among them, a storage that does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from bot.clock import Clock
from bot.domain.ground.due import Due, Duty
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.kept import RowNotReadableError
from bot.domain.ground.messages import Confirmed
from bot.domain.ground.outgoing import Outgoing
from bot.duties import DUE_PASS, Duties
from bot.services.ground.outbox import tell_council
from bot.services.ground.ports import Cause, Reads, Uow
from bot.services.ground.schedule import PUT_OFF_FOR, UNREADABLE_WAITS, plan, postpone
from bot.services.registers import REGISTERS
from storage.engine import reader_engine, writer_engine
from storage.migrations import upgrade
from storage.reads import Reader
from storage.writer import Writer
from tests.storage.conftest import NOW

COUNCIL = CouncilId("c" * 32)
DUE = 120
PAGES = 3


@dataclass(frozen=True, slots=True)
class Say(Duty):
    what: str


@dataclass(frozen=True, slots=True)
class Fail(Duty):
    what: str


@dataclass(frozen=True, slots=True)
class Need(Duty):
    what: str


@dataclass(frozen=True, slots=True)
class Divide(Duty):
    """Fails as a whole; of its parts one does."""

    what: str


@dataclass(frozen=True, slots=True)
class Write(Duty):
    """A long work of three pages."""

    is_paged: ClassVar[bool] = True

    what: str


def write_page(uow: Uow, council_id: CouncilId, duty: Write) -> None:
    pages = [row for row in uow.find(Outgoing) if row.key.startswith(duty.what)]
    tell_council(uow, council_id, Confirmed(is_yes=True), once=f"{duty.what}.{len(pages)}")
    if len(pages) < PAGES - 1:
        postpone(uow, council_id, duty, uow.now)


def say(uow: Uow, council_id: CouncilId, duty: Say | Fail | Divide) -> None:
    tell_council(uow, council_id, Confirmed(is_yes=True), once=duty.what)


def say_and_fail(uow: Uow, council_id: CouncilId, duty: Fail | Divide) -> None:
    say(uow, council_id, duty)
    raise ZeroDivisionError


def divide(uow: Uow, council_id: CouncilId, duty: Divide) -> None:
    """Plans its parts. Raises ZeroDivisionError if it is known to have none."""
    for kind in (Say, Fail, Say):
        plan(uow, council_id, kind(f"{duty.what}.{len(uow.find(Due))}"), uow.now)
    if duty.what == "001":
        raise ZeroDivisionError


def need(_: Uow, council_id: CouncilId, duty: Need) -> None:
    raise RowNotReadableError(f"ballots {council_id} {duty.what}")


KINDS = replace(
    REGISTERS,
    duties={Say: say, Fail: say_and_fail, Need: need, Divide: say_and_fail, Write: write_page},
    apart={Divide: divide},
)


class Still(Clock):
    """A clock that stands, in trouble or not."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.said: str | None = None

    def now(self) -> datetime:
        return self.at

    def trouble(self) -> str | None:
        return self.said


@dataclass
class Timer:
    """Duties over a database of their own, whose clock stands a week after what was planned."""

    duties: Duties
    write: Writer
    read: Reader
    clock: Still
    commits: int = 0
    drained: int = 0

    async def plan(self, *kinds: type[Say | Fail | Need | Divide | Write]) -> None:
        def plan_all(uow: Uow) -> None:
            for number, kind in enumerate(kinds):
                # Planned in another order than they become due.
                plan(uow, COUNCIL, kind(f"{number:03}"), NOW + timedelta(minutes=number % 7, seconds=number))

        await self.write(plan_all, Cause("plan"), COUNCIL)
        self.commits = 0


@asynccontextmanager
async def timer(folder: Path) -> AsyncIterator[Timer]:
    url = f"sqlite:///{folder / 'mandate.db'}"
    engine = writer_engine(url)
    upgrade(engine)
    now = NOW + timedelta(days=7)

    def note_commit() -> None:
        made.commits += 1

    async def drain() -> None:
        made.drained += 1

    write, read = Writer(engine, lambda: now, KINDS, note_commit), Reader(reader_engine(url), lambda: now, KINDS)
    clock = Still(now)
    made = Timer(Duties(read, write, clock, drain), write, read, clock)
    write.start()
    try:
        yield made
    finally:
        write.stop()
        await read.close()


def said(reads: Reads) -> list[str]:
    """What was said, in the order in which it was."""
    return [row.key for row in reads.find(Outgoing)]


def planned(reads: Reads) -> list[str]:
    return [row.subject["what"] for row in reads.find(Due, order="due_at")]


async def test_many_duties_are_done_in_their_order_and_share_their_commits(tmp_path):
    async with timer(tmp_path) as bot:
        await bot.plan(*([Say] * DUE))
        assert await bot.duties.do_all_due()
        assert await bot.read(said) == await bot.read(planned)
        assert await bot.duties.next_due_at() is None
        assert bot.drained == 1
        assert bot.commits < DUE / 4


async def test_a_duty_that_fails_leaves_nothing_and_stops_no_other(tmp_path):
    async with timer(tmp_path) as bot:
        await bot.plan(Say, Fail, Say, Say, Fail, Say)
        assert await bot.duties.do_all_due()
        assert set(await bot.read(said)) == {"000", "002", "003", "005"}
        assert await bot.duties.next_due_at() == bot.clock.at + PUT_OFF_FOR


async def test_what_fails_as_a_whole_is_done_in_parts_and_where_that_fails_too_put_off(tmp_path):
    async with timer(tmp_path) as bot:
        await bot.plan(Divide, Divide)
        assert await bot.duties.do_all_due()
        keys = await bot.read(said)
        assert len(keys) == 2
        assert all(key.startswith("000.") for key in keys)
        left = await bot.read(lambda reads: reads.find(Due, done_at=None))
        assert {(row.kind, row.due_at) for row in left} == {
            ("fail", bot.clock.at + PUT_OFF_FOR),
            ("divide", bot.clock.at + PUT_OFF_FOR),
        }


async def test_duties_that_storage_would_not_take_stay_due(tmp_path):
    async with timer(tmp_path) as bot:
        await bot.plan(Say, Say)
        bot.write.stop()
        assert not await bot.duties.do_all_due()
        assert await bot.read(said) == []
        assert await bot.duties.next_due_at() == NOW


async def test_pages_of_long_work_share_no_commit_take_turns_and_keep_nothing_waiting(tmp_path):
    async with timer(tmp_path) as bot:
        await bot.plan(*([Write] * (DUE_PASS + 3)), Say)
        assert await bot.duties.do_all_due()
        keys = await bot.read(said)
        assert bot.commits == len(keys) == PAGES * (DUE_PASS + 3) + 1
        firsts = [key for key in keys if key.endswith(".0")]
        assert set(firsts) <= set(keys[: DUE_PASS + 4]), "each has its first page before any has its second"
        assert keys.index(f"{DUE_PASS + 3:03}") < DUE_PASS, "what is due meanwhile waits for no more than some pages"
        assert bot.drained == 1


async def test_a_duty_that_is_not_known_is_left_as_it_is_until_it_is_and_takes_no_place(tmp_path):
    async with timer(tmp_path) as bot:
        await bot.plan(*([Say] * (2 * DUE_PASS + 5)))
        odd: list[dict[str, Any]] = [{"kind": "renamed"}, {"subject": {"other": 1}}, {"stops": 1}] * DUE_PASS

        def spoil(uow: Uow) -> list[Due]:
            rows = uow.find(Due, order="due_at", limit=len(odd) // 3 * 2)
            return [uow.change(row, **changes) for row, changes in zip(rows, odd, strict=False)]

        changed = await bot.write(spoil, Cause("another release"), COUNCIL)
        unknown = [row for row in changed if not row.stops]
        assert await bot.duties.do_all_due()
        assert await bot.duties.next_due_at() is None
        assert len(await bot.read(said)) == 2 * DUE_PASS + 5 - len(unknown)
        left = await bot.read(lambda reads: reads.find(Due, done_at=None))
        assert {row.due_id: row for row in left} == {row.due_id: row for row in unknown}


async def test_what_needs_a_row_that_cannot_be_read_is_tried_again_but_not_at_once(tmp_path):
    async with timer(tmp_path) as bot:
        await bot.plan(Say, Need, Say)
        assert await bot.duties.do_all_due()
        assert set(await bot.read(said)) == {"000", "002"}
        assert await bot.duties.next_due_at() == bot.clock.at + UNREADABLE_WAITS


async def test_while_the_clock_is_in_trouble_nothing_is_done_and_afterwards_all(tmp_path):
    async with timer(tmp_path) as bot:
        await bot.plan(Say, Say)
        bot.clock.said = "The machine's clock is 4 d ahead."
        assert not await bot.duties.do_all_due()
        assert await bot.read(said) == []
        bot.clock.said = None
        assert await bot.duties.do_all_due()
        assert await bot.read(said) == await bot.read(planned)
