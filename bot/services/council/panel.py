"""The panel: from where everything is reached by buttons; and who may look at a council's pages."""

from bot.domain.council.council import Council, CouncilNotFoundError, CouncilUnclearError
from bot.domain.council.messages import Panel, PickCouncil
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import NO_COUNCIL, CouncilId
from bot.domain.ground.message import Message
from bot.domain.roll.member import ON_THE_ROLL, Member
from bot.services.council.council import (
    choose_council,
    council_here,
    council_of_chat,
    councils_of,
    get_council,
    is_here,
)
from bot.services.ground.outbox import reply, reply_or_redraw
from bot.services.ground.persons import in_private
from bot.services.ground.ports import Uow
from bot.services.ground.pressed import is_own


class CouncilForeignError(DomainError):
    """A council's pages are for its group and for those who are on its roll now."""

    code = "council_foreign"


def show_panel(uow: Uow) -> None:
    """/council: the panel of the group; in private of the council chosen last, or a choice among several."""
    try:
        council = council_here(uow)
    except CouncilUnclearError:
        _show_choice(uow, in_place=False)
    else:
        reply(uow, Panel(), council_id=council.council_id)


def _show_choice(uow: Uow, *, in_place: bool) -> None:
    known = councils_of(uow, uow.actor) if uow.actor else []
    show(uow, NO_COUNCIL, PickCouncil(tuple(council.council_id for council in known)), in_place=in_place)


def show_choice(uow: Uow) -> None:
    """[Another group], in private."""
    if in_private(uow):
        _show_choice(uow, in_place=True)


def turn_to(uow: Uow, council_id: CouncilId) -> Council:
    """Make sure that what the actor does next is about this council: in private they turn to it."""
    council = ensure_reader(uow, council_id)
    return council if is_here(uow, council) else choose_council(uow, council.council_id)


def open_panel(uow: Uow, council_id: CouncilId, *, in_place: bool) -> None:
    """[Council], or [Back] to its panel, in place for whoever opened it; in private the actor turns to it."""
    show(uow, turn_to(uow, council_id).council_id, Panel(), in_place=in_place and is_own(uow))


def turn_panel(uow: Uow, council_id: CouncilId, page: int) -> None:
    """[More] on it, in place for whoever opened it."""
    show_page(uow, council_id, Panel(page), in_place=is_own(uow))


def ensure_reader(uow: Uow, council_id: CouncilId) -> Council:
    """Return the council, if the actor may look at it here: in its own group, or in private while on its roll.

    Raises CouncilForeignError.
    """
    try:
        council = get_council(uow, council_id)
    except CouncilNotFoundError:
        raise CouncilForeignError from None
    if is_here(uow, council):
        return council
    place = uow.get(Member, council.council_id, uow.actor.person_id) if uow.actor and in_private(uow) else None
    if place is None or place.state not in ON_THE_ROLL:
        raise CouncilForeignError
    return council


def show_page(uow: Uow, council_id: CouncilId, said: Message, *, in_place: bool) -> None:
    """Show a page of this council: in place of the one whose button was pressed, else as a new message."""
    council = ensure_reader(uow, council_id)
    show(uow, council.council_id, said, in_place=in_place)


def show(uow: Uow, council_id: CouncilId, said: Message, *, in_place: bool) -> None:
    """The same for pages that anybody may see; with NO_COUNCIL in a group, in that group's language."""
    if council_id == NO_COUNCIL and uow.cause.chat_id is not None:
        here = council_of_chat(uow, uow.cause.chat_id)
        council_id = here.council_id if here else council_id
    reply_or_redraw(uow, said, in_place=in_place, council_id=council_id)
