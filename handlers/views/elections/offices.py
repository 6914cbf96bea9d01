"""/offices: what offices there are, who holds them, what is vacant."""

from bot.domain.mandates.mandate import Mandate
from bot.reads.elections.offices import OfficeState, OfficesView
from handlers import callbacks
from handlers.presses.elections import ElectPress, OfficesPress
from handlers.views.ballots.buttons import show_button
from handlers.views.ground.paging import pager
from handlers.views.ground.screen import Button, Screen
from handlers.views.ground.words import Fields, Markup, Words, join


def render_offices(view: OfficesView, t: Words) -> Screen:
    """One paragraph for each office."""
    runs = [state for state in view.offices if state.running]
    label = t.plain("Fill another office") if runs else t.plain("Elect somebody")
    elect = (Button(label, callbacks.pack(ElectPress(view.council_id))),)
    if not view.offices:
        text = t("There are no offices yet. To fill one, send for example: /elect@{bot} treasurer", bot=view.bot_name)
        return Screen(text, (elect,))
    head = join(
        t("<b>Offices</b>"),
        t("Page {page} of {pages}", page=view.page + 1, pages=view.pages) if view.pages > 1 else "",
    )
    parts = (_office(view, state, t) for state in view.offices)
    turn = pager(t, view.page, view.pages, lambda page: callbacks.pack(OfficesPress(view.council_id, page)))
    rows = (*(_show(state, t) for state in runs), *([turn] if turn else []), elect)
    return Screen(join(head, *parts, by="\n\n"), rows)


def _show(state: OfficeState, t: Words) -> tuple[Button, ...]:
    """To the election that runs, where one would otherwise be called in vain."""
    return (show_button(state.running[0], t, t.plain("Election: {office}", office=state.office.name)),)


def _office(view: OfficesView, state: OfficeState, t: Words) -> Markup:
    held = (_holder(view.names.get(mandate.person_id, ""), mandate, t) for mandate in state.holders)
    return join(t("<b>{office}</b>", office=state.office.name), *held, _vacant(state, t), _running(state, t))


def _holder(name: str, mandate: Mandate, t: Words) -> Markup:
    date, name = t.date(mandate.ends_at), name or t.plain("a former member")
    if mandate.is_alternate:
        return t("{name} acts until the election, to {date} at the longest", name=name, date=date)
    return t("{name}, until {date}", name=name, date=date)


def _vacant(state: OfficeState, t: Words) -> Markup:
    if state.vacant <= 0:
        return Markup("")
    return t("vacant") if state.office.seats == 1 else t.n("{n} seat vacant", "{n} seats vacant", state.vacant)


def _running(state: OfficeState, t: Words) -> Markup:
    return t("An election is running.") if state.running else Markup("")


def say_office_empty(_: Fields, t: Words) -> str:
    return t.plain("Which office is to be filled? Send for example: /elect treasurer, or /elect 3 delegates")
