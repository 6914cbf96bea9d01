"""Ballots that wait for the time at which they open: kept as queued, and in no queue yet."""

from datetime import datetime

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import BEFORE_OPENING, Ballot, BallotState
from bot.domain.ballots.duties import OpenAt
from bot.domain.ballots.messages import BallotPlanned
from bot.domain.ballots.planned import in_zone
from bot.domain.council.council import Council
from bot.services.ground.outbox import redraw_told, tell_council
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import deadline, plan


def opens_at_of(reads: Reads, ballot: Ballot) -> datetime | None:
    """When it opens, if that is still to come."""
    return deadline(reads, ballot.council_id, OpenAt(ballot.ballot_id))


def is_waiting(ballot: Ballot) -> bool:
    """Whether it waits for its time: nothing else is queued and in no queue."""
    return ballot.state is BallotState.QUEUED and ballot.queued_at is None


def plan_opening(uow: Uow, ballot: Ballot, opens_at: datetime) -> Ballot:
    """From now on it is known when it opens."""
    plan(uow, ballot.council_id, OpenAt(ballot.ballot_id), opens_at)
    series = ballot.subject.series
    said = ballots_entries.BallotPlanned(opens_at=opens_at.isoformat(), left=series.left if series else 0)
    record(uow, ballot.council_id, said, ballot.ballot_id)
    return ballot


def follow_zone(uow: Uow, council: Council, rule: str, old: str, new: str) -> None:
    """The council's clocks show something else now: what is planned opens at the day and hour that were said."""
    if rule != "zone":
        return
    for ballot in uow.find(Ballot, council_id=council.council_id, state=BEFORE_OPENING):
        at = opens_at_of(uow, ballot)
        if at is not None:
            plan_opening(uow, ballot, in_zone(at, old, new, ballot.subject.series))
            uow.raise_version(ballot.council_id, ballot.ballot_id)
            redraw_told(uow, _told(ballot), BallotPlanned(ballot.ballot_id))


def _told(ballot: Ballot) -> str:
    return f"planned:{ballot.ballot_id}"


def wait_for_time(uow: Uow, ballot: Ballot) -> Ballot:
    """Nothing but its time is missing: the council hears when that is."""
    waiting = uow.change(ballot, state=BallotState.QUEUED, queued_at=None)
    uow.raise_version(ballot.council_id, ballot.ballot_id)
    tell_council(uow, ballot.council_id, BallotPlanned(ballot.ballot_id), once=_told(ballot))
    return waiting
