"""What is read for /open and for the register of decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.messages import Decisions, OpenBallots
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.person import Person
from bot.domain.ground.text import folded
from bot.reads.ballots.card import card_link, is_posted
from bot.reads.ballots.headings import Heading, heading_of
from bot.reads.ground.audience import Audience
from bot.reads.ground.paging import nearest_page, page_of
from bot.services.ballots.decisions import has_voted, running_ballots
from bot.services.ballots.planned import opens_at_of
from bot.services.ground.filters import MoreThan
from bot.services.ground.ports import Reads

PAGE = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One ballot in a list."""

    ballot: Ballot
    heading: Heading
    link: str | None = None
    has_voted: bool | None = None
    is_moved: bool = False
    opens_at: datetime | None = None
    has_card: bool = False


@dataclass(frozen=True, slots=True)
class OpenView:
    """What is open; `asked` is whoever asked."""

    lines: tuple[Line, ...]
    asked: str | None
    is_private: bool
    bot_name: str


def load_open(reads: Reads, audience: Audience, message: OpenBallots) -> OpenView:
    """Every ballot that runs, with whether the person who asked has voted."""
    asked_id = message.asked_id
    person = reads.get(Person, asked_id) if asked_id else None
    lines = tuple(
        Line(
            ballot,
            heading_of(reads, ballot),
            card_link(reads, ballot),
            has_voted(reads, ballot, asked_id),
            ballot.ballot_id in message.moved,
            opens_at_of(reads, ballot),
            has_card=is_posted(reads, ballot),
        )
        for ballot in running_ballots(reads, audience.council_id)
    )
    return OpenView(lines, person.name if person else None, audience.person_id is not None, audience.bot_name)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what a search of the register came to, newest first; `number`: how much that is in all."""

    shown: Sequence[Ballot]
    number: int
    page: int
    pages: int
    is_empty: bool


@dataclass(frozen=True, slots=True)
class RegisterView:
    """One page of the register."""

    council_id: CouncilId
    lines: tuple[Line, ...]
    found: int
    page: int
    pages: int
    search: str
    is_all: bool
    is_empty: bool
    bot_name: str


def load_decisions(reads: Reads, audience: Audience, message: Decisions) -> RegisterView:
    """The page asked for, or the nearest there is."""
    found = decisions(reads, audience.council_id, message.search, message.page, is_all=message.is_all)
    lines = tuple(Line(ballot, heading_of(reads, ballot), card_link(reads, ballot)) for ballot in found.shown)
    return RegisterView(
        audience.council_id,
        lines,
        found.number,
        found.page,
        found.pages,
        message.search,
        message.is_all,
        found.is_empty,
        audience.bot_name,
    )


def decisions(reads: Reads, council_id: CouncilId, search: str, page: int = 0, *, is_all: bool) -> Found:
    """The decided ballots whose text, options or number hold every word; adopted ones, or all.

    A search looks into each of them, as no database folds letters as people read them; without words a page is read.
    """
    order = "-closed_at" if is_all else "-number"
    kept: dict[str, Any] = {"state": BallotState.CLOSED} if is_all else {"number": MoreThan(0)}
    words = [word.removeprefix("#") for word in folded(search).split()]
    if not words:
        number = reads.count(Ballot, council_id=council_id, **kept)
        page, pages = nearest_page(number, page, PAGE)
        shown = reads.find(Ballot, order=order, limit=PAGE, skip=page * PAGE, council_id=council_id, **kept)
        return Found(shown, number, page, pages, is_empty=not number)
    closed = reads.find(Ballot, order=order, council_id=council_id, **kept)
    holding = [ballot for ballot in closed if _holds(ballot, words)]
    some, page, pages = page_of(holding, page, PAGE)
    return Found(some, len(holding), page, pages, is_empty=not closed)


def _holds(ballot: Ballot, words: list[str]) -> bool:
    text = folded(" ".join((str(ballot.number or ""), ballot.text, *ballot.options)))
    return all(word in text for word in words)
