"""Outages: a silence that fell into a running ballot gives its voters the lost time back, and the council is told."""

from collections import Counter
from datetime import datetime, timedelta

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ground.inbox import Heartbeat
from bot.domain.ground.lost_time import lost_time
from bot.services.ballots.ballots import move_close
from bot.services.council.absence import is_away
from bot.services.ground.inbox import HEART, OUTAGE_FROM, note_heard
from bot.services.ground.outbox import tell_council
from bot.services.ground.ports import Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import plan, planned_at


def end_outage(uow: Uow) -> timedelta:
    """Telegram is heard again: extend what the silence fell into, say so in the record; return how long it was."""
    beat = uow.get(Heartbeat, HEART)
    note_heard(uow)
    if beat is None or uow.now - beat.heard_at < OUTAGE_FROM:
        return timedelta(0)
    silence = uow.now - beat.heard_at
    extended = Counter(
        ballot.council_id for ballot in uow.find(Ballot, state=BallotState.OPEN) if _extend(uow, ballot, beat)
    )
    for council_id, ballots in extended.items():
        since = beat.heard_at.isoformat()
        tell_council(uow, council_id, f"outage:{council_id}:{since}", "outage_over", since=since, ballots=ballots)
    for use in uow.registers.outages:
        use(uow, beat.heard_at, uow.now)
    return silence


def _extend(uow: Uow, ballot: Ballot, beat: Heartbeat) -> bool:
    """By the part of the silence that lay in the ballot's time; False if none did."""
    if ballot.closes_at is None or ballot.opened_at is None or ballot.closes_at <= beat.heard_at:
        return False
    lost = lost_time(ballot.opened_at, beat.heard_at, min(uow.now, ballot.closes_at))
    closes_at = max(uow.now, ballot.closes_at) + lost if ballot.closes_at < uow.now else ballot.closes_at + lost
    move_close(uow, ballot, closes_at)
    uow.raise_version(ballot.council_id, ballot.ballot_id)
    record(uow, ballot.council_id, "ballot_extended", ballot.ballot_id, why="outage", seconds=int(lost.total_seconds()))
    return True


def give_back(uow: Uow, ballot: Ballot, duty: str, entry: str, down_from: datetime, down_until: datetime) -> None:
    """What this ballot waits for before it opens (`duty`) comes later by what the silence took of its time."""
    due_at = planned_at(uow, ballot.council_id, duty, ballot.ballot_id)
    if due_at is None or due_at <= down_from or is_away(uow, ballot.council_id):
        return
    lost = lost_time(ballot.created_at, down_from, down_until)
    plan(uow, ballot.council_id, duty, ballot.ballot_id, due_at + lost)
    record(uow, ballot.council_id, entry, ballot.ballot_id, why="outage", seconds=int(lost.total_seconds()))
    uow.raise_version(ballot.council_id, ballot.ballot_id)
