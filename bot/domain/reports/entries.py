"""Entries of the record: what is noted of reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from bot.domain.ground.entry import Fact, Words
from bot.domain.ground.ids import InstructionId, MandateId
from bot.domain.reports.report import Claim, Verdict


@dataclass(frozen=True, slots=True)
class ReportBackSet(Fact):
    """When a report is due."""

    due_on: str


@dataclass(frozen=True, slots=True)
class ReportBackMoved(Fact):
    """It is due on another day."""

    why: str
    due_on: str
    moved_to: str


@dataclass(frozen=True, slots=True)
class HolderReminded(Fact):
    """The holder was reminded."""

    KEPT_AS: ClassVar[str] = "report_reminder"

    days: int
    way: str


@dataclass(frozen=True, slots=True)
class BecameOverdue(Fact):
    """It did not come that day."""

    KEPT_AS: ClassVar[str] = "report_overdue"

    due_on: str


@dataclass(frozen=True, slots=True)
class BecameMissed(Fact):
    """Nor in the days after."""

    KEPT_AS: ClassVar[str] = "report_missed"

    due_on: str


@dataclass(frozen=True, slots=True)
class Reported(Fact):
    """The holder reported."""

    mandate_id: MandateId
    claims: Mapping[InstructionId, Claim]
    files: int
    is_nothing_new: bool
    text: Words | None = None


@dataclass(frozen=True, slots=True)
class ReportFiles(Fact):
    """So many files came with it."""

    files: int


@dataclass(frozen=True, slots=True)
class ReportRated(Fact):
    """Somebody said what they think of it."""

    KEPT_AS: ClassVar[str] = "rated"


@dataclass(frozen=True, slots=True)
class RatingsLost(Fact):
    """The key of the ratings of a report was lost, and with it what they said."""


@dataclass(frozen=True, slots=True)
class ReportQuestioned(Fact):
    """Somebody asked about it."""

    text: Words


@dataclass(frozen=True, slots=True)
class ReportAnswered(Fact):
    """The holder answered."""

    text: Words


@dataclass(frozen=True, slots=True)
class ReportJudged(Fact):
    """What the council thinks of it."""

    verdict: Verdict
    accepts: int
    not_enoughs: int
    needed: int
    members: int
