"""(g) What is done and shown every day on a roll of 10,000 against one of 10.

The rows are written directly: founding a council of 10,000 is not what is measured. Ten of the members hold an office,
and everybody has a sealed slot for signals on each of them, which the process opens once, as in the product; one in ten
has no confidence. As many ballots are decided as there are members, and all but one have voted on the one that is open.
Its last reminder opens papers, as nothing else tells who has not voted, of which one page is measured; a page of a
list of 10 is not full: for those no ratio is aimed at.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy import Connection

from bot.clock import SystemClock
from bot.domain.ballots.ballot import Ballot, BallotState, Method, Outcome
from bot.domain.ballots.duties import RemindLast
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.messages import Decisions
from bot.domain.ballots.papers import Paper
from bot.domain.ballots.subject import ProposalSubject
from bot.domain.council.council import Council
from bot.domain.council.messages import Panel
from bot.domain.elections.office import Office, OfficeKind
from bot.domain.ground.ids import BallotId, CouncilId, ElectorId, MandateId, OfficeId, PersonId
from bot.domain.ground.person import Person, Sender, first_name_of
from bot.domain.mandates.mandate import Mandate
from bot.domain.me.messages import Me
from bot.domain.roll.duties import LookForResting
from bot.domain.roll.member import Member, MemberState
from bot.domain.roll.messages import RollPage
from bot.domain.roll.seen import InChat
from bot.reads.ballots.decisions import load_decisions
from bot.reads.council.panel import load_panel
from bot.reads.ground.audience import Audience
from bot.reads.me.me import load_me
from bot.reads.roll.roll import load_roll
from bot.services.ballots.papers import keep_paper
from bot.services.ballots.papers import lay_out as lay_papers
from bot.services.ballots.reminders import remind_last
from bot.services.ground.naming import Who, settle
from bot.services.ground.persons import identify
from bot.services.ground.ports import Cause, Uow
from bot.services.ground.voices import lay_out
from bot.services.recalls.confidence import evaluate_all
from bot.services.registers import REGISTERS
from bot.services.removals.leaving import end_membership
from bot.services.roll.resting import look_for_resting
from bot.services.roll.roll import join
from storage.engine import writer_engine
from storage.keys import KeysInMemory
from storage.memory import ProcessMemory
from storage.sealing import Sealer
from storage.tables import metadata
from storage.unit import Unit
from tests.bench.figure import Figure, middle

SMALL, LARGE = 10, 10_000
HOLDERS = 10
TIMES = 60
AIM = 1.5
ACTS = ("join", "leave", "evaluate", "unknown_name", "resting", "panel", "roll_page", "decisions", "me", "reminder")
GROW = ("roll_page", "decisions", "reminder")


class Place:
    """One database with one council; acts in it are counted through, so that no two are the same."""

    def __init__(self, size: int) -> None:
        self._connection: Connection = writer_engine("sqlite://").connect()
        metadata.create_all(self._connection)
        self._connection.commit()
        self._numbers = count(1)
        self._sealing, self._memory = Sealer(KeysInMemory()), ProcessMemory()
        self._joined: list[PersonId] = []
        self._since = SystemClock().now() - timedelta(days=30)
        self._council_id = self._do(partial(_found, size=size, begun=self._since))

    def time(self, act: str) -> float:
        """Microseconds for one."""
        prepared = getattr(self, f"_{act}")()
        begun = time.perf_counter()
        self._do(prepared)
        return (time.perf_counter() - begun) * 1_000_000

    def _do(self, use_case: Callable[[Unit], CouncilId]) -> CouncilId:
        with self._connection.begin():
            cause = Cause(f"update:{next(self._numbers)}", -1)
            now = SystemClock().now()
            done = use_case(Unit(self._connection, now, REGISTERS, cause, self._sealing, self._memory))
        self._memory.settle()
        return done

    def _join(self) -> Callable[[Unit], CouncilId]:
        number = next(self._numbers)

        def use_case(uow: Unit) -> CouncilId:
            uow.actor = identify(uow, Sender(1_000_000 + number, f"Newcomer {number}", None, "en"))
            self._joined.append(uow.actor.person_id)
            join(uow, self._council_id, InChat.YES)
            return self._council_id

        return use_case

    def _leave(self) -> Callable[[Unit], CouncilId]:
        person_id = self._joined.pop()

        def use_case(uow: Unit) -> CouncilId:
            member = uow.get(Member, self._council_id, person_id)
            assert member is not None
            end_membership(uow, member, MemberState.LEFT)
            return self._council_id

        return use_case

    def _evaluate(self) -> Callable[[Unit], CouncilId]:
        def use_case(uow: Unit) -> CouncilId:
            evaluate_all(uow, self._council_id, {PersonId("somebody")})
            return self._council_id

        return use_case

    def _unknown_name(self) -> Callable[[Unit], CouncilId]:
        def use_case(uow: Unit) -> CouncilId:
            assert settle(uow, self._council_id, Who(words="nobody of this name did anything at all"))[0] == []
            return self._council_id

        return use_case

    def _resting(self) -> Callable[[Unit], CouncilId]:
        """The daily look, on a day on which nobody has been silent for long."""

        def use_case(uow: Unit) -> CouncilId:
            look_for_resting(uow, self._council_id, LookForResting(self._council_id))
            return self._council_id

        return use_case

    def _reminder(self) -> Callable[[Unit], CouncilId]:
        def use_case(uow: Unit) -> CouncilId:
            (ballot,) = uow.find(Ballot, council_id=self._council_id, state=BallotState.OPEN)
            remind_last(uow, self._council_id, RemindLast(ballot.ballot_id))
            return self._council_id

        return use_case

    def _panel(self) -> Callable[[Unit], CouncilId]:
        return self._shown(lambda uow, audience: load_panel(uow, audience, Panel()))

    def _roll_page(self) -> Callable[[Unit], CouncilId]:
        return self._shown(lambda uow, audience: load_roll(uow, audience, RollPage(0)))

    def _decisions(self) -> Callable[[Unit], CouncilId]:
        return self._shown(lambda uow, audience: load_decisions(uow, audience, Decisions("", 0, is_all=False)))

    def _me(self) -> Callable[[Unit], CouncilId]:
        return self._shown(lambda uow, audience: load_me(uow, audience, Me(0)))

    def _shown(self, load: Callable[[Unit, Audience], object]) -> Callable[[Unit], CouncilId]:
        """What the last of those who were there from the start is shown in private."""

        def use_case(uow: Unit) -> CouncilId:
            (reader,) = uow.find(
                Member, order="-person_id", limit=1, council_id=self._council_id, joined_at=self._since
            )
            assert load(uow, Audience(self._council_id, reader.person_id, "bench_bot")) is not None
            return self._council_id

        return use_case


async def measure(*, quick: bool = False) -> list[Figure]:
    """Microseconds for each act on both rolls, and the ratio."""
    large, times = (20 * SMALL, 2) if quick else (LARGE, TIMES)
    places = {"small": Place(SMALL), "large": Place(large)}
    figures: list[Figure] = []
    for act in ACTS:
        pairs = [(places["small"].time(act), places["large"].time(act)) for _ in range(times)]
        few, many = (middle(list(column)) for column in zip(*pairs, strict=True))
        figures += [
            Figure(f"roll_{act}_small_us", few, "us", note=f"on a roll of {SMALL}"),
            Figure(f"roll_{act}_large_us", many, "us", note=f"on a roll of {large:,}"),
            Figure(f"roll_{act}_ratio", many / few, "times", None if act in GROW else AIM, is_at_least=False),
        ]
    return figures


def _found(uow: Uow, size: int, begun: datetime) -> CouncilId:
    """A council of this size, founded long ago, with ten live mandates."""
    council_id, ended_at = CouncilId(uow.new_id()), begun + timedelta(days=3)
    council = Council(council_id, -1, "Bench", begun, founding_ends_at=ended_at, on_roll=size)
    people = [PersonId(uow.new_id()) for _ in range(size)]
    uow.add(council)
    uow.add_all(_person(person_id, number, uow) for number, person_id in enumerate(people))
    uow.add_all(Member(council.council_id, person, begun, begun, uow.now) for person in people)
    for number, holder in enumerate(people[:HOLDERS]):
        said = dict.fromkeys((person for person in people[: size // HOLDERS] if person != holder), False)
        lay_out(uow, council_id, _seat(uow, council_id, holder, number), people, said)
    _decide(uow, council_id, size)
    _vote(uow, council_id, people)
    return council.council_id


def _decide(uow: Uow, council_id: CouncilId, number: int) -> None:
    """So many ballots that were adopted."""
    closed = _ballot(uow, council_id, BallotState.CLOSED, closed_at=uow.now, outcome=Outcome.ADOPTED)
    uow.add_all(replace(closed, ballot_id=BallotId(uow.new_id()), number=n + 1) for n in range(number))


def _vote(uow: Uow, council_id: CouncilId, people: list[PersonId]) -> None:
    """An open ballot on which everybody but the last has voted."""
    size = len(people)
    ballot = _ballot(uow, council_id, BallotState.OPEN, electorate=size, electors=size, voted=size - 1, voters=size - 1)
    electors = [Elector(council_id, ballot.ballot_id, ElectorId(person), person) for person in people]
    uow.add(ballot)
    uow.add_all(electors)
    lay_papers(uow, ballot, electors)
    for elector in electors[:-1]:
        keep_paper(uow, ballot, elector.elector_id, Paper(("yes",), 1))


def _ballot(uow: Uow, council_id: CouncilId, state: BallotState, **more: Any) -> Ballot:
    ballot_id, ends_at = BallotId(uow.new_id()), uow.now + timedelta(hours=1)
    kind, now = ProposalSubject.KIND, uow.now
    ballot = Ballot(council_id, ballot_id, kind, Method.YES_NO, state, "Bench", now, 86_400, **more)
    return replace(ballot, opened_at=now, closes_at=ends_at)


def _person(person_id: PersonId, number: int, uow: Uow) -> Person:
    name = f"Name{number} Family"
    return Person(person_id, number + 1, name, None, "en", uow.now, first_name=first_name_of(name))


def _seat(uow: Uow, council_id: CouncilId, holder: PersonId, number: int) -> MandateId:
    office = Office(council_id, OfficeId(uow.new_id()), f"O{number}", f"o{number}", OfficeKind.FUNCTION, 1, uow.now)
    uow.add(office)
    ends_at = uow.now + timedelta(days=100)
    mandate_id, ballot_id = MandateId(uow.new_id()), BallotId(uow.new_id())
    uow.add(Mandate(council_id, mandate_id, office.office_id, holder, 1, ballot_id, uow.now, ends_at))
    return mandate_id
