"""What ballots on instructions are about; all are decided as proposals."""

from dataclasses import dataclass

from bot.domain.ballots.subject import BallotKind, Subject
from bot.domain.ground.ids import InstructionId
from bot.domain.instructions.instruction import InstructionState


@dataclass(frozen=True, slots=True)
class InstructionSubject(Subject):
    """A new instruction: its text, and the office it is to bind, stand on the ballot."""

    KIND = BallotKind("instruction")
    IS_WITHDRAWABLE = True


@dataclass(frozen=True, slots=True)
class InstructionEndSubject(Subject):
    """What is to become of which instruction: withdrawn, or broken."""

    KIND = BallotKind("instruction_end")

    instruction_id: InstructionId
    state: InstructionState


@dataclass(frozen=True, slots=True)
class WaiverSubject(Subject):
    """Which breach is to count no more."""

    KIND = BallotKind("waiver")

    breach_id: str
