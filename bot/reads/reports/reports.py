"""A report as its card shows it, and its files."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.instructions.instruction import Instruction
from bot.domain.reports.report import Claim, Judged, Question, Report
from bot.reads.ground.audience import Audience
from bot.reads.mandates.holders import Holder, load_holder
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads
from bot.services.mandates.mandates import get_mandate
from bot.services.reports.reports import judged_now, questions_of, rating_ends_at


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as its card shows it."""

    report: Report
    holder: Holder
    claims: list[tuple[Instruction, Claim]]
    questions: list[Question]
    judged: Judged
    until: datetime | None


def load_report(reads: Reads, audience: Audience, params: dict[str, Any]) -> ReportView | None:
    """By `report_id`, or the subject of a card."""
    report = reads.get(Report, audience.council_id, params.get("report_id") or params["subject_id"])
    if report is None:
        return None
    mandate = get_mandate(reads, audience.council_id, report.mandate_id)
    council = get_council(reads, audience.council_id)
    return ReportView(
        report,
        load_holder(reads, mandate),
        claimed(reads, report),
        questions_of(reads, report),
        judged_now(reads, council, report),
        rating_ends_at(reads, report),
    )


@dataclass(frozen=True, slots=True)
class FileView:
    """One photo or file of a report."""

    file: tuple[str, str]
    holder: Holder
    number: int
    total: int


def load_file(reads: Reads, audience: Audience, params: dict[str, Any]) -> FileView | None:
    """The file with this index."""
    view = load_report(reads, audience, params)
    if view is None or params["index"] >= len(view.report.files):
        return None
    files = view.report.files
    return FileView(files[params["index"]], view.holder, params["index"] + 1, len(files))


def load_title(reads: Reads, audience: Audience, params: dict[str, Any]) -> tuple[str, int]:
    """The council's name, and a number from the params."""
    return get_council(reads, audience.council_id).title, params.get("count", 0)


def claimed(reads: Reads, report: Report) -> list[tuple[Instruction, Claim]]:
    """What the report says of instructions, in the order in which they were adopted."""
    found = (reads.get(Instruction, report.council_id, each) for each in sorted(report.claims))
    return [(each, Claim(report.claims[each.instruction_id])) for each in found if each is not None]
