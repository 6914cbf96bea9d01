"""What the machinery does by the clock."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.ground.due import Duty
from bot.domain.ground.ids import PersonId


@dataclass(frozen=True, slots=True)
class Housekeeping(Duty):
    """What has served its purpose is dropped, of every council."""

    reaches_all: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class LookAfter(Duty):
    """One of the looks of every hour, by its name: one that fails keeps none of the others waiting."""

    reaches_all: ClassVar[bool] = True
    is_at_once: ClassVar[bool] = True

    look: str


@dataclass(frozen=True, slots=True)
class SendBroadcast(Duty):
    """The next page of councils hears a broadcast."""

    is_paged: ClassVar[bool] = True
    reaches_all: ClassVar[bool] = True
    is_at_once: ClassVar[bool] = True

    broadcast_id: str


@dataclass(frozen=True, slots=True)
class HearBroadcast(Duty):
    """One council hears it by itself, because its page failed."""

    is_at_once: ClassVar[bool] = True

    broadcast_id: str


@dataclass(frozen=True, slots=True)
class EndKey(Duty):
    """A key that seals nothing any more is destroyed, after the commit that noted it."""

    key_id: str


@dataclass(frozen=True, slots=True)
class EndOffers(Duty):
    """This is over: what offered one person something about it in a message of their own offers it no more."""

    is_paged: ClassVar[bool] = True

    over_id: str


@dataclass(frozen=True, slots=True)
class EndQuestion(Duty):
    """What somebody was asked was not answered in time."""

    chat_id: int
    person_id: PersonId
