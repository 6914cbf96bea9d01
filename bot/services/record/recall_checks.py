"""What must be true of recalls: a check of `doctor`, see bot.services.record.doctor."""

from collections.abc import Iterator

from bot.domain.ballots.ballot import Ballot, Outcome
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.recall import Recall, RecallState
from bot.domain.recalls.subject import RecallSubject
from bot.services.ground.ports import Reads


def recalls(reads: Reads) -> Iterator[str]:
    """A recall stands on a threshold that was reached, and its verdict is that of its ballot (invariant 5)."""
    for recall in reads.find(Recall):
        if recall.got < recall.needed:
            yield f"recall {recall.recall_id}: opened at {recall.got} signals, {recall.needed} were needed"
        ballot = reads.get(Ballot, recall.council_id, recall.ballot_id) if recall.ballot_id else None
        if recall.ballot_id and (ballot is None or not isinstance(ballot.subject, RecallSubject)):
            yield f"recall {recall.recall_id}: its ballot is none on a recall"
        passed = ballot is not None and ballot.outcome is Outcome.ADOPTED
        if recall.state in {RecallState.PASSED, RecallState.FAILED} and passed != (recall.state is RecallState.PASSED):
            yield f"recall {recall.recall_id}: {recall.state}, which its ballot did not decide"
        mandate = reads.get(Mandate, recall.council_id, recall.mandate_id)
        if mandate is None or (recall.state is RecallState.PASSED and mandate.is_live):
            yield f"recall {recall.recall_id}: passed, but the mandate lives"
    running = (RecallState.REACHED, RecallState.REPLY, RecallState.BALLOT)
    standing = [recall.mandate_id for recall in reads.find(Recall, state=running)]
    for mandate_id in {each for each in standing if standing.count(each) > 1}:
        yield f"mandate {mandate_id}: more than one recall of it is under way"
