"""A report: what a mandate holder tells the council; the report-back is the duty to do so on a date."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.domain.ids import CouncilId, MandateId, PersonId, ReportId


class ReportBackState(StrEnum):
    """DUE until the end of its day, then OVERDUE in public, MISSED after three more days; LATE: met after that."""

    DUE = "due"
    OVERDUE = "overdue"
    MISSED = "missed"
    MET = "met"
    LATE = "late"
    LAPSED = "lapsed"


class Verdict(StrEnum):
    """What members made of a report in its three days."""

    OPEN = "open"
    ACCEPTED = "accepted"
    NOTED = "noted"
    REJECTED = "rejected"


class Claim(StrEnum):
    """What a report says of one open instruction."""

    KEPT = "kept"
    UNDER_WAY = "under_way"
    NOT_POSSIBLE = "not_possible"


@dataclass(frozen=True, slots=True)
class ReportBack:
    """One date by which one mandate must report; `due_at` is the end of that day in the council's zone."""

    council_id: CouncilId
    report_back_id: str
    mandate_id: MandateId
    due_on: date
    due_at: datetime
    series_on: date | None = None
    state: ReportBackState = ReportBackState.DUE
    report_id: ReportId | None = None
    missed_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """`claims`: instruction id -> Claim; `files`: Telegram file ids with their kind, in the order they were sent."""

    council_id: CouncilId
    report_id: ReportId
    mandate_id: MandateId
    person_id: PersonId
    text: str
    posted_at: datetime
    rating_ends_at: datetime
    claims: dict[str, str] = field(default_factory=dict)
    files: tuple[tuple[str, str], ...] = ()
    is_nothing_new: bool = False
    verdict: Verdict = Verdict.OPEN
    accepts: int = 0
    not_enoughs: int = 0
    result: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rating:
    """One member's word on one report: accept or not."""

    council_id: CouncilId
    report_id: ReportId
    person_id: PersonId
    is_accepted: bool
    rated_at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """A question to the reporter and its answer, kept under the report."""

    council_id: CouncilId
    question_id: str
    report_id: ReportId
    asked_by_id: PersonId
    text: str
    asked_at: datetime
    answer: str | None = None
    answered_at: datetime | None = None
