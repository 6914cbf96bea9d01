"""What must be true of recalls: a check of `doctor`, see bot.services.record.doctor."""

from collections.abc import Iterator

from bot.domain.ballots.ballot import RUNNING as RUNNING_BALLOTS
from bot.domain.ballots.ballot import Ballot, Outcome
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.duties import ActOnThreshold, EndCoolDown, OpenRecall
from bot.domain.recalls.entries import (
    RecallCalled,
    RecallFailed,
    RecallLapsed,
    RecallOpened,
    RecallPassed,
    Replied,
    ReplyAsked,
    ReplyDeclined,
    ThresholdReached,
)
from bot.domain.recalls.recall import RUNNING, Recall, RecallCall, RecallState
from bot.domain.recalls.subject import RecallSubject
from bot.services.ground.filters import MoreThan
from bot.services.ground.ports import Reads
from bot.services.ground.schedule import deadline
from bot.services.record.recorded import Recorded, is_other, records

STATES = {
    ReplyAsked: RecallState.REPLY,
    RecallOpened: RecallState.BALLOT,
    RecallPassed: RecallState.PASSED,
    RecallFailed: RecallState.FAILED,
    RecallLapsed: RecallState.LAPSED,
}
"""What the entry makes of it. Before the first it has been reached: an entry of that would tell who tipped it."""


def recalls(reads: Reads) -> Iterator[str]:
    """A recall stands on a threshold that was reached, and its verdict is that of its ballot (invariant 5)."""
    for recorded in records(reads):
        council_id = recorded.council.council_id
        for recall in reads.find(Recall, council_id=council_id):
            for what in (*_undecided(reads, recall), *_not_as_told(recorded, recall), *_unplanned(recorded, recall)):
                yield f"recall {recall.recall_id}: {what}"
        for recall_id in recorded.missing(Recall, "recall_id", ThresholdReached):
            yield f"recall {recall_id}: stands in the record, but is gone"
        yield from _calls(recorded)
    standing = [recall.mandate_id for recall in reads.find(Recall, state=RUNNING)]
    for mandate_id in {each for each in standing if standing.count(each) > 1}:
        yield f"mandate {mandate_id}: more than one recall of it is under way"


def _undecided(reads: Reads, recall: Recall) -> Iterator[str]:
    if recall.got < recall.needed:
        yield f"opened at {recall.got} signals, {recall.needed} were needed"
    ballot = _ballot_of(reads, recall)
    if recall.ballot_id and (ballot is None or not isinstance(ballot.subject, RecallSubject)):
        yield "its ballot is none on a recall"
    elif ballot is not None and recall.recall_id not in ballot.about(RecallSubject).recall_ids:
        yield "its ballot is on somebody else"
    passed = ballot is not None and ballot.outcome is Outcome.ADOPTED
    if recall.state in {RecallState.PASSED, RecallState.FAILED} and passed != (recall.state is RecallState.PASSED):
        yield f"{recall.state}, which its ballot did not decide"
    mandate = reads.get(Mandate, recall.council_id, recall.mandate_id)
    if mandate is None or (recall.state is RecallState.PASSED and mandate.is_live):
        yield "passed, but the mandate lives"
    elif recall.state is RecallState.PASSED and _came_after(reads, recall):
        yield "passed, and another recall of the same mandate came after it"


def _came_after(reads: Reads, recall: Recall) -> bool:
    """The mandate ended with this one, so no threshold could be reached any more."""
    later = MoreThan(recall.acts_at)
    return reads.count(Recall, council_id=recall.council_id, mandate_id=recall.mandate_id, acts_at=later) > 0


def _ballot_of(reads: Reads, recall: Recall) -> Ballot | None:
    return reads.get(Ballot, recall.council_id, recall.ballot_id) if recall.ballot_id else None


def _not_as_told(recorded: Recorded, recall: Recall) -> Iterator[str]:
    """By the record: the numbers of its threshold, how far it has come, and what the holder replied."""
    told = recorded.last(ThresholdReached, recall.recall_id)
    kept = (recall.mandate_id, recall.base, recall.needed, recall.got, recall.usual, recall.is_overdue, recall.breaches)
    if told is not None:
        numbers = (told.mandate, told.base, told.needed, told.got, told.usual, told.is_overdue, told.breaches)
        if numbers != kept:
            yield "the record says that its threshold was another"
    steps = recorded.about(recall.recall_id, *STATES)
    state = STATES[type(steps[-1])] if steps else RecallState.REACHED
    if state is not recall.state:
        yield f"it is kept as {recall.state}, and the record says {state}"
    opened = recorded.last(RecallOpened, recall.recall_id)
    if recall.ballot_id != (opened.ballot if opened else None):
        yield "the record names another ballot"
    yield from _not_as_replied(recorded, recall)


def _not_as_replied(recorded: Recorded, recall: Recall) -> Iterator[str]:
    replied = recorded.about(recall.recall_id, Replied, ReplyDeclined)
    newest = replied[-1] if replied else None
    if is_other(recall.reply, newest.reply if isinstance(newest, Replied) else None):
        yield "its reply is not the one that was recorded"


def _unplanned(recorded: Recorded, recall: Recall) -> Iterator[str]:
    """What waits for its next step; a duty that is held waits too."""
    reads, council_id = recorded.reads, recall.council_id
    waits_for = {
        RecallState.REACHED: ActOnThreshold(recall.recall_id),
        RecallState.REPLY: OpenRecall(recall.recall_id),
    }
    duty, ballot = waits_for.get(recall.state), _ballot_of(reads, recall)
    if duty is not None and deadline(reads, council_id, duty) is None:
        yield "its threshold is reached, and nothing is planned that would go on with it"
    if recall.state is RecallState.BALLOT and (ballot is None or ballot.state not in RUNNING_BALLOTS):
        yield "its ballot is over, and it has no verdict"
    failed = recorded.last(RecallFailed, recall.recall_id) if recall.state is RecallState.FAILED else None
    if failed is not None and _is_cooling(reads, recall, failed):
        yield f"signals open nothing until {failed.until}, and nothing is planned that would end that"


def _is_cooling(reads: Reads, recall: Recall, failed: RecallFailed) -> bool:
    """Whether the mandate lives, the time runs, and no duty waits for its end."""
    mandate = reads.get(Mandate, recall.council_id, recall.mandate_id)
    is_running = mandate is not None and mandate.is_live and failed.until > reads.now.isoformat()
    return is_running and deadline(reads, recall.council_id, EndCoolDown(recall.mandate_id)) is None


def _calls(recorded: Recorded) -> Iterator[str]:
    for call in recorded.reads.find(RecallCall, council_id=recorded.council.council_id):
        told = recorded.last(RecallCalled, call.call_id)
        if told is None:
            yield f"call {call.call_id}: has no entry"
        elif told.mandate != call.mandate_id or is_other(call.grounds, told.grounds):
            yield f"call {call.call_id}: its grounds are not those that were recorded, or are about somebody else"
    for call_id in recorded.missing(RecallCall, "call_id", RecallCalled):
        yield f"call {call_id}: stands in the record, but is gone"
