"""The wizard of the charter: what a change would mean is shown before anybody puts it to the vote."""

from bot.domain.ground.dialog import Answer, Dialog
from bot.domain.ground.ids import CouncilId
from bot.services.charter.charter import draft_change
from bot.services.council.panel import show_page
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Uow
from bot.services.roll.roll import ensure_member


def preview(uow: Uow, council_id: CouncilId, rule: str, value: str, *, in_place: bool) -> None:
    """Check a change, then show what it means. Raises NotOnRollError, and what `draft_change` raises."""
    ensure_member(uow, council_id)
    change = draft_change(uow, council_id, rule, value)
    fields = {
        "rule": change.rule, "old": change.old, "new": change.new,
        "is_ordinary": change.is_ordinary, "is_at_once": change.is_at_once,
    }  # fmt: skip
    asked_id = actor_id(uow)
    show_page(uow, council_id, "charter_preview", in_place=in_place, change=fields, asked_id=asked_id)


def take_value(uow: Uow, dialog: Dialog, answer: Answer) -> None:
    """The typed value; one that does not fit leaves the question open."""
    preview(uow, dialog.council_id, dialog.state["rule"], answer.text, in_place=False)
