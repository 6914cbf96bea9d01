"""The roll: who may vote in a council, from when, and who rests."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ids import CouncilId, PersonId

RESTING_AFTER = timedelta(days=60)
"""Without an act for so long a member is asked once (SPEC section 2)."""

RESTING_ANSWER_FOR = timedelta(days=14)
"""Unanswered for so long, they rest: outside new electorates and bases, back with one tap."""

VOUCHES_NEEDED = 2
"""So many members can let a newcomer vote at once (SPEC section 2)."""


class MemberState(StrEnum):
    """Where a member stands; only they themselves or a removal ballot end a membership."""

    ACTIVE = "active"
    RESTING = "resting"
    LEFT = "left"
    REMOVED = "removed"


ON_THE_ROLL = (MemberState.ACTIVE, MemberState.RESTING)


@dataclass(frozen=True, slots=True)
class Member:
    """One person on one roll. `kept_out_*`: an administrator removed or muted them, which changes nothing else."""

    council_id: CouncilId
    person_id: PersonId
    joined_at: datetime
    may_vote_at: datetime
    last_act_at: datetime
    state: MemberState = MemberState.ACTIVE
    is_founder: bool = False
    resting_asked_at: datetime | None = None
    ended_at: datetime | None = None
    kept_out_at: datetime | None = None
    kept_out_by: str | None = None

    def is_waiting(self, now: datetime) -> bool:
        """Whether the waiting period of a later joiner still runs."""
        return now < self.may_vote_at

    def may_vote(self, now: datetime) -> bool:
        """Whether a ballot opened now would have this member in its electorate."""
        return self.state is MemberState.ACTIVE and not self.is_waiting(now)


@dataclass(frozen=True, slots=True)
class Vouch:
    """One member's word for a newcomer."""

    council_id: CouncilId
    person_id: PersonId
    voucher_id: PersonId
    vouched_at: datetime
