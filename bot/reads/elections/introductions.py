"""What is read of candidates: who stands, and what they say of themselves."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.elections.election import race_of
from bot.domain.elections.messages import AskIntroduction, Candidates, OwnIntroduction
from bot.domain.elections.nominee import NAME_UNITS, Nominee, NomineeState
from bot.domain.ground.person import Person
from bot.domain.ground.text import cut_utf16, utf16_len
from bot.reads.ballots.headings import Heading, heading_of
from bot.reads.ground.audience import Audience
from bot.services.elections.elections import standing
from bot.services.ground.expecting import is_expected
from bot.services.ground.persons import name_here
from bot.services.ground.ports import Reads

UNITS_ON_A_PAGE = 3400
"""What leaves room for the heading in a message."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on the paper, by the name that stands there; empty for who asked to be forgotten."""

    name: str
    introduction: str

    @property
    def units(self) -> int:
        """What they take of a page."""
        return NAME_UNITS + utf16_len(self.introduction)


@dataclass(frozen=True, slots=True)
class CandidatesView:
    """One page of them."""

    ballot: Ballot
    heading: Heading
    candidates: tuple[Candidate, ...]
    page: int
    pages: int


def load_candidates(reads: Reads, audience: Audience, message: Candidates) -> CandidatesView | None:
    """Those who stand, in the order of the paper, or before it is printed in that in which they came."""
    ballot = reads.get(Ballot, audience.council_id, message.ballot_id)
    if ballot is None or not ballot.subject.FILLS_SEATS:
        return None
    pages = list(_pages([_candidate(reads, ballot, row) for row in on_paper(reads, ballot)])) or [()]
    page = min(max(message.page, 0), len(pages) - 1)
    return CandidatesView(ballot, heading_of(reads, ballot), pages[page], page, len(pages))


def on_paper(reads: Reads, ballot: Ballot) -> list[Nominee]:
    """Who stands and was not struck."""
    rows = [row for row in standing(reads, ballot) if row.option not in race_of(ballot).struck]
    if not ballot.options:
        return rows
    return sorted((row for row in rows if row.option is not None), key=lambda row: int(row.option or 0))


def _candidate(reads: Reads, ballot: Ballot, row: Nominee) -> Candidate:
    person = reads.get(Person, row.person_id)
    if person is None or person.forgotten_at is not None:
        return Candidate("", "")
    printed = ballot.options[int(row.option)] if row.option is not None else name_here(reads, ballot.council_id, person)
    return Candidate(cut_utf16(printed, NAME_UNITS), row.introduction)


def _pages(candidates: list[Candidate]) -> Iterator[tuple[Candidate, ...]]:
    page: list[Candidate] = []
    for candidate in candidates:
        if page and sum(each.units for each in (*page, candidate)) > UNITS_ON_A_PAGE:
            yield tuple(page)
            page = []
        page.append(candidate)
    if page:
        yield tuple(page)


@dataclass(frozen=True, slots=True)
class OwnIntroductionView:
    """A candidacy as its candidate sees it. `is_open`: names are looked for, so that it may change.

    `is_expected`: what they write next in private is it.
    """

    ballot: Ballot
    introduction: str
    is_open: bool
    is_private: bool
    is_expected: bool


def load_own(reads: Reads, audience: Audience, message: OwnIntroduction) -> OwnIntroductionView | None:
    """Of the reader alone."""
    ballot = reads.get(Ballot, audience.council_id, message.ballot_id)
    reader = audience.only_reader_id
    if ballot is None or reader is None:
        return None
    nominee = reads.get(Nominee, ballot.council_id, ballot.ballot_id, reader)
    stands = nominee is not None and nominee.state is NomineeState.ACCEPTED
    is_open = stands and ballot.state is BallotState.NOMINATING
    said = nominee.introduction if nominee is not None else ""
    is_private = audience.person_id is not None
    awaited = is_private and is_expected(reads, reader, AskIntroduction(ballot.ballot_id))
    return OwnIntroductionView(ballot, said, is_open, is_private, awaited)
