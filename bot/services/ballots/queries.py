"""What is asked of an electorate as a whole; the SQL stands in storage/queries."""

from dataclasses import dataclass

from bot.domain.ground.ids import BallotId, CouncilId, PersonId
from bot.services.ground.ports import Query


@dataclass(frozen=True)
class CountRemindable(Query[int]):
    """How many of who may vote in it have the private chat open, and allow reminders."""

    council_id: CouncilId
    ballot_id: BallotId


@dataclass(frozen=True)
class RestingElectors(Query[tuple[PersonId, ...]]):
    """Who may vote in it and rests by now, sorted."""

    council_id: CouncilId
    ballot_id: BallotId
