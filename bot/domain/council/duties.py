"""What waits for somebody to come back to it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from bot.domain.ground.due import Duty
from bot.domain.ground.ids import CouncilId, ErrandId


@dataclass(frozen=True, slots=True)
class ForgetErrand(Duty):
    """Nobody came back to a command that waited."""

    errand_id: ErrandId


@dataclass(frozen=True, slots=True)
class TryToWrite(Duty):
    """The bot may not write in the group: once more, as nothing tells when it may."""

    EVERY: ClassVar[timedelta] = timedelta(minutes=10)

    council_id: CouncilId


@dataclass(frozen=True, slots=True)
class TellMuted(Duty):
    """The bot has not been able to write in the group for a while: its members hear so, a page at a time."""

    AFTER: ClassVar[timedelta] = timedelta(minutes=10)
    is_paged: ClassVar[bool] = True

    council_id: CouncilId
    told: int = 0


@dataclass(frozen=True, slots=True)
class TellClaimed(Duty):
    """The council goes on in another group, as so many of its roll said: all of it hear so, a page at a time."""

    is_paged: ClassVar[bool] = True

    council_id: CouncilId
    by: int
    told: int = 0
