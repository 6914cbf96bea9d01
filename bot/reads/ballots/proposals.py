"""What is read for questions and notices about proposals."""

from dataclasses import dataclass
from typing import Any

from bot.domain.ballots.ballot import Ballot
from bot.domain.ground.person import Person
from bot.reads.ballots.card import BallotView, load_named
from bot.reads.ballots.headings import Heading, heading_of
from bot.reads.ground.audience import Audience
from bot.services.ground.persons import persons_by_id
from bot.services.ground.ports import Reads


@dataclass(frozen=True, slots=True)
class Question:
    """A question about one ballot."""

    asked_id: Any
    ballot: Ballot
    heading: Heading


def load_question(reads: Reads, audience: Audience, params: dict[str, Any]) -> Question | None:
    """The ballot that is asked about."""
    ballot = reads.get(Ballot, audience.council_id, params["ballot_id"])
    return Question(params["asked_id"], ballot, heading_of(reads, ballot)) if ballot else None


@dataclass(frozen=True, slots=True)
class Own:
    """The actor's own proposals, to pick one to amend or withdraw."""

    ballots: tuple[tuple[Ballot, Heading], ...]
    act: str


def load_own(reads: Reads, audience: Audience, params: dict[str, Any]) -> Own:
    """Those that still exist."""
    found = (reads.get(Ballot, audience.council_id, ballot_id) for ballot_id in params["ballots"])
    return Own(tuple((ballot, heading_of(reads, ballot)) for ballot in found if ballot), params["act"])


@dataclass(frozen=True, slots=True)
class Amended:
    """A proposal with a new text, and whose votes or seconds that cleared."""

    view: BallotView
    people: tuple[Person, ...]
    is_vote: bool


def load_amended(reads: Reads, audience: Audience, params: dict[str, Any]) -> Amended | None:
    """The ballot and the people."""
    view = load_named(reads, audience, params)
    people = tuple(persons_by_id(reads, params.get("cleared", [])))
    return Amended(view, people, params["is_vote"]) if view else None
