"""A report: what a mandate holder tells the council; the report-back is the duty to do so on a date."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.ground.counting import Threshold
from bot.domain.ground.dialog import Files
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import CouncilId, InstructionId, MandateId, PersonId, ReportId


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


SHOWN_FROM = 10
"""So many may rate a report at least before counts are shown while they do, in steps (SPEC section 3, "results")."""

FEWEST = 2
"""Nobody rejects a report alone, nor makes a claim in it hold."""

QUESTION_LIMIT = 1000
"""UTF-16 units of a question to the reporter, and of an answer. Our judgement: both stand under the report."""


class ReportNotFoundError(DomainError):
    """No such report in this council: a foreign, forged or very old button."""

    code = "report_not_found"


class ReportEmptyError(DomainError):
    """A report says something: a text, a word on an instruction, a file, or "nothing new"."""

    code = "report_empty"


class NothingNewTooOftenError(DomainError):
    """Saying "nothing new" is allowed only so many times running; field `limit`."""

    code = "nothing_new_too_often"


class TooManyFilesError(DomainError):
    """Fields `got` and `limit`."""

    code = "too_many_files"


class OwnReportError(DomainError):
    """Nobody rates or questions their own report."""

    code = "own_report"


class RatingsLostError(DomainError):
    """Nobody can open the ratings of this report any more: members are asked again."""

    code = "ratings_lost"


class RatingOverError(DomainError):
    """The days for rating are over; field `verdict`."""

    code = "rating_over"


@dataclass(frozen=True, slots=True)
class ReportBack:
    """One date: one mandate must report by the end of that day in the council's zone.

    People are told a date, so it stands here too; what moves its ReportOverdue writes it.

    `series_on`: the date of the series it stands for, which an outage does not move; None for one that was asked for
    once (after a rejected report). It is owed until `ended_at`; a missed one that was reported late stays missed.
    """

    council_id: CouncilId
    report_back_id: str
    mandate_id: MandateId
    due_on: date
    series_on: date | None = None
    state: ReportBackState = ReportBackState.DUE
    report_id: ReportId | None = None
    missed_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """So many had to press Not enough for a rejection, of so many who could; zeroes until it was counted."""

    needed: int = 0
    members: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """`claims`: what it says of open instructions; `files`: Telegram ids with their kind, in the order sent."""

    council_id: CouncilId
    report_id: ReportId
    mandate_id: MandateId
    person_id: PersonId
    text: str
    posted_at: datetime
    claims: Mapping[InstructionId, Claim] = field(default_factory=dict)
    files: Files = ()
    is_nothing_new: bool = False
    verdict: Verdict = Verdict.OPEN
    accepts: int = 0
    not_enoughs: int = 0
    result: Bar = Bar()


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with the integers behind it."""

    verdict: Verdict
    accepts: int
    not_enoughs: int
    bar: Bar


def judge(accepts: int, not_enoughs: int, members: int, share: Threshold, minimum: int) -> Judged:
    """Return what members made of a report (SPEC section 3, "report rejected").

    Rejected: Not enough > Accept and at least max(`minimum`, `share` of the members, rounded up) pressed Not enough.
    Accepted if Accept > Not enough, else noted. Whatever minimum a charter holds, half of the members are enough.
    """
    needed = max(min(minimum, max(FEWEST, -(-members // 2))), share.needed(members))
    verdict = Verdict.NOTED
    if accepts > not_enoughs:
        verdict = Verdict.ACCEPTED
    elif not_enoughs > accepts and not_enoughs >= needed:
        verdict = Verdict.REJECTED
    return Judged(verdict, accepts, not_enoughs, Bar(needed, members))


SETTLES = (Claim.KEPT, Claim.NOT_POSSIBLE)
"""What a report may say of an instruction that, where it holds, ends it."""


def accepts_needed(bar: Bar) -> int:
    """How many must accept a report before what it says holds: as many as could reject it, and never one alone."""
    return max(FEWEST, bar.needed)


def is_settling(report: Report) -> bool:
    """Whether so many accepted it that its claims hold, and a breach it reports on ends.

    What a council bound an office to by a quorum is not undone by the first who presses [Accept].
    """
    return report.verdict is Verdict.ACCEPTED and report.accepts >= accepts_needed(report.result)


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


@dataclass(frozen=True, slots=True)
class Rated:
    """What is now recorded for the member, and until when it can be changed."""

    is_accepted: bool
    changes_for: timedelta
