"""What is read for a ballot paper: in the private booth, and in the group."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.messages import PaperHere, PaperInBooth
from bot.domain.ballots.names import Names
from bot.domain.elections.nominee import Nominee
from bot.reads.ballots.headings import Heading, heading_of
from bot.reads.ground.audience import Audience
from bot.services.ballots.booth import Booth, look_into_booth
from bot.services.ballots.names import load_names
from bot.services.ballots.tokens import choice_tokens, mark_tokens
from bot.services.council.council import get_council
from bot.services.ground.filters import MoreThan
from bot.services.ground.ports import Reads


@dataclass(frozen=True, slots=True)
class BoothView:
    """The paper of one person; `tokens` by mark. `is_introduced`: a candidate says something of themself."""

    booth: Booth
    names: Names
    heading: Heading
    council: str
    tokens: Mapping[str, str]
    is_introduced: bool


def load_booth(reads: Reads, audience: Audience, message: PaperInBooth) -> BoothView | None:
    """The paper of the reader; nobody else's is ever drawn."""
    ballot = reads.get(Ballot, audience.council_id, message.ballot_id)
    if audience.only_reader_id is None or ballot is None:
        return None
    booth = look_into_booth(reads, ballot.council_id, ballot.ballot_id, audience.only_reader_id)
    title = get_council(reads, ballot.council_id).title
    said = reads.count(Nominee, council_id=ballot.council_id, ballot_id=ballot.ballot_id, introduction=MoreThan(""))
    tokens = mark_tokens(reads, ballot)
    return BoothView(booth, load_names(reads, ballot), heading_of(reads, ballot), title, tokens, said > 0)


@dataclass(frozen=True, slots=True)
class PaperView:
    """The paper as everybody may see it; `tokens` by choice."""

    names: Names
    heading: Heading
    tokens: Mapping[str, str]


def load_paper(reads: Reads, audience: Audience, message: PaperHere) -> PaperView | None:
    """The names alone."""
    ballot = reads.get(Ballot, audience.council_id, message.ballot_id)
    if ballot is None:
        return None
    return PaperView(load_names(reads, ballot), heading_of(reads, ballot), choice_tokens(reads, ballot))
