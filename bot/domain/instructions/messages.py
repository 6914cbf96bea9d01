"""What is said about instructions and breaches."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.ground.ids import InstructionId
from bot.domain.ground.message import CardMessage, Message


@dataclass(frozen=True, slots=True)
class InstructionCard(CardMessage):
    """The card of an instruction: what the office is bound to, and what became of it."""

    KEPT_AS: ClassVar = "instruction"
    instruction_id: InstructionId


@dataclass(frozen=True, slots=True)
class InstructionGiven(Message):
    """To the holder in private: a new one, or one that passed to them with the office."""

    instruction_id: InstructionId

    @property
    def offered_on(self) -> str | None:
        """See Message."""
        return self.instruction_id


@dataclass(frozen=True, slots=True)
class InstructionRefused(Message):
    """To the group: a refusal, with its reasons."""

    instruction_id: InstructionId


@dataclass(frozen=True, slots=True)
class BreachCard(CardMessage):
    """The card of a breach."""

    KEPT_AS: ClassVar = "breach"
    breach_id: str
