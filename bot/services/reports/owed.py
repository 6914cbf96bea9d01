"""The duty to report: what the holder of a mandate still owes the council."""

from datetime import timedelta

from bot.domain.council.council import Council
from bot.domain.elections.office import Office, OfficeKind
from bot.domain.mandates.mandate import (
    Mandate,
)
from bot.domain.reports.report import NothingNewTooOftenError, Report, ReportBack, ReportBackState, Verdict
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.budget import spend_post
from bot.services.ground.filters import MoreThan
from bot.services.ground.ports import Reads, Uow

CHARGED_WITHIN = timedelta(days=1)
"""So soon after a report of the same mandate the next one is on top of what is due."""


def report_every(council: Council, office: Office) -> timedelta:
    """How often a holder of this office reports: seats every 14 days, functions every 30 (SPEC section 3)."""
    kind = "report_every_seat" if office.kind is OfficeKind.SEAT else "report_every_function"
    return charter_in_force(council).span(kind)


def owed_report_backs(reads: Reads, mandate: Mandate) -> list[ReportBack]:
    """The dates no report has met yet, oldest first; overdue and missed ones stay owed until one does."""
    rows = reads.find(
        ReportBack, order="due_on", council_id=mandate.council_id, mandate_id=mandate.mandate_id, ended_at=None
    )
    return [row for row in rows if row.report_id is None]


def missed_report_backs(reads: Reads, mandate: Mandate) -> list[ReportBack]:
    """The dates that were missed and are owed no more, oldest first: reported late, or not while the mandate ran."""
    rows = reads.find(
        ReportBack,
        order="due_on",
        council_id=mandate.council_id,
        mandate_id=mandate.mandate_id,
        state=ReportBackState.MISSED,
    )
    return [row for row in rows if row.ended_at is not None]


def is_overdue(reads: Reads, mandate: Mandate) -> bool:
    """Whether a report-back is owed whose day is over: this lowers the threshold of signals. A late report ends it."""
    late = {ReportBackState.OVERDUE, ReportBackState.MISSED}
    return mandate.is_live and any(row.state in late for row in owed_report_backs(reads, mandate))


def missed_in_a_row(reads: Reads, mandate: Mandate) -> int:
    """How many of the last report-backs were missed, one after the other; a late report leaves them missed."""
    over = (ReportBackState.MET, ReportBackState.LATE, ReportBackState.MISSED)
    rows = reads.find(
        ReportBack, order="-due_on", council_id=mandate.council_id, mandate_id=mandate.mandate_id, state=over
    )
    met = [index for index, row in enumerate(rows) if row.state is not ReportBackState.MISSED]
    return met[0] if met else len(rows)


def rejected_reports(reads: Reads, mandate: Mandate) -> int:
    """How many reports of this mandate were rejected."""
    return reads.count(Report, council_id=mandate.council_id, mandate_id=mandate.mandate_id, verdict=Verdict.REJECTED)


def ensure_nothing_new(reads: Reads, mandate: Mandate) -> None:
    """Raise NothingNewTooOftenError if they said so as often running as the charter allows."""
    limit = charter_in_force(get_council(reads, mandate.council_id)).count("nothing_new_in_a_row")
    if mandate.nothing_new_running >= limit:
        raise NothingNewTooOftenError(limit=limit)


def charge_report(uow: Uow, council: Council, mandate: Mandate) -> None:
    """What is due is never refused; a second report within a day is charged. Raises TooManyPostsError."""
    lately = MoreThan(uow.now - CHARGED_WITHIN)
    if uow.count(Report, council_id=council.council_id, mandate_id=mandate.mandate_id, posted_at=lately):
        spend_post(uow, council.chat_id)
