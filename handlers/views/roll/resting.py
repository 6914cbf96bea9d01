"""Resting: who has been silent for long is asked, and rests."""

from bot.domain.council.council import Council
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.names import person_name
from bot.domain.roll.messages import Rests, StillHere
from bot.reads.roll.resting import SilentView
from handlers import callbacks
from handlers.presses.roll import HerePress
from handlers.views.ground.screen import Button, Screen
from handlers.views.ground.words import Words, join, mention
from handlers.views.roll.roll import name_of


def here_row(council_id: CouncilId, t: Words) -> tuple[Button, ...]:
    """[I am here]."""
    return (Button(t.plain("I am here"), callbacks.pack(HerePress(council_id))),)


def render_still_here(view: tuple[Council, StillHere], t: Words) -> Screen:
    """The question to one who has been silent for long."""
    council, message = view
    text = t(
        "I have not heard from you in {council} for a long time. Press [I am here] until {when} to stay in its "
        "ballots. Otherwise you rest: you stay on the roll, but ballots are held without you until you come back "
        "with one tap.",
        council=person_name(council.title) or t.plain("your council"),
        when=t.time(message.until),
    )
    return Screen(text, (here_row(council.council_id, t),))


def render_silent(view: SilentView, t: Words) -> Screen:
    """The same question to all whom the bot cannot write to in private."""
    names = join(*(mention(name_of(person, t), person.telegram_id) for person in view.people), by=", ")
    text = t(
        "{names}: I have not heard from you here for a long time. Press [I am here] until {when} to stay in the "
        "ballots. Otherwise you rest: you stay on the roll, but ballots are held without you until you come back "
        "with one tap.",
        names=names,
        when=t.time(view.until),
    )
    return Screen(text, (here_row(view.council_id, t),))


def render_rests(view: tuple[Council, Rests], t: Words) -> Screen:
    """The word to somebody who rests from now on."""
    council, _ = view
    text = t(
        "You are resting in {council} from now on: you are still on the roll, but ballots are held without you. "
        "Press [I am here] to be back at once.",
        council=person_name(council.title) or t.plain("your council"),
    )
    return Screen(text, (here_row(council.council_id, t),))
