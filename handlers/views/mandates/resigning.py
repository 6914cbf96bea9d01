"""Giving an office back."""

from dataclasses import dataclass
from typing import Any

from bot.domain.ground.ids import PersonId
from bot.domain.recalls.recall import SHOWN
from bot.reads.ground.audience import Audience
from bot.services.ground.ports import Reads
from bot.services.recalls.confidence import live_recall
from handlers.views.ground.dialogs import confirm_keyboard
from handlers.views.ground.screen import Screen, screen
from handlers.views.ground.words import Words, join
from handlers.views.mandates.mandates import EndView, load_end


@dataclass(frozen=True, slots=True)
class ResignView:
    """What resigning would do."""

    asked_id: PersonId
    end: EndView
    is_facing: bool


def load_resign(reads: Reads, audience: Audience, params: dict[str, Any]) -> ResignView | None:
    """The mandate, and whether a recall is under way that everybody knows of."""
    end = load_end(reads, audience, params)
    if end is None:
        return None
    recall = live_recall(reads, end.mandate)
    return ResignView(params["asked_id"], end, recall is not None and recall.state in SHOWN)


@screen("confirm_resign", load_resign)
def render_resign(view: ResignView, t: Words) -> Screen:
    """Asks before an office is laid down."""
    facing = t("As a recall is under way, you may not stand in that election.") if view.is_facing else ""
    text = join(
        t("{name}, do you resign as {office} in {title}?", name=view.end.holder.mention, office=view.end.holder.office,
          title=view.end.title),
        t("Your mandate ends at once, and the election of somebody else for the office opens."),
        facing,
    )  # fmt: skip
    return Screen(text, confirm_keyboard(t, view.asked_id))
