"""A mandate: one person's holding of an office for one council."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.ids import BallotId, CouncilId, MandateId, OfficeId, PersonId


class EndReason(StrEnum):
    """Why a mandate ended."""

    TERM = "term"
    RESIGNED = "resigned"
    RESIGNED_FACING_RECALL = "resigned_facing_recall"
    RECALLED = "recalled"
    LEFT = "left"
    REMOVED = "removed"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Mandate:
    """Live while `ended_at` is None. `seat` numbers the seats of one office from 1. An alternate acts until `ends_at`.

    `cool_down_until_at`: after a failed recall signals are kept but open nothing, unless something newer happened.
    `has_notice`: a recall threshold stands, so that resigning now counts as "resigned facing recall".
    """

    council_id: CouncilId
    mandate_id: MandateId
    office_id: OfficeId
    person_id: PersonId
    seat: int
    source_ballot_id: BallotId
    started_at: datetime
    ends_at: datetime
    is_alternate: bool = False
    terms_in_a_row: int = 1
    report_due_on: date | None = None
    nothing_new_running: int = 0
    ended_at: datetime | None = None
    end_reason: EndReason | None = None
    cool_down_until_at: datetime | None = None
    failed_recall_at: datetime | None = None
    check_asked_at: datetime | None = None
    left_chat_at: datetime | None = None
    shown_signals: int | None = None

    @property
    def is_live(self) -> bool:
        """Whether the person holds the office now."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class Alternate:
    """The next in the count of one election: acts while the office is vacant. `rank` counts from 1."""

    council_id: CouncilId
    ballot_id: BallotId
    rank: int
    person_id: PersonId
    office_id: OfficeId
