"""A question that was not answered in time, or was cancelled, says which it was, as it would read now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.ground.kept import NotReadableError
from bot.domain.ground.message import Message
from bot.domain.ground.messages import Cancelled, QuestionExpired
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
        return _was_asked(screens, reads, audience, message.asked_in)

    return shown(QuestionExpired, load, _render)


def cancelled_of(kinds: Mapping[type[Message], Shown]) -> tuple[type[Message], Shown]:
    """How the word that any of these was cancelled is read and drawn."""
    screens = Screens(kinds)

    def load(reads: Reads, audience: Audience, message: Cancelled) -> tuple[Cancelled, WasAsked]:
        return message, _was_asked(screens, reads, audience, message.asked_in)

    return shown(Cancelled, load, _render_cancelled)


def _was_asked(screens: Screens, reads: Reads, audience: Audience, asked_in: str) -> WasAsked:
    row = reads.get(Outgoing, asked_in) if asked_in else None
    try:
        return WasAsked(*screens.load(reads, audience, row)) if row is not None else WasAsked()
    except NotReadableError:
        return WasAsked()


def _render(asked: WasAsked, t: Words) -> Screen:
    return dialogs.render_expired(_words(asked, t), t)


def _render_cancelled(loaded: tuple[Cancelled, WasAsked], t: Words) -> Screen:
    message, asked = loaded
    return dialogs.render_cancelled(message, _words(asked, t), t)


def _words(asked: WasAsked, t: Words) -> str:
    known = asked.render(asked.model, t) if asked.render is not None and asked.model is not None else None
    return dialogs.words_of(known) if known is not None else ""
