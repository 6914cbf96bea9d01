"""Due work: planning it, calling it off, and doing it. bot/services/registers/duties.py says what each kind does.

A deadline stands in its Due row alone: whoever shows one, or reckons with it, asks `deadline`. What a row must not tell
of waits in memory (`plan_unwritten`), and is done with the others.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from bot.domain.council.council import Council, CouncilState
from bot.domain.ground.calendar import is_night, next_morning
from bot.domain.ground.due import Due, Duty, Stop, key_of, subject_of
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.kept import NotReadableError, by_name, from_json, name_of
from bot.domain.ground.lost_time import Stretches, only_since, taken
from bot.services.ground.filters import AtMost
from bot.services.ground.ports import Reads, Uow


def plan(uow: Uow, council_id: CouncilId, duty: Duty, due_at: datetime, *, since_at: datetime | None = None) -> Due:
    """Do it at `due_at`, as things are now. Planned again while it waits it moves, and its time runs on.

    Its time runs from now, or from `since_at`: a new time, also for a duty that waits. While the bot is out of the
    council's group, or may not write there, the time of what that stops does not begin to run.
    """
    known = _row(uow, council_id, duty)
    if known is not None and known.done_at is None and since_at is None:
        held_since_at = uow.now if known.held_by else None
        return uow.change(known, due_at=due_at, stopped=known.stopped_until(uow.now), held_since_at=held_since_at)
    held_by = duty.stops & _stopped_now(uow, council_id) if duty.stops else Stop.NOTHING
    planned = Due(
        council_id,
        known.due_id if known else uow.new_id(),
        key_of(duty),
        name_of(type(duty)),
        subject_of(duty),
        since_at or uow.now,
        due_at,
        int(duty.stops),
        held_by=int(held_by),
        held_since_at=uow.now if held_by else None,
    )
    if known is not None:
        uow.remove(known)
    uow.add(planned)
    return planned


def plan_quietly(uow: Uow, council_id: CouncilId, duty: Duty, due_at: datetime, since_at: datetime) -> None:
    """What waits already stays as it is; from the row nobody can tell when this was called, not by id or time."""
    known = _row(uow, council_id, duty)
    if known is None:
        kind, subject = name_of(type(duty)), subject_of(duty)
        due_id = uow.new_secret()[:32]
        uow.add(Due(council_id, due_id, key_of(duty), kind, subject, since_at, due_at, int(duty.stops)))
    elif known.done_at is not None:
        uow.change(known, since_at=since_at, due_at=due_at, done_at=None)


UNWRITTEN = "duty:"


def plan_unwritten(uow: Uow, council_id: CouncilId, duty: Duty, due_at: datetime) -> None:
    """In memory alone, where a row would tell what must not be known; what waits already stays as it is.

    A stop loses it: whoever plans so finds out at a start what is still to be done.
    """
    due_id = f"{UNWRITTEN}{council_id}:{key_of(duty)}"
    if uow.memory.held(due_id) is None:
        kind, subject = name_of(type(duty)), subject_of(duty)
        uow.memory.hold(due_id, Due(council_id, due_id, key_of(duty), kind, subject, due_at, due_at, int(duty.stops)))


def _unwritten(reads: Reads) -> list[Due]:
    return sorted(reads.memory.settled(UNWRITTEN), key=lambda due: due.due_at)


def postpone(uow: Uow, council_id: CouncilId, duty: Duty, due_at: datetime) -> None:
    """Called while it is done: not yet. Its time runs on until then, and what stopped it so far counts."""
    for known in uow.find(Due, council_id=council_id, key=key_of(duty)):
        uow.change(known, due_at=due_at, done_at=None, stops=int(duty.stops))


def lost_until_now(reads: Reads, council_id: CouncilId, duty: Duty) -> Stretches:
    """All that stopped its time so far."""
    known = _row(reads, council_id, duty)
    return known.stopped_until(reads.now) if known is not None else ()


def forget_lost(uow: Uow, council_id: CouncilId, duty: Duty, before: datetime) -> None:
    """What stopped its time before that matters no more: its time is reckoned from there."""
    known = _row(uow, council_id, duty)
    if known is not None and known.since_at < before:
        uow.change(known, since_at=before, stopped=only_since(known.stopped, before))


def wait_for_morning(uow: Uow, council_id: CouncilId, duty: Duty, latest: datetime | None = None) -> bool:
    """Called while it is done: by night it waits for the council's morning, unless that is after `latest`.

    Returns whether it waits.
    """
    council = uow.get(Council, council_id)
    if council is None or not is_night(uow.now, council.zone):
        return False
    morning = next_morning(uow.now, council.zone)
    if latest is not None and morning > latest:
        return False
    postpone(uow, council_id, duty, morning)
    return True


def _stopped_now(reads: Reads, council_id: CouncilId) -> Stop:
    council = reads.get(Council, council_id)
    if council is None:
        return Stop.NOTHING
    away = Stop.AWAY if council.state is CouncilState.AWAY else Stop.NOTHING
    return away if council.muted_since_at is None else away | Stop.SUSPENDED


def call_off(uow: Uow, council_id: CouncilId, *duties: Duty) -> None:
    """They have gone; does nothing about what was never planned or is done."""
    for known in uow.find(Due, council_id=council_id, key=tuple(map(key_of, duties)), done_at=None):
        uow.change(known, done_at=uow.now)


def deadline(reads: Reads, council_id: CouncilId, duty: Duty) -> datetime | None:
    """When this is due, None if it is not planned or is over."""
    known = _row(reads, council_id, duty)
    return known.due_at if known is not None and known.done_at is None else None


def began_at(reads: Reads, council_id: CouncilId, duty: Duty) -> datetime | None:
    """When its time began to run; None if it is not planned."""
    known = _row(reads, council_id, duty)
    return known.since_at if known is not None else None


def runs_since(reads: Reads, council_id: CouncilId, duty: Duty) -> datetime | None:
    """When its time began to run, so much later as it was stopped since; None if it is not planned."""
    known = _row(reads, council_id, duty)
    return known.since_at + taken(known.stopped_until(reads.now)) if known is not None else None


def lost_since(reads: Reads, council_id: CouncilId, duty: Duty, at: datetime) -> timedelta:
    """How much of the time from `at` on stopped this duty."""
    known = _row(reads, council_id, duty)
    return taken(known.stopped_until(reads.now), at) if known is not None else timedelta(0)


def _row(reads: Reads, council_id: CouncilId, duty: Duty) -> Due | None:
    known = reads.find(Due, council_id=council_id, key=key_of(duty))
    return known[0] if known else None


@cache
def _kinds(duties: tuple[type[Duty], ...]) -> Mapping[str, type[Duty]]:
    """By name, worked out once: registers do not change."""
    return by_name(duties)


def duty_of(reads: Reads, due: Due) -> Duty | None:
    """What is to be done. None if the program knows no such duty: the row stays as it is, for a program that does."""
    kind = _kinds(tuple(reads.registers.duties)).get(due.kind)
    try:
        return from_json(kind, due.subject) if kind is not None else None
    except NotReadableError:
        return None


def due_now(uow: Reads, limit: int = 100) -> list[Due]:
    """What is due, oldest first. What the program does not know takes nobody's place."""
    unwritten = [due for due in _unwritten(uow) if due.due_at <= uow.now]
    found = [*unwritten, *_known(uow, limit, done_at=None, held_by=0, due_at=AtMost(uow.now))]
    return sorted(found, key=lambda due: due.due_at)[:limit]


def _known(reads: Reads, limit: int, **equal: Any) -> list[Due]:
    found: list[Due] = []
    skip = 0
    while len(found) < limit:
        rows = reads.find(Due, order="due_at", limit=limit, skip=skip, **equal)
        for due in rows:
            if duty_of(reads, due) is None:
                reads.set_aside(due)
            else:
                found.append(due)
        if len(rows) < limit:
            break
        skip += limit
    return found[:limit]


def due_pass(uow: Reads, limit: int) -> tuple[list[Due], list[Due]]:
    """What is due and may be done together, oldest first; and apart from it the pages of long work.

    Each page takes as long as a vote may wait, so that no two of them may share a commit.
    """
    found = due_now(uow, limit)
    paged = {name_of(kind) for kind in uow.registers.duties if kind.is_paged}
    return [due for due in found if due.kind not in paged], [due for due in found if due.kind in paged]


def next_due_at(uow: Reads) -> datetime | None:
    """When the next duty is due, if any is planned."""
    coming = [*_unwritten(uow)[:1], *_known(uow, 1, done_at=None, held_by=0)]
    return min((due.due_at for due in coming), default=None)


def do_due(uow: Uow, council_id: CouncilId, due_id: str) -> bool:
    """Do one duty in this transaction, if it is due still; the done-mark and its effects are one commit.

    Since it was looked up it may have been done, moved, or held: the bot was removed from the group in that moment.
    """
    if due_id.startswith(UNWRITTEN):
        return _do_unwritten(uow, due_id)
    due = uow.get(Due, council_id, due_id)
    if due is None or due.done_at is not None or due.held_by or due.due_at > uow.now:
        return False
    duty = duty_of(uow, due)
    if duty is None:
        return False
    uow.change(due, done_at=uow.now)
    uow.registers.duties[type(duty)](uow, council_id, duty)
    return True


def do_apart(uow: Uow, council_id: CouncilId, due_id: str) -> bool:
    """In place of a duty that failed: what of it can be done by itself is planned so. False if it has no parts."""
    due = uow.get(Due, council_id, due_id)
    duty = duty_of(uow, due) if due is not None else None
    if due is None or duty is None or due.done_at is not None or type(duty) not in uow.registers.apart:
        return False
    uow.change(due, done_at=uow.now)
    uow.registers.apart[type(duty)](uow, council_id, duty)
    return True


def _do_unwritten(uow: Uow, due_id: str) -> bool:
    due = uow.memory.held(due_id)
    duty = duty_of(uow, due) if due is not None and due.due_at <= uow.now else None
    if due is None or duty is None:
        return False
    uow.registers.duties[type(duty)](uow, due.council_id, duty)
    # Only now: where it fails before it writes anything nothing is rolled back.
    uow.memory.hold(due_id, None)
    return True


PUT_OFF_FOR = Duty.again_after

UNREADABLE_WAITS = timedelta(hours=1)
"""Where it needs a row that cannot be read: only another release, or a repair by hand, makes that readable."""


def put_off(uow: Uow, council_id: CouncilId, due_id: str, wait: timedelta = PUT_OFF_FOR) -> None:
    """A duty that failed is tried again later: never lost, never in the way of the others."""
    is_unwritten = due_id.startswith(UNWRITTEN)
    due = uow.memory.held(due_id) if is_unwritten else uow.get(Due, council_id, due_id)
    if due is None or due.done_at is not None:
        return
    duty = duty_of(uow, due)
    due_at = uow.now + max(wait, duty.again_after if duty is not None else wait)
    if is_unwritten:
        uow.memory.hold(due_id, replace(due, due_at=due_at))
    else:
        uow.change(due, due_at=due_at)
