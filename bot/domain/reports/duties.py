"""Deadlines of reports and report-backs."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.ground.due import HEARD, Duty, Stop
from bot.domain.ground.ids import ReportId


@dataclass(frozen=True, slots=True)
class JudgeReport(Duty):
    """The time to rate a report is over: the verdict."""

    stops: ClassVar[Stop] = HEARD

    report_id: ReportId


@dataclass(frozen=True, slots=True)
class PostReportFiles(Duty):
    """The files follow the card, once it stands."""

    report_id: ReportId


@dataclass(frozen=True, slots=True)
class ReportOverdue(Duty):
    """The day by the end of which a report was due is over."""

    stops: ClassVar[Stop] = HEARD

    report_back_id: str


@dataclass(frozen=True, slots=True)
class ReportMissed(Duty):
    """The days of grace are over."""

    stops: ClassVar[Stop] = HEARD

    report_back_id: str


@dataclass(frozen=True, slots=True)
class RemindOfReport(Duty):
    """The holder is reminded, so many days before (-) or after the day of the report."""

    report_back_id: str
    days: int


@dataclass(frozen=True, slots=True)
class MendRatings(Duty):
    """The keys of a report's ratings are lost, or they are not sealed yet."""

    is_at_once: ClassVar[bool] = True

    report_id: ReportId
