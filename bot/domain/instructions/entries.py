"""Entries of the record: what is noted of instructions and breaches."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.ground.entry import Fact, Words
from bot.domain.ground.ids import BallotId, InstructionId, MandateId, OfficeId
from bot.domain.instructions.instruction import InstructionAnswer, InstructionState


@dataclass(frozen=True, slots=True)
class InstructionProposed(Fact):
    """An order to an office was put to the vote."""

    office_id: OfficeId
    text: Words


@dataclass(frozen=True, slots=True)
class InstructionAdopted(Fact):
    """It binds the office."""

    ballot_id: BallotId
    office_id: OfficeId


@dataclass(frozen=True, slots=True)
class InstructionPassed(Fact):
    """It binds whoever holds the office now."""

    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class InstructionAnswered(Fact):
    """The holder accepts or refuses; "awaited": who answered holds the office no more, so it is asked anew."""

    answer: InstructionAnswer
    reasons: Words | None = None


@dataclass(frozen=True, slots=True)
class LeftUnanswered(Fact):
    """The holder said nothing in time."""

    KEPT_AS: ClassVar[str] = "instruction_unanswered"


@dataclass(frozen=True, slots=True)
class InstructionEndProposed(Fact):
    """It is to end so, if the council says so."""

    state: InstructionState


@dataclass(frozen=True, slots=True)
class InstructionEnded(Fact):
    """It binds nobody any more."""

    state: InstructionState
    ballot_id: str | None


@dataclass(frozen=True, slots=True)
class BreachCounted(Fact):
    """A vote above contradicts an instruction."""

    mandate: MandateId
    instruction: InstructionId
    reasons: Words | None = None


@dataclass(frozen=True, slots=True)
class BreachEnded(Fact):
    """It counts no more."""

    why: str


@dataclass(frozen=True, slots=True)
class WaiverProposed(Fact):
    """The council is asked to let it pass."""

    breach: str
