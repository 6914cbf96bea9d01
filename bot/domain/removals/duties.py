"""Deadlines of removals, and of those who left the chat."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.ground.due import HEARD, Duty, Extended, Stop
from bot.domain.ground.entries import ReplyExtended
from bot.domain.ground.ids import BallotId, PersonId


@dataclass(frozen=True, slots=True)
class OpenRemoval(Duty):
    """The time to reply to the grounds is over: the members decide."""

    stops: ClassVar[Stop] = HEARD
    extended: ClassVar[Extended | None] = ReplyExtended

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class EndReturn(Duty):
    """A holder who left the chat has not come back in time."""

    stops: ClassVar[Stop] = HEARD

    person_id: PersonId


@dataclass(frozen=True, slots=True)
class EndMute(Duty):
    """The time for which an administrator took the right to write is over. Telegram counts it, silence or not."""

    person_id: PersonId
