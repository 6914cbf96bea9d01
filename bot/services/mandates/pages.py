"""/mandate: everything about one mandate, page by page; without a name one's own, or the list of all."""

from bot.domain.ground.ids import CouncilId
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import Mandate, NoMandateError
from bot.domain.mandates.messages import MandateList, MandatePage
from bot.domain.mandates.questions import WhoseMandate
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
        pick_person(uow, council_id, WhoseMandate(office_meant(uow, council_id, who)), who)
        return
    own = live_mandates(uow, council_id, actor_id(uow))
    if own:
        reply(uow, MandatePage(own[0].mandate_id, 0), council_id=council_id)
    else:
        reply(uow, MandateList(0), council_id=council_id)


def show_list_page(uow: Uow, council_id: CouncilId, page: int) -> None:
    """Another page of the mandates that stand now."""
    ensure_reader(uow, council_id)
    redraw(uow, MandateList(page), council_id=council_id)


def show_of_person(uow: Uow, council_id: CouncilId, question: WhoseMandate) -> None:
    """The person's mandate: the one that stands, else the last. Raises NoMandateError or CouncilForeignError."""
    ensure_reader(uow, council_id)
    held = uow.find(Mandate, council_id=council_id, person_id=question.person_id)
    if not held:
        person = uow.get(Person, question.person_id)
        raise NoMandateError(name=person.name if person else "")
    live = [mandate for mandate in held if mandate.is_live]
    first = of_office(live, question.office_id)[0] if live else held[-1]
    reply(uow, MandatePage(first.mandate_id, 0), council_id=council_id)


def show_page(uow: Uow, council_id: CouncilId, mandate_id: str, page: int, *, in_place: bool) -> None:
    """A mandate's page: in place of the one whose button was pressed, or below the card."""
    ensure_reader(uow, council_id)
    mandate = get_mandate(uow, council_id, mandate_id)
    reply_or_redraw(uow, MandatePage(mandate.mandate_id, page), in_place=in_place, council_id=council_id)
