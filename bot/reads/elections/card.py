"""What is read to show an election."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ballots.ballot import Ballot, BallotState, Second
from bot.domain.ballots.names import Names
from bot.domain.ballots.results import ResultOfElection
from bot.domain.council.council import may_have_others
from bot.domain.elections.duties import EndNominations
from bot.domain.elections.election import Race, race_of
from bot.domain.elections.messages import AboutElection, ElectionCard
from bot.domain.elections.nominee import NAME_UNITS, Nominee, NomineeState
from bot.domain.ground.names import person_name, told_apart
from bot.domain.ground.person import Person
from bot.domain.ground.text import cut_utf16
from bot.domain.mandates.mandate import Mandate, Successor
from bot.reads.ballots.headings import Heading, heading_of
from bot.reads.ballots.times import Founding, founding_of
from bot.reads.ground.audience import Audience
from bot.reads.mandates.ends import EndView, end_of
from bot.services.ballots.names import load_names
from bot.services.ballots.papers import tells_by_itself
from bot.services.ballots.reminders import count_remindable
from bot.services.ballots.seconds import seconds_left
from bot.services.ballots.tokens import choice_tokens
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.persons import name_here, number_of_name
from bot.services.ground.ports import Reads
from bot.services.ground.schedule import deadline


@dataclass(frozen=True, slots=True)
class Term:
    """A mandate that came of the election: of whom, from when, until when."""

    name: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A nominee as the card lists them."""

    name: str
    state: NomineeState


@dataclass(frozen=True, slots=True)
class ElectionView:
    """What the card of an election shows. `remindable`: how many can be reminded privately, if that was counted.

    `until`: when nominations end, while they run. `tokens`: what the buttons of the names carry. `tells`: the result
    says what each chose. `first`: the round that led to a run-off. `replaced`: the mandate whose rest is filled.
    `is_alone`: one person alone sees it (`is_private`: in the private chat). `may_join`: as in BallotView.
    `is_introduced`: somebody who stands says something of themself.
    """

    ballot: Ballot
    heading: Heading
    race: Race
    names: Names
    proposer: str | None
    nominees: tuple[Standing, ...]
    seconds: int
    seconds_needed: int
    term_months: int
    terms: tuple[Term, ...]
    remindable: int | None
    founding: Founding
    is_private: bool
    is_alone: bool
    may_join: bool
    bot_name: str
    until: datetime | None
    tokens: Mapping[str, str]
    tells: bool
    first: Names | None
    replaced: EndView | None
    is_introduced: bool


def load_election(reads: Reads, audience: Audience, message: ElectionCard | AboutElection) -> ElectionView | None:
    """The election with everybody who has to do with it."""
    ballot = reads.get(Ballot, audience.council_id, message.ballot_id)
    if ballot is None:
        return None
    proposer = reads.get(Person, ballot.proposer_id) if ballot.proposer_id else None
    rows = reads.find(Nominee, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    rows.sort(key=lambda row: (row.nominated_at, row.person_id))
    council = get_council(reads, ballot.council_id)
    charter = charter_in_force(council)
    return ElectionView(
        ballot,
        heading_of(reads, ballot),
        race_of(ballot),
        load_names(reads, ballot),
        name_here(reads, ballot.council_id, proposer) if proposer else None,
        tuple(Standing(_name_of(reads, ballot, row.person_id), row.state) for row in rows),
        reads.count(Second, council_id=ballot.council_id, ballot_id=ballot.ballot_id),
        seconds_left(reads, ballot),
        charter.count("term"),
        _terms(reads, ballot),
        count_remindable(reads, ballot) if ballot.state is BallotState.OPEN else None,
        founding_of(council, ballot, reads.now),
        audience.person_id is not None,
        audience.only_reader_id is not None,
        may_have_others(council),
        audience.bot_name,
        deadline(reads, ballot.council_id, EndNominations(ballot.ballot_id)),
        choice_tokens(reads, ballot),
        tells_by_itself(reads, ballot),
        _first_of(reads, ballot),
        _replaced_by(reads, ballot),
        any(row.introduction for row in rows),
    )


def _first_of(reads: Reads, ballot: Ballot) -> Names | None:
    first = reads.get(Ballot, ballot.council_id, ballot.run_off_of_id) if ballot.run_off_of_id else None
    return load_names(reads, first) if first is not None else None


def _replaced_by(reads: Reads, ballot: Ballot) -> EndView | None:
    replaces_id = race_of(ballot).replaces_id
    return end_of(reads, ballot.council_id, replaces_id) if replaces_id is not None else None


def _name_of(reads: Reads, ballot: Ballot, person_id: str) -> str:
    person = reads.get(Person, person_id)
    if person is None or person.forgotten_at is not None:
        return ""
    name = cut_utf16(person_name(person.name), NAME_UNITS)
    return told_apart(name, person.username, number_of_name(reads, ballot.council_id, person))


def _terms(reads: Reads, ballot: Ballot) -> tuple[Term, ...]:
    terms = []
    seating = ballot.result.seating if isinstance(ballot.result, ResultOfElection) else None
    for mandate_id in seating.mandates if seating else ():
        mandate = reads.get(Mandate, ballot.council_id, mandate_id)
        coming = reads.get(Successor, ballot.council_id, mandate_id) if mandate is None else None
        if mandate is not None:
            terms.append(Term(_name_of(reads, ballot, mandate.person_id), mandate.started_at, mandate.ends_at))
        elif coming is not None:
            terms.append(Term(_name_of(reads, ballot, coming.person_id), coming.starts_at, coming.ends_at))
    return tuple(terms)
