"""How everything that is said is read and drawn: what Outgoing.screen and Card.screen refer to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.domain.ground.kept import NotReadableError, by_name
from bot.domain.ground.message import Message
from bot.domain.ground.outgoing import Card, Outgoing, message_of, message_on
from bot.reads.ground.audience import Audience
from bot.services.ground.ports import Reads
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Words

M = TypeVar("M", bound=Message)
V = TypeVar("V")

Load = Callable[[Reads, Audience, Any], Any]
"""Fetches the read model (one moment of the database); None: the subject has gone, nothing is sent."""
Render = Callable[[Any, Words], Screen]


@dataclass(frozen=True, slots=True)
class Shown:
    """How a kind of message is read and drawn."""

    load: Load
    render: Render


def shown(
    kind: type[M], load: Callable[[Reads, Audience, M], V | None], render: Callable[[V, Words], Screen]
) -> tuple[type[Message], Shown]:
    """How this kind of message is read and drawn; the type checker sees that they fit here and no more afterwards."""
    return kind, Shown(load, render)


def said(kind: type[M], render: Callable[[M, Words], Screen]) -> tuple[type[Message], Shown]:
    """The same for messages that hold all that is needed."""
    return kind, Shown(_as_it_is, render)


def _as_it_is(_: Reads, __: Audience, message: Message) -> Message:
    return message


class Screens:
    """How everything that is said is read and drawn, by the names under which it is kept."""

    def __init__(self, kinds: Mapping[type[Message], Shown]) -> None:
        """ValueError if two are kept under one name."""
        self.kinds = kinds
        self.names = by_name(kinds)

    def load(self, reads: Reads, audience: Audience, row: Outgoing | Card) -> tuple[Any, Render]:
        """What a row holds, read (None: its subject has gone), and its renderer. NotReadableError if it is unknown."""
        message = self.message(row)
        shown = self.kinds[type(message)]
        return shown.load(reads, audience, message), shown.render

    def message(self, row: Outgoing | Card) -> Message:
        """What a row says. Raises NotReadableError if it is unknown."""
        kind = self.names.get(row.screen)
        if kind is None:
            raise NotReadableError(row.screen)
        return message_of(kind, row) if isinstance(row, Outgoing) else message_on(kind, row)
