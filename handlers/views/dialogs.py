"""Questions: the keyboard of "are you sure", and what remains of it once it is answered."""

from typing import Any

from bot.domain.ids import PersonId
from handlers import callbacks
from handlers.errors import says
from handlers.views.screen import Button, Keyboard, Screen, plain, screen
from handlers.views.words import Words


def confirm_keyboard(t: Words, person_id: PersonId) -> Keyboard:
    """[Yes] and [No], for the person who was asked alone."""
    yes = callbacks.pack(callbacks.ConfirmPress(person_id, 1))
    no = callbacks.pack(callbacks.ConfirmPress(person_id, 0))
    return ((Button(t.plain("Yes"), yes), Button(t.plain("No"), no)),)


@screen("confirmed", plain)
def render_confirmed(params: dict[str, Any], t: Words) -> Screen:
    """The question after it was answered, without its buttons."""
    return Screen(t("Done.") if params["is_yes"] else t("Cancelled. Nothing was changed."))


@screen("cancelled", plain)
def render_cancelled(params: dict[str, Any], t: Words) -> Screen:
    """The answer to /cancel."""
    return Screen(t("Cancelled. Nothing was changed.") if params["was_open"] else t("There was nothing to cancel."))


@says("dialog_over")
def _dialog_over(fields: dict[str, Any], t: Words) -> str:
    if fields.get("is_mine") is False:
        return t.plain("This question was put to somebody else.")
    return t.plain("This question is over. Please send the command again.")
