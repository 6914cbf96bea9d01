"""/start: the private chat begins; a payload is a press made elsewhere and goes to the handler of its kind."""

from bot.domain.person import Person
from bot.services.council import councils_of
from bot.services.delivery import open_way
from bot.services.outbox import reply
from bot.services.panel import show_panel
from bot.services.ports import Uow
from handlers import callbacks
from handlers.act import Act
from handlers.router import PRESSES, command


@command("start", in_group=False)
async def on_start(act: Act) -> None:
    """Open the way to this person, then do what the link said."""
    if not act.is_private:
        return
    await act.write(_start, has_payload=bool(act.arguments))
    if act.arguments:
        what = callbacks.unpack(act.arguments)
        await PRESSES[type(what)](act, what)


def _start(uow: Uow, *, has_payload: bool) -> None:
    if uow.actor is not None:
        open_way(uow, uow.actor.person_id)
    if not has_payload and uow.actor is not None:
        greet(uow, uow.actor)


def greet(uow: Uow, actor: Person) -> None:
    """Members find the panel of their council, others how to begin."""
    if councils_of(uow, actor):
        show_panel(uow)
    else:
        reply(uow, "hello")
