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


@dataclass(frozen=True)
class LastSlot(Query[str]):
    """The name of its last slot, "" without any: also where what lies there cannot be read."""

    council_id: CouncilId
    ballot_id: BallotId


@dataclass(frozen=True)
class PageOfSlots(Query[tuple[str, ...]]):
    """The names of its first slots, so many of them: also where what lies there cannot be read."""

    council_id: CouncilId
    ballot_id: BallotId
    limit: int
