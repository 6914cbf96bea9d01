"""The electorate of one ballot, as it was frozen, and what its electors chose."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ground.ids import BallotId, CouncilId, ElectorId, PersonId


class CastAs(StrEnum):
    """OWN: by whoever holds the elector's place. INSTRUCTED: in its name, as the council below bound it."""

    OWN = "own"
    INSTRUCTED = "instructed"


@dataclass(frozen=True, slots=True)
class Elector:
    """One of a ballot's frozen electorate: a member in a base council, a seat in an upper one.

    `holder_id`: who may cast its vote now; None for a vacant seat. Whether it was cast lies in its sealed slot.
    """

    council_id: CouncilId
    ballot_id: BallotId
    elector_id: ElectorId
    holder_id: PersonId | None
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """What an elector chose in a ballot by name, which everybody sees. `picks`: keys; for rankings best first."""

    council_id: CouncilId
    ballot_id: BallotId
    elector_id: ElectorId
    picks: tuple[str, ...]
    sequence: int
    cast_at: datetime
    cast_as: CastAs = CastAs.OWN
