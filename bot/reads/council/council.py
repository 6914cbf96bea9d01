"""The council as it stands: for its welcome card, and for what happens to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from bot.domain.council.council import Council
from bot.domain.council.messages import CouncilChosen
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.message import Message
from bot.domain.roll.joining import RollSizes
from bot.reads.ground.audience import Audience
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.ports import Reads
from bot.services.roll.claiming import claims_on, former_of
from bot.services.roll.roll import roll_sizes

M = TypeVar("M", bound=Message)


@dataclass(frozen=True, slots=True)
class WelcomeView:
    """What the welcome card shows. `former`: the council that may have become this one; `claims`: so many say so."""

    council: Council
    sizes: RollSizes
    waits: timedelta
    vouchers: int
    now: datetime
    bot_name: str
    former: Council | None
    claims: int


def load_welcome(reads: Reads, audience: Audience, _: Message) -> WelcomeView:
    """The council with the size of its roll."""
    council = get_council(reads, audience.council_id)
    charter = charter_in_force(council)
    sizes = roll_sizes(reads, council.council_id)
    former = former_of(reads, council)
    claims = claims_on(reads, council.council_id, former.council_id) if former else 0
    waits, vouchers = charter.span("waiting_period"), charter.count("vouchers")
    return WelcomeView(council, sizes, waits, vouchers, reads.now, audience.bot_name, former, claims)


def load_council(reads: Reads, audience: Audience, message: M) -> tuple[WelcomeView, M]:
    """The same with what happened."""
    return load_welcome(reads, audience, message), message


def load_here(_: Reads, audience: Audience, message: M) -> tuple[CouncilId, M]:
    """What is said to a council as such."""
    return audience.council_id, message


def load_council_of(reads: Reads, audience: Audience, message: M) -> tuple[Council, M]:
    """The council with what is said of it to somebody elsewhere."""
    return get_council(reads, audience.council_id), message


def load_chosen(reads: Reads, audience: Audience, _: CouncilChosen) -> Council:
    """The council that was picked."""
    return get_council(reads, audience.council_id)
