"""What is asked of an electorate as a whole; the SQL stands in storage/queries."""

from dataclasses import dataclass

from bot.domain.ground.ids import BallotId, CouncilId
from bot.services.ground.ports import Query


@dataclass(frozen=True)
class CountRemindable(Query[int]):
    """How many of who may vote in it have the private chat open, and allow reminders."""

    council_id: CouncilId
    ballot_id: BallotId
