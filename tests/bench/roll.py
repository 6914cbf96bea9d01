"""(g) Joining, leaving, an evaluation of signals and an unknown name on a roll of 10,000 against one of 10.

The rows are written directly: founding a council of 10,000 is not what is measured. Ten of the members hold an office,
and everybody has a sealed slot for signals on each of them, which the process opens once, as in the product.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import count

from sqlalchemy import Connection

from bot.clock import SystemClock
from bot.domain.council.council import Council
from bot.domain.elections.office import Office, OfficeKind
from bot.domain.ground.ids import BallotId, CouncilId, MandateId, OfficeId, PersonId
from bot.domain.ground.person import Person, Sender, first_name_of
from bot.domain.mandates.mandate import Mandate
from bot.domain.roll.member import Member, MemberState
from bot.services.ground.naming import Who, settle
from bot.services.ground.persons import identify
from bot.services.ground.ports import Cause, Uow
from bot.services.ground.voices import lay_out
from bot.services.recalls.confidence import evaluate_all
from bot.services.registers import REGISTERS
from bot.services.removals.leaving import end_membership
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
ACTS = ("join", "leave", "evaluate", "unknown_name")


class Place:
    """One database with one council; acts in it are counted through, so that no two are the same."""

    def __init__(self, size: int) -> None:
        self._connection: Connection = writer_engine("sqlite://").connect()
        metadata.create_all(self._connection)
        self._connection.commit()
        self._numbers = count(1)
        self._sealing, self._memory = Sealer(KeysInMemory()), ProcessMemory()
        self._joined: list[PersonId] = []
        self._council_id = self._do(partial(_found, size=size))

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
            join(uow, self._council_id)
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
            evaluate_all(uow, self._council_id)
            return self._council_id

        return use_case

    def _unknown_name(self) -> Callable[[Unit], CouncilId]:
        def use_case(uow: Unit) -> CouncilId:
            assert settle(uow, self._council_id, Who(words="nobody of this name did anything at all"))[0] == []
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
            Figure(f"roll_{act}_ratio", many / few, "times", AIM, is_at_least=False),
        ]
    return figures


def _found(uow: Uow, size: int) -> CouncilId:
    """A council of this size, founded long ago, with ten live mandates."""
    begun = uow.now - timedelta(days=30)
    council_id, ended_at = CouncilId(uow.new_id()), begun + timedelta(days=3)
    council = Council(council_id, -1, "Bench", begun, founding_ends_at=ended_at, on_roll=size)
    people = [PersonId(uow.new_id()) for _ in range(size)]
    uow.add(council)
    uow.add_all(_person(person_id, number, uow) for number, person_id in enumerate(people))
    uow.add_all(Member(council.council_id, person, begun, begun, uow.now) for person in people)
    for number, holder in enumerate(people[:HOLDERS]):
        lay_out(uow, council_id, _seat(uow, council_id, holder, number), people)
    return council.council_id


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
