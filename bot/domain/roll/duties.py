"""What the roll waits for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from bot.domain.ground.due import HEARD, Duty, Stop
from bot.domain.ground.ids import BallotId, CouncilId, PersonId


@dataclass(frozen=True, slots=True)
class EndWaiting(Duty):
    """A newcomer may vote."""

    person_id: PersonId


@dataclass(frozen=True, slots=True)
class EndFounding(Duty):
    """The founding window is over."""

    stops: ClassVar[Stop] = HEARD

    council_id: CouncilId


@dataclass(frozen=True, slots=True)
class LookForResting(Duty):
    """The daily look for those who have been silent for long; what stops it is no silence of theirs."""

    stops: ClassVar[Stop] = HEARD

    council_id: CouncilId


@dataclass(frozen=True, slots=True)
class LetRest(Duty):
    """Those who were asked at that moment whether they are still here have not answered in time."""

    stops: ClassVar[Stop] = HEARD

    asked_at: datetime


@dataclass(frozen=True, slots=True)
class NotePart(Duty):
    """A ballot is over: who took part has acted. The next page of them is noted; so many were before."""

    is_paged: ClassVar[bool] = True

    ballot_id: BallotId
    noted: int = 0


@dataclass(frozen=True, slots=True)
class WakeVoters(Duty):
    """Who rested until they voted in secret is awake again.

    Never tried again before the hour is over: within minutes it would tell whose slot was rewritten in them.
    """

    again_after: ClassVar[timedelta] = timedelta(hours=1)
    is_at_once: ClassVar[bool] = True

    council_id: CouncilId
