"""What is said about reports and report-backs."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.domain.ground.ids import MandateId, ReportId
from bot.domain.ground.message import CardMessage, Message


@dataclass(frozen=True, slots=True)
class ReportCard(CardMessage):
    """A report, which members rate: its card, or shown again from the list."""

    KEPT_AS: ClassVar = "report"
    report_id: ReportId


@dataclass(frozen=True, slots=True)
class ReportFile(Message):
    """One photo or file of a report."""

    report_id: ReportId
    index: int


@dataclass(frozen=True, slots=True)
class ReportFiles(Message):
    """To the reporter, who sent files in private: how many there are now."""

    report_id: ReportId
    count: int


@dataclass(frozen=True, slots=True)
class ReportSent(Message):
    """To the reporter in private: which dates it met."""

    report_id: ReportId
    met: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class ReportKept(Message):
    """To the reporter in private: what they wrote so far is kept, though its question is over."""

    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class ReportPicked(Message):
    """The offices to pick from, after one was pressed."""

    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class RatingsLost(Message):
    """Under a report: what members rated cannot be opened any more."""

    report_id: ReportId


@dataclass(frozen=True, slots=True)
class ClaimsJudged(Message):
    """Under a report that was accepted: whether what it says of instructions holds."""

    report_id: ReportId


@dataclass(frozen=True, slots=True)
class ReportRejected(Message):
    """What follows from a rejection: the date of the new report."""

    report_id: ReportId
    report_back_id: str


@dataclass(frozen=True, slots=True)
class ReportReminder(Message):
    """In private: what is owed until when."""

    report_back_id: str


@dataclass(frozen=True, slots=True)
class ReportReminderPublic(Message):
    """In the group, for a holder who has no private chat with the bot."""

    report_back_id: str


@dataclass(frozen=True, slots=True)
class ReportIsOverdue(Message):
    """To the group, at the end of the day."""

    KEPT_AS: ClassVar = "report_overdue"
    report_back_id: str


@dataclass(frozen=True, slots=True)
class ReportWasMissed(Message):
    """To the group, three days later."""

    KEPT_AS: ClassVar = "report_missed"
    report_back_id: str


@dataclass(frozen=True, slots=True)
class ReportQuestion(Message):
    """In the group and to the reporter: a reply to it is the answer."""

    question_id: str


@dataclass(frozen=True, slots=True)
class ReportAnswer(Message):
    """To the group: an answer that was given in private."""

    question_id: str


@dataclass(frozen=True, slots=True)
class ReportAnswered(Message):
    """To the reporter in private: the answer stands."""

    question_id: str


@dataclass(frozen=True, slots=True)
class ReportAsked(Message):
    """To somebody who asked in private: the question stands."""

    report_id: ReportId


@dataclass(frozen=True, slots=True)
class ReportQuestions(Message):
    """Questions and answers under a report, page by page."""

    report_id: ReportId
    page: int
