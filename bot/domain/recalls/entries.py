"""Entries of the record: what is noted of signals and recalls."""

from dataclasses import dataclass

from bot.domain.ballots.results import Figures
from bot.domain.ground.entry import Fact, Words
from bot.domain.ground.ids import BallotId, MandateId


@dataclass(frozen=True, slots=True)
class Signalled(Fact):
    """Somebody said whether they have confidence; not which."""


@dataclass(frozen=True, slots=True)
class ConfidenceAsked(Fact):
    """Every member is asked for a signal."""

    why: str


@dataclass(frozen=True, slots=True)
class SignalsLost(Fact):
    """The key of the signals on a mandate was lost, and with it what they said."""


@dataclass(frozen=True, slots=True)
class RecallCalled(Fact):
    """A member calls for signals, on these grounds."""

    mandate: MandateId
    grounds: Words


@dataclass(frozen=True, slots=True)
class ThresholdReached(Fact):
    """Enough signals for a recall."""

    mandate: MandateId
    base: int
    needed: int
    got: int
    usual: int
    is_overdue: bool
    breaches: int


@dataclass(frozen=True, slots=True)
class ReplyAsked(Fact):
    """The holder is heard first."""

    mandate: MandateId


@dataclass(frozen=True, slots=True)
class Replied(Fact):
    """What they said."""

    mandate: MandateId
    reply: Words


@dataclass(frozen=True, slots=True)
class ReplyDeclined(Fact):
    """They say nothing."""

    mandate: MandateId


@dataclass(frozen=True, slots=True)
class RecallOpened(Fact):
    """The vote on a recall begins."""

    mandate: MandateId
    ballot: BallotId
    delivered_at: str | None
    together: int


@dataclass(frozen=True, slots=True)
class RecallPassed(Fact):
    """The mandate ends."""

    mandate: MandateId
    electorate: int
    result: Figures


@dataclass(frozen=True, slots=True)
class RecallFailed(Fact):
    """It goes on; signals open nothing until then."""

    mandate: MandateId
    until: str
    electorate: int
    result: Figures


@dataclass(frozen=True, slots=True)
class RecallLapsed(Fact):
    """The mandate ended by itself."""

    mandate: MandateId
