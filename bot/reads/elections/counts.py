"""What is read to show how the votes of an election were counted."""

from dataclasses import dataclass

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.names import Names
from bot.domain.ballots.results import ResultOfStv, RoundTold
from bot.domain.elections.messages import CountRounds
from bot.reads.ground.audience import Audience
from bot.reads.ground.paging import page_of
from bot.services.ballots.names import load_names
from bot.services.ground.ports import Reads

NAMES_ON_A_PAGE = 24
"""So many names of a count fit on one screen: with few candidates several rounds do."""


MOST_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class CountView:
    """Some rounds of a count."""

    names: Names
    rounds: tuple[tuple[int, RoundTold], ...]
    page: int
    pages: int


def load_count(reads: Reads, audience: Audience, message: CountRounds) -> CountView | None:
    """One page of rounds."""
    ballot = reads.get(Ballot, audience.council_id, message.ballot_id)
    if ballot is None:
        return None
    numbered = list(enumerate(ballot.result.rounds if isinstance(ballot.result, ResultOfStv) else (), 1))
    size = min(MOST_ROUNDS, max(1, NAMES_ON_A_PAGE // (len(ballot.options) + 1)))
    rounds, page, pages = page_of(numbered, message.page, size)
    return CountView(load_names(reads, ballot), tuple(rounds), page, pages)
