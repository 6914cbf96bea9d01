"""When a ballot closes: its time from the opening, and what moves with it."""

from datetime import datetime, timedelta

from bot.domain.ballots.added import options_end, takes_options
from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.duties import CloseBallot, EndOptions, OpenAhead, RemindHalf, RemindLast
from bot.domain.ballots.rules import half_time, last_reminder_at
from bot.domain.council.council import Council
from bot.domain.ground.due import Moved
from bot.services.ballots.laying import is_paged
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.schedule import call_off, deadline, plan

AFTER_FOUNDING = timedelta(hours=24)
"""So long at least who joined until the founding window ended can vote on what opened in it (SPEC section 2)."""

OPENED_BEFORE = timedelta(minutes=1)
"""So long before its close the papers of a large ballot are opened ahead; 100,000 take ten seconds. Our judgement."""


def earliest_close(council: Council, opened_at: datetime, duration_s: int) -> datetime:
    """When a ballot opened then closes: after its duration, and a day after the founding window it fell into.

    A council that was claimed in another group a day ago at most has as long for its roll to hear of it.
    """
    closes_at = opened_at + timedelta(seconds=duration_s)
    if council.is_founding(opened_at) and council.founding_ends_at is not None:
        return max(closes_at, council.founding_ends_at + AFTER_FOUNDING)
    settles_until = council.settles_until(opened_at)
    return closes_at if settles_until is None else max(closes_at, settles_until + AFTER_FOUNDING)


def no_later(reads: Reads, ballot: Ballot, closes_at: datetime) -> datetime:
    """What it decides may have to be decided by a date, whatever else would make it longer."""
    closes_by = reads.registers.kinds[ballot.kind].closes_by
    latest = closes_by(reads, ballot) if closes_by is not None else None
    return closes_at if latest is None else min(closes_at, latest)


def plan_close(uow: Uow, ballot: Ballot, closes_at: datetime) -> Ballot:
    """The time to vote runs from now until then; the reminders come before its end."""
    council_id, ballot_id = ballot.council_id, ballot.ballot_id
    closes_at = no_later(uow, ballot, closes_at)
    timed = uow.change(ballot, closes_at=closes_at)
    plan(uow, council_id, CloseBallot(ballot_id), closes_at, since_at=uow.now)
    if is_paged(timed):
        plan(uow, council_id, OpenAhead(ballot_id), closes_at - OPENED_BEFORE, since_at=uow.now)
    if takes_options(timed):
        plan(uow, council_id, EndOptions(ballot_id), options_end(uow.now, closes_at), since_at=uow.now)
    if (half := half_time(timed)) is not None:
        plan(uow, council_id, RemindHalf(ballot_id), half, since_at=uow.now)
    if (last := last_reminder_at(timed)) is not None:
        plan(uow, council_id, RemindLast(ballot_id), last, since_at=uow.now)
    return timed


def move_close(uow: Uow, ballot: Ballot, closes_at: datetime, **changes: object) -> Ballot:
    """The ballot closes at another time: the close moves, and with it the last reminder if it was not sent yet."""
    closes_at = no_later(uow, ballot, closes_at)
    moved = uow.change(ballot, closes_at=closes_at, **changes)
    plan(uow, ballot.council_id, CloseBallot(ballot.ballot_id), closes_at)
    if is_paged(moved):
        plan(uow, ballot.council_id, OpenAhead(ballot.ballot_id), closes_at - OPENED_BEFORE)
    last, last_at = RemindLast(ballot.ballot_id), last_reminder_at(moved)
    if last_at is not None and deadline(uow, ballot.council_id, last) is not None:
        plan(uow, ballot.council_id, last, last_at)
    return moved


def show_close(uow: Uow, moved: Moved, duty: CloseBallot) -> None:
    """Ballots keep when they close, for they are looked up and drawn at every vote: as their Due row says."""
    ballot = uow.get(Ballot, moved.council_id, duty.ballot_id)
    if ballot is not None and no_later(uow, ballot, moved.due_at) < moved.due_at:
        move_close(uow, ballot, moved.due_at)
    elif ballot is not None:
        uow.change(ballot, closes_at=moved.due_at)


def stop_time(uow: Uow, ballot: Ballot) -> Ballot:
    """It closes at no time, until one is planned again."""
    ballot_id = ballot.ballot_id
    for duty in (CloseBallot, EndOptions, OpenAhead, RemindHalf, RemindLast):
        call_off(uow, ballot.council_id, duty(ballot_id))
    return uow.change(ballot, closes_at=None)
