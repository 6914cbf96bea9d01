"""An instruction: a binding order to an office, adopted by ballot."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import BallotId, CouncilId, InstructionId, MandateId, OfficeId, PersonId


class InstructionState(StrEnum):
    """OVERTAKEN: claimed in a report, valid when that is accepted; BROKEN: by a breach or a ballot."""

    OPEN = "open"
    KEPT = "kept"
    OVERTAKEN = "overtaken"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


class InstructionAnswer(StrEnum):
    """What the holder said; it binds all the same."""

    AWAITED = "awaited"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOT_ACCEPTED = "not_accepted"


INSTRUCTION_LIMIT = 1000
"""UTF-16 units: a mandate shows all of its instructions. Our judgement."""

REASONS_LIMIT = 1000
"""UTF-16 units of the reasons for a refusal. Our judgement."""


class InstructionNotFoundError(DomainError):
    """No such instruction in this council: a foreign, forged or very old button."""

    code = "instruction_not_found"


class InstructionOverError(DomainError):
    """The instruction is not open any more; field `state`."""

    code = "instruction_over"
    IS_OVER = True


class InstructionContestedError(DomainError):
    """A ballot on withdrawing it, or on whether it was broken, is already running."""

    code = "instruction_contested"


@dataclass(frozen=True, slots=True)
class Instruction:
    """Bound to the office: open ones pass to alternate and successor."""

    council_id: CouncilId
    instruction_id: InstructionId
    office_id: OfficeId
    text: str
    ballot_id: BallotId
    adopted_at: datetime
    state: InstructionState = InstructionState.OPEN
    answer: InstructionAnswer = InstructionAnswer.AWAITED
    answered_by_id: PersonId | None = None
    answered_at: datetime | None = None
    reasons: str | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """A named vote above that contradicts an instruction. Stands until `ended_at`."""

    council_id: CouncilId
    breach_id: str
    mandate_id: MandateId
    instruction_id: InstructionId
    counted_at: datetime
    reasons: str | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None


def is_awaited(instruction: Instruction) -> bool:
    """Whether the holder still owes an answer."""
    return instruction.state is InstructionState.OPEN and instruction.answer is InstructionAnswer.AWAITED
