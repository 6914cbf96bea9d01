"""What is asked of the ground's rows as a whole; the SQL stands in storage/queries."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ground.ids import CouncilId
from bot.domain.ground.person import Person
from bot.services.ground.ports import Query


@dataclass(frozen=True)
class NamedOnRoll(Query[list[Person]]):
    """Who on this roll has a name that begins with this word (bot.domain.ground.person.first_name_of)."""

    council_id: CouncilId
    first_name: str


@dataclass(frozen=True)
class LikeOnRoll(Query[list[Person]]):
    """Whose first or last name on this roll begins with this (`start_of`), or whose last name it is."""

    council_id: CouncilId
    part: str
    limit: int


@dataclass(frozen=True, slots=True)
class CouncilAt:
    """A council by its key, and since when there is one: also one whose row cannot be read."""

    council_id: CouncilId
    created_at: datetime


@dataclass(frozen=True)
class CouncilsAfter(Query[list[CouncilAt]]):
    """The next councils, by id."""

    after: str
    limit: int
