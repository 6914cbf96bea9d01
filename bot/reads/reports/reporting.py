"""Writing a report: what is asked on the way, what was sent."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.domain.ground.ids import CouncilId, MandateId
from bot.domain.reports.report import Report, ReportBack
from bot.reads.ground.asked import Asked, load_asked
from bot.reads.ground.audience import Audience
from bot.reads.mandates.holders import Holder, load_holder
from bot.reads.reports.reports import load_report
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads
from bot.services.mandates.mandates import get_mandate
from bot.services.reports.owed import owed_report_backs


@dataclass(frozen=True, slots=True)
class AskTextView:
    """The question for a report's text in a group, with the way to the private chat."""

    asked: Asked
    council_id: CouncilId
    mandate_id: MandateId


def load_ask_text(reads: Reads, audience: Audience, params: dict[str, Any]) -> AskTextView:
    """The mandate it is about."""
    return AskTextView(load_asked(reads, audience, params), audience.council_id, params["mandate_id"])


@dataclass(frozen=True, slots=True)
class SentView:
    """A report that was posted: which dates it met, and what is owed next."""

    report: Report
    holder: Holder
    title: str
    met: list[date]
    owed: list[ReportBack]
    until: datetime | None


def load_sent(reads: Reads, audience: Audience, params: dict[str, Any]) -> SentView | None:
    """The report with its mandate."""
    view = load_report(reads, audience, params)
    if view is None:
        return None
    mandate = get_mandate(reads, audience.council_id, view.report.mandate_id)
    met = [date.fromisoformat(day) for day in params["met"]]
    title = get_council(reads, audience.council_id).title
    return SentView(view.report, view.holder, title, met, owed_report_backs(reads, mandate), view.until)


def load_picked(reads: Reads, audience: Audience, params: dict[str, Any]) -> Holder:
    """The office that was picked."""
    return load_holder(reads, get_mandate(reads, audience.council_id, params["mandate_id"]))
