"""What a view returns."""

from dataclasses import dataclass

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
