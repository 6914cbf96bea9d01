"""What is to be said: rows that become messages later, so that nothing is sent before its cause is on disk."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, TypeVar

from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.kept import NotReadableError, from_json
from bot.domain.ground.message import CardMessage, Message


class Priority(IntEnum):
    """Who goes first when a chat's budget is short: closing cards and reminders before all, tally refreshes last.

    Results and reminders are few, and nobody can make more of them; answers are as many as there are commands, so that
    somebody who floods a group with commands would hold back what it decided. What else is said to a group goes with
    answers, by age: it hears of things in their order.
    """

    RESULT = 0
    REMINDER = 1
    ANSWER = 2
    NOTICE = 3
    CARD = 4


class OutgoingState(StrEnum):
    """SHELVED: the person blocked the bot or never started it, or the group is gone; kept until that changes."""

    WAITING = "waiting"
    SENT = "sent"
    SHELVED = "shelved"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to a council's group (person_id None) or to a person in private.

    `key` is unique: the same cause can ask for the same message only once. `screen` and `params` name what to render
    when it is sent, in the reader's language. `message_id` set before sending means: edit that message. `card_id`: the
    message becomes that card. `asker_id`: whom it answers; None for what is no answer, or one to an anonymous post.
    A negative `message_id` or `reply_to` is a message that one person alone sees in the group: minus its number there.
    `verbs`: which presses its buttons stood for, with a space between; None until it is sent. `about_id`: with whose
    end it is drawn once more, so that its buttons go.
    """

    outgoing_id: str
    key: str
    council_id: CouncilId
    person_id: PersonId | None
    screen: str
    created_at: datetime
    next_at: datetime
    params: dict[str, Any] = field(default_factory=dict)
    priority: int = Priority.NOTICE
    state: OutgoingState = OutgoingState.WAITING
    chat_id: int | None = None
    thread_id: int | None = None
    reply_to: int | None = None
    message_id: int | None = None
    card_id: str | None = None
    attempts: int = 0
    sending_since_at: datetime | None = None
    sent_at: datetime | None = None
    trouble: str | None = None
    asker_id: PersonId | None = None
    verbs: str | None = None
    about_id: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A message that shows a living thing. Any change raises `version`; delivery sets `rendered` to what it showed.

    `is_dirty` is `version > rendered`, kept for the index. `message_id` is None until the first send went through.
    `is_final`: what is to be drawn, the closing state or an amended text, goes before tally refreshes.
    `verbs`: which presses its buttons have stood for so far, with a space between; None until it is drawn.
    `is_looked_for`: somebody asked for it, so it is drawn even where nothing changed: an edit tells if it is gone.
    """

    council_id: CouncilId
    card_id: str
    screen: str
    subject_id: str
    created_at: datetime
    thread_id: int | None = None
    chat_id: int | None = None
    message_id: int | None = None
    version: int = 1
    rendered: int = 0
    is_dirty: bool = True
    is_final: bool = False
    is_gone: bool = False
    verbs: str | None = None
    is_looked_for: bool = False


M = TypeVar("M", bound=Message)


def message_of(kind: type[M], row: Outgoing) -> M:
    """The message that a row holds. NotReadableError if it is none of this kind."""
    return from_json(kind, row.params)


def message_on(kind: type[M], card: Card) -> M:
    """The message that a card shows. NotReadableError if cards are none of this kind."""
    names = [field.name for field in fields(kind)]
    if not issubclass(kind, CardMessage) or len(names) != 1:
        raise NotReadableError(kind.__name__)
    return from_json(kind, {names[0]: card.subject_id})
