"""Every kind of due work: whatever stops its time, nobody loses any of it; and what nothing stops comes on time."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, get_type_hints

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.duties import CloseBallot
from bot.domain.council.council import Council, CouncilState
from bot.domain.ground.due import Due, Duty, Stop
from bot.domain.ground.entry import Entry
from bot.domain.ground.ids import BallotId, CouncilId
from bot.services.ballots.proposals import propose
from bot.services.ground.deadlines import give_back, hold, let_go
from bot.services.ground.ports import Uow
from bot.services.ground.schedule import call_off, deadline, do_due, due_now, plan, postpone
from bot.services.registers import REGISTERS
from tests.support.council import START, House

HOUR = timedelta(hours=1)
LAST = 30
"""From this hour on nothing stops the time any more."""

hours = st.sets(st.integers(0, LAST - 1))


def made(kind: type[Duty]) -> Duty:
    """Some duty of this kind."""
    values: dict[type, Any] = {str: "1" * 32, int: 1, datetime: START}
    hints = get_type_hints(kind)
    parts = {field.name: hints[field.name] for field in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: values[getattr(hint, "__supertype__", hint)] for name, hint in parts.items()})


class Clock:
    """A council whose duties do nothing but note when they were done, in hours from the start."""

    def __init__(self) -> None:
        self.done: dict[type[Duty], int] = {}
        registers = replace(REGISTERS, duties=dict.fromkeys(REGISTERS.duties, self.note), moved={})
        self.house = House(registers=registers)

    def note(self, uow: Uow, _: CouncilId, duty: Duty) -> None:
        assert type(duty) not in self.done
        self.done[type(duty)] = self.hour(uow.now)

    def hour(self, at: datetime) -> int:
        return (at - START) // HOUR

    def do(self, use_case: Any, *arguments: Any) -> Any:
        return self.house.do(use_case, *arguments)

    def do_what_is_due(self) -> None:
        for due in self.do(due_now):
            self.do(do_due, due.council_id, due.due_id)


@dataclass(frozen=True)
class Stopped:
    """The hours in which each cause stops the time."""

    deaf: set[int]
    away: set[int]
    suspended: set[int]

    def by(self, stop: Stop) -> set[int]:
        """The hours that count for what stops by these."""
        return {
            hour
            for each, of_cause in zip(Stop, (self.deaf, self.away, self.suspended), strict=True)
            for hour in (of_cause if each in stop else ())
        }


def live_through(clock: Clock, stopped: Stopped) -> None:
    """Hour by hour. An outage is known when it is over, and nothing is done in it; it is reported twice."""
    council_id, deaf_since = clock.house.council_id, None
    for hour in range(LAST * 2):
        clock.house.now = START + hour * HOUR
        for stop, of_cause in ((Stop.AWAY, stopped.away), (Stop.SUSPENDED, stopped.suspended)):
            if (hour in of_cause) is not (hour - 1 in of_cause):
                clock.do(hold if hour in of_cause else let_go, council_id, stop)
                state = CouncilState.AWAY if hour in stopped.away else CouncilState.ACTIVE
                clock.do(lambda uow, state=state: uow.change(uow.get(Council, council_id), state=state))
        if hour in stopped.deaf:
            deaf_since = clock.house.now if deaf_since is None else deaf_since
            continue
        if deaf_since is not None:
            clock.do(give_back, deaf_since, clock.house.now)
            assert clock.do(give_back, deaf_since, clock.house.now) == []
            deaf_since = None
        clock.do_what_is_due()


@settings(deadline=None, max_examples=60)
@given(stopped=st.builds(Stopped, hours, hours, hours), span=st.integers(1, LAST), began=st.integers(0, 5))
def test_everybody_has_the_whole_time_whatever_stops_it(stopped, span, began):
    clock = Clock()
    for kind in REGISTERS.duties:
        since, due = START + began * HOUR, START + (began + span) * HOUR
        clock.do(
            lambda uow, kind=kind, since=since, due=due: plan(
                uow, clock.house.council_id, made(kind), due, since_at=since
            )
        )
    live_through(clock, stopped)
    assert clock.done.keys() == REGISTERS.duties.keys()
    for kind, done in clock.done.items():
        running = [hour for hour in range(began, done) if hour not in stopped.by(kind.stops)]
        if kind.stops:
            assert len(running) == span, kind
        else:
            on_time = next(hour for hour in range(began + span, LAST * 2) if hour not in stopped.deaf)
            assert done == on_time, kind


def test_each_duty_has_a_key_of_its_own():
    clock = Clock()
    for kind in REGISTERS.duties:
        clock.do(plan, clock.house.council_id, made(kind), START)
        clock.do(plan, clock.house.council_id, made(kind), START + HOUR)
    rows = clock.do(lambda uow: uow.find(Due))
    assert len({row.key for row in rows}) == len(rows) == len(REGISTERS.duties)
    assert {row.due_at for row in rows} == {START + HOUR}


def test_what_is_planned_while_the_bot_is_away_begins_with_its_return():
    clock = Clock()
    council_id, close = clock.house.council_id, made(CloseBallot)
    clock.do(lambda uow: uow.change(uow.get(Council, council_id), state=CouncilState.AWAY))
    clock.do(plan, council_id, close, START + 3 * HOUR)
    clock.house.now += 10 * HOUR
    clock.do_what_is_due()
    # Planned again in an absence, its time is counted from then on alone.
    clock.do(plan, council_id, close, clock.house.now + HOUR)
    clock.house.now += 10 * HOUR
    clock.do(let_go, council_id, Stop.AWAY)
    assert clock.do(deadline, council_id, close) == clock.house.now + HOUR
    assert clock.done == {}


def test_what_is_put_off_by_its_own_use_case_keeps_what_it_lost():
    clock = Clock()
    council_id, close = clock.house.council_id, made(CloseBallot)
    clock.do(plan, council_id, close, START + HOUR)
    clock.house.now += 2 * HOUR
    clock.do(give_back, START, clock.house.now)
    clock.house.now += HOUR
    clock.do_what_is_due()
    clock.do(postpone, council_id, close, clock.house.now + HOUR)
    clock.do(give_back, START, clock.house.now)
    assert clock.do(deadline, council_id, close) == clock.house.now + 2 * HOUR
    clock.do(call_off, council_id, close)
    assert clock.do(deadline, council_id, close) is None


def test_an_outage_is_one_entry_for_each_open_ballot_and_moves_what_it_keeps_of_its_close():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballots = [house.do(propose, house.council_id, text, None, by=anna) for text in ("Buy a barrel", "Paint")]
    since = house.now
    house.now += 2 * HOUR
    house.do(give_back, since, house.now)
    for ballot in ballots:
        assert ballot.closes_at is not None
        moved = house.one(Ballot, ballot_id=ballot.ballot_id)
        assert moved.closes_at == ballot.closes_at + 2 * HOUR
        assert moved.closes_at == house.read(deadline, house.council_id, CloseBallot(ballot.ballot_id))
    entries = house.find(Entry, kind="ballot_extended")
    assert [(entry.subject_id, entry.data) for entry in entries] == [
        (ballot.ballot_id, {"why": "outage", "seconds": 7200}) for ballot in ballots
    ]


def test_one_subject_is_suspended_and_the_others_run_on():
    clock = Clock()
    council_id = clock.house.council_id
    one, other = CloseBallot(BallotId("1")), CloseBallot(BallotId("2"))
    for close in (one, other):
        clock.do(plan, council_id, close, START + 2 * HOUR)
    clock.do(hold, council_id, Stop.SUSPENDED, one.ballot_id)
    clock.house.now += HOUR
    clock.do(hold, council_id, Stop.AWAY)
    clock.house.now += HOUR
    (moved,) = clock.do(let_go, council_id, Stop.AWAY)
    assert (moved.duty, moved.lost, moved.why) == (other, HOUR, "absence")
    (moved,) = clock.do(let_go, council_id, Stop.SUSPENDED, one.ballot_id)
    assert (moved.duty, moved.lost, moved.why) == (one, 2 * HOUR, "suspension")
    assert clock.do(deadline, council_id, one) == clock.house.now + 2 * HOUR
