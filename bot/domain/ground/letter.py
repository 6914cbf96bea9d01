"""Letters: what one council tells another. A council changes only its own rows, so the other's part is done there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.ground.ids import CouncilId


class Letter:
    """Something one council must know of another. A subclass is a frozen dataclass; a register says what it does."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter in the sender's rows; `number` counts the letters of one sender to one receiver from 1."""

    council_id: CouncilId
    receiver_id: CouncilId
    number: int
    kind: str
    data: dict[str, Any]
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Received:
    """How far a receiver has come with one sender: letters up to `number` are done."""

    council_id: CouncilId
    sender_id: CouncilId
    number: int


@dataclass(frozen=True, slots=True)
class Early:
    """A letter that came before an earlier one of the same sender: it waits for that."""

    council_id: CouncilId
    sender_id: CouncilId
    number: int
    kind: str
    data: dict[str, Any]
