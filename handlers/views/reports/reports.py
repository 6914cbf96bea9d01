"""Reports: the card members rate, questions under it, the draft, reminders, and what is said when one is late."""

import html
import re
from collections.abc import Sequence

from bot.domain.ground.text import cut_utf16, utf16_len
from bot.domain.ground.voices import NO, YES
from bot.domain.instructions.instruction import Instruction
from bot.domain.reports.report import SETTLES, SHOWN_FROM, Claim, Question, Rated, Report, Verdict, accepts_needed
from bot.reads.reports.reports import FilesView, FileView, ReportView
from handlers import callbacks
from handlers.presses.reports import AskReporterPress, QuestionsPress, RatingPress
from handlers.views.ballots.files import files_words
from handlers.views.ballots.times import said_until
from handlers.views.ground.screen import Button, Keyboard, Screen, Style
from handlers.views.ground.words import Fields, Markup, Words, join
from handlers.views.mandates.words import mention_of
from handlers.views.roll.roll import join_row

CARD_UNITS = 4000
"""Of the 4,096 of a message; what a card would like to show besides the report is left out above it."""

QUESTIONS_ON_CARD = 3
CAPTION_UNITS = 900
LINE_UNITS = 150
"""So much of an instruction or a question stands in a line; of instructions less where there are many."""

SHORTEST_LINE = 12
CLAIM_UNITS = 25
"""What a line says besides: its number and "Not possible"."""


TAG = re.compile(r"<[^>]*>")


def render_report(view: ReportView, t: Words) -> Screen:
    """What the holder tells, what members make of it, the last questions."""
    report = view.report
    head = t("<b>Report of {name}, {office}</b>", name=mention_of(view.holder), office=view.holder.office)
    body = _body(report, t)
    files = files_words(report.files, t)
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
    return join(t("Questions:"), *(question_lines(question, t, LINE_UNITS) for question in questions))


def question_lines(question: Question, t: Words, units: int) -> Markup:
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


def _live_counts(report: Report, members: int, t: Words) -> Markup:
    """In steps, so that no press can be read from what the card says before and after it."""
    if members < SHOWN_FROM:
        return t("Counts are shown at the close.")
    if not report.accepts and not report.not_enoughs:
        return t("Counts are shown in steps of five ratings.")
    return t("Accept {accepts} · Not enough {not_enoughs}, without the last five or more", accepts=report.accepts,
             not_enoughs=report.not_enoughs)  # fmt: skip


def _rating(view: ReportView, t: Words) -> Markup:
    """The counts with the rule in plain words; after three days the verdict."""
    report = view.report
    bar = view.judged.bar if report.verdict is Verdict.OPEN else report.result
    counts = t("Accept {accepts} · Not enough {not_enoughs}", accepts=report.accepts, not_enoughs=report.not_enoughs)
    match report.verdict:
        case Verdict.ACCEPTED:
            return join(t("<b>Accepted</b>"), counts)
        case Verdict.NOTED:
            return join(t("<b>Noted</b>: neither accepted nor rejected"), counts)
        case Verdict.REJECTED:
            rule = t("At least {needed} of {members} pressed [Not enough].", needed=bar.needed, members=bar.members)
            return join(_rejected(view, t), counts, rule)
        case _:
            return join(_rule(view, t), _claims_rule(view, t), _live_counts(report, bar.members, t))


def _rule(view: ReportView, t: Words) -> Markup:
    """What to do until when, and what it comes to."""
    bar = view.judged.bar
    until = t("Rate it until {when}.", when=t.until(view.until)) if view.until else ""
    rule = t(
        "Rejected if more press [Not enough] than [Accept], and at least {needed} of {members}.",
        needed=bar.needed,
        members=bar.members,
    )
    return join(until, rule, by=" ")


def _rejected(view: ReportView, t: Words) -> Markup:
    if view.is_held:
        return t("<b>Rejected</b>: a new report is due")
    return t("<b>Rejected</b>. {name} does not hold the office any more.", name=view.holder.name)


def _claims_rule(view: ReportView, t: Words) -> Markup | str:
    if not any(claim in SETTLES for _, claim in view.claims):
        return ""
    needed = accepts_needed(view.judged.bar)
    return t("“Kept” and “Not possible” hold only if at least {needed} press [Accept].", needed=needed)


def _keyboard(view: ReportView, t: Words) -> Keyboard:
    report = view.report
    where = report.council_id, report.report_id
    ask = Button(t.plain("Ask"), callbacks.pack(AskReporterPress(*where)))
    rate = (
        Button(t.plain("Accept"), callbacks.pack(RatingPress(*where, view.tokens[YES])), style=Style.FOR),
        Button(t.plain("Not enough"), callbacks.pack(RatingPress(*where, view.tokens[NO])), style=Style.AGAINST),
    )
    rows: list[tuple[Button, ...]] = [(*rate, ask) if report.verdict is Verdict.OPEN else (ask,)]
    if view.questions:
        label = t.plain("Questions and answers ({n})", n=len(view.questions))
        rows.append((Button(label, callbacks.pack(QuestionsPress(*where))),))
    if report.verdict is Verdict.OPEN and view.may_join:
        rows.append(join_row(report.council_id, t))
    return tuple(rows)


def render_ratings_lost(view: ReportView, t: Words) -> Screen:
    """What was rated cannot be opened any more: everybody is asked once again, as a reply to the card."""
    lost = t("What opens the ratings of this report was lost, so they cannot be counted: please rate it again.")
    until = t("Rate it on the card above until {when}.", when=t.time(view.until)) if view.until else ""
    return Screen(join(lost, until))


def rated(given: Rated, t: Words) -> str:
    """The answer to [Accept] or [Not enough]."""
    word = t.plain("Accept") if given.is_accepted else t.plain("Not enough")
    return said_until(word, given.changes_for, t)


def render_file(view: FileView, t: Words) -> Screen:
    """The file, with whose report it belongs to."""
    caption = t("Report of {name}: {n} of {total}", name=view.holder.name, n=view.number, total=view.total)
    return Screen(cut_utf16(caption, CAPTION_UNITS), files=(view.file,))


def render_files(view: FilesView, t: Words) -> Screen:
    """To the reporter, who sent files in private."""
    return Screen(
        t("Added: your report in {title} has {files} now.", title=view.title, files=files_words(view.files, t))
    )


def say_report_not_found(_: Fields, t: Words) -> str:
    return t.plain("This report is not known here. Send /mandate to see who reported what.")


def say_report_empty(_: Fields, t: Words) -> str:
    return t.plain(
        "A report must say something: write a text, press how an instruction stands, or press [Nothing new]."
    )


def say_nothing_new_too_often(fields: Fields, t: Words) -> str:
    return t.n(
        "“Nothing new” can be said only {n} time running. Please write in a line what you did.",
        "“Nothing new” can be said only {n} times running. Please write in a line what you did.",
        int(fields["limit"]),
    )


def say_too_many_files(fields: Fields, t: Words) -> str:
    return t.plain("A report can have {limit} photos or files; these would be {got}.", **fields)


def say_own_report(_: Fields, t: Words) -> str:
    return t.plain("This is your own report: others rate it and ask about it.")


def say_ratings_lost(_: Fields, t: Words) -> str:
    return t.plain(
        "Not recorded: what opens the ratings of this report was lost, and with it those so far. Within the hour "
        "everybody is asked again in the group: please press then."
    )


def say_rating_over(fields: Fields, t: Words) -> str:
    match str(fields.get("verdict")):
        case "accepted":
            return t.plain("The rating is over: this report was accepted. Nothing was changed.")
        case "rejected":
            return t.plain("The rating is over: this report was rejected. Nothing was changed.")
        case _:
            return t.plain("The rating is over: this report was noted. Nothing was changed.")
