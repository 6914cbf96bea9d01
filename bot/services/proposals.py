"""Proposals: put to the council, decided, entered in the register of decisions."""

from bot.domain.ballot import Ballot, BallotKind, BallotState
from bot.domain.council import Council
from bot.domain.drafts import parse_proposal
from bot.domain.ids import BallotId, CouncilId
from bot.services.ballots import actor_id, on_close, open_ballot
from bot.services.council import charter_in_force, get_council
from bot.services.ports import Uow
from bot.services.record import record
from bot.services.roll import ensure_member


def propose(uow: Uow, council_id: CouncilId, text: str, thread_id: int | None) -> Ballot:
    """Put a text to the vote; see bot.domain.drafts for what it may hold besides."""
    ensure_member(uow, council_id)
    draft = parse_proposal(text)
    duration = draft.duration or charter_in_force(get_council(uow, council_id)).span("ballot_duration")
    ballot = Ballot(
        council_id,
        BallotId(uow.new_id()),
        BallotKind.PROPOSAL,
        draft.method,
        BallotState.QUEUED,
        draft.text,
        uow.now,
        int(duration.total_seconds()),
        proposer_id=actor_id(uow),
        options=draft.options,
        topics=draft.topics,
        thread_id=thread_id,
    )
    uow.add(ballot)
    record(uow, council_id, "proposed", ballot.ballot_id, texts={"text": ballot.text}, of_person=ballot.proposer_id)
    return open_ballot(uow, ballot)


@on_close(BallotKind.PROPOSAL)
def close_proposal(uow: Uow, council: Council, ballot: Ballot) -> None:
    """Nothing follows by itself: the card and the register of decisions show the result."""
