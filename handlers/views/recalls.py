"""A recall as people read it: the call for signals, the threshold, the reply, the ballot's text, the verdict."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.ballot import Ballot, BallotKind
from bot.domain.breach import stands
from bot.domain.ids import CouncilId
from bot.domain.instruction import Breach, Instruction
from bot.domain.mandate import Mandate
from bot.domain.names import person_name
from bot.domain.person import Person
from bot.domain.recall import Recall, RecallCall, RecallState
from bot.domain.text import cut_utf16
from bot.services.confidence import ThresholdExplained, explain_threshold
from bot.services.council import get_council
from bot.services.ports import Reads
from bot.services.recalls import RecallPaper, recall_papers, reply_until
from handlers import callbacks
from handlers.errors import says
from handlers.views.confidence import Holder, blocked_lines, load_holder, signal_keyboard, signal_row, threshold_line
from handlers.views.dialogs import (
    Asked,
    Known,
    ask_screen,
    cancel_row,
    confirm_keyboard,
    known_as,
    load_asked,
    load_confirm_person,
)
from handlers.views.headlines import Say, headline
from handlers.views.screen import Audience, Button, Keyboard, Screen, plain, screen
from handlers.views.words import Markup, Words, join

PAPER_UNITS = 2600
"""Of the 4,096 of a message so many are for what a recall ballot prints, shared by its holders; half for replies."""

GROUNDS_UNITS = 800
"""So much of the grounds a confirmation or a notice repeats; the card has all of it."""


# The call.


@dataclass(frozen=True, slots=True)
class CallView:
    """What the card of a call shows; `now` is None once the mandate has ended."""

    call: RecallCall
    holder: Holder
    by: str | None
    now: ThresholdExplained | None


def load_call(reads: Reads, audience: Audience, params: dict[str, Any]) -> CallView | None:
    """The call, who made it unless it came from private, and where the threshold stands."""
    call = reads.get(RecallCall, audience.council_id, params["subject_id"])
    mandate = reads.get(Mandate, audience.council_id, call.mandate_id) if call else None
    if call is None or mandate is None:
        return None
    caller = None if call.is_anonymous else reads.get(Person, call.person_id)
    now = explain_threshold(reads, mandate) if mandate.is_live else None
    return CallView(call, load_holder(reads, mandate), person_name(caller.name) if caller else None, now)


@screen("recall_call", load_call)
def render_call(view: CallView, t: Words) -> Screen:
    """The grounds, what signals do, and their buttons."""
    head = join(
        t("<b>Call for signals on {name}, {office}</b>", name=view.holder.mention, office=view.holder.office),
        t("Called by {name}", name=view.by) if view.by else t("Called by a member"),
        grounds_line(view.call.grounds, t),
    )
    if view.now is None:
        return Screen(join(head, t("This mandate has ended; all signals on it have lapsed."), by="\n\n"))
    if view.now.recall is not None:
        running = join(threshold_line(view.now.shown, t), t("The recall is under way; no more signals are needed."))
        return Screen(join(head, running, by="\n\n"))
    explained = t(
        "This is no ballot. If {needed} of {base} members signal no confidence, {name} is asked for a reply, and then "
        "the recall ballot opens by itself. No member sees your signal; you can change it at any time.",
        needed=view.now.needed,
        base=view.now.base,
        name=view.holder.name,
    )
    standing = join(threshold_line(view.now.shown, t), *blocked_lines(view.now, t))
    text = join(head, explained, standing, by="\n\n")
    return Screen(text, signal_keyboard(t, view.call.council_id, view.call.mandate_id))


def grounds_line(grounds: str, t: Words) -> Markup:
    """The grounds, unless their author has had them erased."""
    return t("Grounds: {grounds}", grounds=grounds) if grounds else t("Grounds: erased by their author")


@dataclass(frozen=True, slots=True)
class ConfirmView:
    """Before a call is posted: whom it is about, and what happens."""

    params: dict[str, Any]
    known: Known
    is_group: bool


def load_confirm(reads: Reads, audience: Audience, params: dict[str, Any]) -> ConfirmView:
    """The person meant."""
    _, known = load_confirm_person(reads, audience, params)
    return ConfirmView(params, known, audience.person_id is None)


@screen("confirm_recall", load_confirm)
def render_confirm(view: ConfirmView, t: Words) -> Screen:
    """Is this who was meant, and should the card be posted?"""
    grounds = cut_utf16(view.params["rest"], GROUNDS_UNITS)
    text = join(
        t("Call for signals on {person}?", person=known_as(view.known, t)),
        t("Grounds: {grounds}", grounds=grounds) if grounds else t("You will be asked for the grounds next."),
        t("A card with the grounds is posted in the group. It starts no ballot by itself: signals do."),
        "" if view.is_group else t("It will say: called by a member. Your name is not shown."),
    )
    return Screen(text, confirm_keyboard(t, view.params["asked_id"]))


@screen("ask_recall_grounds", load_asked)
def render_ask_grounds(asked: Asked, t: Words) -> Screen:
    """The grounds are missing."""
    question = t("What are the grounds? Say what was done or not done, and when.")
    return ask_screen(asked, t, question, t.plain("The grounds"))


@dataclass(frozen=True, slots=True)
class OfficesView:
    """Several offices of one person, to pick from: (mandate id, office)."""

    asked: Asked
    council_id: CouncilId
    offices: tuple[tuple[str, str], ...]


def load_offices(reads: Reads, audience: Audience, params: dict[str, Any]) -> OfficesView:
    """The offices they hold."""
    found = [reads.get(Mandate, audience.council_id, each) for each in params["mandate_ids"]]
    offices = tuple((each.mandate_id, load_holder(reads, each).office) for each in found if each and each.is_live)
    return OfficesView(load_asked(reads, audience, params), audience.council_id, offices)


@screen("ask_recall_office", load_offices)
def render_offices(view: OfficesView, t: Words) -> Screen:
    """One button for each office they hold."""
    rows = tuple(
        (Button(office, callbacks.pack(callbacks.RecallPress(view.council_id, mandate_id))),)  # type: ignore[arg-type]
        for mandate_id, office in view.offices
    )
    return Screen(t("From which office?"), (*rows, cancel_row(t, view.asked.params["asked_id"])))


def load_called(reads: Reads, audience: Audience, _: dict[str, Any]) -> tuple[str]:
    """The council the card was posted in."""
    return (get_council(reads, audience.council_id).title,)


@screen("recall_called", load_called)
def render_called(view: tuple[str], t: Words) -> Screen:
    """To somebody who called in private."""
    return Screen(t("The card is posted in {title}. It says: called by a member.", title=view[0]))


# The threshold is reached; the reply.


@dataclass(frozen=True, slots=True)
class ReachedView:
    """What the group and the holder are told at the full hour."""

    recall: Recall
    holder: Holder
    title: str
    until_at: datetime


def load_reached(reads: Reads, audience: Audience, params: dict[str, Any]) -> ReachedView | None:
    """The recall, and until when a reply is printed if this message is the one that tells the holder."""
    recall = reads.get(Recall, audience.council_id, params["recall_id"])
    mandate = reads.get(Mandate, audience.council_id, recall.mandate_id) if recall else None
    if recall is None or mandate is None:
        return None
    title = get_council(reads, audience.council_id).title
    return ReachedView(recall, load_holder(reads, mandate), title, reply_until(reads, recall))


@screen("recall_reached", load_reached)
def render_reached(view: ReachedView, t: Words) -> Screen:
    """To the group: what stands, whom it concerns, what comes next."""
    head = join(
        t("<b>Recall of {name}, {office}</b>", name=view.holder.name, office=view.holder.office),
        _reached_line(view.recall, t),
    )
    text = join(
        head,
        t(
            "{name}, you can reply until {when}: press [Reply]. Your reply is printed on the ballot.",
            name=view.holder.mention,
            when=t.time(view.until_at),
        ),
        t("Then the recall ballot opens by itself. Nobody can start it or stop it."),
        by="\n\n",
    )
    return Screen(text, reply_keyboard(view.recall, t))


@screen("recall_reply_wanted", load_reached)
def render_reply_wanted(view: ReachedView, t: Words) -> Screen:
    """To the holder in private."""
    if view.recall.state is not RecallState.REPLY:
        text = join(
            t("<b>A recall of you as {office} was opened in {title}.</b>", office=view.holder.office, title=view.title),
            t("The time for a reply is over."),
        )
        return Screen(text)
    head = join(
        t("<b>A recall of you as {office} begins in {title}.</b>", office=view.holder.office, title=view.title),
        _reached_line(view.recall, t),
    )
    text = join(
        head,
        t(
            "You can reply until {when}: press [Reply]. Your reply is printed on the ballot, which opens then by "
            "itself. You can change it until then.",
            when=t.time(view.until_at),
        ),
        by="\n\n",
    )
    return Screen(text, reply_keyboard(view.recall, t))


def _reached_line(recall: Recall, t: Words) -> Markup:
    return join(
        t(
            "Signals of no confidence: threshold {needed} of {base}: reached",
            needed=recall.needed,
            base=recall.base,
        ),
        lowered_line(recall, t),
    )


def lowered_line(recall: Recall, t: Words) -> str:
    """Why fewer signals were needed, if so."""
    if recall.needed >= recall.usual:
        return ""
    if recall.is_overdue:
        return t("It was lowered from {usual}: a report-back was overdue.", usual=recall.usual)
    return t("It was lowered from {usual}: a breach stood.", usual=recall.usual)


def reply_keyboard(recall: Recall, t: Words) -> Keyboard:
    """[Reply] [No reply], while the ballot has not opened."""
    if recall.state is not RecallState.REPLY:
        return ()
    yes = callbacks.pack(callbacks.RecallReplyPress(recall.council_id, recall.recall_id, 1))
    no = callbacks.pack(callbacks.RecallReplyPress(recall.council_id, recall.recall_id, 0))
    return ((Button(t.plain("Reply"), yes), Button(t.plain("No reply"), no)),)


@screen("ask_recall_reply", load_asked)
def render_ask_reply(asked: Asked, t: Words) -> Screen:
    """The holder's turn."""
    question = t("What do you reply to the members? It is printed on the recall ballot.")
    return ask_screen(asked, t, question, t.plain("Your reply"))


@screen("confirm_no_reply", plain)
def render_confirm_no_reply(params: dict[str, Any], t: Words) -> Screen:
    """Before the reply is lost."""
    text = join(t("No reply?"), t("The recall ballot opens at once and says that there will be no reply."))
    return Screen(text, confirm_keyboard(t, params["asked_id"]))


@screen("recall_replied", load_reached)
def render_replied(view: ReachedView, t: Words) -> Screen:
    """The reply is kept."""
    when = t.time(view.until_at)
    return Screen(
        t("Your reply is recorded and will be printed on the ballot. You can change it until {when}.", when=when)
    )


# The ballot and its verdict.


@headline(BallotKind.RECALL)
def recall_headline(reads: Reads, ballot: Ballot) -> Say:
    """Whom it is about, the grounds of members, the reply of the holder."""
    papers = recall_papers(reads, ballot)
    holders = [load_holder(reads, paper.mandate) for paper in papers]
    return lambda t: join(
        *(_paper(paper, holder, len(papers), t) for paper, holder in zip(papers, holders, strict=True)), by="\n\n"
    )


def _paper(paper: RecallPaper, holder: Holder, papers: int, t: Words) -> Markup:
    part = PAPER_UNITS // papers // 2
    grounds = [cut_utf16(text, part // max(1, len(paper.grounds))) for text in paper.grounds]
    given = [grounds_line(text, t) for text in grounds] or [t("No member gave grounds in public.")]
    return join(
        t("<b>Shall {name} lose the office of {office} at once?</b>", name=holder.name, office=holder.office),
        join(*given),
        _reply_line(paper.recall, holder, part, t),
        by="\n\n",
    )


def _reply_line(recall: Recall, holder: Holder, units: int, t: Words) -> Markup:
    if recall.reply:
        return t("Reply of {name}: {reply}", name=holder.name, reply=cut_utf16(recall.reply, units))
    if recall.reply is not None:
        return t("{name} replied, and has had the reply erased.", name=holder.name)
    if recall.is_silent:
        return t("{name} said that there will be no reply.", name=holder.name)
    return t("{name} gave no reply.", name=holder.name)


def is_cut(reply: str, papers: int) -> bool:
    """Whether the ballot prints only the beginning of a reply."""
    units = PAPER_UNITS // papers // 2
    return cut_utf16(reply, units) != reply


@dataclass(frozen=True, slots=True)
class ReplyView:
    """A reply in full."""

    holder: Holder
    reply: str


def load_reply(reads: Reads, audience: Audience, params: dict[str, Any]) -> ReplyView | None:
    """The reply, unless the ballot has all of it."""
    recall = reads.get(Recall, audience.council_id, params["recall_id"])
    mandate = reads.get(Mandate, audience.council_id, recall.mandate_id) if recall else None
    if recall is None or mandate is None or not recall.reply or not is_cut(recall.reply, params["papers"]):
        return None
    return ReplyView(load_holder(reads, mandate), recall.reply)


@screen("recall_reply_text", load_reply)
def render_reply(view: ReplyView, t: Words) -> Screen:
    """What did not fit on the ballot."""
    return Screen(t("Reply of {name}, in full: {reply}", name=view.holder.name, reply=view.reply))


@dataclass(frozen=True, slots=True)
class VerdictView:
    """What came of a recall; `until_at`: until when signals open nothing."""

    recall: Recall
    holder: Holder
    title: str
    until_at: datetime | None
    is_own: bool


def load_verdict(reads: Reads, audience: Audience, params: dict[str, Any]) -> VerdictView | None:
    """The recall with its mandate."""
    recall = reads.get(Recall, audience.council_id, params["recall_id"])
    mandate = reads.get(Mandate, audience.council_id, recall.mandate_id) if recall else None
    if recall is None or mandate is None:
        return None
    title = get_council(reads, audience.council_id).title
    is_own = audience.person_id == mandate.person_id
    return VerdictView(recall, load_holder(reads, mandate), title, mandate.cool_down_until_at, is_own)


@screen("recall_verdict", load_verdict)
def render_verdict(view: VerdictView, t: Words) -> Screen:
    """One sentence, and what follows."""
    name, office = view.holder.name, view.holder.office
    if view.is_own:
        return _render_own_verdict(view, t)
    if view.recall.state is RecallState.PASSED:
        return Screen(
            t(
                "<b>{name} is recalled</b> and does not hold the office of {office} any more. The election of a "
                "replacement begins now; {name} may not stand in it.",
                name=name,
                office=office,
            )
        )
    text = join(
        t("<b>The recall of {name} did not pass.</b> {name} keeps the office of {office}.", name=name, office=office),
        t(
            "Until {when} signals are kept but open no new recall, unless a breach or a missed report-back comes in "
            "between.",
            when=t.time(view.until_at),
        )
        if view.until_at
        else "",
    )
    return Screen(text)


def _render_own_verdict(view: VerdictView, t: Words) -> Screen:
    """To the holder in private."""
    words = {"office": view.holder.office, "title": view.title}
    if view.recall.state is RecallState.PASSED:
        return Screen(
            t(
                "<b>You are recalled</b> as {office} in {title}. The election of a replacement begins now; you may not "
                "stand in it.",
                **words,
            )
        )
    return Screen(t("<b>The recall did not pass.</b> You keep the office of {office} in {title}.", **words))


# The breach.


@dataclass(frozen=True, slots=True)
class BreachView:
    """A breach with the instruction it broke."""

    breach: Breach
    holder: Holder
    instruction: str
    stands: bool


def load_breach(reads: Reads, audience: Audience, params: dict[str, Any]) -> BreachView | None:
    """The breach of this card."""
    breach = reads.get(Breach, audience.council_id, params["subject_id"])
    mandate = reads.get(Mandate, audience.council_id, breach.mandate_id) if breach else None
    if breach is None or mandate is None:
        return None
    instruction = reads.get(Instruction, audience.council_id, breach.instruction_id)
    holder = load_holder(reads, mandate)
    return BreachView(breach, holder, instruction.text if instruction else "", stands(breach, reads.now))


@screen("breach", load_breach)
def render_breach(view: BreachView, t: Words) -> Screen:
    """Which instruction was broken, the delegate's reasons, what it means."""
    breach = view.breach
    half = PAPER_UNITS // 2
    text = join(
        t("<b>Breach: {name}, {office}, voted against an instruction</b>", name=view.holder.mention,
          office=view.holder.office),
        t("The instruction: {text}", text=cut_utf16(view.instruction, half)),
        t("Reasons given: {reasons}", reasons=cut_utf16(breach.reasons, half))
        if breach.reasons
        else t("No reasons were given."),
        _breach_state(view, t),
        by="\n\n",
    )  # fmt: skip
    if not view.stands:
        return Screen(text)
    waive = callbacks.pack(callbacks.WaiverPress(breach.council_id, breach.breach_id))
    row = signal_row(t, breach.council_id, breach.mandate_id)
    return Screen(text, (row, (Button(t.plain("Vote on waiving it"), waive),)))


def _breach_state(view: BreachView, t: Words) -> Markup:
    match view.breach.ended_by:
        case "report_accepted":
            return t("It counts no more: a report on it was accepted.")
        case "recall_failed":
            return t("It counts no more: a recall after it did not pass.")
        case "waived":
            return t("It counts no more: the council waived it by ballot.")
        case "mandate_ended":
            return t("It counts no more: the mandate has ended.")
        case None if view.stands:
            return t("Until {when} fewer signals are needed to open a recall.", when=t.time(view.breach.ends_at))
        case _:
            return t("It counts no more: its time is over.")


@headline(BallotKind.WAIVER)
def waiver_headline(reads: Reads, ballot: Ballot) -> Say:
    """Whose breach, and of which instruction."""
    breach = reads.get(Breach, ballot.council_id, ballot.subject["breach_id"])
    mandate = reads.get(Mandate, ballot.council_id, breach.mandate_id) if breach else None
    holder = load_holder(reads, mandate) if mandate else Holder("?", "?", 0)
    return lambda t: join(
        t("<b>Waive the breach of {name}, {office}?</b>", name=holder.name, office=holder.office),
        t("The instruction: {text}", text=ballot.text),
    )


@says("nobody_to_recall")
def _nobody_to_recall(_: dict[str, Any], t: Words) -> str:
    return t.plain("Nobody else holds an office here. Example: /recall @name what was done or not done")


@says("recall_running")
def _recall_running(_: dict[str, Any], t: Words) -> str:
    return t.plain("A recall of this person is under way: the ballot opens by itself.")


@says("reply_over")
def _reply_over(_: dict[str, Any], t: Words) -> str:
    return t.plain("The time for a reply is over: the ballot is open, or the recall has ended.")


@says("breach_over")
def _breach_over(_: dict[str, Any], t: Words) -> str:
    return t.plain("This breach does not count any more. Nothing was changed.")
