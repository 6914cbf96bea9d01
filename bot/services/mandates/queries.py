"""What is asked of mandates as a whole; the SQL stands in storage/queries."""

from dataclasses import dataclass

from bot.domain.ground.ids import CouncilId
from bot.domain.mandates.mandate import Mandate
from bot.services.ground.ports import Query


@dataclass(frozen=True)
class StandingMandates(Query[list[tuple[Mandate, str]]]):
    """Every mandate that stands now, oldest first, with the name of its office."""

    council_id: CouncilId
