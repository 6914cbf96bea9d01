"""Options that members add to a ballot whose proposer allowed it, until a third of its time is over."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ballots.ballot import Ballot, BallotClosedError, BallotState
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import BallotId, CouncilId, PersonId

ADDED_LIMIT = 2
"""So many one member adds to one ballot. Our judgement: who has more ideas proposes a ballot of their own."""

PART = 3
"""Options are added in the first of so many parts of its time; the rest is left to whoever has voted by then."""


class OptionsFixedError(DomainError):
    """Its proposer allowed no more options, or the time to add some is over."""

    code = "options_fixed"


class AddedEnoughError(DomainError):
    """As many options as one member may add; field `limit`."""

    code = "added_enough"


@dataclass(frozen=True, slots=True)
class AddedOption:
    """Who added an option: kept for the limit, and told to nobody. `place`: where it stands among the options."""

    council_id: CouncilId
    ballot_id: BallotId
    place: int
    person_id: PersonId


def takes_options(ballot: Ballot) -> bool:
    """Whether its proposer lets others add options; a run-off is over what the first round left."""
    return ballot.subject.takes_options and ballot.run_off_of_id is None


def options_end(begins_at: datetime, closes_at: datetime) -> datetime:
    """When no option can be added any more to a ballot that is open for this time."""
    return begins_at + (closes_at - begins_at) / PART


def ensure_takes(ballot: Ballot, until: datetime | None, now: datetime) -> None:
    """Raise BallotClosedError or OptionsFixedError. `until`: the deadline of its EndOptions, None once that is over."""
    if ballot.state is not BallotState.OPEN:
        raise BallotClosedError(state=ballot.state, outcome=ballot.outcome)
    if not takes_options(ballot) or until is None or now >= until:
        raise OptionsFixedError


def ensure_adds(added: int) -> None:
    """Raise AddedEnoughError for who has added as many as one may."""
    if added >= ADDED_LIMIT:
        raise AddedEnoughError(limit=ADDED_LIMIT)
