"""A mandate: its card in the group, its pages, the list of all, its end, and /resign."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.ground.ids import CouncilId
from bot.domain.ground.names import person_name
from bot.domain.ground.text import cut_utf16
from bot.domain.instructions.instruction import Instruction, InstructionState
from bot.domain.mandates.mandate import EndReason, Mandate
from bot.domain.reports.report import Report
from bot.reads.ground.asked import Asked, load_asked
from bot.reads.ground.audience import Audience
from bot.reads.ground.paging import page_of
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads
from bot.services.mandates.mandates import holder_of
from bot.services.recalls.confidence import ThresholdExplained, explain_threshold
from bot.services.reports.mandate_pages import MandateState, mandate_state
from handlers import callbacks
from handlers.mandates.presses import (
    InstructionEndPress,
    InstructPress,
    MandateListPress,
    MandatePagePress,
    MandatePress,
    ReportBackPress,
    ResignPress,
    ShowReportPress,
)
from handlers.views.ground.dialogs import ask_screen, cancel_row
from handlers.views.ground.errors import Fields, moment, says
from handlers.views.ground.paging import pager
from handlers.views.ground.screen import Button, Keyboard, Screen, screen
from handlers.views.ground.words import Markup, Words, join, mention
from handlers.views.mandates.words import end_word, instruction_state, owed_line, report_line
from handlers.views.recalls.confidence import Holder, ask_line, blocked_lines, load_holder, signal_row, threshold_line
from handlers.views.roll.roll import join_row

INSTRUCTIONS_ON_CARD = 5
REPORTS_ON_PAGE = 5
INSTRUCTIONS_ON_PAGE = 12
BREACHES_ON_PAGE = 3
LINE_UNITS = 150
"""So much of an instruction or a report stands in a list; its own card has all of it."""


@dataclass(frozen=True, slots=True)
class MandateView:
    """A mandate as it is drawn; `signals` only while it stands."""

    state: MandateState
    signals: ThresholdExplained | None
    page: int
    bot_name: str
    is_group: bool

    @property
    def holder_name(self) -> str:
        """The holder's name; empty once it was erased."""
        return person_name(self.state.holder.name) if self.state.holder else ""


def load_card(reads: Reads, audience: Audience, params: dict[str, Any]) -> MandateView | None:
    """The mandate of a card."""
    return _load(reads, audience, params["subject_id"], 0)


def load_page(reads: Reads, audience: Audience, params: dict[str, Any]) -> MandateView | None:
    """The mandate of a page."""
    return _load(reads, audience, params["mandate_id"], params["page"])


def _load(reads: Reads, audience: Audience, mandate_id: str, page: int) -> MandateView | None:
    state = mandate_state(reads, audience.council_id, mandate_id)
    if state is None:
        return None
    signals = explain_threshold(reads, state.mandate) if state.mandate.is_live else None
    return MandateView(state, signals, page, audience.bot_name, audience.person_id is None)


@screen("mandate", load_card)
def render_card(view: MandateView, t: Words) -> Screen:
    """What everybody in the group sees of a mandate."""
    state = view.state
    mandate = state.mandate
    if not mandate.is_live:
        return Screen(join(_title(state, t), _term(state, t), _end(mandate, t)))
    instructions = _instructions(state.open_instructions, t, INSTRUCTIONS_ON_CARD)
    text = join(_title(state, t), _facts(state, t), instructions, _reporting(state, t), _signals(view, t), by="\n\n")
    more = MandatePress(mandate.council_id, mandate.mandate_id)
    keyboard = (
        signal_row(t, mandate.council_id, mandate.mandate_id),
        (Button(t.plain("Everything about this mandate"), callbacks.pack(more)),),
        join_row(mandate.council_id, t),
    )
    return Screen(text, keyboard)


@screen("mandate_page", load_page)
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
    lines = [owed_line(row, t) for row in state.owed if state.mandate.is_live]
    if not lines and state.mandate.is_live:
        lines = [t("No further report-back in this term")]
    return join(said, *lines)


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
        rows.append(signal_row(t, *where))
        rows.append((
            Button(t.plain("Instruct"), callbacks.pack(InstructPress(*where))),
            Button(t.plain("Report back"), callbacks.pack(ReportBackPress(*where))),
        ))  # fmt: skip
        rows.append((Button(t.plain("Call for signals"), callbacks.pack(callbacks.RecallPress(*where))),))
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


@dataclass(frozen=True, slots=True)
class EndView:
    """A mandate that has ended, or would: with who acts now."""

    mandate: Mandate
    holder: Holder
    acting: str | None
    title: str


def load_end(reads: Reads, audience: Audience, params: dict[str, Any]) -> EndView | None:
    """The mandate, and who holds its seat now."""
    mandate = reads.get(Mandate, audience.council_id, params["mandate_id"])
    if mandate is None:
        return None
    now = holder_of(reads, mandate.council_id, mandate.office_id, mandate.seat)
    acting = load_holder(reads, now).name if now and now.mandate_id != mandate.mandate_id else None
    return EndView(mandate, load_holder(reads, mandate), acting, get_council(reads, mandate.council_id).title)


def load_ended(reads: Reads, audience: Audience, params: dict[str, Any]) -> EndView | None:
    """The same, unless it was a recall: its verdict says it all."""
    view = load_end(reads, audience, params)
    return None if view is None or view.mandate.end_reason is EndReason.RECALLED else view


@screen("mandate_ended", load_ended)
def render_ended(view: EndView, t: Words) -> Screen:
    """To the group: who is no longer in office, why, and who is."""
    said = t(
        "{name} is no longer {office}: {why}.",
        name=view.holder.name,
        office=view.holder.office,
        why=end_word(view.mandate.end_reason, t),
    )
    return Screen(join(said, acting_line(view.acting, t)))


def acting_line(acting: str | None, t: Words) -> Markup:
    """Who holds the office in the meantime."""
    if acting is None:
        return t("Nobody holds this office until somebody is elected.")
    return t("{name} holds this office now.", name=acting)


@screen("mandate_given", load_end)
def render_given(view: EndView, t: Words) -> Screen:
    """To the new holder in private."""
    mandate, office = view.mandate, view.holder.office
    given = (
        t("You act as <b>{office}</b> in {title}, at the longest until {end}.", office=office, title=view.title,
          end=t.date(mandate.ends_at))
        if mandate.is_alternate
        else t("You are elected: <b>{office}</b> in {title}, until {end}.", office=office, title=view.title,
               end=t.date(mandate.ends_at))
    )  # fmt: skip
    due = (
        t("Your first report is due by the end of {day}. I remind you; you can send one at any time: /reportback",
          day=t.day(mandate.report_due_on))
        if mandate.report_due_on
        else t("You can send a report at any time: /reportback")
    )  # fmt: skip
    return Screen(join(given, due, t("By ballot the members can give you binding instructions, and recall you.")))


@dataclass(frozen=True, slots=True)
class PickView:
    """Several mandates to pick from: (council id, mandate id, label)."""

    asked: Asked
    choices: tuple[tuple[CouncilId, str, str], ...]


def load_pick(reads: Reads, audience: Audience, params: dict[str, Any]) -> PickView:
    """The offices; with the council's name where there are several councils."""
    found = [reads.get(Mandate, council_id, each) for council_id, each in params["mandates"]]
    live = [mandate for mandate in found if mandate is not None and mandate.is_live]
    many = len({mandate.council_id for mandate in live}) > 1
    choices = tuple(
        (
            mandate.council_id,
            mandate.mandate_id,
            " · ".join([load_holder(reads, mandate).office, *_council_name(reads, mandate, shown=many)]),
        )
        for mandate in live
    )
    return PickView(load_asked(reads, audience, params), choices)


def _council_name(reads: Reads, mandate: Mandate, *, shown: bool) -> list[str]:
    return [get_council(reads, mandate.council_id).title] if shown else []


def pick_screen(view: PickView, t: Words, question: str, press: type) -> Screen:
    """One button for each office."""
    rows = tuple(
        (Button(label, callbacks.pack(press(council_id, mandate_id))),)
        for council_id, mandate_id, label in view.choices
    )
    if view.asked.is_group:
        return Screen(question, (*rows, cancel_row(t, view.asked.params["asked_id"])))
    return ask_screen(view.asked, t, question, keyboard=rows)


@screen("resign_pick", load_pick)
def render_resign_pick(view: PickView, t: Words) -> Screen:
    """The actor holds several offices."""
    return pick_screen(view, t, t("Which office do you resign from?"), ResignPress)


@screen("report_pick", load_pick)
def render_report_pick(view: PickView, t: Words) -> Screen:
    """The actor holds several offices."""
    return pick_screen(view, t, t("For which office is this report?"), ReportBackPress)


@screen("instruct_pick", load_pick)
def render_instruct_pick(view: PickView, t: Words) -> Screen:
    """The person holds several offices."""
    return pick_screen(view, t, t("Which office is the instruction for?"), InstructPress)


@says("mandate_not_found")
def _mandate_not_found(_: Fields, t: Words) -> str:
    return t.plain("This mandate is not known here. Send /mandate to see who holds what.")


@says("mandate_over")
def _mandate_over(fields: Fields, t: Words) -> str:
    ended_at = moment(fields.get("ended_at"))
    if ended_at is None:
        return t.plain("This mandate has ended. Nothing was changed.")
    return t.plain("This mandate ended on {date}. Nothing was changed.", date=t.date(ended_at))


@says("no_mandate")
def _no_mandate(fields: Fields, t: Words) -> str:
    if fields.get("name") is None:
        return t.plain("You hold no office here, so this is not for you. Send /mandate to see who holds what.")
    name = person_name(str(fields["name"]))
    return t.plain("{name} holds no office here. Send /mandate to see who holds what.", name=name)


@says("nobody_holds_office")
def _nobody_holds_office(_: Fields, t: Words) -> str:
    return t.plain("Nobody holds an office here yet. To fill one, send for example: /elect treasurer")


@says("office_vacant")
def _office_vacant(fields: Fields, t: Words) -> str:
    return t.plain("Nobody holds the office {office} now. To fill it, send: /elect {office}", office=fields["office"])


@says("not_holder")
def _not_holder(fields: Fields, t: Words) -> str:
    name = person_name(str(fields.get("name") or ""))
    if not name:
        return t.plain("Only whoever holds this office can do this.")
    return t.plain("Only {name}, who holds this office, can do this.", name=name)
