"""A signal: a member's standing confidence or no confidence in a mandate holder; private, changeable."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import CouncilId, MandateId, PersonId


class OwnMandateError(DomainError):
    """Nobody signals on themselves or calls for their own recall."""

    code = "own_mandate"


@dataclass(frozen=True, slots=True)
class Signal:
    """One member's standing signal on one mandate."""

    council_id: CouncilId
    mandate_id: MandateId
    person_id: PersonId
    has_confidence: bool
    given_at: datetime
