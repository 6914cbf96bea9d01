"""A recall: the threshold reached, and what came of it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.messages import RecallReached, RecallReplied, RecallReplyWanted, RecallResult, RecallVerdict
from bot.domain.recalls.recall import Recall, RecallState
from bot.domain.recalls.subject import RecallSubject
from bot.reads.ballots.card import BallotView, load_ballot
from bot.reads.ground.audience import Audience
from bot.reads.mandates.ends import EndView, end_of, is_refilled
from bot.reads.mandates.holders import Holder, load_holder
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads
from bot.services.recalls.recalls import asks_nobody
from bot.services.recalls.replies import reply_until
from bot.services.recalls.thresholds import cools_until

DECIDED = (RecallState.PASSED, RecallState.FAILED)


@dataclass(frozen=True, slots=True)
class ReachedView:
    """What the group and the holder are told at the full hour.

    `waits`: nobody could vote now, so that the ballot waits for somebody who can, once the time for a reply `is_over`.
    """

    recall: Recall
    holder: Holder
    title: str
    until_at: datetime
    waits: bool
    is_over: bool


About = RecallReached | RecallReplyWanted | RecallReplied


def load_reached(reads: Reads, audience: Audience, message: About) -> ReachedView | None:
    """The recall, and until when a reply is printed if this message is the one that tells the holder."""
    recall = reads.get(Recall, audience.council_id, message.recall_id)
    mandate = reads.get(Mandate, audience.council_id, recall.mandate_id) if recall else None
    if recall is None or mandate is None:
        return None
    title = get_council(reads, audience.council_id).title
    until_at = reply_until(reads, recall)
    waits = recall.state is RecallState.REPLY and asks_nobody(reads, recall)
    return ReachedView(recall, load_holder(reads, mandate), title, until_at, waits, until_at <= reads.now)


@dataclass(frozen=True, slots=True)
class VerdictView:
    """What came of a recall; `until_at`: until when signals open nothing.

    `vacant`: the end of a mandate whose seat no election fills now: else that card says who acts.
    """

    recall: Recall
    holder: Holder
    title: str
    until_at: datetime | None
    is_own: bool
    vacant: EndView | None


@dataclass(frozen=True, slots=True)
class ResultView:
    """What a ballot on recalls came to; of several holders, if it was about several."""

    ballot: BallotView
    verdicts: tuple[VerdictView, ...]


def load_result(reads: Reads, audience: Audience, message: RecallResult) -> ResultView | None:
    """The ballot with each recall that it decided."""
    ballot = load_ballot(reads, audience, message)
    if ballot is None:
        return None
    ids = ballot.ballot.about(RecallSubject).recall_ids
    verdicts = [load_verdict(reads, audience, RecallVerdict(recall_id)) for recall_id in ids]
    decided = tuple(each for each in verdicts if each and each.recall.state in DECIDED)
    return ResultView(ballot, decided) if decided else None


def load_verdict(reads: Reads, audience: Audience, message: RecallVerdict) -> VerdictView | None:
    """The recall with its mandate."""
    recall = reads.get(Recall, audience.council_id, message.recall_id)
    mandate = reads.get(Mandate, audience.council_id, recall.mandate_id) if recall else None
    if recall is None or mandate is None:
        return None
    end = end_of(reads, audience.council_id, mandate.mandate_id)
    title = get_council(reads, audience.council_id).title
    is_own = audience.person_id == mandate.person_id
    vacant = end if end is not None and not is_refilled(reads, mandate) else None
    return VerdictView(recall, load_holder(reads, mandate), title, cools_until(reads, mandate), is_own, vacant)
