"""What is asked of a roll as a whole; the SQL stands in storage/queries."""

from dataclasses import dataclass

from bot.domain.ground.ids import CouncilId
from bot.domain.roll.member import Member
from bot.services.ground.ports import Query


@dataclass(frozen=True, slots=True)
class RollCount:
    """How many are on the roll, and of them rest, or wait until they may vote."""

    everybody: int
    resting: int
    waiting: int

    @property
    def base(self) -> int:
        """Past waiting, and not resting."""
        return self.everybody - self.resting - self.waiting


@dataclass(frozen=True)
class CountRoll(Query[RollCount]):
    """The roll of one council now."""

    council_id: CouncilId


@dataclass(frozen=True)
class LanguagesOnRoll(Query[list[str]]):
    """What Telegram says of the languages of those on the roll: each once."""

    council_id: CouncilId


@dataclass(frozen=True)
class PageOfRoll(Query[list[Member]]):
    """Who is on the roll, in the order in which they joined: so many from there on."""

    council_id: CouncilId
    skip: int
    limit: int
