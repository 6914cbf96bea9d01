"""The mandates that stand now: who holds what."""

from bot.domain.ground.names import person_name
from bot.domain.ground.person import Person
from bot.reads.mandates.listed import ListView
from handlers import callbacks
from handlers.presses.mandates import MandateListPress, MandatePress
from handlers.views.ground.paging import pager
from handlers.views.ground.screen import Button, Screen
from handlers.views.ground.words import Words, join


def render_list(view: ListView, t: Words) -> Screen:
    """Who holds what, with a button for each."""
    if not view.lines:
        return Screen(
            t(
                "Nobody holds an office here yet. To fill one, send for example: /elect@{bot} treasurer",
                bot=view.bot_name,
            )
        )
    lines = [
        t("{office}: {name}, report-back overdue", office=line.office, name=_holder_name(line.holder, t))
        if line.is_overdue
        else t("{office}: {name}", office=line.office, name=_holder_name(line.holder, t))
        for line in view.lines
    ]
    rows = tuple(
        (
            Button(
                t.plain("{office}: {name}", office=line.office, name=_holder_name(line.holder, t)),
                callbacks.pack(MandatePress(view.council_id, line.mandate.mandate_id)),
            ),
        )
        for line in view.lines
    )
    turn = pager(t, view.page, view.pages, lambda page: callbacks.pack(MandateListPress(view.council_id, page)))
    return Screen(join(t("<b>Mandates</b>"), *lines), (*rows, turn) if turn else rows)


def _holder_name(person: Person | None, t: Words) -> str:
    return (person_name(person.name) if person else "") or t.plain("a former member")
