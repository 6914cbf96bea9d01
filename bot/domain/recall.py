"""A recall: from the threshold of signals over the holder's reply to the ballot that may end a mandate early."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import BallotId, CouncilId, MandateId, PersonId, RecallId


class RecallState(StrEnum):
    """REACHED waits for the next full hour, REPLY for the holder, BALLOT for the members."""

    REACHED = "reached"
    REPLY = "reply"
    BALLOT = "ballot"
    PASSED = "passed"
    FAILED = "failed"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Recall:
    """Once reached it stands. `base`, `needed`, `got` and `is_lowered` are the integers behind the threshold."""

    council_id: CouncilId
    recall_id: RecallId
    mandate_id: MandateId
    state: RecallState
    reached_at: datetime
    acts_at: datetime
    base: int
    needed: int
    got: int
    is_lowered: bool
    grounds: str | None = None
    delivered_at: datetime | None = None
    reply_until_at: datetime | None = None
    reply: str | None = None
    ballot_id: BallotId | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RecallCall:
    """A member's public call for signals, with grounds; `is_anonymous`: shown as "by a member"."""

    council_id: CouncilId
    call_id: str
    mandate_id: MandateId
    person_id: PersonId
    is_anonymous: bool
    grounds: str
    called_at: datetime
