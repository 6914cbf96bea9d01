"""What is said about removals, and about who left or was kept out."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.domain.ground.ids import BallotId, PersonId
from bot.domain.ground.message import CardMessage, Message


@dataclass(frozen=True, slots=True)
class RemovalCard(CardMessage):
    """The card until the ballot opens; then it becomes that of every ballot."""

    KEPT_AS: ClassVar = "removal"
    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class RemovalSelf(Message):
    """The person concerned hears of it."""

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class RemovalReplied(Message):
    """To the person: the reply is kept."""

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class RemovalClosed(Message):
    """To the person: the result."""

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class KeptOut(Message):
    """The council hears what an administrator did; `by_id` is None if anonymous."""

    person_id: PersonId
    by_id: PersonId | None
    is_muted: bool


@dataclass(frozen=True, slots=True)
class KeptOutSelf(Message):
    """The same to the person."""

    by_id: PersonId | None
    is_muted: bool


@dataclass(frozen=True, slots=True)
class HolderLeft(Message):
    """A mandate holder has left the chat, and has so long to come back."""

    person_id: PersonId
    until: datetime


@dataclass(frozen=True, slots=True)
class HolderLeftSelf(Message):
    """The same to the holder."""

    until: datetime
