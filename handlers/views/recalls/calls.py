"""The call for signals as people read it, and the questions before it."""

from dataclasses import dataclass
from typing import Any

from bot.domain.ground.ids import CouncilId
from bot.domain.ground.names import person_name
from bot.domain.ground.person import Person
from bot.domain.ground.text import cut_utf16
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.recall import RecallCall
from bot.reads.ground.asked import Asked, load_asked
from bot.reads.ground.audience import Audience
from bot.reads.roll.known import Known
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads
from bot.services.recalls.confidence import ThresholdExplained, explain_threshold
from handlers import callbacks
from handlers.views.ballots.headings import grounds_line
from handlers.views.ground.dialogs import ask_screen, cancel_row, confirm_keyboard, known_as, load_confirm_person
from handlers.views.ground.errors import says
from handlers.views.ground.screen import Button, Screen, screen
from handlers.views.ground.words import Words, join
from handlers.views.recalls.confidence import (
    Holder,
    ask_line,
    blocked_lines,
    follows_line,
    load_holder,
    signal_keyboard,
    threshold_line,
)

GROUNDS_UNITS = 800
"""So much of the grounds a confirmation or a notice repeats; the card has all of it."""


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
    explained = join(ask_line(view.holder.name, t), follows_line(view.holder.name, t))
    standing = join(threshold_line(view.now.shown, t), *blocked_lines(view.now, t))
    text = join(head, explained, standing, by="\n\n")
    return Screen(text, signal_keyboard(t, view.call.council_id, view.call.mandate_id))


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
        t(
            "I post a card with the grounds in the group, where members signal confidence or no confidence. "
            "It opens no ballot by itself: enough signals do."
        ),
        "" if view.is_group else t("It will say “called by a member”: your name is not shown."),
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


@says("nobody_to_recall")
def _nobody_to_recall(_: dict[str, Any], t: Words) -> str:
    return t.plain("Nobody else holds an office here. Example: /recall @name what was done or not done")


@says("recall_running")
def _recall_running(_: dict[str, Any], t: Words) -> str:
    return t.plain("A recall of this person is under way: the ballot opens by itself.")
