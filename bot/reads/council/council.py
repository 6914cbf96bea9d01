"""The council as it stands: for its welcome card, and for what happens to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from bot.domain.council.council import Council
from bot.domain.council.messages import CouncilChosen
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.languages import OFFERED, spoken_by
from bot.domain.ground.message import Message
from bot.domain.roll.joining import RollSizes
from bot.reads.ground.audience import Audience
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.ports import Reads
from bot.services.roll.claiming import claims_on, former_of
from bot.services.roll.queries import LanguagesOnRoll
from bot.services.roll.roll import roll_sizes

M = TypeVar("M", bound=Message)


@dataclass(frozen=True, slots=True)
class WelcomeView:
    """What the welcome card shows. `former`: the council that may have become this one; `claims`: so many say so.

    `languages`: what a founder may choose at once, as somebody who joined speaks it.
    """

    council: Council
    sizes: RollSizes
    waits: timedelta
    vouchers: int
    now: datetime
    bot_name: str
    former: Council | None
    claims: int
    languages: tuple[str, ...]


def load_welcome(reads: Reads, audience: Audience, _: Message) -> WelcomeView:
    """The council with the size of its roll."""
    council = get_council(reads, audience.council_id)
    charter = charter_in_force(council)
    sizes = roll_sizes(reads, council.council_id)
    former = former_of(reads, council)
    claims = claims_on(reads, council, former) if former else 0
    waits, vouchers = charter.span("waiting_period"), charter.count("vouchers")
    languages = _other_languages(reads, council)
    return WelcomeView(council, sizes, waits, vouchers, reads.now, audience.bot_name, former, claims, languages)


def _other_languages(reads: Reads, council: Council) -> tuple[str, ...]:
    """Those of who joined, but the group's own; none once the founding window is over: then a vote decides."""
    if not council.is_founding(reads.now):
        return ()
    spoken = {spoken_by(code) for code in reads.ask(LanguagesOnRoll(council.council_id))}
    return tuple(language for language in OFFERED if language in spoken and language != council.language)


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
