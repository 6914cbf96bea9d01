"""A recall as people read it: the threshold reached, the reply, the ballot's text, the verdict."""

from bot.domain.recalls.questions import ConfirmNoReply
from bot.domain.recalls.recall import Recall, RecallState
from bot.reads.ground.asked import Asked
from bot.reads.recalls.papers import ReplyView
from bot.reads.recalls.recalls import ReachedView, ResultView, VerdictView
from handlers import callbacks
from handlers.presses.recalls import RecallReplyPress
from handlers.views.ballots.headings import short_words
from handlers.views.ballots.outcomes import alike_line, outcome_lines
from handlers.views.ballots.pictures import with_picture
from handlers.views.ground.dialogs import ask_screen, confirm_keyboard
from handlers.views.ground.screen import Button, Keyboard, Screen
from handlers.views.ground.words import Fields, Markup, Words, join
from handlers.views.mandates.ends import acting_line
from handlers.views.mandates.words import mention_of

# The threshold is reached; the reply.


def render_reached(view: ReachedView, t: Words) -> Screen:
    """To the group: what stands, whom it concerns, what comes next."""
    name, office = mention_of(view.holder), view.holder.office
    needed = needed_words(view.recall, t)
    lost = t(
        "Enough members lost confidence in {name} as {office} ({needed}).", name=name, office=office, needed=needed
    )
    return Screen(join(lost, _next_words(view, t), by=" "), reply_keyboard(view.recall, t))


def _next_words(view: ReachedView, t: Words) -> Markup:
    if _came_to_nothing(view.recall):
        return t("It came to no vote: the mandate ended before.")
    if view.recall.state is not RecallState.REPLY:
        return t("The time for a reply is over.")
    name = view.holder.name
    if view.waits and view.is_over:
        return t("All others rest or wait now: we vote as soon as one of them can. Until then {name} can answer.",
                 name=name)  # fmt: skip
    if view.waits:
        return t("{name} can answer until {when}. All others rest or wait now: we vote after that, as soon as one of "
                 "them can.", name=name, when=t.soon(view.until_at))  # fmt: skip
    return t("{name} can answer until {when}. Then we vote.", name=name, when=t.soon(view.until_at))


def _came_to_nothing(recall: Recall) -> bool:
    return recall.state is RecallState.LAPSED and recall.ballot_id is None


def needed_words(recall: Recall, t: Words) -> Markup:
    """How many signals were enough, and why they were fewer than usual, if so."""
    if recall.needed >= recall.usual:
        return t.n("{n} needed", "{n} needed", recall.needed)
    if recall.is_overdue:
        return t.n("{n} needed; a report was overdue", "{n} needed; a report was overdue",
                   recall.needed)  # fmt: skip
    return t.n("{n} needed; an instruction was breached",
               "{n} needed; an instruction was breached", recall.needed)  # fmt: skip


def render_reply_wanted(view: ReachedView, t: Words) -> Screen:
    """To the holder in private."""
    words = {"office": view.holder.office, "title": view.title}
    if _came_to_nothing(view.recall):
        began = t("<b>A recall of you as {office} began in {title}.</b>", **words)
        return Screen(join(began, t("It came to no vote: the mandate ended before.")))
    if view.recall.state is not RecallState.REPLY:
        opened = t("<b>A recall of you as {office} was opened in {title}.</b>", **words)
        return Screen(join(opened, t("The time for a reply is over.")))
    head = join(t("<b>A recall of you as {office} begins in {title}.</b>", **words), _reached_line(view.recall, t))
    return Screen(join(head, _how_to_reply(view, t), by="\n\n"), reply_keyboard(view.recall, t))


def _how_to_reply(view: ReachedView, t: Words) -> Markup:
    if view.waits:
        return t(
            "You can reply: press [Reply]. Your reply is printed on the ballot. All others rest or wait now: it opens "
            "as soon as one of them can vote, not before {when}. Until then you can change it.",
            when=t.time(view.until_at),
        )
    return t(
        "You can reply until {when}: press [Reply]. Your reply is printed on the ballot, which then opens by "
        "itself. Until then you can change it.",
        when=t.time(view.until_at),
    )


def _reached_line(recall: Recall, t: Words) -> Markup:
    return t("Enough members lost confidence in you ({needed}).", needed=needed_words(recall, t))


def reply_keyboard(recall: Recall, t: Words) -> Keyboard:
    """[Reply] [No reply], while the ballot has not opened."""
    if recall.state is not RecallState.REPLY:
        return ()
    yes = callbacks.pack(RecallReplyPress(recall.council_id, recall.recall_id, 1))
    no = callbacks.pack(RecallReplyPress(recall.council_id, recall.recall_id, 0))
    return ((Button(t.plain("Reply"), yes), Button(t.plain("No reply"), no)),)


def render_ask_reply(asked: Asked, t: Words) -> Screen:
    """The holder's turn."""
    question = t("What do you reply to the members? It is printed on the recall ballot.")
    return ask_screen(asked, t, question, t.plain("Your reply"))


def render_confirm_no_reply(question: ConfirmNoReply, t: Words) -> Screen:
    """Before the reply is lost."""
    text = join(t("<b>No reply?</b>"), t("The ballot opens at once, and says that there will be no reply."))
    return Screen(text, confirm_keyboard(t, question.asked_id))


def render_replied(view: ReachedView, t: Words) -> Screen:
    """The reply is kept."""
    when = t.time(view.until_at)
    return Screen(
        t("Your reply is recorded and will be printed on the ballot. You can change it until {when}.", when=when)
    )


# The ballot and its verdict.


def render_reply(view: ReplyView, t: Words) -> Screen:
    """What did not fit on the ballot."""
    return Screen(t("Reply of {name}, in full: {reply}", name=view.holder.name, reply=view.reply))


def render_recall_result(view: ResultView, t: Words) -> Screen:
    """To the group: for each holder one sentence and what follows; the counts, and why it came so."""
    ballot, told = view.ballot.ballot, [_verdict(each, t) for each in view.verdicts]
    title = short_words(view.ballot.heading, t)
    said = join(*told, outcome_lines(ballot, t), alike_line(ballot, t, tells=view.ballot.tells))
    return with_picture(ballot, title, said, t)


def render_verdict(view: VerdictView, t: Words) -> Screen:
    """One sentence, and what follows; to the holder, or to the group as the last release told it."""
    return _render_own_verdict(view, t) if view.is_own else Screen(_verdict(view, t))


def _verdict(view: VerdictView, t: Words) -> Markup:
    name, office = view.holder.name, view.holder.office
    if view.recall.state is RecallState.PASSED:
        recalled = t(
            "<b>{name} is recalled</b> and does not hold the office of {office} any more.", name=name, office=office
        )
        return join(recalled, acting_line(view.vacant.acting, t) if view.vacant is not None else "")
    return join(
        t("<b>The recall of {name} did not pass.</b> {name} keeps the office of {office}.", name=name, office=office),
        t(
            "Until {when} signals open no other recall, unless {name} breaches an instruction or misses a report-back.",
            name=name,
            when=t.time(view.until_at),
        )
        if view.until_at
        else "",
    )


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


def say_reply_over(_: Fields, t: Words) -> str:
    return t.plain("The time for a reply is over: the ballot is open, or the recall has ended.")
