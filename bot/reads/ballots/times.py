"""How the founding window bears on a ballot."""

from datetime import datetime
from enum import StrEnum

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.council.council import Council


class Founding(StrEnum):
    """Whether the ballot was opened in the founding window, which may be over; such a ballot never closes early."""

    NO = "no"
    NOW = "now"
    OVER = "over"


def founding_of(council: Council, ballot: Ballot, now: datetime) -> Founding:
    """How the founding window bears on an open ballot."""
    is_open = ballot.state is BallotState.OPEN and ballot.opened_at is not None
    if not is_open or not council.was_founding(ballot.opened_at or now):
        return Founding.NO
    return Founding.NOW if council.is_founding(now) else Founding.OVER
