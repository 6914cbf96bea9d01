"""Room for cards: so many of one member and of a council are open at a time, the rest waits (SPEC section 3).

Recalls, replies, replacement elections and run-offs never wait; nobody put those to the council, so nobody's limit
counts them.
"""

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import Ballot, BallotState, QueueFullError, TooManyProposalsError
from bot.domain.ballots.messages import BallotQueued
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.outgoing import Card
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.outbox import tell_council
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record

SHOWN = (
    BallotState.OPENING, BallotState.OPEN, BallotState.SUSPENDED, BallotState.COUNTING, BallotState.NOMINATING,
    BallotState.REPLY,
)  # fmt: skip
"""States whose cards count among those open at a time."""

WAITING = (BallotState.SECONDING, BallotState.QUEUED)
"""States of what a member put to the council before it is open."""

QUEUE_LIMIT = 30
"""So many wait at most. What was seconded meanwhile is let in all the same: others wanted it."""


def has_room(reads: Reads, ballot: Ballot) -> bool:
    """Whether its card may open now: the council's limit and its proposer's are not reached."""
    return free_cards(reads, ballot.council_id) > 0 and _is_within_own(reads, ballot.council_id, ballot.proposer_id)


def waits_for_own(reads: Reads, ballot: Ballot) -> bool:
    """Whether there is room for a card, and only its proposer has as many open as one member may."""
    council_id = ballot.council_id
    return free_cards(reads, council_id) > 0 and not _is_within_own(reads, council_id, ballot.proposer_id)


def free_cards(reads: Reads, council_id: CouncilId) -> int:
    """How many more cards may be open at a time; what never waits may make it negative."""
    limit = charter_in_force(get_council(reads, council_id)).count("open_cards")
    return limit - reads.count(Ballot, council_id=council_id, state=SHOWN)


def _is_within_own(reads: Reads, council_id: CouncilId, person_id: PersonId | None) -> bool:
    if person_id is None:
        return True
    return _own(reads, council_id, person_id, SHOWN) < _own_limit(reads, council_id)


def _own(reads: Reads, council_id: CouncilId, person_id: PersonId, states: tuple[BallotState, ...]) -> int:
    """How many of this member's stand there, of whatever kind; a run-off is nobody's."""
    return reads.count(Ballot, council_id=council_id, proposer_id=person_id, state=states, run_off_of_id=None)


def _own_limit(reads: Reads, council_id: CouncilId) -> int:
    return charter_in_force(get_council(reads, council_id)).count("open_proposals_per_member")


def ensure_may_put(uow: Uow, council_id: CouncilId, *, seconds: int = 0, is_planned: bool = False) -> None:
    """Whether the actor may put something more to the council: what finds no room queues.

    As many of one member may wait as may be open, so that nobody fills the queue alone; our judgement. `seconds`: so
    many others must want it first. `is_planned`: it waits for its time. Raises TooManyProposalsError, QueueFullError.
    """
    limit, person_id = _own_limit(uow, council_id), actor_id(uow)
    if _own(uow, council_id, person_id, WAITING) >= limit:
        raise TooManyProposalsError(limit=limit, are_open=False)
    queues = is_planned or free_cards(uow, council_id) <= 0 or not _is_within_own(uow, council_id, person_id)
    waiting = uow.count(Ballot, council_id=council_id, state=BallotState.QUEUED)
    if queues and not seconds and waiting >= QUEUE_LIMIT:
        raise QueueFullError(limit=QUEUE_LIMIT)


def ensure_may_open(uow: Uow, council_id: CouncilId) -> None:
    """The same for what never waits. Raises TooManyProposalsError."""
    if not _is_within_own(uow, council_id, actor_id(uow)):
        raise TooManyProposalsError(limit=_own_limit(uow, council_id), are_open=True)


def queue_of(reads: Reads, council_id: CouncilId) -> list[Ballot]:
    """What waits for room: urgent ones first, then first come first."""
    queued = reads.find(Ballot, order="queued_at", council_id=council_id, state=BallotState.QUEUED)
    waiting = [ballot for ballot in queued if ballot.queued_at is not None]
    return sorted(waiting, key=lambda ballot: not ballot.is_urgent)


def queue_ballot(uow: Uow, ballot: Ballot) -> Ballot:
    """Let it wait until one of the open cards closes; if it has a card, that says so."""
    queued = uow.change(ballot, state=BallotState.QUEUED, queued_at=uow.now)
    record(uow, ballot.council_id, ballots_entries.BallotQueued(), ballot.ballot_id)
    uow.raise_version(ballot.council_id, ballot.ballot_id)
    key = f"queued:{ballot.ballot_id}"
    if not uow.count(Card, council_id=ballot.council_id, subject_id=ballot.ballot_id):
        tell_council(uow, ballot.council_id, BallotQueued(ballot.ballot_id), once=key)
    return queued
