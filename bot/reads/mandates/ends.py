"""A mandate that has ended, or would."""

from dataclasses import dataclass

from bot.domain.ballots.ballot import Ballot
from bot.domain.elections.election import Race, race_of
from bot.domain.ground.ids import CouncilId, MandateId
from bot.domain.mandates.mandate import EndReason, Mandate
from bot.domain.mandates.messages import MandateEnded, MandateGiven
from bot.domain.recalls.recall import Recall, RecallState
from bot.reads.ground.audience import Audience
from bot.reads.mandates.holders import Holder, load_holder
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads
from bot.services.mandates.mandates import holder_of


@dataclass(frozen=True, slots=True)
class EndView:
    """A mandate that has ended, or would: with who acts now. `is_unvoted`: with the term, before a vote on a recall."""

    mandate: Mandate
    holder: Holder
    acting: str | None
    title: str
    is_unvoted: bool


def end_of(reads: Reads, council_id: CouncilId, mandate_id: MandateId) -> EndView | None:
    """The mandate, and who holds its seat now."""
    mandate = reads.get(Mandate, council_id, mandate_id)
    if mandate is None:
        return None
    now = holder_of(reads, mandate.council_id, mandate.office_id, mandate.seat)
    acting = load_holder(reads, now).name if now and now.mandate_id != mandate.mandate_id else None
    title, holder = get_council(reads, mandate.council_id).title, load_holder(reads, mandate)
    return EndView(mandate, holder, acting, title, _is_unvoted(reads, mandate))


def _is_unvoted(reads: Reads, mandate: Mandate) -> bool:
    if mandate.end_reason is not EndReason.TERM:
        return False
    own = reads.find(Recall, council_id=mandate.council_id, mandate_id=mandate.mandate_id, state=RecallState.LAPSED)
    return any(recall.ballot_id is None for recall in own)


def load_given(reads: Reads, audience: Audience, message: MandateGiven) -> EndView | None:
    """A mandate that begins."""
    return end_of(reads, audience.council_id, message.mandate_id)


def load_ended(reads: Reads, audience: Audience, message: MandateEnded) -> EndView | None:
    """A mandate that has ended, unless the verdict on its recall, or the card of a replacement election, tells it."""
    view = end_of(reads, audience.council_id, message.mandate_id)
    if view is None or view.mandate.end_reason is EndReason.RECALLED or _is_being_replaced(reads, view.mandate):
        return None
    return view


def is_refilled(reads: Reads, mandate: Mandate) -> bool:
    """Whether an election that came of its end fills its seat, alone or with others."""
    called = reads.find(Ballot, council_id=mandate.council_id, office_id=mandate.office_id, kind=Race.KIND)
    ended_at = mandate.ended_at or reads.now
    return any(mandate.seat in race_of(ballot).seats and ballot.created_at >= ended_at for ballot in called)


def _is_being_replaced(reads: Reads, mandate: Mandate) -> bool:
    called = reads.find(Ballot, council_id=mandate.council_id, office_id=mandate.office_id, kind=Race.KIND)
    return any(race_of(ballot).replaces_id == mandate.mandate_id for ballot in called)
