"""Somebody proposed for an office: counted only once they accepted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import BallotId, CouncilId, PersonId


class NomineeState(StrEnum):
    """NOMINATED waits for the person's own word."""

    NOMINATED = "nominated"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Nominee:
    """One nominee of one election; `option` is their key on the ballot paper once it opened."""

    council_id: CouncilId
    ballot_id: BallotId
    person_id: PersonId
    state: NomineeState
    nominated_by_id: PersonId
    nominated_at: datetime
    answered_at: datetime | None = None
    option: str | None = None
