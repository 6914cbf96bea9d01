"""What elections and vacant offices wait for."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.elections.entries import NominationsExtended
from bot.domain.ground.due import HEARD, Duty, Extended, Stop
from bot.domain.ground.ids import BallotId, OfficeId


@dataclass(frozen=True, slots=True)
class EndNominations(Duty):
    """Nominations are over: the vote opens among those who accepted."""

    stops: ClassVar[Stop] = HEARD
    extended: ClassVar[Extended | None] = NominationsExtended

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class OfferOffice(Duty):
    """An office that nobody filled is offered again."""

    office_id: OfficeId
