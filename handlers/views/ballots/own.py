"""The proposer's own proposals: which of them is amended or withdrawn, and whether they are sure."""

from datetime import date

from bot.domain.ballots.ballot import BallotState
from bot.reads.ballots.proposals import Own, OwnProposal, Withdrawing
from handlers import callbacks
from handlers.presses.ballots import AmendPress, WithdrawPress
from handlers.views.ballots.headings import short_words
from handlers.views.ground.dialogs import confirm_keyboard, whole_keyboard
from handlers.views.ground.screen import Button, Screen
from handlers.views.ground.words import Markup, Words, join


def render_confirm_withdraw(question: Withdrawing, t: Words) -> Screen:
    """Asked before a proposal is withdrawn; of one that repeats also whether more follow."""
    if question.is_repeated:
        said = t("Withdraw only this ballot on “{text}”, or the whole series?", text=short_words(question.heading, t))
        return Screen(said, whole_keyboard(t, question.asked_id))
    if question.opens_on is not None:
        return Screen(_take_back_words(question, question.opens_on, t), confirm_keyboard(t, question.asked_id))
    text = t(
        "Withdraw your proposal “{text}”? It is taken off the vote for good; you may propose it again later.",
        text=short_words(question.heading, t),
    )
    return Screen(text, confirm_keyboard(t, question.asked_id))


def _take_back_words(question: Withdrawing, day: date, t: Words) -> Markup:
    """Of what opens later: that it does not, and of a series that it ends."""
    text = short_words(question.heading, t)
    said = t("Take back “{text}”, which would open {day}?", text=text, day=t.short_day(day))
    return join(said, t("With it the series ends: no more follow."), by=" ") if question.ends_series else said


def render_own(own: Own, t: Words) -> Screen:
    """One button for each."""
    press = AmendPress if own.act == "amend" else WithdrawPress
    data = [(each, callbacks.pack(press(each.ballot.council_id, each.ballot.ballot_id))) for each in own.ballots]
    rows = tuple((Button(_own_label(each, t), packed),) for each, packed in data)
    question = t("Which of your proposals do you amend?") if own.act == "amend" else t("Which do you withdraw?")
    return Screen(question, rows)


def _own_label(own: OwnProposal, t: Words) -> str:
    """Its state first: a phone shows the beginning, and what repeats has the same words each time."""
    text = short_words(own.heading, t)
    if own.opens_on is not None:
        return t.plain("Opens {day}: {text}", day=t.short_day(own.opens_on), text=text)
    match own.ballot.state:
        case BallotState.SECONDING:
            return t.plain("To be seconded: {text}", text=text)
        case BallotState.QUEUED:
            return t.plain("In the queue: {text}", text=text)
        case _:
            return t.plain("Open: {text}", text=text)
