"""Errands: a command waits until it is clear who gives it (an anonymous post) or which council it is about."""

from collections.abc import Callable
from typing import cast

from bot.domain.council.council import CouncilUnclearError
from bot.domain.council.duties import ForgetErrand
from bot.domain.council.messages import AsYourself, CouncilChosen, ErrandTaken, WhichCouncil
from bot.domain.ground.errand import KEPT_FOR, Errand, ErrandOverError
from bot.domain.ground.ids import NO_COUNCIL, CouncilId, ErrandId
from bot.services.council.council import choose_council, council_here
from bot.services.ground.outbox import redraw, reply
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.schedule import plan


def ask_who(uow: Uow, raw: str) -> None:
    """A command was posted anonymously: answer with a button under which somebody gives it as themself."""
    errand = _keep(uow, raw)
    reply(uow, AsYourself(errand.errand_id), council_id=council_here(uow).council_id)


def ask_which(uow: Uow, error: CouncilUnclearError, raw: str) -> None:
    """A command in private may be about several councils: answer with their names as buttons."""
    council_ids = cast("tuple[CouncilId, ...]", error.fields["council_ids"])
    reply(uow, WhichCouncil(tuple(council_ids), _keep(uow, raw).errand_id))


def _keep(uow: Uow, raw: str) -> Errand:
    person_id = uow.actor.person_id if uow.actor else None
    errand = Errand(ErrandId(uow.new_id()), person_id, raw, uow.now)
    uow.add(errand)
    plan(uow, NO_COUNCIL, ForgetErrand(errand.errand_id), uow.now + KEPT_FOR)
    return errand


def find_errand(reads: Reads, errand_id: ErrandId) -> Errand:
    """The errand, or ErrandOverError."""
    errand = reads.get(Errand, errand_id)
    if errand is None:
        raise ErrandOverError
    return errand


def taking(errand_id: ErrandId, message_id: int | None, council_id: CouncilId = NO_COUNCIL) -> Callable[[Uow], None]:
    """What comes first in the transaction of an errand's command: it is done once, by the one who pressed.

    Raises ErrandOverError.
    """

    def take(uow: Uow) -> None:
        """Raises ErrandOverError."""
        errand = find_errand(uow, errand_id)
        if uow.actor is None or errand.person_id not in {None, uow.actor.person_id}:
            raise ErrandOverError
        uow.remove(errand)
        if message_id is not None and council_id:
            redraw(uow, CouncilChosen(), message_id=message_id, council_id=council_id)
        elif message_id is not None:
            redraw(uow, ErrandTaken(uow.actor.person_id), message_id=message_id)

    return take


def choosing(council_id: CouncilId, errand_id: ErrandId, message_id: int | None) -> Callable[[Uow], None]:
    """The same where a council was picked: from now on the private chat is about it."""
    take = taking(errand_id, message_id, council_id)

    def choose(uow: Uow) -> None:
        choose_council(uow, council_id)
        take(uow)

    return choose


def forget_errand(uow: Uow, _: CouncilId, duty: ForgetErrand) -> None:
    """Nobody came back to it."""
    errand = uow.get(Errand, duty.errand_id)
    if errand is not None:
        uow.remove(errand)
