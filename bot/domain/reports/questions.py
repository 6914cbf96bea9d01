"""What people are asked about reports."""

from dataclasses import dataclass

from bot.domain.ground.dialog import Files
from bot.domain.ground.ids import InstructionId, MandateId, ReportId
from bot.domain.ground.message import Question
from bot.domain.mandates.questions import OfficePick
from bot.domain.reports.report import Claim


@dataclass(frozen=True, slots=True)
class ReportPick(OfficePick):
    """For which of several offices the report is; with what was written already."""

    text: str = ""
    files: Files = ()


@dataclass(frozen=True, slots=True)
class ReportDraft(Question):
    """In private: the report so far. `is_doubted`: [Nothing new] was pressed beside what is written."""

    mandate_id: MandateId
    text: str = ""
    claims: tuple[tuple[InstructionId, Claim], ...] = ()
    files: Files = ()
    is_doubted: bool = False

    @property
    def is_written(self) -> bool:
        """Whether it says anything so far."""
        return bool(self.text or self.claims or self.files)


@dataclass(frozen=True, slots=True)
class AskReportText(Question):
    """What the holder reports, in a group."""

    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class AskReportQuestion(Question):
    """What a member wants to ask about a report."""

    report_id: ReportId
