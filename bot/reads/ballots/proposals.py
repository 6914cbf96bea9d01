"""What is read for questions and notices about proposals."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.messages import (
    Amended,
    ConfirmSeriesEnd,
    ConfirmWhen,
    ConfirmWithdraw,
    OwnProposals,
    VoteCleared,
)
from bot.domain.ballots.planned import Every, take_plan
from bot.domain.council.council import Council
from bot.domain.ground.calendar import local_date
from bot.domain.ground.ids import PersonId
from bot.domain.ground.person import Person
from bot.reads.ballots.card import BallotView, load_ballot
from bot.reads.ballots.headings import Heading, heading_of
from bot.reads.ground.audience import Audience
from bot.services.ballots.planned import opens_at_of
from bot.services.ballots.series import following_of
from bot.services.council.council import get_council
from bot.services.ground.persons import persons_by_id
from bot.services.ground.ports import Reads


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """A question about one ballot. `is_repeated`: more of its series are to come. `opens_on`: see OwnProposal.

    `ends_series`: no more of it follow then.
    """

    asked_id: PersonId
    heading: Heading
    is_repeated: bool
    opens_on: date | None = None
    ends_series: bool = False


def load_withdrawing(reads: Reads, audience: Audience, message: ConfirmWithdraw) -> Withdrawing | None:
    """The ballot that is asked about."""
    ballot = reads.get(Ballot, audience.council_id, message.ballot_id)
    if ballot is None:
        return None
    own, is_repeated = _own_one(reads, ballot), following_of(reads, ballot) is not None
    ends_series = ballot.subject.series is not None and own.opens_on is not None
    return Withdrawing(message.asked_id, own.heading, is_repeated, own.opens_on, ends_series)


@dataclass(frozen=True, slots=True)
class Ending:
    """A question about the end of a series; `is_own`: of whoever is asked."""

    asked_id: PersonId
    heading: Heading
    is_own: bool


def load_ending(reads: Reads, audience: Audience, message: ConfirmSeriesEnd) -> Ending | None:
    """The next ballot of it."""
    ballot = reads.get(Ballot, audience.council_id, message.ballot_id)
    if ballot is None:
        return None
    return Ending(message.asked_id, heading_of(reads, ballot), ballot.proposer_id == message.asked_id)


@dataclass(frozen=True, slots=True)
class Opening:
    """A question about when a vote opens; `at`: by the group's clock; None: whether it repeats so (`every`)."""

    asked_id: PersonId
    text: str
    at: datetime | None
    every: Every | None


def load_when(reads: Reads, audience: Audience, message: ConfirmWhen) -> Opening | None:
    """The council says by which clock."""
    council = reads.get(Council, audience.council_id)
    if council is None:
        return None
    at = message.opens_at.astimezone(ZoneInfo(council.zone)) if message.opens_at is not None else None
    return Opening(message.asked_id, message.text, at, take_plan(message.planned)[0].every)


@dataclass(frozen=True, slots=True)
class OwnProposal:
    """One of the actor's own; `opens_on`: by the group's calendar, while it waits for its time."""

    ballot: Ballot
    heading: Heading
    opens_on: date | None


@dataclass(frozen=True, slots=True)
class Own:
    """The actor's own proposals, to pick one to amend or withdraw."""

    ballots: tuple[OwnProposal, ...]
    act: str


def load_own(reads: Reads, audience: Audience, message: OwnProposals) -> Own:
    """Those that still exist."""
    found = (reads.get(Ballot, audience.council_id, ballot_id) for ballot_id in message.ballots)
    return Own(tuple(_own_one(reads, ballot) for ballot in found if ballot), message.act)


def _own_one(reads: Reads, ballot: Ballot) -> OwnProposal:
    opens_at, zone = opens_at_of(reads, ballot), get_council(reads, ballot.council_id).zone
    return OwnProposal(ballot, heading_of(reads, ballot), local_date(opens_at, zone) if opens_at else None)


@dataclass(frozen=True, slots=True)
class AmendedView:
    """A proposal with a new text, and whose votes or seconds that cleared; `unnamed`: of how many others besides."""

    view: BallotView
    people: tuple[Person, ...]
    is_vote: bool
    unnamed: int


def load_amended(reads: Reads, audience: Audience, message: Amended | VoteCleared) -> AmendedView | None:
    """The ballot and the people."""
    view = load_ballot(reads, audience, message)
    cleared, unnamed = (message.cleared, message.unnamed) if isinstance(message, Amended) else ((), 0)
    return AmendedView(view, tuple(persons_by_id(reads, cleared)), message.is_vote, unnamed) if view else None
