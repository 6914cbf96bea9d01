"""/mandate: everything about one mandate, page by page; without a name one's own, or the list of all."""

from bot.domain.ground.dialog import Dialog
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import Mandate, NoMandateError
from bot.services.council.council import council_here
from bot.services.council.panel import ensure_reader
from bot.services.ground.dialogs import pick_person
from bot.services.ground.naming import Who, of_office, office_meant
from bot.services.ground.outbox import redraw, reply, reply_or_redraw
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Uow
from bot.services.mandates.holders import ensure_held
from bot.services.mandates.mandates import get_mandate, live_mandates


def show_mandates(uow: Uow, who: Who) -> None:
    """/mandate, with or without a name."""
    council_id = council_here(uow).council_id
    if not who.is_nobody:
        ensure_held(uow, council_id, who)
        pick_person(uow, council_id, "mandate", who, office_id=office_meant(uow, council_id, who))
        return
    own = live_mandates(uow, council_id, actor_id(uow))
    if own:
        reply(uow, "mandate_page", council_id=council_id, mandate_id=own[0].mandate_id, page=0)
    else:
        reply(uow, "mandate_list", council_id=council_id, page=0)


def show_list_page(uow: Uow, council_id: CouncilId, page: int) -> None:
    """Another page of the mandates that stand now."""
    ensure_reader(uow, council_id)
    redraw(uow, "mandate_list", council_id=council_id, page=page)


def show_of_person(uow: Uow, dialog: Dialog) -> None:
    """The person's mandate: the one that stands, else the last. Raises NoMandateError."""
    person_id = dialog.state["person_id"]
    held = uow.find(Mandate, council_id=dialog.council_id, person_id=person_id)
    if not held:
        person = uow.get(Person, person_id)
        raise NoMandateError(name=person.name if person else "")
    live = [mandate for mandate in held if mandate.is_live]
    first = of_office(live, dialog.state["office_id"])[0] if live else held[-1]
    reply(uow, "mandate_page", council_id=dialog.council_id, mandate_id=first.mandate_id, page=0)


def show_page(uow: Uow, council_id: CouncilId, mandate_id: str, page: int, *, in_place: bool) -> None:
    """A mandate's page: in place of the one whose button was pressed, or below the card."""
    ensure_reader(uow, council_id)
    mandate = get_mandate(uow, council_id, mandate_id)
    reply_or_redraw(
        uow, "mandate_page", in_place=in_place, council_id=council_id, mandate_id=mandate.mandate_id, page=page
    )
