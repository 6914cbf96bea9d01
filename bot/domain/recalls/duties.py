"""What recalls and signals wait for."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.ground.due import HEARD, Duty, Extended, Stop
from bot.domain.ground.entries import ReplyExtended
from bot.domain.ground.ids import MandateId, RecallId


@dataclass(frozen=True, slots=True)
class ActOnThreshold(Duty):
    """The full hour after a threshold was reached."""

    recall_id: RecallId


@dataclass(frozen=True, slots=True)
class OpenRecall(Duty):
    """The time for the holder's reply is over: the ballot opens."""

    stops: ClassVar[Stop] = HEARD
    extended: ClassVar[Extended | None] = ReplyExtended

    recall_id: RecallId


@dataclass(frozen=True, slots=True)
class ShowSignals(Duty):
    """Midnight after the base changed: cards show the new one, and the count of signals."""

    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class CountSignals(Duty):
    """Midnight after signals, waiting in memory alone: if that is another one now, cards show the count of signals."""

    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class EndCoolDown(Duty):
    """Signals kept after a failed recall count again. The calendar counts it, silence or not."""

    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class LookAtSignals(Duty):
    """The full hour: a threshold that was reached is acted on, and slots of those who left go.

    After a change of base it stands in a row, after signals in memory alone.
    """

    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class SealSignals(Duty):
    """A week is over: signals are sealed anew, so that old backups do not hold old states."""

    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class MendSignals(Duty):
    """The keys of a mandate's signals are lost, or they are not sealed yet."""

    is_at_once: ClassVar[bool] = True

    mandate_id: MandateId
