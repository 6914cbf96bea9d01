"""An office: something to be filled, a seat in an upper council or a function of this one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import CouncilId, OfficeId, PersonId


class OfficeKind(StrEnum):
    """A seat reports every 14 days, a function every 30 (SPEC section 3)."""

    SEAT = "seat"
    FUNCTION = "function"


@dataclass(frozen=True, slots=True)
class Office:
    """`key` is the name casefolded, NFKC, by confusable skeleton: two names that look alike are one office."""

    council_id: CouncilId
    office_id: OfficeId
    name: str
    key: str
    kind: OfficeKind
    seats: int
    created_at: datetime
    created_by_id: PersonId | None = None
