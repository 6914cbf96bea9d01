"""What a ballot is about, in words: one function for each class of bot/reads/ballots/headings.py.

They stand together because every list of ballots heads all kinds of them; rooms above this one use them.
"""

from collections.abc import Callable
from typing import Any, get_args

from bot.domain.ground.text import cut_utf16
from bot.reads.ballots.headings import (
    CharterHeading,
    ElectionHeading,
    Heading,
    InstructionEndHeading,
    InstructionHeading,
    RecallHeading,
    RecallPaper,
    RemovalHeading,
    SeriesEndHeading,
    TextHeading,
    WaiverHeading,
)
from bot.reads.recalls.papers import reply_units
from bot.reads.roll.known import Known
from handlers.views.charter.words import change_line
from handlers.views.ground.dialogs import known_as
from handlers.views.ground.words import Markup, Words, bare, join
from handlers.views.roll.roll import name_of

SHORT_UNITS = 80


def heading_words(heading: Heading, t: Words) -> Markup:
    """What the ballot is about."""
    return HEADINGS[type(heading)](heading, t)


def short_words(heading: Heading, t: Words) -> str:
    """The first line of what the ballot is about, for lists."""
    return cut_utf16(bare(heading_words(heading, t)).strip().split("\n")[0], SHORT_UNITS)


def text_words(heading: TextHeading, t: Words) -> Markup:
    """What somebody proposes, word for word."""
    return join(heading.text) if heading.text else t("(The author of this text erased it.)")


def election_words(heading: ElectionHeading, t: Words) -> Markup:
    """The first line of everything about an election."""
    if heading.is_run_off:
        return t("<b>Run-off: {office}</b>", office=heading.office)
    if heading.is_replacement:
        return t("<b>Replacement election: {office}</b>", office=heading.office)
    return t("<b>Election: {office}</b>", office=heading.office)


def recall_words(heading: RecallHeading, t: Words) -> Markup:
    """Whom it is about, the grounds of members, the reply of the holder."""
    return join(*(_recall_paper(paper, len(heading.papers), t) for paper in heading.papers), by="\n\n")


def _recall_paper(paper: RecallPaper, papers: int, t: Words) -> Markup:
    """One holder of those whom a recall is about."""
    part = reply_units(papers)
    grounds = [cut_utf16(text, part // max(1, len(paper.grounds))) for text in paper.grounds]
    given = [grounds_line(text, t) for text in grounds] or [t("No member gave grounds in public.")]
    return join(
        t("<b>Shall {name} lose the office of {office} at once?</b>", name=paper.name, office=paper.office),
        join(*given),
        recall_reply(paper, part, t),
        by="\n\n",
    )


def grounds_line(grounds: str, t: Words) -> Markup:
    """The grounds, unless their author has had them erased."""
    return t("Grounds: {grounds}", grounds=grounds) if grounds else t("Grounds: erased by their author")


def recall_reply(paper: RecallPaper, units: int, t: Words) -> Markup:
    """What the holder replied, so much of it; or that there is none."""
    if paper.recall.reply:
        return t("Reply of {name}: {reply}", name=paper.name, reply=cut_utf16(paper.recall.reply, units))
    if paper.recall.reply is not None:
        return t("{name} replied, and has had the reply erased.", name=paper.name)
    if paper.recall.is_silent:
        return t("{name} said that there will be no reply.", name=paper.name)
    return t("{name} gave no reply.", name=paper.name)


def removal_words(heading: RemovalHeading, t: Words) -> Markup:
    """The ballot says itself that it is a removal, and who asks for it."""
    return join(
        t("<b>{person}</b>", person=known_as(Known(heading.person, heading.member), t)),
        t("Grounds: {grounds}", grounds=heading.grounds),
        removal_reply(name_of(heading.person, t), heading.reply, t),
    )


def removal_reply(name: str, reply: str, t: Words) -> Markup:
    """What the person whose removal is asked replied."""
    return t("{name} replies: {reply}", name=name, reply=reply) if reply else t("{name} has not replied.", name=name)


def instruction_words(heading: InstructionHeading, t: Words) -> Markup:
    """To which office, held by whom."""
    names = ", ".join(heading.holders)
    whom = t("{office} ({names})", office=heading.office, names=names) if names else heading.office
    binds = t("If adopted, it binds whoever holds this office.")
    return join(t("<b>To {whom}:</b> {text}", whom=whom, text=heading.text), binds)


def instruction_end_words(heading: InstructionEndHeading, t: Words) -> Markup:
    """What is to become of which instruction."""
    if heading.is_broken:
        head = t("<b>Has {office} broken this instruction?</b>", office=heading.office)
    else:
        head = t("<b>Withdraw this instruction to {office}?</b>", office=heading.office)
    return join(head, join(heading.text), by=" ")


def series_end_words(heading: SeriesEndHeading, t: Words) -> Markup:
    """What is to be put to the vote no more."""
    text = join(heading.text) if heading.text else t("(The author of this text erased it.)")
    return join(t("<b>Stop repeating this ballot?</b>"), text, by=" ")


def waiver_words(heading: WaiverHeading, t: Words) -> Markup:
    """Whose breach, and of which instruction."""
    return join(
        t("<b>Waive the breach of {name}, {office}?</b>", name=heading.name, office=heading.office),
        t("The instruction: {text}", text=heading.text),
    )


def charter_words(heading: CharterHeading, t: Words) -> Markup:
    """The change a ballot decides."""
    return change_line(heading.rule, heading.old, heading.new, t)


HEADINGS: dict[type[Heading], Callable[[Any, Words], Markup]] = {
    TextHeading: text_words,
    ElectionHeading: election_words,
    CharterHeading: charter_words,
    RecallHeading: recall_words,
    RemovalHeading: removal_words,
    InstructionHeading: instruction_words,
    InstructionEndHeading: instruction_end_words,
    WaiverHeading: waiver_words,
    SeriesEndHeading: series_end_words,
}
assert set(HEADINGS) == set(get_args(Heading))
