"""What a mandate comes to on its dates."""

from dataclasses import dataclass

from bot.domain.ground.due import Duty
from bot.domain.ground.ids import MandateId


@dataclass(frozen=True, slots=True)
class EndMandate(Duty):
    """The term is over; no outage makes it longer."""

    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class NextElection(Duty):
    """The election of the next term begins."""

    mandate_id: MandateId
