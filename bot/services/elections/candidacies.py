"""Elections that look for names."""

from bot.domain.ballots.ballot import Ballot, BallotNotFoundError, BallotState
from bot.domain.elections.election import Race
from bot.domain.elections.nominee import NominationsClosedError
from bot.domain.ground.ids import BallotId, CouncilId
from bot.services.ballots.ballots import find_ballot
from bot.services.ground.ports import Reads


def nominating(reads: Reads, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    """The election, if it takes nominations now; raises NominationsClosedError.

    What fills no seat is no election that is known: BallotNotFoundError.
    """
    ballot = find_ballot(reads, council_id, ballot_id)
    if not ballot.subject.FILLS_SEATS:
        raise BallotNotFoundError
    if ballot.state is not BallotState.NOMINATING:
        raise NominationsClosedError(state=ballot.state, office=ballot.text)
    return ballot


def open_nominations(reads: Reads, council_id: CouncilId) -> list[Ballot]:
    """The elections that take nominations now, oldest first."""
    return reads.find(Ballot, council_id=council_id, kind=Race.KIND, state=BallotState.NOMINATING)
