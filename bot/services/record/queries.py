"""What is asked of the records as a whole; the SQL stands in storage/queries."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.ground.entry import Entry
from bot.domain.ground.ids import BallotId, CouncilId
from bot.services.ground.ports import Query


@dataclass(frozen=True)
class CountLostKeys(Query[int]):
    """How often a key of a ballot, of signals or of ratings was lost here, in whatever council: each is an entry."""


@dataclass(frozen=True)
class CountPlaces(Query[Mapping[tuple[str, str | None], int]]):
    """How many members of a council are kept in which state, by the kind of entry that told of their place last."""

    council_id: CouncilId


@dataclass(frozen=True)
class KindsTold(Query[Mapping[str, frozenset[str]]]):
    """Of which kinds there are entries about each subject in this record."""

    council_id: CouncilId


@dataclass(frozen=True)
class EntriesNaming(Query[list[Entry]]):
    """The entries of all records that name an actor and one of these words, or say anything of a vote or a signal."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ElectorateCount:
    """How many electors a ballot has, what they weigh, and how many of those who hold a vote were never on the roll."""

    electors: int
    weight: int
    outsiders: int


@dataclass(frozen=True)
class CountElectorate(Query[ElectorateCount]):
    """The electorate of a ballot as it was frozen."""

    council_id: CouncilId
    ballot_id: BallotId
