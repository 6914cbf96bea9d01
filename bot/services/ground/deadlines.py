"""Deadlines: whatever stops the time of due work moves all of it here, and each moment that was lost counts once.

An outage is known only when it is over (`give_back`); an absence or a suspension begins (`hold`) and ends (`let_go`).
What follows from a move is the same for all: what shows the deadline is drawn again, and the record says by how much it
moved where the duty names an entry for it. What else a kind needs stands in bot/services/registers/duties.py.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.ground.due import Due, Moved, Stop
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.lost_time import lost_time, with_lost
from bot.services.ground.filters import MoreThan
from bot.services.ground.ports import Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import duty_of

WHY = {Stop.DEAF: "outage", Stop.AWAY: "absence", Stop.SUSPENDED: "suspension"}
"""How the record names what stopped the time."""


def give_back(uow: Uow, lost_from: datetime, lost_until: datetime) -> list[Moved]:
    """The bot was deaf from then to then: in every council what was not due before moves by what it lost of its time.

    What is held for another reason loses only what came before that; the rest follows with `let_go`.
    """
    open_rows = uow.find(Due, done_at=None, stops=MoreThan(0))
    deaf = (due for due in open_rows if Stop.DEAF in Stop(due.stops) and due.due_at > lost_from)
    return _all_moved(
        uow,
        (_move(uow, due, lost_from, min(lost_until, due.held_since_at or lost_until), Stop.DEAF) for due in deaf),
    )


def hold(uow: Uow, council_id: CouncilId, stop: Stop, subject_id: str | None = None) -> None:
    """From now on nothing of what this stops becomes due in the council, or nothing about that subject."""
    for due in uow.find(Due, council_id=council_id, done_at=None, stops=MoreThan(0)):
        if stop in Stop(due.stops) and _is_about(uow, due, subject_id):
            uow.change(due, held_by=due.held_by | stop, held_since_at=due.held_since_at or uow.now)


def let_go(uow: Uow, council_id: CouncilId, stop: Stop, subject_id: str | None = None) -> list[Moved]:
    """The time runs again, in the whole council or about that subject, except for what something else still stops."""
    held = uow.find(Due, council_id=council_id, done_at=None, held_by=MoreThan(0))
    free = [due for due in held if due.held_by & stop and _is_about(uow, due, subject_id)]
    return _all_moved(uow, (_release(uow, due, stop) for due in free))


SHOWN_WITHIN = timedelta(minutes=1)
"""A card that goes out so soon costs its readers no time worth moving a printed deadline for."""


def begin_when_shown(uow: Uow, council_id: CouncilId, subject_id: str) -> list[Moved]:
    """The card went out for the first time just now: time that ran before anybody could see it is given back."""
    rows = uow.find(Due, council_id=council_id, done_at=None, held_by=0, stops=MoreThan(0))
    stopped = (due for due in rows if Stop.SUSPENDED in Stop(due.stops) and _is_about(uow, due, subject_id))
    late = [due for due in stopped if uow.now - due.since_at > SHOWN_WITHIN]
    return _all_moved(uow, [_move(uow, due, due.since_at, uow.now, Stop.SUSPENDED) for due in late])


def _is_about(uow: Uow, due: Due, subject_id: str | None) -> bool:
    duty = duty_of(uow, due)
    return subject_id is None or (duty is not None and duty.subject_id == subject_id)


def _release(uow: Uow, due: Due, stop: Stop) -> Moved | None:
    rest = due.held_by & ~stop
    if rest or due.held_since_at is None:
        uow.change(due, held_by=rest)
        return None
    free = uow.change(due, held_by=0, held_since_at=None)
    return _move(uow, free, due.held_since_at, uow.now, stop)


def _move(uow: Uow, due: Due, lost_from: datetime, lost_until: datetime, stop: Stop) -> Moved | None:
    lost = lost_time(due.since_at, due.stopped, lost_from, lost_until)
    if not lost:
        return None
    stopped = with_lost(due.since_at, due.stopped, lost_from, lost_until)
    due = uow.change(due, due_at=due.due_at + lost, stopped=stopped)
    duty = duty_of(uow, due)
    if duty is None:
        uow.set_aside(due)  # its time moved with all others; what else would follow is not known
        return None
    return Moved(due.council_id, duty, due.due_at, lost, lost_from, lost_until, WHY[stop])


def _all_moved(uow: Uow, moves: Iterable[Moved | None]) -> list[Moved]:
    """First everything moves; then what follows sees all deadlines where they now are."""
    moved = [each for each in moves if each is not None]
    for each in moved:
        if each.duty.extended is not None:
            seconds = int(each.lost.total_seconds())
            extended = each.duty.extended(why=each.why, seconds=seconds)
            record(uow, each.council_id, extended, each.duty.subject_id)
        if type(each.duty) in uow.registers.moved:
            uow.registers.moved[type(each.duty)](uow, each, each.duty)
    for council_id, subject_id in dict.fromkeys((each.council_id, each.duty.subject_id) for each in moved):
        uow.raise_version(council_id, subject_id)
    return moved
