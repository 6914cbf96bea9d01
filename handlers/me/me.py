"""/me and /forget."""

from bot.domain.ground.ids import NO_COUNCIL, PersonId
from bot.services.council.council import council_of_chat
from bot.services.council.panel import show
from bot.services.ground.dialogs import confirm
from bot.services.ground.ports import Uow
from bot.services.me.forget import remember
from bot.services.me.me import ensure_self
from handlers.act import Act
from handlers.presses.me import MePress, RememberPress


async def on_me(act: Act) -> None:
    """/me: in private; in a group the way there."""
    await act.write(show, NO_COUNCIL, "me" if act.is_private else "me_elsewhere", in_place=False, page=0)


async def on_page(act: Act, press: MePress) -> None:
    """A page of it; from the link in a group the first one."""
    if act.is_private:
        await act.write(show, NO_COUNCIL, "me", in_place=act.query is not None, page=press.page)


async def on_forget(act: Act) -> None:
    """/forget asks first."""
    await act.write(_ask)


def _ask(uow: Uow) -> None:
    here = council_of_chat(uow, uow.cause.chat_id) if uow.cause.chat_id is not None else None
    confirm(uow, here.council_id if here else NO_COUNCIL, "forget", "confirm_forget")


async def on_remember(act: Act, press: RememberPress) -> None:
    """[Keep my name again]."""
    if act.sender is not None:
        await act.write(_remember, press.asked_id, act.sender.name, act.sender.username)


def _remember(uow: Uow, asked_id: PersonId, name: str, username: str | None) -> None:
    ensure_self(uow, asked_id)
    remember(uow, name, username.casefold() if username else None)
    show(uow, NO_COUNCIL, "remembered", in_place=True)
