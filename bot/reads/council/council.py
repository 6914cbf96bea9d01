"""The council as it stands: for its welcome card, and for what happens to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.council.council import Council
from bot.domain.ground.ids import CouncilId
from bot.reads.ground.audience import Audience
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.ports import Reads
from bot.services.roll.roll import RollSizes, roll_sizes


@dataclass(frozen=True, slots=True)
class WelcomeView:
    """What the welcome card shows."""

    council: Council
    sizes: RollSizes
    waits: timedelta
    vouchers: int
    now: datetime
    bot_name: str


def load_welcome(reads: Reads, audience: Audience, _: dict[str, Any]) -> WelcomeView:
    """The council with the size of its roll."""
    council = get_council(reads, audience.council_id)
    charter = charter_in_force(council)
    sizes = roll_sizes(reads, council.council_id)
    return WelcomeView(
        council, sizes, charter.span("waiting_period"), charter.count("vouchers"), reads.now, audience.bot_name
    )


def load_council(reads: Reads, audience: Audience, params: dict[str, Any]) -> tuple[WelcomeView, dict[str, Any]]:
    """The same with the parameters of what happened."""
    return load_welcome(reads, audience, params), params


def load_here(_: Reads, audience: Audience, params: dict[str, Any]) -> tuple[CouncilId, dict[str, Any]]:
    """What is said to a council as such."""
    return audience.council_id, params


def load_chosen(reads: Reads, audience: Audience, _: dict[str, Any]) -> Council:
    """The council that was picked."""
    return get_council(reads, audience.council_id)
