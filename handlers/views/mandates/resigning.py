"""Giving an office back."""

from bot.reads.mandates.picks import PickView
from bot.reads.mandates.resigning import ResignView
from handlers.presses.mandates import ResignPress
from handlers.views.ground.dialogs import confirm_keyboard
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Words, join
from handlers.views.mandates.picks import pick_screen
from handlers.views.mandates.words import mention_of


def render_resign(view: ResignView, t: Words) -> Screen:
    """Asks before an office is laid down."""
    holder = view.end.holder
    facing = t("As a recall is under way, you may not stand in that election.") if view.is_facing else ""
    text = join(
        t("{name}, do you resign as {office} in {title}?", name=mention_of(holder), office=holder.office,
          title=view.end.title),
        t("Your mandate ends at once, and the election of somebody else for the office opens."),
        facing,
    )  # fmt: skip
    return Screen(text, confirm_keyboard(t, view.asked_id, is_grave=True))


def render_resign_pick(view: PickView, t: Words) -> Screen:
    """The actor holds several offices."""
    return pick_screen(view, t, t("Which office do you resign from?"), ResignPress)
