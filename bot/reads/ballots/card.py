"""What a ballot's card and the messages about it show, read at one moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.ballots.ballot import (
    Ballot,
    BallotState,
    Method,
    Second,
    ensure_amendable,
    ensure_withdrawable,
)
from bot.domain.ballots.duties import EndAmending, EndOptions, EndSeconding
from bot.domain.ballots.elector import Choice, Elector
from bot.domain.ballots.messages import AboutBallot, BallotCard, BallotExtended, CardMoved
from bot.domain.ballots.rules import is_named
from bot.domain.ballots.subject import ProposalSubject
from bot.domain.council.council import may_have_others
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import CouncilId, ElectorId
from bot.domain.ground.names import person_name
from bot.domain.ground.person import Person
from bot.reads.ballots.headings import Heading, heading_of
from bot.reads.ballots.times import Founding, founding_of
from bot.reads.ground.audience import Audience
from bot.services.ballots.amending import has_proposer_voted
from bot.services.ballots.decisions import card_of, has_voted
from bot.services.ballots.papers import tells_by_itself
from bot.services.ballots.planned import opens_at_of
from bot.services.ballots.queue import queue_of, waits_for_own
from bot.services.ballots.reminders import count_remindable
from bot.services.ballots.seconds import seconds_left
from bot.services.ballots.series import next_of
from bot.services.ballots.tokens import choice_tokens
from bot.services.council.council import get_council
from bot.services.ground.persons import name_here, persons_by_id
from bot.services.ground.ports import Reads
from bot.services.ground.schedule import deadline

NAMES_SHOWN = 100
"""No card has room for more names of one choice; those after them are counted."""


@dataclass(frozen=True, slots=True)
class BallotView:
    """What a ballot's card shows.

    `lapses_at`: without its seconds. `place`: in the queue; `waits_for_own`: for
    want of room for this member, not for the council. `voters`: who chose what, on named ballots alone.
    `has_voted`: of the reader, where one person alone sees it (`is_alone`; `is_private`: in the private chat).
    `is_own`: the reader proposed it. `may_join`: somebody in the chat may not be on the roll.
    `first`: the round that led to a run-off. `tokens`: what the buttons of the choices carry. `tells`: the result says
    what each chose. `options_until`: members may add options. `opens_at`: at a time
    that its proposer chose; `again_at`: the next of its series.
    """

    ballot: Ballot
    heading: Heading
    proposer: str | None
    author: str | None
    now: datetime
    bot_name: str
    is_private: bool
    is_alone: bool
    is_own: bool
    may_join: bool
    can_amend: bool
    can_withdraw: bool
    founding: Founding
    seconds: int
    seconds_needed: int
    lapses_at: datetime | None
    place: int
    waits_for_own: bool
    remindable: int | None
    voters: dict[str, list[str]]
    has_voted: bool | None
    tokens: Mapping[str, str]
    tells: bool
    first: Ballot | None
    options_until: datetime | None
    opens_at: datetime | None
    again_at: datetime | None


def load_ballot(reads: Reads, audience: Audience, message: BallotCard | AboutBallot) -> BallotView | None:
    """The ballot with everything its card needs, of one moment."""
    ballot = reads.get(Ballot, audience.council_id, message.ballot_id)
    if ballot is None:
        return None
    is_open = ballot.state is BallotState.OPEN
    # What only the proposer may do is offered to nobody else: not on the card, which all see.
    reader_id = audience.only_reader_id
    is_proposer = reader_id is not None and reader_id == ballot.proposer_id
    council = get_council(reads, ballot.council_id)
    return BallotView(
        ballot,
        heading_of(reads, ballot),
        _name_of(reads, ballot.council_id, ballot.proposer_id),
        _author(reads, ballot),
        reads.now,
        audience.bot_name,
        audience.person_id is not None,
        reader_id is not None,
        is_proposer,
        may_have_others(council),
        is_proposer and _can_amend(reads, ballot),
        is_proposer and _can_withdraw(reads, ballot),
        founding_of(council, ballot, reads.now),
        reads.count(Second, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
        if ballot.state is BallotState.SECONDING
        else 0,
        seconds_left(reads, ballot),
        deadline(reads, ballot.council_id, EndSeconding(ballot.ballot_id)),
        (place := _place(reads, ballot)),
        bool(place) and waits_for_own(reads, ballot),
        count_remindable(reads, ballot) if is_open else None,
        _voters(reads, ballot) if _shows_names(ballot) else {},
        has_voted(reads, ballot, reader_id),
        choice_tokens(reads, ballot),
        tells_by_itself(reads, ballot),
        reads.get(Ballot, ballot.council_id, ballot.run_off_of_id) if ballot.run_off_of_id else None,
        deadline(reads, ballot.council_id, EndOptions(ballot.ballot_id)) if is_open else None,
        opens_at_of(reads, ballot),
        _again_at(reads, ballot),
    )


def _can_amend(reads: Reads, ballot: Ballot) -> bool:
    is_open = ballot.state is BallotState.OPEN
    until = deadline(reads, ballot.council_id, EndAmending(ballot.ballot_id)) if is_open else None
    has_voted_self = _has_voted_self(reads, ballot)
    return ballot.subject.IS_AMENDABLE and _can(
        ballot, lambda: ensure_amendable(ballot, until, reads.now, has_proposer_voted=has_voted_self)
    )


def _can_withdraw(reads: Reads, ballot: Ballot) -> bool:
    has_voted_self = _has_voted_self(reads, ballot)
    return _can(ballot, lambda: ensure_withdrawable(ballot, has_proposer_voted=has_voted_self))


def _has_voted_self(reads: Reads, ballot: Ballot) -> bool:
    return ballot.subject.IS_WITHDRAWABLE and has_proposer_voted(reads, ballot)


def _again_at(reads: Reads, ballot: Ballot) -> datetime | None:
    following = next_of(reads, ballot)
    return opens_at_of(reads, following) if following is not None and following != ballot else None


def _author(reads: Reads, ballot: Ballot) -> str | None:
    """Who wrote what somebody else proposes."""
    subject = ballot.subject
    if not isinstance(subject, ProposalSubject):
        return None
    return _name_of(reads, ballot.council_id, subject.author_id) or subject.author


def _name_of(reads: Reads, council_id: CouncilId, person_id: Any) -> str | None:
    person = reads.get(Person, person_id) if person_id else None
    return name_here(reads, council_id, person) if person else None


def _can(ballot: Ballot, ensure: Any) -> bool:
    """Whether the proposer may still do this."""
    if not ballot.subject.IS_WITHDRAWABLE or ballot.state is BallotState.SUSPENDED or ballot.run_off_of_id is not None:
        return False
    try:
        ensure()
    except DomainError:
        return False
    return True


def _place(reads: Reads, ballot: Ballot) -> int:
    """The place in the queue, from 1; 0 for what does not wait."""
    if ballot.state is not BallotState.QUEUED:
        return 0
    waiting = [one.ballot_id for one in queue_of(reads, ballot.council_id)]
    return waiting.index(ballot.ballot_id) + 1 if ballot.ballot_id in waiting else 0


def _shows_names(ballot: Ballot) -> bool:
    return is_named(ballot) and ballot.state in {BallotState.OPEN, BallotState.CLOSED}


def _voters(reads: Reads, ballot: Ballot) -> dict[str, list[str]]:
    """Names by choice, for a council that votes by name; who bears another's name is told apart from them."""
    papers = reads.find(Choice, order="cast_at", council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    people = _electors_as_people(reads, ballot)
    voters: dict[str, list[Person | None]] = {}
    for paper in papers:
        for pick in paper.picks[:1] if ballot.method is Method.RANK else paper.picks:
            voters.setdefault(pick, []).append(people.get(paper.elector_id))
    return {pick: _names_in(reads, ballot.council_id, chosen) for pick, chosen in voters.items()}


def _names_in(reads: Reads, council_id: CouncilId, people: Sequence[Person | None]) -> list[str]:
    told = [name_here(reads, council_id, person) for person in people[:NAMES_SHOWN]]
    rest = [person_name(person.name) if person else "" for person in people[NAMES_SHOWN:]]
    return [name or "?" for name in (*told, *rest)]


def _electors_as_people(reads: Reads, ballot: Ballot) -> dict[ElectorId, Person]:
    electors = reads.find(Elector, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    holders = {elector.elector_id: elector.holder_id for elector in electors if elector.holder_id is not None}
    people = {person.person_id: person for person in persons_by_id(reads, [*holders.values()])}
    return {elector_id: people[holder_id] for elector_id, holder_id in holders.items() if holder_id in people}


def is_posted(reads: Reads, ballot: Ballot) -> bool:
    """Whether its card stands in the group."""
    card = card_of(reads, ballot)
    return card is not None and card.message_id is not None


def card_link(reads: Reads, ballot: Ballot) -> str | None:
    """The address of the card in its group; basic groups have none."""
    card = card_of(reads, ballot)
    if card is None or card.message_id is None or card.chat_id is None:
        return None
    chat = str(card.chat_id)
    return f"https://t.me/c/{chat.removeprefix('-100')}/{card.message_id}" if chat.startswith("-100") else None


def load_moved(reads: Reads, audience: Audience, message: CardMoved) -> tuple[BallotView, str | None] | None:
    """The ballot, and where its card stands by now."""
    view = load_ballot(reads, audience, message)
    return (view, card_link(reads, view.ballot)) if view is not None else None


def load_extended(reads: Reads, audience: Audience, message: BallotExtended) -> tuple[BallotView | None, timedelta]:
    """The ballot with the span by which it was extended."""
    return load_ballot(reads, audience, message), timedelta(seconds=message.seconds)
