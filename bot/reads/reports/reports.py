"""A report as its card shows it, and its files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.council.council import may_have_others
from bot.domain.ground.dialog import Files
from bot.domain.ground.ids import CouncilId, ReportId
from bot.domain.instructions.instruction import Instruction
from bot.domain.reports.messages import ClaimsJudged, RatingsLost, ReportCard, ReportFile, ReportFiles
from bot.domain.reports.report import Claim, Judged, Question, Report
from bot.reads.ground.audience import Audience
from bot.reads.mandates.holders import Holder, load_holder
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads
from bot.services.ground.voices import voice_tokens
from bot.services.mandates.mandates import get_mandate
from bot.services.reports.questions import questions_of
from bot.services.reports.reports import judged_now, rating_ends_at


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as its card shows it. `is_held`: whoever reports holds the office still, and may owe another."""

    report: Report
    holder: Holder
    is_held: bool
    claims: list[tuple[Instruction, Claim]]
    questions: list[Question]
    judged: Judged
    until: datetime | None
    tokens: Mapping[str, str]
    may_join: bool


def load_report(
    reads: Reads, audience: Audience, message: ReportCard | RatingsLost | ClaimsJudged
) -> ReportView | None:
    """The report of a card, or that something is said of."""
    return report_view(reads, audience.council_id, message.report_id)


def report_view(reads: Reads, council_id: CouncilId, report_id: ReportId) -> ReportView | None:
    """The report with this id."""
    report = reads.get(Report, council_id, report_id)
    if report is None:
        return None
    mandate = get_mandate(reads, council_id, report.mandate_id)
    council = get_council(reads, council_id)
    return ReportView(
        report,
        load_holder(reads, mandate),
        mandate.is_live,
        claimed(reads, report),
        questions_of(reads, report),
        judged_now(reads, council, report),
        rating_ends_at(reads, report),
        voice_tokens(reads, report_id),
        may_have_others(council),
    )


@dataclass(frozen=True, slots=True)
class FileView:
    """One photo or file of a report."""

    file: tuple[str, str]
    holder: Holder
    number: int
    total: int


def load_file(reads: Reads, audience: Audience, message: ReportFile) -> FileView | None:
    """The file with this index."""
    view = report_view(reads, audience.council_id, message.report_id)
    if view is None or message.index >= len(view.report.files):
        return None
    files = view.report.files
    return FileView(files[message.index], view.holder, message.index + 1, len(files))


@dataclass(frozen=True, slots=True)
class FilesView:
    """The photos and files that a report has now."""

    title: str
    files: Files


def load_files(reads: Reads, audience: Audience, message: ReportFiles) -> FilesView:
    """With the council's name."""
    report = reads.get(Report, audience.council_id, message.report_id)
    files = report.files[: message.count] if report is not None else ()
    return FilesView(get_council(reads, audience.council_id).title, files)


def claimed(reads: Reads, report: Report) -> list[tuple[Instruction, Claim]]:
    """What the report says of instructions, in the order in which they were adopted."""
    found = (reads.get(Instruction, report.council_id, each) for each in sorted(report.claims))
    return [(each, report.claims[each.instruction_id]) for each in found if each is not None]
