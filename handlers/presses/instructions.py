"""Instructions and breaches."""

from dataclasses import dataclass

from bot.domain.ground.ids import CouncilId, InstructionId, MandateId
from handlers.callbacks import Press


@dataclass(frozen=True, slots=True)
class WaiverPress(Press):
    """[Vote on waiving it] on the card of a breach."""

    VERB = "wv"

    council_id: CouncilId
    breach_id: str


@dataclass(frozen=True, slots=True)
class InstructPress(Press):
    """[Instruct]."""

    VERB = "mx"

    council_id: CouncilId
    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class InstructionAnswerPress(Press):
    """[Accept] (1) or [Refuse] (0)."""

    VERB = "mf"

    council_id: CouncilId
    instruction_id: InstructionId
    is_accepted: int


@dataclass(frozen=True, slots=True)
class InstructionEndPress(Press):
    """[Withdraw this instruction] or [Declare it broken]; `state` is the InstructionState it would have."""

    VERB = "mg"

    council_id: CouncilId
    instruction_id: InstructionId
    state: str
