"""The bot may write in its group again: what ended while it could not say so."""

from dataclasses import dataclass
from typing import Any

from bot.domain.ballots.ballot import Ballot
from bot.domain.council.messages import CanWriteAgain
from bot.domain.mandates.mandate import Mandate
from bot.reads.ground.audience import Audience
from bot.reads.mandates.ends import EndView, end_of
from bot.services.ground.filters import MoreThan
from bot.services.ground.ports import Reads

NAMED = 5
"""More ends than these are a number: the word is one message."""


@dataclass(frozen=True, slots=True)
class MutedView:
    """The mandates that ended, and how many `more`; how many `ballots` closed."""

    message: CanWriteAgain
    ended: tuple[EndView, ...]
    more: int
    ballots: int


def load_muted(reads: Reads, audience: Audience, message: CanWriteAgain) -> MutedView:
    """A term ends though the time of ballots stands still; so does what somebody ends in private."""
    council_id, since = audience.council_id, MoreThan(message.since)
    own: dict[str, Any] = {"council_id": council_id, "ended_at": since}
    found = reads.find(Mandate, order="ended_at", limit=NAMED, **own)
    ends = tuple(end for each in found if (end := end_of(reads, council_id, each.mandate_id)))
    closed = reads.count(Ballot, council_id=council_id, closed_at=since)
    return MutedView(message, ends, reads.count(Mandate, **own) - len(found), closed)
