"""What is asked of the records as a whole; the SQL stands in storage/queries."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.ground.ids import CouncilId
from bot.services.ground.ports import Query


@dataclass(frozen=True)
class CountLostKeys(Query[int]):
    """How often a key of a ballot, of signals or of ratings was lost here, in whatever council: each is an entry."""


@dataclass(frozen=True)
class CountPlaces(Query[Mapping[tuple[str, str | None], int]]):
    """How many members of a council are kept in which state, by the kind of entry that told of their place last."""

    council_id: CouncilId
