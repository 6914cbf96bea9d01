"""Several councils to pick from."""

from dataclasses import dataclass

from bot.domain.council.council import Council
from bot.domain.council.messages import PickCouncil, WhichCouncil
from bot.domain.ground.ids import ErrandId
from bot.reads.ground.audience import Audience
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads


@dataclass(frozen=True, slots=True)
class PickView:
    """Councils to choose from; the command is done for the chosen one."""

    councils: tuple[Council, ...]
    errand_id: ErrandId


def load_pick(reads: Reads, _: Audience, message: WhichCouncil) -> PickView:
    """The councils by id."""
    councils = tuple(get_council(reads, council_id) for council_id in message.council_ids)
    return PickView(councils, message.errand_id)


def load_choice(reads: Reads, audience: Audience, message: PickCouncil) -> tuple[list[Council], str]:
    """The councils to choose from."""
    return [get_council(reads, council_id) for council_id in message.council_ids], audience.bot_name
