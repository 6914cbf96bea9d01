"""Entries of the record: what is noted of the roll."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.ground.entry import Fact


@dataclass(frozen=True, slots=True)
class MemberJoined(Fact):
    """Somebody is on the roll; `why` says so where they did not press."""

    KEPT_AS: ClassVar[str] = "joined"

    is_founder: bool
    may_vote_at: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class FoundingBegan(Fact):
    """The first join opened the founding window."""

    ends_at: str


@dataclass(frozen=True, slots=True)
class FoundingEnded(Fact):
    """It is over, with so many on the roll."""

    roll: int


@dataclass(frozen=True, slots=True)
class MemberVouched(Fact):
    """A member gave their word for a newcomer."""

    KEPT_AS: ClassVar[str] = "vouched"

    given: int
    needed: int


@dataclass(frozen=True, slots=True)
class WaitingEnded(Fact):
    """A newcomer may vote."""

    why: str


@dataclass(frozen=True, slots=True)
class RestingAsked(Fact):
    """Somebody was asked whether they are still here."""


@dataclass(frozen=True, slots=True)
class MemberRests(Fact):
    """Nobody answered: they rest."""

    KEPT_AS: ClassVar[str] = "rests"


@dataclass(frozen=True, slots=True)
class MemberWoke(Fact):
    """They did something, and are awake."""

    KEPT_AS: ClassVar[str] = "woke"
