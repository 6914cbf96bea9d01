"""/me, and what stands under it."""

from bot.domain.ground.ids import NO_COUNCIL
from bot.domain.me.messages import Me, MeElsewhere
from bot.services.council.panel import show
from bot.services.me.forget import remember_again
from handlers.act import Act
from handlers.callbacks import PressUnknownError
from handlers.presses.me import MePress, RememberPress


async def on_me(act: Act) -> None:
    """/me: in private; in a group the way there."""
    await act.write(show, NO_COUNCIL, Me(0) if act.is_private else MeElsewhere(), in_place=False)


async def on_page(act: Act, press: MePress) -> None:
    """A page of it, where nobody else sees it. Raises PressUnknownError where others do: no button there says so."""
    if not (act.is_private or act.is_aside):
        raise PressUnknownError
    await act.write(show, NO_COUNCIL, Me(press.page), in_place=act.query is not None)


async def on_remember(act: Act, press: RememberPress) -> None:
    """[Keep my name again]."""
    if act.sender is not None:
        await act.write(remember_again, press.asked_id, act.sender.name, act.sender.username)
