"""Entries of the record: what is noted of leaving and removals."""

from dataclasses import dataclass

from bot.domain.ground.entry import Fact, Words
from bot.domain.ground.ids import BallotId, PersonId


@dataclass(frozen=True, slots=True)
class RemovalAsked(Fact):
    """Somebody is to be taken off the roll, on these grounds."""

    person_id: PersonId
    opens_at: str
    grounds: Words


@dataclass(frozen=True, slots=True)
class RemovalReplied(Fact):
    """What they said."""

    reply: Words


@dataclass(frozen=True, slots=True)
class Removed(Fact):
    """They are off the roll."""

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class Left(Fact):
    """Somebody left the roll."""


@dataclass(frozen=True, slots=True)
class KeptOut(Fact):
    """An administrator keeps somebody out of the group; on the roll they stay."""

    is_muted: bool


@dataclass(frozen=True, slots=True)
class LeftChat(Fact):
    """Somebody left the group; on the roll they stay."""


@dataclass(frozen=True, slots=True)
class Returned(Fact):
    """They are back in the group."""
