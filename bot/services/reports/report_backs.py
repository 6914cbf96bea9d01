"""Report-backs: the dates by which a mandate must report; due, overdue in public, missed, met; reminders on the way.

One series of dates runs with each mandate; its next date counts from the old one, whatever was reported when. Dates
asked for once (after a rejected report) stand beside it. All days are the council's own.
"""

from datetime import date, timedelta

from bot.domain.council.council import Council
from bot.domain.ground.calendar import (
    at_local_hour,
    dates_met,
    end_of_local_day,
    local_date,
    missed_at,
    moved_by_outage,
    next_local_date,
    next_report_on,
    reminder_dates,
)
from bot.domain.ground.due import Moved
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.outgoing import Outgoing, Priority
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import Mandate
from bot.domain.reports import entries as reports_entries
from bot.domain.reports.duties import RemindOfReport, ReportMissed, ReportOverdue
from bot.domain.reports.messages import ReportIsOverdue, ReportReminder, ReportReminderPublic, ReportWasMissed
from bot.domain.reports.report import Report, ReportBack, ReportBackState
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.outbox import tell_council, tell_person
from bot.services.ground.ports import Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import call_off, plan
from bot.services.mandates.mandates import (
    check_is_due,
    get_mandate,
    get_office,
    standing_changed,
)
from bot.services.reports.drafts import drop_draft
from bot.services.reports.owed import missed_in_a_row, owed_report_backs, report_every

MORNING = 9
"""The hour of the council's day at which a holder is reminded. Our judgement."""


def begin_series(uow: Uow, mandate: Mandate) -> None:
    """The first report-back is one interval after the start."""
    council = get_council(uow, mandate.council_id)
    started_on = local_date(mandate.started_at, council.zone)
    _set_next(uow, council, mandate, next_local_date(started_on, _every(uow, council, mandate)))


def _every(uow: Uow, council: Council, mandate: Mandate) -> timedelta:
    return report_every(council, get_office(uow, council.council_id, mandate.office_id))


def _set_next(uow: Uow, council: Council, mandate: Mandate, due_on: date) -> None:
    """The next date of the series, if the mandate lasts until then."""
    if due_on > local_date(mandate.ends_at, council.zone):
        uow.change(mandate, report_due_on=None)
        return
    uow.change(mandate, report_due_on=due_on)
    owe(uow, council, mandate, due_on, is_in_series=True)


def owe(uow: Uow, council: Council, mandate: Mandate, due_on: date, *, is_in_series: bool = False) -> ReportBack:
    """Ask for a report by the end of that day; a date that is owed already serves for both."""
    series_on = due_on if is_in_series else None
    for known in owed_report_backs(uow, mandate):
        if known.due_on == due_on:
            return uow.change(known, series_on=series_on or known.series_on)
    row = ReportBack(council.council_id, uow.new_id(), mandate.mandate_id, due_on, series_on)
    uow.add(row)
    record(uow, council.council_id, reports_entries.ReportBackSet(due_on=due_on.isoformat()), mandate.mandate_id)
    _plan(uow, council, row)
    uow.raise_version(council.council_id, mandate.mandate_id)
    return row


def _plan(uow: Uow, council: Council, row: ReportBack) -> None:
    """The reminders still ahead, then overdue, then missed. The day itself is the time for the report."""
    charter, council_id = charter_in_force(council), council.council_id
    for day in reminder_dates(row.due_on, charter.reminder_days):
        at = at_local_hour(day, MORNING, council.zone)
        if at > uow.now:
            plan(uow, council_id, RemindOfReport(row.report_back_id, (day - row.due_on).days), at)
    begins_at = end_of_local_day(row.due_on - timedelta(days=1), council.zone)
    ends_at = end_of_local_day(row.due_on, council.zone)
    missed = missed_at(row.due_on, council.zone, charter.span("missed_after"))
    plan(uow, council_id, ReportOverdue(row.report_back_id), ends_at, since_at=begins_at)
    plan(uow, council_id, ReportMissed(row.report_back_id), missed, since_at=ends_at)


def _call_off(uow: Uow, council: Council, row: ReportBack) -> None:
    row_id = row.report_back_id
    reminders = (RemindOfReport(row_id, days) for days in charter_in_force(council).reminder_days)
    call_off(uow, council.council_id, ReportOverdue(row_id), ReportMissed(row_id), *reminders)


def meet(uow: Uow, council: Council, mandate: Mandate, report: Report) -> tuple[ReportBack, ...]:
    """One report meets every date up to 7 days ahead. It ends "overdue", not "missed" (SPEC section 3)."""
    every, within = _every(uow, council, mandate), charter_in_force(council).span("report_meets_within")
    posted_on = local_date(report.posted_at, council.zone)
    owed = owed_report_backs(uow, mandate)
    days = dates_met((row.due_on for row in owed), posted_on, every, within)
    met = tuple(row for row in owed if row.due_on in days)
    for row in met:
        state = {ReportBackState.DUE: ReportBackState.MET, ReportBackState.OVERDUE: ReportBackState.LATE}
        uow.change(row, state=state.get(row.state, row.state), report_id=report.report_id, ended_at=uow.now)
        _call_off(uow, council, row)
    if any(row.series_on is not None and row.series_on == mandate.report_due_on for row in met):
        assert mandate.report_due_on is not None
        _set_next(uow, council, mandate, next_report_on(mandate.report_due_on, every, posted_on, within))
    return met


def find_overdue(uow: Uow, council_id: CouncilId, duty: ReportOverdue) -> None:
    """The day is over without a report: said in public, and the next date of the series stands from now on."""
    row = uow.get(ReportBack, council_id, duty.report_back_id)
    if row is None or row.state is not ReportBackState.DUE:
        return
    council, mandate = get_council(uow, council_id), get_mandate(uow, council_id, row.mandate_id)
    if end_of_local_day(row.due_on, council.zone) > uow.now:  # the council has moved to another time zone
        _plan(uow, council, row)
        return
    uow.change(row, state=ReportBackState.OVERDUE)
    record(uow, council_id, reports_entries.BecameOverdue(due_on=row.due_on.isoformat()), row.mandate_id)
    tell_council(uow, council_id, ReportIsOverdue(duty.report_back_id), once=f"overdue:{duty.report_back_id}")
    if row.series_on is not None and row.series_on == mandate.report_due_on:
        # A date moved by a long outage may lie behind others of the series: those were nobody's to keep.
        every = _every(uow, council, mandate)
        _set_next(uow, council, mandate, next_report_on(row.series_on, every, row.due_on, timedelta(0)))
    standing_changed(uow, get_mandate(uow, council_id, row.mandate_id))


def find_missed(uow: Uow, council_id: CouncilId, duty: ReportMissed) -> None:
    """Three days later it is missed, and stays so; two in a row call for a confidence check."""
    row = uow.get(ReportBack, council_id, duty.report_back_id)
    if row is None or row.state not in {ReportBackState.DUE, ReportBackState.OVERDUE} or row.ended_at is not None:
        return
    uow.change(row, state=ReportBackState.MISSED, missed_at=uow.now)
    record(uow, council_id, reports_entries.BecameMissed(due_on=row.due_on.isoformat()), row.mandate_id)
    tell_council(uow, council_id, ReportWasMissed(duty.report_back_id), once=f"missed:{duty.report_back_id}")
    mandate = get_mandate(uow, council_id, row.mandate_id)
    standing_changed(uow, mandate)
    running = missed_in_a_row(uow, mandate)
    if running and running % charter_in_force(get_council(uow, council_id)).count("confidence_check_missed") == 0:
        check_is_due(uow, mandate, "missed")


def remind(uow: Uow, council_id: CouncilId, duty: RemindOfReport) -> None:
    """Remind the holder in private, once a day for each mandate; one without a private chat once, in the group.

    Reminders that a long outage held up come together: the first is sent, the others are noted as merged.
    """
    report_back_id = duty.report_back_id
    row = uow.get(ReportBack, council_id, report_back_id)
    if row is None or row.ended_at is not None:
        return
    if duty.days > 0 and row.state is ReportBackState.DUE:  # the date stands still while the bot is out of the group
        return
    mandate = get_mandate(uow, council_id, row.mandate_id)
    council, holder = get_council(uow, council_id), uow.get(Person, mandate.person_id)
    today = local_date(uow.now, council.zone).isoformat()
    key = f"reminder:{mandate.mandate_id}:{today}"
    way = "private" if holder is not None and holder.is_reachable else "group"
    if way == "group":
        key = f"reminder_public:{report_back_id}"
    if uow.count(Outgoing, key=key):
        way = "merged"
    elif way == "private":
        tell_person(
            uow,
            mandate.person_id,
            ReportReminder(report_back_id),
            once=key,
            council_id=council_id,
            priority=Priority.REMINDER,
        )
    else:
        tell_council(uow, council_id, ReportReminderPublic(report_back_id), once=key, priority=Priority.REMINDER)
    record(uow, council_id, reports_entries.HolderReminded(days=duty.days, way=way), row.mandate_id)


def lapse(uow: Uow, mandate: Mandate) -> None:
    """What was not due yet is not owed any more; what was missed stays missed."""
    council = get_council(uow, mandate.council_id)
    for row in owed_report_backs(uow, mandate):
        state = row.state if row.state is ReportBackState.MISSED else ReportBackState.LAPSED
        uow.change(row, state=state, ended_at=uow.now)
        _call_off(uow, council, row)
    drop_draft(uow, mandate)
    uow.change(mandate, report_due_on=None)


def follow_zone(uow: Uow, council: Council, rule: str, _old: str, _new: str) -> None:
    """The council's days begin and end elsewhere now: what is still due keeps its date."""
    if rule != "zone":
        return
    for row in uow.find(ReportBack, council_id=council.council_id, state=ReportBackState.DUE):
        _call_off(uow, council, row)
        _plan(uow, council, row)


def move_date(uow: Uow, moved: Moved, duty: ReportOverdue) -> None:
    """A report is due by the end of a day: if enough of that day was lost, it is another day, by whole days later.

    The date stays with the report-back, as people are told a date: it is written here, and when it is first set.
    """
    row = uow.get(ReportBack, moved.council_id, duty.report_back_id)
    if row is None or row.state is not ReportBackState.DUE:
        return
    council = get_council(uow, moved.council_id)
    due_on = moved_by_outage(row.due_on, moved.lost_from, moved.lost_until, council.zone)
    if due_on == row.due_on:
        plan(uow, council.council_id, duty, end_of_local_day(due_on, council.zone))
    else:
        _move(uow, council, row, due_on, moved.why)


def _move(uow: Uow, council: Council, row: ReportBack, due_on: date, why: str) -> None:
    _call_off(uow, council, row)
    _plan(uow, council, uow.change(row, due_on=due_on))
    record(
        uow,
        council.council_id,
        reports_entries.ReportBackMoved(why=why, due_on=row.due_on.isoformat(), moved_to=due_on.isoformat()),
        row.mandate_id,
    )
    uow.raise_version(council.council_id, row.mandate_id)
