"""Deadlines of instructions and breaches."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.ground.due import HEARD, Duty, Stop
from bot.domain.ground.ids import InstructionId


@dataclass(frozen=True, slots=True)
class InstructionUnanswered(Duty):
    """The holder has not answered in time."""

    stops: ClassVar[Stop] = HEARD

    instruction_id: InstructionId


@dataclass(frozen=True, slots=True)
class BreachLapses(Duty):
    """A breach has lowered the threshold for long enough. The calendar counts it, silence or not."""

    breach_id: str
