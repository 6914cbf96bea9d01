"""A removal as people read it: the question, the card while the person may reply, the ballot's text, refusals."""

from bot.domain.ballots.ballot import Ballot, BallotState, Outcome
from bot.domain.ground.names import person_name
from bot.domain.ground.text import cut
from bot.reads.ground.asked import Asked
from bot.reads.removals.removal import ConfirmView, RemovalView
from handlers import callbacks
from handlers.presses.removals import RemovalReplyPress
from handlers.views.ballots.headings import removal_reply
from handlers.views.charter.words import value_words
from handlers.views.ground.dialogs import ask_screen, confirm_keyboard, known_as
from handlers.views.ground.errors import moment
from handlers.views.ground.screen import Button, Screen
from handlers.views.ground.words import Fields, Markup, Words, join, mention
from handlers.views.roll.roll import name_of

GROUNDS_SHOWN = 500
"""Graphemes of the grounds in a question or notice; the card has all of them."""


def render_confirm(view: ConfirmView, t: Words) -> Screen:
    """What [Yes] will do."""
    charter = view.charter
    grounds = view.question.rest
    lines = [
        t("Ask the council to remove <b>{person}</b>?", person=known_as(view.known, t)),
        t("Grounds: {grounds}", grounds=cut(grounds, GROUNDS_SHOWN)) if grounds else t("I ask for the grounds next."),
        t(
            "They have {span} to reply; then the council votes. It passes if Yes is {approval} of Yes and No, "
            "and {turnout} of those who may vote take part.",
            span=t.span(charter.span("reply_time")),
            approval=value_words("removal_approval", charter.text("removal_approval"), t),
            turnout=value_words("removal_turnout", charter.text("removal_turnout"), t),
        ),
    ]
    return Screen(join(*lines), confirm_keyboard(t, view.question.asked_id, is_grave=True))


def render_ask_grounds(asked: Asked, t: Words) -> Screen:
    """The grounds are asked for."""
    return ask_screen(asked, t, t("What are the grounds? They are printed on the ballot."), t.plain("The grounds"))


def render_ask_reply(asked: Asked, t: Words) -> Screen:
    """The person's own word is asked for."""
    return ask_screen(
        asked, t, t("What do you reply to the grounds? It is printed on the ballot."), t.plain("Your reply")
    )


def render_removal(view: RemovalView, t: Words) -> Screen:
    """The card until the ballot opens."""
    if view.ballot.state is not BallotState.REPLY or view.opens_at is None:
        return Screen(join(removal_words(view, t), t("No ballot is held on this any more."), by="\n\n"))
    person = view.person.person
    name = mention(name_of(person, t), person.telegram_id) if person else name_of(person, t)
    text = join(
        removal_words(view, t),
        t(
            "{name} may reply until {when}: press [Reply]. Then the ballot opens, in which {name} has no vote.",
            name=name,
            when=t.time(view.opens_at),
        ),
        by="\n\n",
    )
    return Screen(text, (_reply_row(view.ballot, t),))


def _reply_row(ballot: Ballot, t: Words) -> tuple[Button, ...]:
    press = RemovalReplyPress(ballot.council_id, ballot.ballot_id)
    return (Button(t.plain("Reply"), callbacks.pack(press)),)


def removal_words(view: RemovalView, t: Words) -> Markup:
    """Who is to be removed, by whom it is asked, the grounds and the reply."""
    return join(
        t("<b>Remove from the roll: {person}</b>", person=known_as(view.person, t)),
        t("Grounds, given by {proposer}: {grounds}", proposer=name_of(view.proposer, t), grounds=view.ballot.text),
        removal_reply(name_of(view.person.person, t), view.reply, t),
    )


def render_removal_self(view: RemovalView, t: Words) -> Screen:
    """The person concerned hears of it, with [Reply]."""
    ballot = view.ballot
    may_reply = ballot.state is BallotState.REPLY and view.opens_at is not None
    council = person_name(view.title) or t.plain("your council")
    lines = [
        t(
            "{proposer} asks {council} to remove you from its roll.",
            proposer=name_of(view.proposer, t),
            council=council,
        ),
        t("Grounds: {grounds}", grounds=ballot.text),
    ]
    if may_reply and view.opens_at is not None:
        lines.append(
            t(
                "Press [Reply] until {when}: what you write is printed on the ballot, which opens then.",
                when=t.time(view.opens_at),
            )
        )
    else:
        lines.append(t("The time for a reply is over."))
    return Screen(join(*lines), (_reply_row(ballot, t),) if may_reply else ())


def render_replied(_: RemovalView, t: Words) -> Screen:
    """The reply was taken."""
    return Screen(t("Recorded: your reply is printed on the ballot. Until it opens you can press [Reply] again."))


def render_closed(view: RemovalView, t: Words) -> Screen:
    """The person hears the result."""
    council = person_name(view.title) or t.plain("Your council")
    if view.ballot.outcome is not Outcome.ADOPTED or view.ballot.is_practice:
        if not view.is_on_roll:
            return Screen(
                t("{council} did not remove you. You had left its roll: you may join again.", council=council)
            )
        return Screen(t("{council} did not remove you: you stay on its roll.", council=council))
    span = t.span(view.cool_down)
    return Screen(
        t(
            "{council} removed you from its roll by ballot. Mandates you held there have ended. "
            "You may join again after {span}.",
            council=council,
            span=span,
        )
    )


def say_removal_in_founding(fields: Fields, t: Words) -> str:
    at = moment(fields.get("ends_at"))
    return t.plain(
        "While the council is being founded nobody can be removed. You can ask for it from {when} on.",
        when=t.moment(at) if at else "",
    )


def say_own_removal(_: Fields, t: Words) -> str:
    return t.plain("You cannot ask for your own removal. To leave the roll, send /leave.")


def say_not_removable(fields: Fields, t: Words) -> str:
    return t.plain(
        "{name} is not on the roll.", name=person_name(str(fields.get("name") or "")) or t.plain("This person")
    )


def say_removal_runs(_: Fields, t: Words) -> str:
    return t.plain("The council is voting on this removal already. Send /open to see it.")


def say_no_reply_due(fields: Fields, t: Words) -> str:
    if not fields.get("is_mine"):
        return t.plain("Only the person whom this is about can reply.")
    return t.plain("The ballot has opened or is over: replies are not taken any more.")
