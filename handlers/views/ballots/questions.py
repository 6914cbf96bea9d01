"""What a card asks, as its first words: one function for each class of bot/reads/ballots/headings.py."""

from collections.abc import Callable
from typing import Any, get_args

from bot.domain.ground.text import cut_utf16
from bot.reads.ballots.card import BallotView
from bot.reads.ballots.headings import (
    CharterHeading,
    ElectionHeading,
    Heading,
    InstructionEndHeading,
    InstructionHeading,
    RecallFacts,
    RecallHeading,
    RecallPaper,
    RemovalHeading,
    SeriesEndHeading,
    TextHeading,
    WaiverHeading,
)
from bot.reads.roll.known import Known
from handlers.views.ballots.headings import grounds_line, recall_reply, removal_reply, series_end_words
from handlers.views.charter.words import change_line
from handlers.views.ground.dialogs import known_as
from handlers.views.ground.words import Markup, Words, join
from handlers.views.roll.roll import name_of

CARD_UNITS = 480
"""So much of a long text stands on the card, a dozen lines on a phone; [More] shows all of it. Our judgement."""

SIDE_UNITS = 200
"""So much of the grounds, and as much of the reply, where a card carries both."""

WHOLE = 10_000


def question_words(view: BallotView, t: Words, units: int = CARD_UNITS) -> Markup:
    """What is asked, each text cut to so much."""
    return QUESTIONS[type(view.heading)](view, view.heading, units, t)


def _text(view: BallotView, heading: TextHeading, units: int, t: Words) -> Markup:
    if not heading.text:
        return t("(The author of this text erased it.)")
    return t("{who} {text}", who=_who_asks(view, t), text=cut_utf16(heading.text, units))


def _who_asks(view: BallotView, t: Words) -> Markup:
    """Whose words they are; of a run-off that it is one."""
    ballot, name = view.ballot, view.proposer or t.plain("A member")
    if ballot.run_off_of_id is not None:
        return t("<b>Run-off:</b>")
    if ballot.is_urgent:
        return t("<b>Urgent! {name} proposes:</b>", name=name)
    if view.author:
        return t("<b>{name} proposes, in the words of {author}:</b>", name=name, author=view.author)
    return t("<b>{name} proposes:</b>", name=name)


def _election(_: BallotView, heading: ElectionHeading, __: int, t: Words) -> Markup:
    return election_question(heading, 1, t)


def election_question(heading: ElectionHeading, seats: int, t: Words) -> Markup:
    """Who is to hold the office, and how many of them."""
    values = {"office": heading.office}
    if heading.is_run_off:
        return t("<b>Run-off: who shall be {office}?</b>", **values)
    if heading.is_replacement and seats == 1:
        return t("<b>Who shall be {office} for the rest of the term?</b>", **values)
    return t.n("<b>Who shall be {office}?</b>", "<b>Who shall be {office}? {n} seats.</b>", seats, **values)


def _charter(_: BallotView, heading: CharterHeading, __: int, t: Words) -> Markup:
    return t("<b>Change this rule?</b> {change}", change=change_line(heading.rule, heading.old, heading.new, t))


def _recall(_: BallotView, heading: RecallHeading, units: int, t: Words) -> Markup:
    side = min(units, SIDE_UNITS) // max(1, len(heading.papers)) if units < WHOLE else units
    return join(*(_recall_paper(paper, side, t) for paper in heading.papers), by="\n\n")


def _recall_paper(paper: RecallPaper, units: int, t: Words) -> Markup:
    """One holder: the question, the facts whoever called or did not, then both sides as far as there is room."""
    part = max(1, units // max(1, len(paper.grounds)))
    return join(
        t("<b>Shall {name} lose the office of {office} at once?</b>", name=paper.name, office=paper.office),
        *facts_lines(paper.facts, t),
        *(grounds_line(cut_utf16(text, part), t) for text in paper.grounds),
        recall_reply(paper, units, t),
    )


def facts_lines(facts: RecallFacts, t: Words) -> list[Markup]:
    """What is known of the holder, and how many signals were enough."""
    due = ", ".join(t.short_day(day) for day in facts.missed)
    missed = t.n("Missed {n} report (due {due}).", "Missed {n} reports (due {due}).", len(facts.missed), due=due)
    bound = t.n("{n} open instruction.", "{n} open instructions.", facts.instructions)
    said = join(missed if facts.missed else "", bound if facts.instructions else "", by=" ")
    return [line for line in (said, facts_signals(facts, t)) if line]


def facts_signals(facts: RecallFacts, t: Words) -> Markup:
    """How many signals were enough, and why they were fewer than usual."""
    values = {"usual": facts.usual}
    if not facts.is_lowered:
        return t.n("{n} signal of no confidence led here.", "{n} signals of no confidence led here.", facts.needed)
    if facts.is_overdue:
        return t.n("{n} signal led here, not {usual}: a report was overdue.",
                   "{n} signals led here, not {usual}: a report was overdue.", facts.needed, **values)  # fmt: skip
    return t.n("{n} signal led here, not {usual}: an instruction was breached.",
               "{n} signals led here, not {usual}: an instruction was breached.", facts.needed, **values)  # fmt: skip


def _removal(_: BallotView, heading: RemovalHeading, units: int, t: Words) -> Markup:
    side = units if units >= WHOLE else SIDE_UNITS
    return join(
        t("<b>Remove {person} from the roll?</b>", person=known_as(Known(heading.person, heading.member), t)),
        t("Grounds: {grounds}", grounds=cut_utf16(heading.grounds, side)),
        removal_reply(name_of(heading.person, t), cut_utf16(heading.reply, side), t),
    )


def _instruction(_: BallotView, heading: InstructionHeading, units: int, t: Words) -> Markup:
    names = ", ".join(heading.holders)
    text = cut_utf16(heading.text, units)
    if not names:
        return t("<b>Instruct the office of {office}?</b> {text}", office=heading.office, text=text)
    return t("<b>Instruct {names} as {office}?</b> {text}", office=heading.office, names=names, text=text)


def _instruction_end(_: BallotView, heading: InstructionEndHeading, units: int, t: Words) -> Markup:
    text = cut_utf16(heading.text, units)
    if heading.is_broken:
        return t("<b>Has {office} broken this instruction?</b> {text}", office=heading.office, text=text)
    return t("<b>Withdraw this instruction to {office}?</b> {text}", office=heading.office, text=text)


def _waiver(_: BallotView, heading: WaiverHeading, units: int, t: Words) -> Markup:
    return join(
        t("<b>Waive the breach of {name}, {office}?</b>", name=heading.name, office=heading.office),
        t("The instruction: {text}", text=cut_utf16(heading.text, units)),
    )


def _series_end(_: BallotView, heading: SeriesEndHeading, units: int, t: Words) -> Markup:
    return series_end_words(SeriesEndHeading(cut_utf16(heading.text, units)), t)


QUESTIONS: dict[type[Heading], Callable[[BallotView, Any, int, Words], Markup]] = {
    TextHeading: _text,
    ElectionHeading: _election,
    CharterHeading: _charter,
    RecallHeading: _recall,
    RemovalHeading: _removal,
    InstructionHeading: _instruction,
    InstructionEndHeading: _instruction_end,
    WaiverHeading: _waiver,
    SeriesEndHeading: _series_end,
}
assert set(QUESTIONS) == set(get_args(Heading))
