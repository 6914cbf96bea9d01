"""The call for signals as people read it, and the questions before it."""

from bot.domain.ground.text import cut_utf16
from bot.reads.ground.asked import Asked
from bot.reads.recalls.calls import (
    CallView,
    ConfirmView,
    OfficesView,
)
from handlers import callbacks
from handlers.presses.recalls import RecallPress
from handlers.views.ballots.headings import grounds_line
from handlers.views.ground.dialogs import ask_screen, cancel_row, confirm_keyboard, known_as
from handlers.views.ground.errors import moment
from handlers.views.ground.screen import Button, Screen
from handlers.views.ground.words import Fields, Words, join
from handlers.views.mandates.signals import ask_line, blocked_lines, signal_keyboard, threshold_line
from handlers.views.mandates.words import mention_of

GROUNDS_UNITS = 800
"""So much of the grounds a confirmation or a notice repeats; the card has all of it."""


def render_call(view: CallView, t: Words) -> Screen:
    """The grounds, what signals do, and their buttons."""
    where = view.call.council_id, view.call.mandate_id
    head = join(
        t("<b>Call for signals on {name}, {office}</b>", name=mention_of(view.holder), office=view.holder.office),
        t("Called by {name}", name=view.by) if view.by else t("Called by a member"),
        grounds_line(view.call.grounds, t),
    )
    if view.now is None:
        return Screen(join(head, t("This mandate has ended; all signals on it have lapsed."), by="\n\n"))
    if view.now.recall is not None:
        running = join(threshold_line(view.now.shown, t), t("The recall is under way; no more signals are needed."))
        return Screen(join(head, running, by="\n\n"))
    standing = join(threshold_line(view.now.shown, t), *blocked_lines(view.now, t))
    text = join(head, join(ask_line(view.holder.name, t), standing), by="\n\n")
    return Screen(text, signal_keyboard(t, *where, view.tokens, may_join=view.may_join))


def render_confirm(view: ConfirmView, t: Words) -> Screen:
    """Is this who was meant, and should the card be posted?"""
    grounds = cut_utf16(view.question.rest, GROUNDS_UNITS)
    text = join(
        t("Call for signals on {person}?", person=known_as(view.known, t)),
        t("Grounds: {grounds}", grounds=grounds) if grounds else t("You will be asked for the grounds next."),
        t(
            "I post a card with the grounds in the group, where members signal confidence or no confidence. "
            "It opens no ballot by itself: enough signals do."
        ),
        "" if view.is_named else t("It will say “called by a member”: your name is not shown."),
    )
    return Screen(text, confirm_keyboard(t, view.question.asked_id))


def render_ask_grounds(asked: Asked, t: Words) -> Screen:
    """The grounds are missing."""
    question = t("What are the grounds? Say what was done or not done, and when.")
    return ask_screen(asked, t, question, t.plain("The grounds"))


def render_offices(view: OfficesView, t: Words) -> Screen:
    """One button for each office they hold."""
    rows = tuple(
        (Button(office, callbacks.pack(RecallPress(view.council_id, mandate_id))),)
        for mandate_id, office in view.offices
    )
    return Screen(t("From which office?"), (*rows, cancel_row(t, view.asked.question.asked_id)))


def render_called(title: str, t: Words) -> Screen:
    """To somebody who called in private."""
    return Screen(t("The card is posted in {title}. It says: called by a member.", title=title))


def say_nobody_to_recall(_: Fields, t: Words) -> str:
    return t.plain("Nobody else holds an office here. Example: /recall @name what was done or not done")


def say_recall_running(_: Fields, t: Words) -> str:
    return t.plain("A recall of this person is under way: the ballot opens by itself.")


def say_called_lately(fields: Fields, t: Words) -> str:
    at = moment(fields["from_at"])
    return t.plain(
        "You called for signals on this mandate less than a week ago. You can again from {when}; signals can be given "
        "at any time with /mandate.",
        when=t.moment(at) if at else "",
    )


def say_nameless_stands(fields: Fields, t: Words) -> str:
    at = moment(fields["from_at"])
    return t.plain(
        "A call of yours “by a member” stands in this council already. The next can be made from {when}; in the group "
        "you can call with your name now.",
        when=t.moment(at) if at else "",
    )


def say_too_many_calls(fields: Fields, t: Words) -> str:
    at = moment(fields["from_at"])
    return t.plain(
        "{limit} calls “by a member” stand in this council already. The next can be made from {when}; in the group you "
        "can call with your name now.",
        limit=fields.get("limit"),
        when=t.moment(at) if at else "",
    )
