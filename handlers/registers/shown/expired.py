"""A question that was not answered in time says which it was, as it would read now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.ground.kept import NotReadableError
from bot.domain.ground.message import Message
from bot.domain.ground.messages import QuestionExpired
from bot.domain.ground.outgoing import Outgoing
from bot.reads.ground.audience import Audience
from bot.services.ground.ports import Reads
from handlers.screens import Render, Screens, Shown, shown
from handlers.views.ground import dialogs
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Words


@dataclass(frozen=True, slots=True)
class WasAsked:
    """The question, read, and its renderer; neither if it cannot be read any more."""

    model: Any = None
    render: Render | None = None


def expired_of(kinds: Mapping[type[Message], Shown]) -> tuple[type[Message], Shown]:
    """How the end of any of these questions is read and drawn."""
    screens = Screens(kinds)

    def load(reads: Reads, audience: Audience, message: QuestionExpired) -> WasAsked:
        row = reads.get(Outgoing, message.asked_in) if message.asked_in else None
        try:
            return WasAsked(*screens.load(reads, audience, row)) if row is not None else WasAsked()
        except NotReadableError:
            return WasAsked()

    return shown(QuestionExpired, load, _render)


def _render(asked: WasAsked, t: Words) -> Screen:
    known = asked.render(asked.model, t) if asked.render is not None and asked.model is not None else None
    return dialogs.render_expired(dialogs.words_of(known) if known is not None else "", t)
