"""Leaving the roll, and being kept out of the chat."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.council.council import Council
from bot.domain.elections.office import Office
from bot.domain.ground.ids import PersonId
from bot.domain.ground.names import person_name
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import Mandate
from bot.reads.ground.audience import Audience
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.ports import Reads
from bot.services.mandates.mandates import live_mandates
from handlers.views.ground.dialogs import confirm_keyboard
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Words, join
from handlers.views.roll.roll import name_of


@dataclass(frozen=True, slots=True)
class LeaveView:
    """What leaving would end."""

    council: Council
    offices: tuple[str, ...]
    asked_id: PersonId
    waits: timedelta


def load_leave(reads: Reads, audience: Audience, params: dict[str, Any]) -> LeaveView:
    """The offices of the one who asks."""
    council = get_council(reads, audience.council_id)
    held = live_mandates(reads, council.council_id, params["asked_id"])
    waits = charter_in_force(council).span("waiting_period")
    return LeaveView(council, _offices(reads, held), params["asked_id"], waits)


def _offices(reads: Reads, held: list[Mandate]) -> tuple[str, ...]:
    offices = (reads.get(Office, mandate.council_id, mandate.office_id) for mandate in held)
    return tuple(office.name for office in offices if office)


def render_confirm_leave(view: LeaveView, t: Words) -> Screen:
    """What will happen."""
    lines = [
        t("<b>Leave the roll of {council}?</b>", council=person_name(view.council.title) or t.plain("this council")),
        t("You will not be asked in its ballots any more. Votes you have cast stay counted."),
    ]
    if view.offices:
        held = ", ".join(view.offices)
        lines.append(t("You hold: {offices}. Your mandate ends at once, and somebody else is elected.", offices=held))
    lines.append(t("You can join again; you would wait {span} before you vote.", span=t.span(view.waits)))
    return Screen(join(*lines), confirm_keyboard(t, view.asked_id))


@dataclass(frozen=True, slots=True)
class KeptOutView:
    """Whom an administrator keeps out, of which council, and how."""

    council: Council
    person: Person | None
    by: Person | None
    is_muted: bool


def load_kept_out(reads: Reads, audience: Audience, params: dict[str, Any]) -> KeptOutView:
    """The person and the administrator, who has no name if anonymous."""
    person_id = params.get("person_id") or audience.person_id
    by = reads.get(Person, params["by_id"]) if params["by_id"] else None
    council = get_council(reads, audience.council_id)
    return KeptOutView(council, reads.get(Person, person_id), by, params["is_muted"])


def _administrator(by: Person | None, t: Words) -> str:
    return name_of(by, t) if by else t.plain("An administrator")


def render_kept_out(view: KeptOutView, t: Words) -> Screen:
    """The council hears what an administrator did, and that it changes nothing."""
    name, by = name_of(view.person, t), _administrator(view.by, t)
    if view.is_muted:
        first = t("{by} took {name}'s right to write here.", by=by, name=name)
    else:
        first = t("{by} removed {name} from this chat.", by=by, name=name)
    rest = t(
        "{name} stays on the roll, with every mandate and every vote, and goes on in private. "
        "Only a removal ballot of the council can end that.",
        name=name,
    )
    return Screen(join(first, rest, by=" "))


def render_kept_out_self(view: KeptOutView, t: Words) -> Screen:
    """The same to the person."""
    text = t(
        "{by} keeps you out of {council}. You are still on its roll, with every mandate and every vote: "
        "send /open here to see what is open, and vote here.",
        by=_administrator(view.by, t),
        council=person_name(view.council.title) or t.plain("your council"),
    )
    return Screen(text)


def render_holder_left(view: tuple[Person | None, dict[str, Any]], t: Words) -> Screen:
    """A mandate holder has left the chat."""
    person, params = view
    text = t(
        "{name} left the chat and holds a mandate. If {name} is not back by {when}, this counts as resigned.",
        name=name_of(person, t),
        when=t.time(datetime.fromisoformat(params["until"])),
    )
    return Screen(text)


def render_holder_left_self(view: tuple[Council, dict[str, Any]], t: Words) -> Screen:
    """The same to the holder."""
    council, params = view
    text = t(
        "You left {council} and hold a mandate of it. Come back by {when}, or this counts as resigned.",
        council=person_name(council.title) or t.plain("the chat of your council"),
        when=t.time(datetime.fromisoformat(params["until"])),
    )
    return Screen(text)
