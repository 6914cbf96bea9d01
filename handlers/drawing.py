"""What goes out, drawn: as its chat sees it, and for whoever alone is to see it in their group."""

from dataclasses import replace
from typing import Any

from bot.domain.council.council import Council
from bot.domain.council.messages import Panel, PickCouncil
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.kept import name_of
from bot.domain.ground.message import Question
from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.ground.person import Person
from bot.reads.ballots.card import BallotView
from bot.reads.elections.card import ElectionView
from bot.reads.ground.audience import Audience
from bot.services.council import delivery as store
from bot.services.ground.home import home_of, is_from_group, is_still_theirs
from bot.services.ground.ports import Reads
from bot.services.ground.signposts import led_to_private, sign_under
from handlers.act import Desk
from handlers.jobs import Aside, Draft, Home, Job
from handlers.views.ballots.pictures import with_result
from handlers.views.council.panel import with_way_back
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import join

PANELS = (name_of(Panel), name_of(PickCouncil))

LONGEST = 4000
"""What a message of Telegram's holds, and some room: its tags do not count there."""


def draw(desk: Desk, reads: Reads, job: Job) -> Draft | None:
    """Read model and rendering, of one moment; None if what it shows has gone. Raises NotReadableError."""
    named = job.message or job.card
    to = store.destination(reads, job.council_id, job.person_id, job.message.chat_id if job.message else None)
    if named is None or to is None:
        return None
    aside = _aside(desk, reads, job, to)
    if aside is not None and job.is_aside:
        return Draft(aside.screen, to, aside)
    screen = _screen(desk, reads, named, Audience(job.council_id, job.person_id, desk.bot_name), to)
    if screen is None:
        # It has no look for all: a paper in the booth.
        return Draft(aside.screen, to, aside, is_for_one_only=True) if aside is not None else None
    if job.message is not None and is_from_group(job.message):
        if not is_still_theirs(reads, job.message):
            return None
        screen = _below_the_place(desk, reads, job.council_id, screen, to)
    return Draft(screen, to, aside, home=_home(desk, reads, job.message) if to.is_group else None)


def _below_the_place(desk: Desk, reads: Reads, council_id: CouncilId, screen: Screen, to: store.Destination) -> Screen:
    """With a line that says where they asked, and why the answer comes here; without it where there is no room."""
    t, council = desk.words(to.language, to.zone), reads.get(Council, council_id)
    title = council.title if council is not None and council.title else t.plain("the group")
    said = join(t("<i>You asked in {title}. I answer here, to leave the group in peace.</i>", title=title), screen.text)
    return replace(screen, text=said) if len(said) <= LONGEST else screen


def _home(desk: Desk, reads: Reads, row: Outgoing | None) -> Home | None:
    """What concerns them alone and what they are asked has one, if they have; pages wait for whoever opens it.

    A page is read as well a little later; questions, what was done and what was refused are told where they arose.
    """
    said = desk.screens.message(row) if row is not None and row.card_id is None else None
    if said is None or row is None or not (said.FOR_ONE or isinstance(said, Question)):
        return None
    if (person := home_of(reads, row)) is not None:
        return Home(person.telegram_id)
    led = led_to_private(reads, row) if said.may_wait else None
    return Home(led.telegram_id, is_led=True, sign_on=sign_under(reads, row)) if led is not None else None


def _screen(
    desk: Desk, reads: Reads, named: Outgoing | Card, audience: Audience, to: store.Destination, language: str = ""
) -> Screen | None:
    model, render = desk.screens.load(reads, audience, named)
    if model is None:
        return None
    t = desk.words(language or to.language, to.zone)
    screen = render(model, t)
    if isinstance(named, Card):
        has_result = isinstance(model, BallotView | ElectionView)
        return with_result(model.ballot, model.heading, screen, t) if has_result else screen
    panels = _panels_behind(reads, named)
    return with_way_back(screen, t, panels[-1].council_id) if panels else screen


def _panels_behind(reads: Reads, row: Outgoing) -> list[Outgoing]:
    """The panel whose place it takes, as it was shown there; Help and other pages are of no council by themselves."""
    if row.message_id is None or row.screen in PANELS:
        return []
    where: dict[str, Any] = {"chat_id": row.chat_id, "message_id": row.message_id, "asker_id": row.asker_id}
    return reads.find(Outgoing, screen=PANELS, **where)


def _aside(desk: Desk, reads: Reads, job: Job, to: store.Destination) -> Aside | None:
    """For the one whom it answers, in their language; None for what all may see, and for what no such message takes."""
    row = job.message
    reader = reads.get(Person, row.asker_id) if row is not None and row.asker_id and to.is_group else None
    if row is None or reader is None or not (job.is_aside or _is_for_one(desk, row)):
        return None
    audience = Audience(job.council_id, None, desk.bot_name, reader.person_id)
    screen = _screen(desk, reads, row, audience, to, reader.language or "")
    if screen is None or screen.ask_placeholder is not None or screen.files or screen.picture is not None:
        return None
    return Aside(reader.telegram_id, screen)


def _is_for_one(desk: Desk, row: Outgoing) -> bool:
    return row.message_id is None and row.card_id is None and desk.screens.message(row).FOR_ONE
