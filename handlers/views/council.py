"""The welcome card, and refusals told as a reply."""

from typing import Any

from bot.services.council import get_council
from bot.services.ports import Reads
from bot.services.roll import roll_size
from handlers import callbacks
from handlers.errors import words_for_code
from handlers.views.screen import Audience, Button, Screen, plain, screen
from handlers.views.words import Words, join


def load_welcome(reads: Reads, audience: Audience, _: dict[str, Any]) -> tuple[Any, int]:
    """The council with the size of its roll."""
    return get_council(reads, audience.council_id), roll_size(reads, audience.council_id)


@screen("welcome", load_welcome)
def render_welcome(view: tuple[Any, int], t: Words) -> Screen:
    """What the bot is, what it may see, and the first button."""
    council, size = view
    text = join(
        t("<b>Mandate</b> keeps the roll, the votes and the mandates of this group."),
        t.n("{n} person is on the roll.", "{n} people are on the roll.", size),
    )
    return Screen(text, ((Button(t.plain("Join the roll"), callbacks.pack(callbacks.JoinPress(council.council_id))),),))


@screen("refusal", plain)
def render_refusal(params: dict[str, Any], t: Words) -> Screen:
    """Why an act was refused, as a reply to it."""
    return Screen(join(words_for_code(params["code"], params["fields"], t)))


@screen("hello", plain)
def render_hello(_: dict[str, Any], t: Words) -> Screen:
    """The first words in a private chat."""
    return Screen(t("Hello! I keep the votes and mandates of groups. Add me to your group to begin, or ask for /help."))
