"""A council found again: the bot was thrown out, the group became another one for Telegram, the bot was added to it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import CouncilId, PersonId

CLAIMED_BY = 3
"""So many of a roll say "this is our council" before it goes on in another group; all, where they are fewer."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A member of the roll of `former_id` says in this council's group that it is theirs."""

    council_id: CouncilId
    former_id: CouncilId
    person_id: PersonId
    claimed_at: datetime


class ClaimOverError(DomainError):
    """The council that was to be found again is in its group, or goes on here already."""

    code = "claim_over"


class NotOfFormerError(DomainError):
    """Only who may vote in that council says that it is theirs."""

    code = "not_of_former"


def claims_needed(on_roll: int) -> int:
    """How many of a roll of this size must say so."""
    return min(CLAIMED_BY, on_roll)
