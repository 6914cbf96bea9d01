"""The private chat begins."""

from bot.domain.council.messages import Hello, NothingWaits
from bot.domain.ground.person import Person
from bot.services.council.council import councils_of
from bot.services.council.delivery import open_way
from bot.services.council.panel import show_panel
from bot.services.ground.outbox import reply
from bot.services.ground.ports import Uow
from bot.services.ground.signposts import answers_waiting


def start(uow: Uow, *, is_greeted: bool, is_for_answer: bool = False) -> None:
    """Open the way to this person; greet them unless a link says what they came for, or an answer waits for them.

    `is_for_answer`: they came to read it; where none waits they are told so.
    """
    if uow.actor is None:
        return
    is_answered = bool(answers_waiting(uow, uow.actor.person_id))
    open_way(uow, uow.actor.person_id)
    if is_greeted and not is_answered:
        if is_for_answer:
            reply(uow, NothingWaits())
        greet(uow, uow.actor)


def greet(uow: Uow, actor: Person) -> None:
    """Members find the panel of their council, others how to begin."""
    if councils_of(uow, actor):
        show_panel(uow)
    else:
        reply(uow, Hello())
