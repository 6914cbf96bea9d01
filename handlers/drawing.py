"""What goes out, drawn: as its chat sees it, and for whoever alone is to see it in their group."""

from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.ground.person import Person
from bot.reads.ground.audience import Audience
from bot.services.council import delivery as store
from bot.services.ground.ports import Reads
from handlers.act import Desk
from handlers.jobs import Aside, Draft, Job
from handlers.views.ground.screen import Screen


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
    return Draft(screen, to, aside)


def _screen(
    desk: Desk, reads: Reads, named: Outgoing | Card, audience: Audience, to: store.Destination, language: str = ""
) -> Screen | None:
    model, render = desk.screens.load(reads, audience, named)
    return render(model, desk.words(language or to.language, to.zone)) if model is not None else None


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
