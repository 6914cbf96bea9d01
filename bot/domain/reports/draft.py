"""A report that its holder began and put aside: nothing of it is thrown away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ground.dialog import Files
from bot.domain.ground.ids import CouncilId, InstructionId, MandateId, PersonId
from bot.domain.reports.report import Claim


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What was written when the 15 minutes were over or another question came; goes with the report or the mandate."""

    council_id: CouncilId
    mandate_id: MandateId
    person_id: PersonId
    text: str
    claims: Mapping[InstructionId, Claim]
    files: Files
    kept_at: datetime
