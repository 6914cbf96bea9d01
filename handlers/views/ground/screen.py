"""What a view returns, and how it is made: what Outgoing.screen and Card.screen refer to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.reads.ground.audience import Audience
from bot.services.ground.ports import Reads
from handlers.views.ground.words import Words

PER_ROW = 8
"""Telegram shows at most eight buttons in a row."""


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: `data` (see handlers/callbacks.py) or `url`."""

    label: str
    data: str | None = None
    url: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One message. `text` is HTML made by Words; `ask_placeholder`: a forced reply, with this hint in its field."""

    text: str
    keyboard: Keyboard = ()
    picture: bytes | None = None
    ask_placeholder: str | None = None
    files: tuple[tuple[str, str], ...] = ()


Load = Callable[[Reads, Audience, dict[str, Any]], Any]
"""Fetches the read model (one moment of the database); None: the subject has gone, nothing is sent."""
Render = Callable[[Any, Words], Screen]

Shown = tuple[Load, Render]
"""How a screen is read and drawn; handlers/registers/screens.py names them all."""


def plain(_: Reads, __: Audience, params: dict[str, Any]) -> dict[str, Any]:
    """The loader of screens that need nothing but their parameters."""
    return params
