"""Writing a report: what is asked on the way, what was sent."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.ground.ids import CouncilId
from bot.domain.instructions.instruction import Instruction
from bot.domain.mandates.mandate import Mandate
from bot.domain.reports.messages import ReportKept, ReportPicked, ReportSent
from bot.domain.reports.questions import AskReportText, ReportDraft
from bot.domain.reports.report import Report, ReportBack
from bot.reads.ground.asked import AskedOf, load_question
from bot.reads.ground.audience import Audience
from bot.reads.mandates.holders import Holder, load_holder
from bot.reads.reports.reports import report_view
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads
from bot.services.instructions.instructions import open_instructions
from bot.services.mandates.mandates import get_mandate
from bot.services.reports.owed import owed_report_backs


@dataclass(frozen=True, slots=True)
class DraftView:
    """The report so far, with the instructions it may speak of."""

    draft: ReportDraft
    mandate: Mandate
    holder: Holder
    title: str
    instructions: list[Instruction]


def load_draft(reads: Reads, audience: Audience, question: ReportDraft) -> DraftView:
    """With the mandate it is for."""
    mandate = get_mandate(reads, audience.council_id, question.mandate_id)
    title = get_council(reads, audience.council_id).title
    return DraftView(question, mandate, load_holder(reads, mandate), title, open_instructions(reads, mandate))


@dataclass(frozen=True, slots=True)
class KeptView:
    """What is kept of a report: for which mandate."""

    mandate: Mandate
    holder: Holder
    title: str


def load_kept(reads: Reads, audience: Audience, message: ReportKept) -> KeptView:
    """The mandate with its office and council."""
    mandate = get_mandate(reads, audience.council_id, message.mandate_id)
    return KeptView(mandate, load_holder(reads, mandate), get_council(reads, audience.council_id).title)


@dataclass(frozen=True, slots=True)
class AskTextView:
    """The question for a report's text in a group, with the way to the private chat."""

    asked: AskedOf[AskReportText]
    council_id: CouncilId


def load_ask_text(reads: Reads, audience: Audience, question: AskReportText) -> AskTextView:
    """The council it is about."""
    return AskTextView(load_question(reads, audience, question), audience.council_id)


@dataclass(frozen=True, slots=True)
class SentView:
    """A report that was posted: which dates it met, and what is owed next."""

    report: Report
    holder: Holder
    title: str
    met: tuple[date, ...]
    owed: list[ReportBack]
    until: datetime | None


def load_sent(reads: Reads, audience: Audience, message: ReportSent) -> SentView | None:
    """The report with its mandate."""
    view = report_view(reads, audience.council_id, message.report_id)
    if view is None:
        return None
    mandate = get_mandate(reads, audience.council_id, view.report.mandate_id)
    title = get_council(reads, audience.council_id).title
    return SentView(view.report, view.holder, title, message.met, owed_report_backs(reads, mandate), view.until)


def load_picked(reads: Reads, audience: Audience, message: ReportPicked) -> Holder:
    """The office that was picked."""
    return load_holder(reads, get_mandate(reads, audience.council_id, message.mandate_id))
