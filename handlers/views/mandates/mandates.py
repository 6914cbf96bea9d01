"""A mandate: its card in the group, its pages, the list of all, its end, and /resign."""

from collections.abc import Sequence

from bot.domain.ground.names import person_name
from bot.domain.ground.text import cut_utf16
from bot.domain.instructions.instruction import Instruction, InstructionState
from bot.domain.mandates.mandate import Mandate
from bot.domain.reports.report import Report
from bot.reads.ground.paging import page_of
from bot.reads.mandates.mandates import MandateState, MandateView
from handlers import callbacks
from handlers.presses.instructions import InstructionEndPress, InstructPress
from handlers.presses.mandates import MandateListPress, MandatePagePress, MandatePress
from handlers.presses.recalls import RecallPress
from handlers.presses.reports import ReportBackPress, ShowReportPress
from handlers.views.ground.paging import pager
from handlers.views.ground.screen import Button, Keyboard, Screen
from handlers.views.ground.words import Markup, Words, join, mention
from handlers.views.mandates.signals import ask_line, blocked_lines, signal_row, threshold_line
from handlers.views.mandates.words import end_word, instruction_state, missed_line, owed_line, report_line
from handlers.views.roll.roll import join_row

INSTRUCTIONS_ON_CARD = 3
REPORTS_ON_PAGE = 5
INSTRUCTIONS_ON_PAGE = 12
BREACHES_ON_PAGE = 3
CARD_LINE_UNITS = 80
LINE_UNITS = 150
"""So much of an instruction or a report stands in a list; its own card has all of it."""


def render_card(view: MandateView, t: Words) -> Screen:
    """What everybody in the group sees of a mandate."""
    state = view.state
    mandate = state.mandate
    if not mandate.is_live:
        return Screen(join(_title(state, t), _term(state, t), _end(mandate, t)))
    bound = _bound(state.open_instructions, t)
    head = join(_title(state, t), _until(state, t), _successor(state, t), *_owed(state, t), bound)
    return Screen(join(head, _signals(view, t), by="\n\n"), _card_keyboard(view, t))


def _bound(given: Sequence[Instruction], t: Words) -> Markup | str:
    """The first instructions, in a few words each."""
    lines = [t("• {text}", text=cut_utf16(one.text, CARD_LINE_UNITS)) for one in given[:INSTRUCTIONS_ON_CARD]]
    more = t.n("and {n} more", "and {n} more", len(given) - len(lines)) if len(given) > len(lines) else ""
    return join(t("Instructions:"), *lines, more) if lines else ""


def _card_keyboard(view: MandateView, t: Words) -> Keyboard:
    where = view.state.mandate.council_id, view.state.mandate.mandate_id
    more = Button(t.plain("More"), callbacks.pack(MandatePress(*where)))
    join_it = join_row(where[0], t) if view.may_join else ()
    return (signal_row(t, *where, view.tokens), (*join_it, more))


def _until(state: MandateState, t: Words) -> Markup:
    return t("In office until {end}.", end=t.date(state.mandate.ends_at))


def _owed(state: MandateState, t: Words) -> list[Markup]:
    """The reports that were missed, and the first that is owed."""
    owed = [owed_line(row, t) for row in state.owed[:1]]
    return [*(missed_line(row, t) for row in state.missed), *owed]


def render_page(view: MandateView, t: Words) -> Screen:
    """All of it: source, term, instructions and states, reports, next report-back, offices and time in office."""
    state = view.state
    reports, page, pages = page_of(state.reports, view.page, REPORTS_ON_PAGE)
    parts = [
        _title(state, t),
        join(_facts(state, t), _time(state, t), "" if state.mandate.is_live else _end(state.mandate, t)),
        _instructions(state.listed_instructions, t, INSTRUCTIONS_ON_PAGE),
        _breaches(state, t),
        _reporting(state, t),
        _reports(reports, page, pages, t),
        _signals(view, t),
        _others(state, t),
    ]
    return Screen(_fitting(parts), _page_keyboard(view, reports, page, pages, t))


LONGEST = 3900


def _fitting(parts: Sequence[str]) -> Markup:
    """All parts, as far as one message holds them."""
    shown: list[str] = []
    for part in parts:
        if sum(map(len, shown)) + len(part) < LONGEST:
            shown.append(part)
    return join(*shown, by="\n\n")


def _title(state: MandateState, t: Words) -> Markup:
    holder = mention(person_name(state.holder.name), state.holder.telegram_id) if state.holder else t("a former member")
    seat = t(" (seat {n} of {seats})", n=state.mandate.seat, seats=state.office.seats) if state.office.seats > 1 else ""
    if state.mandate.is_alternate:
        return t("<b>{office}{seat}: {holder}</b>, acting", office=state.office.name, seat=seat, holder=holder)
    return t("<b>{office}{seat}: {holder}</b>", office=state.office.name, seat=seat, holder=holder)


def _facts(state: MandateState, t: Words) -> Markup:
    return join(_source(state, t), _term(state, t), _successor(state, t))


def _source(state: MandateState, t: Words) -> str:
    source = state.source
    if source is None or source.closed_at is None:
        return ""
    if state.mandate.is_alternate:
        return t("Next in the count of the election of {date}", date=t.date(source.closed_at))
    if source.number is None:
        return t("Elected on {date}", date=t.date(source.closed_at))
    return t("Elected on {date}, decision {number}", date=t.date(source.closed_at), number=source.number)


def _term(state: MandateState, t: Words) -> Markup:
    mandate = state.mandate
    begin, end = t.date(mandate.started_at), t.date(mandate.ends_at)
    if mandate.is_alternate:
        return t("Acts from {begin} until somebody is elected, at the longest until {end}", begin=begin, end=end)
    if mandate.terms_in_a_row > 1:
        return t("Term: {begin} to {end}, number {n} in a row", begin=begin, end=end, n=mandate.terms_in_a_row)
    return t("Term: {begin} to {end}", begin=begin, end=end)


def _successor(state: MandateState, t: Words) -> str:
    if state.successor is None:
        return ""
    return t("Elected to follow: {name}", name=person_name(state.successor.name))


def _end(mandate: Mandate, t: Words) -> Markup:
    when = t.date(mandate.ended_at or mandate.ends_at)
    return t("Ended on {date}: {why}", date=when, why=end_word(mandate.end_reason, t))


def _instructions(given: Sequence[Instruction], t: Words, most: int) -> Markup:
    if not given:
        return t("Instructions: none")
    lines = [
        t("{n}. {text} ({state})", n=number, text=cut_utf16(one.text, LINE_UNITS), state=instruction_state(one, t))
        for number, one in enumerate(given[:most], 1)
    ]
    more = t.n("and {n} more", "and {n} more", len(given) - most) if len(given) > most else ""
    return join(t("Instructions:"), *lines, more)


def _breaches(state: MandateState, t: Words) -> Markup | str:
    """Votes above that contradict an instruction: when each was counted, and whether it still stands."""
    texts = {one.instruction_id: cut_utf16(one.text, LINE_UNITS) for one in state.instructions}
    if not state.breaches:
        return ""
    lines = [
        t("{date}: {text} (stands)", date=t.date(each.counted_at), text=texts.get(each.instruction_id, ""))
        if each.ended_at is None
        else t("{date}: {text} (settled)", date=t.date(each.counted_at), text=texts.get(each.instruction_id, ""))
        for each in state.breaches[-BREACHES_ON_PAGE:]
    ]
    return join(t("Votes above against instructions:"), *lines)


def _reporting(state: MandateState, t: Words) -> Markup:
    """The last report, what is overdue, and the next report-back."""
    last = state.reports[0] if state.reports else None
    said = t("Last report: {line}", line=report_line(last, t)) if last else t("No report yet")
    missed = [missed_line(row, t) for row in state.missed]
    lines = [owed_line(row, t) for row in state.owed if state.mandate.is_live]
    if not lines and state.mandate.is_live:
        lines = [t("No further report-back in this term")]
    return join(said, *missed, *lines)


def _reports(reports: Sequence[Report], page: int, pages: int, t: Words) -> Markup | str:
    if not reports:
        return ""
    head = t("Reports, page {page} of {pages}:", page=page + 1, pages=pages) if pages > 1 else t("Reports:")
    lines = [
        t("{line}: {text}", line=report_line(report, t), text=cut_utf16(report.text, LINE_UNITS) or _silent(report, t))
        for report in reports
    ]
    return join(head, *lines)


def _silent(report: Report, t: Words) -> str:
    return t.plain("nothing new") if report.is_nothing_new else t.plain("no text")


def _signals(view: MandateView, t: Words) -> Markup | str:
    if view.signals is None:
        return ""
    return join(ask_line(view.holder_name, t), threshold_line(view.signals.shown, t), *blocked_lines(view.signals, t))


def _time(state: MandateState, t: Words) -> Markup:
    days = state.time_in_office.days
    return t.n("In this office for {n} day in all", "In this office for {n} days in all", days)


def _others(state: MandateState, t: Words) -> Markup | str:
    """Every other mandate of the person in this council, those that stand first."""
    others = sorted(
        (each for each in state.held if each.mandate_id != state.mandate.mandate_id),
        key=lambda each: (not each.is_live, each.mandate_id),
    )
    if not others:
        return ""
    lines = [
        t(
            "{office}: {begin} to {end}",
            office=state.offices[each.office_id],
            begin=t.date(each.started_at),
            end=t.plain("now") if each.ended_at is None else t.date(each.ended_at),
        )
        for each in others
    ]
    return join(t("Other mandates of the same person:"), *lines)


def _page_keyboard(view: MandateView, reports: Sequence[Report], page: int, pages: int, t: Words) -> Keyboard:
    mandate = view.state.mandate
    where = mandate.council_id, mandate.mandate_id
    rows: list[tuple[Button, ...]] = []
    if mandate.is_live:
        rows.append(signal_row(t, *where, view.tokens))
        rows.append((
            Button(t.plain("Instruct"), callbacks.pack(InstructPress(*where))),
            Button(t.plain("Report back"), callbacks.pack(ReportBackPress(*where))),
        ))  # fmt: skip
        rows.append((Button(t.plain("Call for signals"), callbacks.pack(RecallPress(*where))),))
        rows += end_rows(view.state.open_instructions[:INSTRUCTIONS_ON_PAGE], t)
    rows += [
        (
            Button(
                t.plain("Report of {date}", date=t.date(report.posted_at)),
                callbacks.pack(ShowReportPress(report.council_id, report.report_id)),
            ),
        )
        for report in reports
    ]
    turn = pager(t, page, pages, lambda number: callbacks.pack(MandatePagePress(*where, number)))
    rows += [turn] if turn else []
    rows += [
        (Button(view.state.offices[other.office_id], callbacks.pack(_page_of(other))),)
        for other in view.state.held
        if other.is_live and other.mandate_id != mandate.mandate_id
    ]
    return (*rows, (Button(t.plain("All mandates"), callbacks.pack(MandateListPress(mandate.council_id, 0))),))


def _page_of(mandate: Mandate) -> MandatePagePress:
    return MandatePagePress(mandate.council_id, mandate.mandate_id, 0)


def end_rows(given: Sequence[Instruction], t: Words) -> list[tuple[Button, ...]]:
    """[Withdraw this instruction] [Declare it broken] for each open one; several are numbered as in the list."""
    rows = []
    for number, one in enumerate(given, 1):
        ends = (
            (t.plain("Withdraw this instruction"), InstructionState.WITHDRAWN),
            (t.plain("Declare it broken"), InstructionState.BROKEN),
        )
        rows.append(
            tuple(
                Button(
                    t.plain("{n}. {label}", n=number, label=label) if len(given) > 1 else label,
                    callbacks.pack(InstructionEndPress(one.council_id, one.instruction_id, state.value)),
                )
                for label, state in ends
            )
        )
    return rows
