"""The panel: from where everything is reached by buttons; and who may look at a council's pages."""

from bot.domain.council import Council
from bot.domain.errors import DomainError
from bot.domain.ids import CouncilId
from bot.domain.member import Member
from bot.services.council import get_council, is_here
from bot.services.outbox import redraw, reply
from bot.services.ports import Uow


class CouncilForeignError(DomainError):
    """A council's pages are for its group and for those who are or were on its roll."""

    code = "council_foreign"


def ensure_reader(uow: Uow, council_id: CouncilId) -> Council:
    """Return the council, if the actor may look at it here: in its own group, or in private as (former) member."""
    try:
        council = get_council(uow, council_id)
    except LookupError:
        raise CouncilForeignError from None
    if is_here(uow, council):
        return council
    actor = uow.actor
    if (
        actor is None
        or uow.cause.chat_id != actor.telegram_id
        or not uow.get(Member, council.council_id, actor.person_id)
    ):
        raise CouncilForeignError
    return council


def show_page(uow: Uow, council_id: CouncilId, screen: str, /, *, in_place: bool, **params: object) -> None:
    """Show a page of this council: in place of the one whose button was pressed, else as a new message."""
    council = ensure_reader(uow, council_id)
    show(uow, council.council_id, screen, in_place=in_place, **params)


def show(uow: Uow, council_id: CouncilId, screen: str, /, *, in_place: bool, **params: object) -> None:
    """The same for pages that anybody may see."""
    if in_place and uow.cause.message_id is not None:
        redraw(uow, screen, uow.cause.message_id, council_id=council_id, **params)
    else:
        reply(uow, screen, council_id=council_id, **params)
