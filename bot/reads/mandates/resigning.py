"""Giving an office back: what that would do."""

from dataclasses import dataclass

from bot.domain.ground.ids import PersonId
from bot.domain.mandates.questions import ConfirmResign
from bot.domain.recalls.recall import SHOWN
from bot.reads.ground.audience import Audience
from bot.reads.mandates.ends import EndView, end_of
from bot.services.ground.ports import Reads
from bot.services.recalls.confidence import live_recall


@dataclass(frozen=True, slots=True)
class ResignView:
    """What resigning would do."""

    asked_id: PersonId
    end: EndView
    is_facing: bool


def load_resign(reads: Reads, audience: Audience, question: ConfirmResign) -> ResignView | None:
    """The mandate, and whether a recall is under way that everybody knows of."""
    end = end_of(reads, audience.council_id, question.mandate_id)
    if end is None:
        return None
    recall = live_recall(reads, end.mandate)
    return ResignView(question.asked_id, end, recall is not None and recall.state in SHOWN)
