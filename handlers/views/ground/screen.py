"""What a view returns."""

from dataclasses import dataclass
from enum import StrEnum

PER_ROW = 8
"""Telegram shows at most eight buttons in a row."""


class Style(StrEnum):
    """The colour of a button, where Telegram has them (Bot API 9.4). The label says everything without it.

    FOR: for something, or handed in. AGAINST: against it or somebody, or not to be undone. MAIN: what a card is for.
    A vote about a person has none: nobody is to be drawn to one side of it.
    """

    FOR = "success"
    AGAINST = "danger"
    MAIN = "primary"


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: `data` (see handlers/callbacks.py) or `url`."""

    label: str
    data: str | None = None
    url: str | None = None
    style: Style | None = None


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One message. `text` is HTML made by Words; `ask_placeholder`: a forced reply, with this hint in its field.

    `is_gone`: the message is deleted; it reads like this where that cannot be done.
    """

    text: str
    keyboard: Keyboard = ()
    picture: bytes | None = None
    ask_placeholder: str | None = None
    files: tuple[tuple[str, str], ...] = ()
    is_gone: bool = False
