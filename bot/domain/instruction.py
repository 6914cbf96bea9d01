"""An instruction: a binding order to an office, adopted by ballot."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import BallotId, CouncilId, InstructionId, MandateId, OfficeId, PersonId


class InstructionState(StrEnum):
    """OVERTAKEN is claimed in a report and valid when that report is accepted; BROKEN comes from a breach or a ballot."""

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
    ends_at: datetime
    reasons: str | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
