"""Entries of the record: what is noted of a council."""

from dataclasses import dataclass

from bot.domain.ground.entry import Fact, Words
from bot.domain.ground.ids import PersonId


@dataclass(frozen=True, slots=True)
class CouncilKnown(Fact):
    """The bot met the group."""


@dataclass(frozen=True, slots=True)
class CouncilRenamed(Fact):
    """The group has another name."""

    title: Words


@dataclass(frozen=True, slots=True)
class CouncilMigrated(Fact):
    """The group became a supergroup."""


@dataclass(frozen=True, slots=True)
class CouncilMerged(Fact):
    """A council that was made twice became one with this; its record ends with `last_digest`.

    `claimed_by`: who of the roll said in the other's group that this is their council; nobody where Telegram told it.
    """

    last_digest: str
    claimed_by: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class CouncilClaimed(Fact):
    """So many of its roll said in another group that this is their council: it goes on there."""

    by: int


@dataclass(frozen=True, slots=True)
class RightsChanged(Fact):
    """What Telegram lets the bot do in the group."""

    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BotRemoved(Fact):
    """The bot is out of the group."""


@dataclass(frozen=True, slots=True)
class BotReturned(Fact):
    """It is back, after so many seconds."""

    away_s: int
