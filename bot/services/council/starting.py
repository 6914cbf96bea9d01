"""The private chat begins."""

from bot.domain.council.messages import Hello
from bot.domain.ground.person import Person
from bot.services.council.council import councils_of
from bot.services.council.delivery import open_way
from bot.services.council.panel import show_panel
from bot.services.ground.outbox import reply
from bot.services.ground.ports import Uow


def start(uow: Uow, *, is_greeted: bool) -> None:
    """Open the way to this person; greet them unless a link says what they came for."""
    if uow.actor is not None:
        open_way(uow, uow.actor.person_id)
        if is_greeted:
            greet(uow, uow.actor)


def greet(uow: Uow, actor: Person) -> None:
    """Members find the panel of their council, others how to begin."""
    if councils_of(uow, actor):
        show_panel(uow)
    else:
        reply(uow, Hello())
