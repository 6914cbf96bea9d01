"""Who voted first, in memory alone: a text is amended while they are few, and to find them opens their papers alone."""

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.elector import Elector
from bot.domain.ground.ids import ElectorId
from bot.services.ballots.papers import Marked, handed_in, paper_of, voters_key
from bot.services.ground.ports import Reads, Uow

FIRST = 5
"""No text is amended once so many have voted: three others and whoever proposed it (SPEC section 4)."""


def note_voter(uow: Uow, ballot: Ballot, elector_id: ElectorId) -> None:
    """Called with the ballot as it is before somebody hands in their first paper."""
    known = _known(uow, ballot) if ballot.voters else frozenset()
    if known is not None:
        uow.memory.keep(voters_key(ballot), known | {elector_id} if len(known) < FIRST else None)


def voters_so_far(reads: Reads, ballot: Ballot) -> Marked:
    """The papers of those who have voted. After a start, or where more have, all are opened."""
    own = [each for each in _known(reads, ballot) or () if ballot.voters]
    electors = [reads.get(Elector, ballot.council_id, ballot.ballot_id, each) for each in own]
    papers = [(each, paper_of(reads, ballot, each.elector_id)) for each in electors if each is not None]
    voted = [(each, paper) for each, paper in papers if paper.picks is not None]
    return voted if len(voted) == ballot.voters else handed_in(reads, ballot)


def _known(reads: Reads, ballot: Ballot) -> frozenset[ElectorId] | None:
    known = reads.memory.recall(voters_key(ballot))
    return known if isinstance(known, frozenset) else None
