"""Seconds: how many others must want a proposal, a charter change or a new office before it begins (SPEC section 3)."""

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.answers import Seconded
from bot.domain.ballots.ballot import (
    UNSECONDED_AFTER,
    AlreadySecondedError,
    Ballot,
    BallotClosedError,
    BallotState,
    OwnSecondError,
    Second,
)
from bot.domain.ballots.duties import EndSeconding
from bot.domain.ballots.entries import Lapsed
from bot.domain.ballots.messages import Unseconded
from bot.domain.ballots.results import Ended, WhyEnded
from bot.domain.ballots.rules import seconds_among, seconds_needed
from bot.domain.ground.ids import BallotId, CouncilId, PersonId
from bot.services.ballots.ballots import find_ballot
from bot.services.ballots.endings import end_undecided
from bot.services.ballots.series import begin_seconded
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.outbox import tell_under
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import call_off, plan
from bot.services.roll.queries import CountRoll
from bot.services.roll.roll import ensure_voter
from bot.services.roll.standing import place_of


def needs_seconds(uow: Uow, council_id: CouncilId) -> int:
    """How many others must want what the actor proposes before it goes to ballot, by the charter and who is awake."""
    return seconds_needed(charter_in_force(get_council(uow, council_id)), others_awake(uow, council_id, actor_id(uow)))


def others_awake(reads: Reads, council_id: CouncilId, person_id: PersonId | None) -> int:
    """How many besides this member could second something now: past waiting, and not resting."""
    proposer = place_of(reads, council_id, person_id) if person_id else None
    return reads.ask(CountRoll(council_id)).base - (proposer is not None and proposer.may_vote(reads.now))


def seconds_left(reads: Reads, ballot: Ballot) -> int:
    """How many must want this: as many as were asked for, but no more than half of those who are awake by now."""
    asked = ballot.subject.seconds
    return seconds_among(asked, others_awake(reads, ballot.council_id, ballot.proposer_id)) if asked else 0


def await_seconds(uow: Uow, ballot: Ballot) -> Ballot:
    """Without enough of them the ballot lapses after a time; its card, with [Second], is the caller's."""
    plan(uow, ballot.council_id, EndSeconding(ballot.ballot_id), uow.now + UNSECONDED_AFTER)
    return ballot


def second(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Seconded:
    """The actor wants this too; the last second that was missing lets it begin.

    Raises BallotClosedError, NotOnRollError, StillWaitingError, OwnSecondError or AlreadySecondedError.
    """
    ballot = find_ballot(uow, council_id, ballot_id)
    if ballot.state is not BallotState.SECONDING:
        raise BallotClosedError(state=ballot.state, outcome=ballot.outcome)
    member = ensure_voter(uow, council_id)
    if member.person_id == ballot.proposer_id:
        raise OwnSecondError
    needed = seconds_left(uow, ballot)
    got = uow.count(Second, council_id=council_id, ballot_id=ballot_id)
    if uow.get(Second, council_id, ballot_id, member.person_id) is not None:
        raise AlreadySecondedError(got=got, needed=needed)
    uow.add(Second(council_id, ballot_id, member.person_id, uow.now))
    record(uow, council_id, ballots_entries.BallotSeconded(), ballot_id)
    uow.raise_version(council_id, ballot_id)
    if got + 1 >= needed:
        call_off(uow, council_id, EndSeconding(ballot_id))
        ballot = begin_seconded(uow, ballot)
    return Seconded(ballot, got + 1, needed)


def end_seconding(uow: Uow, council_id: CouncilId, duty: EndSeconding) -> None:
    """Not enough others wanted it in time: it lapses, and the council is told. Fewer may be enough by now."""
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is None or ballot.state is not BallotState.SECONDING:
        return
    got, needed = uow.count(Second, council_id=council_id, ballot_id=duty.ballot_id), seconds_left(uow, ballot)
    if got >= needed:
        begin_seconded(uow, ballot)
        return
    end_undecided(uow, ballot, Lapsed, Ended(WhyEnded.UNSECONDED, got, needed))
    tell_under(uow, council_id, duty.ballot_id, Unseconded(duty.ballot_id), once=f"unseconded:{duty.ballot_id}")
