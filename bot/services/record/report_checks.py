"""What must be true of reports and report-backs by what the record says: a check of `doctor`."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from bot.domain.ground.calendar import at_local_hour, local_date, reminder_dates
from bot.domain.ground.entry import Fact
from bot.domain.ground.ids import CouncilId
from bot.domain.mandates.mandate import Mandate
from bot.domain.reports.duties import JudgeReport, RemindOfReport, ReportMissed, ReportOverdue
from bot.domain.reports.entries import (
    BecameMissed,
    BecameOverdue,
    ReportAnswered,
    ReportBackSet,
    Reported,
    ReportJudged,
    ReportQuestioned,
)
from bot.domain.reports.report import Question, Report, ReportBack, ReportBackState, Verdict
from bot.services.council.council import charter_in_force
from bot.services.ground.ports import Reads
from bot.services.ground.schedule import deadline
from bot.services.record.charter_checks import was_changed
from bot.services.record.recorded import Recorded, is_other, records
from bot.services.reports.report_backs import MORNING

AFTER_OVERDUE = (ReportBackState.OVERDUE, ReportBackState.MISSED, ReportBackState.LATE, ReportBackState.LAPSED)
"""What one that was overdue is afterwards."""

BY_OVERDUE = (ReportBackState.OVERDUE, ReportBackState.LATE)
"""What only one that was overdue is."""


def reports(reads: Reads) -> Iterator[str]:
    """A report reads as it was posted and was judged as its ratings were counted; no date is gone that was set."""
    for recorded in records(reads):
        council_id = recorded.council.council_id
        for report in reads.find(Report, council_id=council_id):
            for what in _wrong_with(recorded, report):
                yield f"report {report.report_id}: {what}"
        for report_id in recorded.missing(Report, "report_id", Reported):
            yield f"report {report_id}: stands in the record, but is gone"
        for mandate in reads.find(Mandate, council_id=council_id):
            for what in _wrong_dates(recorded, mandate):
                yield f"mandate {mandate.mandate_id}: {what}"


def _wrong_with(recorded: Recorded, report: Report) -> Iterator[str]:
    posted, judged = (recorded.last(kind, report.report_id) for kind in (Reported, ReportJudged))
    if isinstance(posted, Reported):
        if is_other(report.text, posted.text):
            yield "its text is not the one that was posted"
        if (report.mandate_id, dict(report.claims)) != (posted.mandate_id, dict(posted.claims)):
            yield "what it says of instructions is not what was posted"
    if isinstance(judged, ReportJudged):
        kept = (report.verdict, report.accepts, report.not_enoughs, report.result.needed, report.result.members)
        if kept != (judged.verdict, judged.accepts, judged.not_enoughs, judged.needed, judged.members):
            yield "the record has another verdict, or other numbers"
    elif report.verdict is not Verdict.OPEN:
        yield "the record knows of no verdict"
    elif deadline(recorded.reads, report.council_id, JudgeReport(report.report_id)) is None:
        yield "it can be rated, and nothing is planned that would end that"
    yield from _wrong_questions(recorded, report)


def _wrong_questions(recorded: Recorded, report: Report) -> Iterator[str]:
    """The questions one by one; of an answer given in parts the last stands at its end."""
    found = recorded.reads.find(Question, council_id=report.council_id, report_id=report.report_id)
    told = recorded.about(report.report_id, ReportQuestioned, ReportAnswered)
    asked = [fact.text for fact in told if isinstance(fact, ReportQuestioned)]
    answers = [fact.text for fact in told if isinstance(fact, ReportAnswered)]
    if len(found) != len(asked):
        yield f"{len(asked)} questions stand in the record, {len(found)} under it"
    if "" not in asked and any(row.text and row.text not in asked for row in found):
        yield "a question under it is not as it was asked"
    parts = [row.answer for row in found if row.answer]
    if "" not in answers and any(not any(each in part for each in answers) for part in parts):
        yield "an answer under it is not as it was given"


def _wrong_dates(recorded: Recorded, mandate: Mandate) -> Iterator[str]:
    rows = recorded.reads.find(ReportBack, council_id=mandate.council_id, mandate_id=mandate.mandate_id)
    told = recorded.about(mandate.mandate_id, ReportBackSet, BecameOverdue, BecameMissed)
    if (were_set := sum(isinstance(fact, ReportBackSet) for fact in told)) != len(rows):
        yield f"{were_set} dates for a report were set, {len(rows)} are kept"
    yield from _not_as_told(rows, told)
    if mandate.is_live and mandate.report_due_on not in {None, *(row.series_on for row in rows)}:
        yield f"it is to report by {mandate.report_due_on}, and no such date is kept"
    for row in rows:
        if row.report_id is not None and not _is_met_by(recorded.reads, row):
            yield f"the report that met its date {row.due_on} is none of it"
        yield from _unplanned(recorded, row)


def _not_as_told(rows: list[ReportBack], told: list[Fact]) -> Iterator[str]:
    """As many are missed and overdue of each date as the record says."""
    missed = Counter(fact.due_on for fact in told if isinstance(fact, BecameMissed))
    overdue = Counter(fact.due_on for fact in told if isinstance(fact, BecameOverdue))
    kept = Counter(row.due_on.isoformat() for row in rows if row.state is ReportBackState.MISSED)
    was_late = Counter(row.due_on.isoformat() for row in rows if row.state in AFTER_OVERDUE)
    for day in sorted({day for day in (*missed, *kept) if missed[day] != kept[day]}):
        yield f"the record says otherwise whether the report of {day} was missed"
    for day in sorted(day for day in overdue if was_late[day] < overdue[day]):
        yield f"the report of {day} was overdue, and is kept as if it had not been"
    is_late = Counter(row.due_on.isoformat() for row in rows if row.state in BY_OVERDUE)
    for day in sorted(day for day in is_late if is_late[day] > overdue[day]):
        yield f"the report of {day} is kept as overdue, and the record knows nothing of it"


def _is_met_by(reads: Reads, row: ReportBack) -> bool:
    report = reads.get(Report, row.council_id, row.report_id)
    return report is not None and report.mandate_id == row.mandate_id


def _unplanned(recorded: Recorded, row: ReportBack) -> Iterator[str]:
    """What waits for the date, and what reminds of it; a duty that is held waits too."""
    reads, council_id, row_id = recorded.reads, row.council_id, row.report_back_id
    if row.ended_at is not None or row.report_id is not None:
        return
    waits_for = {ReportBackState.DUE: ReportOverdue(row_id), ReportBackState.OVERDUE: ReportMissed(row_id)}
    duty = waits_for.get(row.state)
    if duty is not None and deadline(reads, council_id, duty) is None:
        yield f"a report is owed by {row.due_on}, and nothing is planned that would find it missing"
    if row.state is ReportBackState.DUE and not was_changed(recorded, "reminders"):
        days = [day for day in _days_left(recorded, row) if _is_unplanned(reads, council_id, row_id, day)]
        if days:
            yield f"{len(days)} reminders of the report by {row.due_on} are not planned"


def _is_unplanned(reads: Reads, council_id: CouncilId, row_id: str, days: int) -> bool:
    return deadline(reads, council_id, RemindOfReport(row_id, days)) is None


def _days_left(recorded: Recorded, row: ReportBack) -> Iterator[int]:
    """The reminders that are still ahead, so many days before (-) or after the date."""
    council, now = recorded.council, recorded.reads.now
    for day in reminder_dates(row.due_on, charter_in_force(council).reminder_days):
        if at_local_hour(day, MORNING, council.zone) > now and local_date(now, council.zone) <= row.due_on:
            yield (day - row.due_on) // timedelta(days=1)
