"""Reports: the card members rate, questions under it, the draft, reminders, and what is said when one is late."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.domain.calendar import local_date, missed_at
from bot.domain.instruction import Instruction
from bot.domain.mandate import Mandate
from bot.domain.names import person_name
from bot.domain.person import Person
from bot.domain.report import Claim, Judged, Question, Report, ReportBack, ReportBackState, Verdict
from bot.domain.text import cut_utf16, utf16_len
from bot.services.council import charter_in_force, get_council
from bot.services.instructions import open_instructions
from bot.services.mandates import get_mandate, owed_report_backs
from bot.services.ports import Reads
from bot.services.reports import Rated, claimed, judged_now, questions_of
from handlers import callbacks
from handlers.mandate_presses import (
    AskReporterPress,
    ClaimPress,
    NothingNewPress,
    QuestionsPagePress,
    QuestionsPress,
    RatePress,
    ReportBackPress,
    SendReportPress,
)
from handlers.views.confidence import Holder, load_holder
from handlers.views.dialogs import Asked, ask_screen, cancel_row, load_asked
from handlers.views.errors import Fields, says
from handlers.views.paging import page_of, pager
from handlers.views.roll import join_row
from handlers.views.screen import Audience, Button, Keyboard, Screen, screen
from handlers.views.words import Markup, Words, join

CARD_UNITS = 4000
"""Of the 4,096 of a message; what a card would like to show besides the report is left out above it."""

QUESTIONS_ON_CARD = 3
QUESTIONS_ON_PAGE = 5
CAPTION_UNITS = 900
LINE_UNITS = 150
"""So much of an instruction or a question stands in a line; of instructions less where there are many."""

SHORTEST_LINE = 12
CLAIM_UNITS = 25
"""What a line says besides: its number and "Not possible"."""

INSTRUCTIONS_WITH_BUTTONS = 25
"""Telegram takes 100 buttons; further instructions can be spoken of in the text. Our judgement."""

TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as its card shows it."""

    report: Report
    holder: Holder
    claims: list[tuple[Instruction, Claim]]
    questions: list[Question]
    judged: Judged


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
    )


@screen("report", load_report)
def render_report(view: ReportView, t: Words) -> Screen:
    """What the holder tells, what members make of it, the last questions."""
    report = view.report
    head = t("<b>Report of {name}, {office}</b>", name=view.holder.mention, office=view.holder.office)
    body = _body(report, t)
    files = t.n("With {n} photo or file", "With {n} photos or files", len(report.files)) if report.files else ""
    rating = _rating(view, t)
    room = CARD_UNITS - sum(map(_shown_len, (head, body, rating)))
    claims = _claims(view.claims, t, room)
    extras = [files, _questions(view.questions[-QUESTIONS_ON_CARD:], t)]
    return Screen(_fitting([head, body, claims], extras, rating), _keyboard(view, t))


def _shown_len(part: str) -> int:
    """UTF-16 units of a part as Telegram counts them, without tags and with entities read."""
    return utf16_len(html.unescape(TAG.sub("", part)))


def _fitting(first: Sequence[str], extras: Sequence[str], last: str) -> Markup:
    """The report and its rating always, the rest as far as one message holds it."""
    room = CARD_UNITS - sum(_shown_len(part) + 2 for part in (*first, last))
    shown = []
    for part in extras:
        room -= _shown_len(part) + 2
        if room >= 0:
            shown.append(part)
    return join(*first, *shown, last, by="\n\n")


def _claims(claims: Sequence[tuple[Instruction, Claim]], t: Words, room: int) -> Markup | str:
    """What members accept with the report: always shown, each in as few words as the room asks."""
    if not claims:
        return ""
    units = max(SHORTEST_LINE, min(LINE_UNITS, room // len(claims) - CLAIM_UNITS))
    lines = [
        t("{n}. {text}: {claim}", n=number, text=cut_utf16(one.text, units), claim=claim_word(claim, t))
        for number, (one, claim) in enumerate(claims, 1)
    ]
    return join(t("On the instructions:"), *lines)


def claim_word(claim: Claim, t: Words) -> str:
    """What the holder says of an instruction."""
    match claim:
        case Claim.KEPT:
            return t.plain("Kept")
        case Claim.UNDER_WAY:
            return t.plain("Under way")
        case Claim.NOT_POSSIBLE:
            return t.plain("Not possible")


def _questions(questions: Sequence[Question], t: Words) -> Markup | str:
    if not questions:
        return ""
    return join(t("Questions:"), *(_question_lines(question, t, LINE_UNITS) for question in questions))


def _question_lines(question: Question, t: Words, units: int) -> Markup:
    """A question with its answer; either may have been erased by its author."""
    asked = cut_utf16(question.text, units) or t.plain("(erased by its author)")
    answer = t("— not answered yet")
    if question.answer is not None:
        answer = t("— {answer}", answer=cut_utf16(question.answer, units) or t.plain("(erased by its author)"))
    return join(t("• {question}", question=asked), answer)


def _body(report: Report, t: Words) -> Markup:
    """The text; a report without any said "nothing new", or spoke by claims and files, or was erased."""
    if report.text:
        return join(report.text)
    if report.is_nothing_new:
        return t("Nothing new.")
    return Markup() if report.claims or report.files else t("(erased by its author)")


def _rating(view: ReportView, t: Words) -> Markup:
    """The counts with the rule in plain words; after three days the verdict."""
    report, needed, members = view.report, view.judged.needed, view.judged.members
    if report.verdict is not Verdict.OPEN:
        needed, members = report.result["needed"], report.result["members"]
    counts = t("Accept {accepts} · Not enough {not_enoughs}", accepts=report.accepts, not_enoughs=report.not_enoughs)
    match report.verdict:
        case Verdict.ACCEPTED:
            return join(t("<b>Accepted</b>"), counts)
        case Verdict.NOTED:
            return join(t("<b>Noted</b>: neither accepted nor rejected"), counts)
        case Verdict.REJECTED:
            rule = t("At least {needed} of {members} pressed Not enough.", needed=needed, members=members)
            return join(t("<b>Rejected</b>: a new report is due"), counts, rule)
        case _:
            rule = t(
                "Members rate it until {when}. Accepted if Accept beats Not enough; rejected if Not enough beats "
                "Accept and at least {needed} of {members} press it.",
                when=t.time(report.rating_ends_at),
                needed=needed,
                members=members,
            )
            return join(counts, rule)


def _keyboard(view: ReportView, t: Words) -> Keyboard:
    report = view.report
    where = report.council_id, report.report_id
    ask = Button(t.plain("Ask"), callbacks.pack(AskReporterPress(*where)))
    rate = (
        Button(t.plain("Accept"), callbacks.pack(RatePress(*where, 1))),
        Button(t.plain("Not enough"), callbacks.pack(RatePress(*where, 0))),
    )
    rows: list[tuple[Button, ...]] = [(*rate, ask) if report.verdict is Verdict.OPEN else (ask,)]
    if view.questions:
        label = t.plain("Questions and answers ({n})", n=len(view.questions))
        rows.append((Button(label, callbacks.pack(QuestionsPress(*where))),))
    if report.verdict is Verdict.OPEN:
        rows.append(join_row(report.council_id, t))
    return tuple(rows)


def rated(given: Rated, t: Words) -> str:
    """The answer to [Accept] or [Not enough]."""
    word = t.plain("Accept") if given.is_accepted else t.plain("Not enough")
    return t.plain(
        "Recorded: {choice}. You can change it for {span} more.", choice=word, span=t.span(given.changes_for)
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


@screen("report_file", load_file)
def render_file(view: FileView, t: Words) -> Screen:
    """The file, with whose report it belongs to."""
    caption = t("Report of {name}: {n} of {total}", name=view.holder.name, n=view.number, total=view.total)
    return Screen(cut_utf16(caption, CAPTION_UNITS), files=(view.file,))


# Questions.


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question with who asked whom."""

    question: Question
    asker: str
    holder: Holder
    title: str
    is_group: bool


def load_question(reads: Reads, audience: Audience, params: dict[str, Any]) -> QuestionView | None:
    """The question with this id."""
    question = reads.get(Question, audience.council_id, params["question_id"])
    report = reads.get(Report, audience.council_id, question.report_id) if question else None
    if question is None or report is None:
        return None
    person = reads.get(Person, question.asked_by_id)
    holder = load_holder(reads, get_mandate(reads, audience.council_id, report.mandate_id))
    title = get_council(reads, audience.council_id).title
    return QuestionView(question, person_name(person.name) if person else "", holder, title, audience.person_id is None)


@screen("report_question", load_question)
def render_question(view: QuestionView, t: Words) -> Screen:
    """In the group and to the reporter: a reply to it is the answer."""
    asker = view.asker or t.plain("a member")
    if view.is_group:
        head = t("{asker} asks {name} about the report:", asker=asker, name=view.holder.mention)
    else:
        head = t("{asker} of {title} asks about your report:", asker=asker, title=view.title)
    return Screen(join(head, join(view.question.text), t("To answer, reply to this message."), by="\n\n"))


@screen("report_answer", load_question)
def render_answer(view: QuestionView, t: Words) -> Screen:
    """To the group: an answer that was given in private."""
    head = t("{name} answers {asker}:", name=view.holder.name, asker=view.asker or t.plain("a member"))
    question = t("Question: {text}", text=view.question.text)
    return Screen(join(head, question, t("Answer: {text}", text=view.question.answer or ""), by="\n\n"))


@screen("report_answered", load_question)
def render_answered(view: QuestionView, t: Words) -> Screen:
    """To the reporter in private."""
    return Screen(t("Your answer stands under your report in {title}.", title=view.title))


@screen("ask_report_question", load_asked)
def render_ask_question(asked: Asked, t: Words) -> Screen:
    """[Ask] asks what the question is."""
    return ask_screen(asked, t, t("What do you ask the reporter?"), t.plain("Your question"))


def load_title(reads: Reads, audience: Audience, params: dict[str, Any]) -> tuple[str, int]:
    """The council's name, and a number from the params."""
    return get_council(reads, audience.council_id).title, params.get("count", 0)


@screen("report_asked", load_title)
def render_asked(view: tuple[str, int], t: Words) -> Screen:
    """To somebody who asked in private."""
    return Screen(t("Your question stands under the report in {title}.", title=view[0]))


@screen("report_files", load_title)
def render_files(view: tuple[str, int], t: Words) -> Screen:
    """To the reporter, who sent files in private."""
    return Screen(
        t.n(
            "Added: your report in {title} has {n} photo or file now.",
            "Added: your report in {title} has {n} photos or files now.",
            view[1],
            title=view[0],
        )
    )


@dataclass(frozen=True, slots=True)
class QuestionsView:
    """One page of the questions under a report."""

    report: ReportView
    questions: Sequence[Question]
    page: int
    pages: int


def load_questions(reads: Reads, audience: Audience, params: dict[str, Any]) -> QuestionsView | None:
    """The questions of one page, oldest first."""
    view = load_report(reads, audience, params)
    if view is None:
        return None
    questions, page, pages = page_of(view.questions, params["page"], QUESTIONS_ON_PAGE)
    return QuestionsView(view, questions, page, pages)


@screen("report_questions", load_questions)
def render_questions(view: QuestionsView, t: Words) -> Screen:
    """Questions and answers, page by page."""
    report = view.report.report
    head = t(
        "<b>Questions to {name}</b>, page {page} of {pages}",
        name=view.report.holder.name,
        page=view.page + 1,
        pages=view.pages,
    )
    lines = [_question_lines(question, t, LINE_UNITS * 2) for question in view.questions]
    where = report.council_id, report.report_id
    turn = pager(t, view.page, view.pages, lambda page: callbacks.pack(QuestionsPagePress(*where, page)))
    return Screen(join(head, *(lines or [t("Nobody has asked yet.")]), by="\n\n"), (turn,) if turn else ())


# The draft and the reminder: the same buttons.


@dataclass(frozen=True, slots=True)
class DutyView:
    """What a holder owes: the office, the open instructions, and the date, if there is one."""

    mandate: Mandate
    holder: Holder
    title: str
    zone: str
    instructions: list[Instruction]
    row: ReportBack | None
    missed_at: datetime | None
    now: datetime
    params: dict[str, Any]
    bot_name: str


def load_duty(reads: Reads, audience: Audience, params: dict[str, Any]) -> DutyView | None:
    """By `mandate_id`, or by the report-back that is owed; None once that is met."""
    row = reads.get(ReportBack, audience.council_id, params["report_back_id"]) if "report_back_id" in params else None
    if row is not None and row.ended_at is not None:
        return None
    mandate_id = row.mandate_id if row is not None else params["mandate_id"]
    mandate = get_mandate(reads, audience.council_id, mandate_id)
    council = get_council(reads, audience.council_id)
    span = charter_in_force(council).span("missed_after")
    return DutyView(
        mandate,
        load_holder(reads, mandate),
        council.title,
        council.zone,
        open_instructions(reads, mandate),
        row,
        missed_at(row.due_on, council.zone, span) if row else None,
        reads.now,
        params,
        audience.bot_name,
    )


@screen("report_reminder", load_duty)
def render_reminder(view: DutyView, t: Words) -> Screen:
    """In private: what is owed until when, and everything a report in under a minute needs."""
    how = t("Press what is true of each instruction, reply to this message with a line, or press [Nothing new].")
    if not view.instructions:
        how = t("Reply to this message with your report, or press [Nothing new].")
    text = join(_due_line(view, t), _bound(view.instructions, {}, t), how, by="\n\n")
    mandate = view.mandate
    write = ReportBackPress(mandate.council_id, mandate.mandate_id)
    rows = (*claim_rows(view.instructions, t), _nothing_new(mandate, t))
    return Screen(text, (*rows, (Button(t.plain("Write the report"), callbacks.pack(write)),)))


def _due_line(view: DutyView, t: Words) -> Markup:
    """How long there is, or for how long it has been owed."""
    named: dict[str, Any] = {"office": view.holder.office, "title": view.title}
    assert view.row is not None
    day = t.day(view.row.due_on)
    days = (view.row.due_on - local_date(view.now, view.zone)).days
    if days == 0:
        return t("<b>Today your report as {office} in {title} is due</b>, until the end of the day.", **named)
    if days > 0:
        return join(
            t(
                "<b>Your report as {office} in {title} is due on {day}</b>, until the end of that day.",
                day=day,
                **named,
            ),
            t.n("That is in {n} day.", "That is in {n} days.", days),
        )
    late = t("<b>Your report as {office} in {title} was due on {day} and is overdue.</b>", day=day, **named)
    if view.row.state is ReportBackState.MISSED or view.missed_at is None:
        return late
    return join(late, t("From {when} on it counts as missed.", when=t.time(view.missed_at)))


def _bound(given: Sequence[Instruction], claims: dict[str, str], t: Words) -> Markup | str:
    if not given:
        return ""
    lines = []
    units = LINE_UNITS if len(given) <= QUESTIONS_ON_CARD * 3 else LINE_UNITS // 3
    for number, one in enumerate(given[:INSTRUCTIONS_WITH_BUTTONS], 1):
        said = claims.get(one.instruction_id)
        text = cut_utf16(one.text, units)
        if said is None:
            lines.append(t("{n}. {text}", n=number, text=text))
        else:
            lines.append(t("{n}. {text}: <b>{claim}</b>", n=number, text=text, claim=claim_word(Claim(said), t)))
    return join(t("Your instructions:"), *lines)


def claim_rows(given: Sequence[Instruction], t: Words) -> Keyboard:
    """[Kept] [Under way] [Not possible] for each instruction, numbered if there are several."""
    return tuple(
        tuple(
            Button(
                t.plain("{n}. {label}", n=number, label=claim_word(claim, t))
                if len(given) > 1
                else claim_word(claim, t),
                callbacks.pack(ClaimPress(one.council_id, one.instruction_id, claim.value)),
            )
            for claim in Claim
        )
        for number, one in enumerate(given[:INSTRUCTIONS_WITH_BUTTONS], 1)
    )


def _nothing_new(mandate: Mandate, t: Words) -> tuple[Button, ...]:
    press = NothingNewPress(mandate.council_id, mandate.mandate_id)
    return (Button(t.plain("Nothing new"), callbacks.pack(press)),)


@screen("report_draft", load_duty)
def render_draft(view: DutyView, t: Words) -> Screen:
    """In private: the report so far."""
    params = view.params
    text = str(params.get("text", ""))
    files = len(params.get("files", []))
    parts = [
        t("<b>Your report as {office} in {title}</b>", office=view.holder.office, title=view.title),
        _bound(view.instructions, params.get("claims", {}), t),
        join(cut_utf16(text, CARD_UNITS - 1500)) if text else "",
        t.n("{n} photo or file", "{n} photos or files", files) if files else "",
        t("Write me the text as a message, send photos or files, then press [Send the report]."),
    ]
    mandate = view.mandate
    send = SendReportPress(mandate.council_id, mandate.mandate_id)
    keyboard = (
        *claim_rows(view.instructions, t),
        _nothing_new(mandate, t),
        (Button(t.plain("Send the report"), callbacks.pack(send)),),
        cancel_row(t, params["asked_id"]),
    )
    return Screen(join(*parts, by="\n\n"), keyboard)


@dataclass(frozen=True, slots=True)
class AskTextView:
    """The question for a report's text in a group, with the way to the private chat."""

    asked: Asked
    link: str


def load_ask_text(reads: Reads, audience: Audience, params: dict[str, Any]) -> AskTextView:
    """The link carries the mandate; it gives no right by itself."""
    press = callbacks.pack(ReportBackPress(audience.council_id, params["mandate_id"]))
    return AskTextView(load_asked(reads, audience, params), f"https://t.me/{audience.bot_name}?start={press}")


@screen("ask_report_text", load_ask_text)
def render_ask_text(view: AskTextView, t: Words) -> Screen:
    """What do you report?"""
    link = Markup(f'<a href="{view.link}">{t("in private")}</a>')
    question = t("What do you report? Or do it {link}, with a button for each instruction.", link=link)
    return ask_screen(view.asked, t, question, t.plain("Your report"))


@dataclass(frozen=True, slots=True)
class SentView:
    """A report that was posted: which dates it met, and what is owed next."""

    report: Report
    holder: Holder
    title: str
    met: list[date]
    owed: list[ReportBack]


def load_sent(reads: Reads, audience: Audience, params: dict[str, Any]) -> SentView | None:
    """The report with its mandate."""
    view = load_report(reads, audience, params)
    if view is None:
        return None
    mandate = get_mandate(reads, audience.council_id, view.report.mandate_id)
    met = [date.fromisoformat(day) for day in params["met"]]
    title = get_council(reads, audience.council_id).title
    return SentView(view.report, view.holder, title, met, owed_report_backs(reads, mandate))


@screen("report_sent", load_sent)
def render_sent(view: SentView, t: Words) -> Screen:
    """To the reporter in private; a reply with photos or files adds them."""
    met = t("It meets the report-back of {days}.", days=", ".join(t.day(day) for day in view.met)) if view.met else ""
    text = join(
        t("Your report as {office} is posted in {title}.", office=view.holder.office, title=view.title),
        met,
        t("Next report-back: until the end of {day}", day=t.day(view.owed[0].due_on)) if view.owed else "",
        t("Members rate it until {when}.", when=t.time(view.report.rating_ends_at)),
        t("To add photos or files, reply to this message with them."),
    )
    return Screen(text)


def load_picked(reads: Reads, audience: Audience, params: dict[str, Any]) -> Holder:
    """The office that was picked."""
    return load_holder(reads, get_mandate(reads, audience.council_id, params["mandate_id"]))


@screen("report_picked", load_picked)
def render_picked(view: Holder, t: Words) -> Screen:
    """The buttons after one was pressed."""
    return Screen(t("You report as {office}.", office=view.office))


# Late ones, and rejected ones.


@screen("report_overdue", load_duty)
def render_overdue(view: DutyView, t: Words) -> Screen:
    """To the group, at the end of the day."""
    assert view.row is not None
    assert view.missed_at is not None
    text = join(
        t(
            "{name} had to report as {office} by the end of {day} and has not: overdue.",
            name=view.holder.mention,
            office=view.holder.office,
            day=t.day(view.row.due_on),
        ),
        t("From {when} on it counts as missed. A report with /reportback@{bot} ends it.", when=t.time(view.missed_at),
          bot=view.bot_name),
    )  # fmt: skip
    return Screen(text)


@screen("report_missed", load_duty)
def render_missed(view: DutyView, t: Words) -> Screen:
    """To the group, three days later."""
    assert view.row is not None
    return Screen(
        t(
            "{name}, {office}, has missed the report-back of {day}.",
            name=view.holder.mention,
            office=view.holder.office,
            day=t.day(view.row.due_on),
        )
    )


@screen("report_reminder_public", load_duty)
def render_public_reminder(view: DutyView, t: Words) -> Screen:
    """In the group, once, for a holder who has no private chat with the bot."""
    assert view.row is not None
    press = callbacks.pack(ReportBackPress(view.mandate.council_id, view.mandate.mandate_id))
    text = t(
        "{name}, your report as {office} is due until the end of {day}. I cannot write to you in private: report with "
        "/reportback@{bot}, or open the private chat.",
        name=view.holder.mention,
        office=view.holder.office,
        day=t.day(view.row.due_on),
        bot=view.bot_name,
    )
    button = Button(t.plain("Open the private chat"), url=f"https://t.me/{view.bot_name}?start={press}")
    return Screen(text, ((button,),))


@dataclass(frozen=True, slots=True)
class RejectedView:
    """A rejected report and the date of the new one."""

    holder: Holder
    row: ReportBack
    title: str
    is_group: bool


def load_rejected(reads: Reads, audience: Audience, params: dict[str, Any]) -> RejectedView | None:
    """The new date."""
    row = reads.get(ReportBack, audience.council_id, params["report_back_id"])
    if row is None:
        return None
    holder = load_holder(reads, get_mandate(reads, audience.council_id, row.mandate_id))
    return RejectedView(holder, row, get_council(reads, audience.council_id).title, audience.person_id is None)


@screen("report_rejected", load_rejected)
def render_rejected(view: RejectedView, t: Words) -> Screen:
    """What follows from a rejection, to the group and to the reporter."""
    day = t.day(view.row.due_on)
    if view.is_group:
        return Screen(
            t(
                "The report of {name}, {office}, was rejected. A new one is due until the end of {day}.",
                name=view.holder.mention,
                office=view.holder.office,
                day=day,
            )
        )
    return Screen(
        t(
            "Your report as {office} in {title} was rejected. A new one is due until the end of {day}: /reportback",
            office=view.holder.office,
            title=view.title,
            day=day,
        )
    )


@says("report_not_found")
def _report_not_found(_: Fields, t: Words) -> str:
    return t.plain("This report is not known here. Send /mandate to see who reported what.")


@says("report_empty")
def _report_empty(_: Fields, t: Words) -> str:
    return t.plain("A report says something: write a text, press a button at an instruction, or press Nothing new.")


@says("nothing_new_too_often")
def _nothing_new_too_often(fields: Fields, t: Words) -> str:
    return t.n(
        "“Nothing new” can be said only {n} time running. Please write in a line what you did.",
        "“Nothing new” can be said only {n} times running. Please write in a line what you did.",
        int(fields["limit"]),
    )


@says("too_many_files")
def _too_many_files(fields: Fields, t: Words) -> str:
    return t.plain("A report can have {limit} photos or files; these would be {got}.", **fields)


@says("own_report")
def _own_report(_: Fields, t: Words) -> str:
    return t.plain("This is your own report: others rate it and ask about it.")


@says("rating_over")
def _rating_over(fields: Fields, t: Words) -> str:
    match str(fields.get("verdict")):
        case "accepted":
            return t.plain("The rating is over: this report was accepted. Nothing was changed.")
        case "rejected":
            return t.plain("The rating is over: this report was rejected. Nothing was changed.")
        case _:
            return t.plain("The rating is over: this report was noted. Nothing was changed.")
