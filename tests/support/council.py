"""A council for tests of use-cases: real SQL in memory, a clock that stands where the test puts it, people by name.

house = House()
anna, ben = house.people("Anna", "Ben")          # persons
house.join(anna, ben)                            # on the roll
ballot = house.do(propose, house.council_id, "text", None, by=anna)
house.pass_time(days=3)                          # does what became due, in order
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import Connection

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.papers import Paper
from bot.domain.ballots.tally import Tally
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.kept import name_of, to_json
from bot.domain.ground.message import Message
from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.ground.person import Person, Sender
from bot.domain.roll.seen import InChat
from bot.reads.ground.audience import Audience
from bot.services.ballots.papers import handed_in, open_all
from bot.services.council.council import ensure_council
from bot.services.ground.persons import identify
from bot.services.ground.ports import Cause, Registers, Uow
from bot.services.ground.schedule import do_due, due_now, next_due_at
from bot.services.ground.unwritten import unwritten_now
from bot.services.registers import REGISTERS
from bot.services.roll.roll import join
from handlers.registers import LEXICON, SHOWN
from handlers.views.ballots.pictures import with_result
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Words
from storage.engine import writer_engine
from storage.keys import KeysInMemory
from storage.memory import ProcessMemory
from storage.sealing import Sealer
from storage.tables import metadata
from storage.unit import Unit

T = TypeVar("T")
START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
"""A Monday."""

GROUP = -100_200_300


@cache
def _tables() -> bytes:
    """The empty tables as SQLite keeps them: made once, copied into every house."""
    with writer_engine("sqlite://").connect() as connection:
        metadata.create_all(connection)
        connection.commit()
        return _driver(connection).serialize()


def _driver(connection: Connection) -> sqlite3.Connection:
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def words(language: str = "en", zone: str = "UTC") -> Words:
    """Words as the program says them."""
    return Words(language, zone, LEXICON)


class House:
    """One database with one council in it."""

    def __init__(self, now: datetime = START, registers: Registers = REGISTERS) -> None:
        self.now = now
        self.registers = registers
        self.shown = SHOWN
        self._connect()
        self.memory = ProcessMemory()
        self._updates = count(1)
        self._ids = count(1000)
        self.council_id: CouncilId = self.do(ensure_council, GROUP, "Garden").council_id

    def _connect(self) -> None:
        self._engine = writer_engine("sqlite://")
        self._connection = self._engine.connect()
        _driver(self._connection).deserialize(_tables())
        self.sealing = Sealer(KeysInMemory())

    def do(
        self,
        use_case: Callable[..., T],
        *arguments: Any,
        by: Person | None = None,
        chat_id: int = GROUP,
        pressed_in: int | None = None,
        topic: int | None = None,
        **named: Any,
    ) -> T:
        """Run one use-case in a transaction of its own, as `by`, from the group (or `chat_id`) or a topic of it.

        Each comes from a message of its own unless `pressed_in` says in which one the button was pressed.
        """
        with self._transaction():
            update = next(self._updates)
            cause = Cause(f"update:{update}", chat_id, topic, pressed_in or update)
            unit = Unit(self._connection, self.now, self.registers, cause, self.sealing, self.memory)
            unit.actor = self._fresh(unit, by)
            return use_case(unit, *arguments, **named)

    def read(self, model: Callable[..., T], *arguments: Any, **named: Any) -> T:
        """Run a read model."""
        return self.do(model, *arguments, **named)

    def dump(self) -> bytes:
        """Every byte of the database."""
        return _driver(self._connection).serialize()

    def load(self, dumped: bytes) -> None:
        """Put it back as it was when it was dumped; keys and memory stay."""
        _driver(self._connection).deserialize(dumped)

    def write_raw(self, statement: str) -> None:
        """What no use-case would write: another release did, or a hand."""
        with self._connection.begin():
            self._connection.exec_driver_sql(statement)

    def read_raw(self, statement: str) -> object:
        """One value as it lies in the database."""
        with self._connection.begin():
            return self._connection.exec_driver_sql(statement).scalar_one()

    def find(self, kind: type[T], /, **equal: Any) -> list[T]:
        """Rows of this council (or, for rows without council_id, of the database)."""
        return self.do(lambda uow: uow.find(kind, **equal))

    def one(self, kind: type[T], /, **equal: Any) -> T:
        """The only such row."""
        (row,) = self.find(kind, **equal)
        return row

    def person(self, name: str, *, username: str | None = None, is_reachable: bool = True) -> Person:
        sender = Sender(next(self._ids), name, username, "en")
        return self.do(lambda uow: identify(uow, sender, is_private=is_reachable))

    def people(self, *names: str) -> list[Person]:
        return [self.person(name) for name in names]

    def join(self, *people: Person) -> None:
        for person in people:
            self.do(join, self.council_id, InChat.YES, by=person)

    def founded(self, *names: str) -> list[Person]:
        """A council of these founders, its founding window over: ballots close when they say."""
        people = self.people(*names)
        self.join(*people)
        self.pass_time(hours=73)
        return people

    def pass_time(self, **span: float) -> None:
        """Move the clock and do everything that becomes due on the way, each at its own time."""
        until = self.now + timedelta(**span)
        while (at := self.read(next_due_at)) is not None and at <= until:
            self.now = max(self.now, at)
            for due in self.read(due_now):
                self._do_due(due.council_id, due.due_id)
        self.now = until

    def screens(self, name: str | None = None) -> list[Outgoing]:
        """What was said so far, oldest first; of one screen if named."""
        said = [*self.find(Outgoing), *self.read(unwritten_now)]
        return [row for row in said if name in {None, row.screen}]

    def show(self, row: Outgoing | Card, language: str = "en") -> Screen:
        """How a message or card reads."""
        person_id = row.person_id if isinstance(row, Outgoing) else None
        model, render = self.read(self.shown.load, Audience(row.council_id, person_id, "mandate_bot"), row)
        return render(model, words(language))

    def aside(self, said: Message, reader: Person, language: str = "en") -> Screen:
        """How what one person alone sees in the group reads to them."""
        row = Outgoing("", "", self.council_id, None, name_of(type(said)), self.now, self.now, to_json(said))
        audience = Audience(self.council_id, None, "mandate_bot", reader.person_id)
        model, render = self.read(self.shown.load, audience, row)
        return render(model, words(language))

    def more(self, ballot: Ballot, reader: Person) -> Screen:
        """What [More] on the card of a ballot shows this person."""
        return self.aside(self.registers.kinds[ballot.kind].shown_whole(ballot.ballot_id), reader)

    def papers(self, ballot_id: str) -> dict[str, Paper]:
        """What everybody handed in on an open ballot, by elector: as the close opens it."""
        ballot = self.one(Ballot, ballot_id=ballot_id)
        return {elector.elector_id: paper for elector, paper in self.read(handed_in, ballot)}

    def counts(self, ballot_id: str) -> dict[str, int]:
        """What a close would count now."""
        return dict(Tally.of((paper.picks or (), 1) for paper in self.papers(ballot_id).values()))

    def drafts(self, ballot_id: str) -> list[Paper]:
        """What is marked in booths and not handed in."""
        ballot = self.one(Ballot, ballot_id=ballot_id)
        return [paper for _, paper in self.read(open_all, ballot) if paper.draft is not None]

    def drawn(self, subject_id: str) -> Screen:
        """The card of a ballot as delivery draws it: once it is over, with the picture of its result."""
        card = self.find(Card, council_id=self.council_id, subject_id=subject_id)[-1]
        model, _ = self.read(self.shown.load, Audience(card.council_id, None, "mandate_bot"), card)
        return with_result(model.ballot, model.heading, self.show(card), words())

    def card(self, subject_id: str) -> Screen:
        """How the card of this subject reads now."""
        return self.show(self.find(Card, council_id=self.council_id, subject_id=subject_id)[-1])

    def _do_due(self, council_id: CouncilId, due_id: str) -> None:
        with self._transaction():
            cause = Cause(f"due:{due_id}")
            do_due(
                Unit(self._connection, self.now, self.registers, cause, self.sealing, self.memory), council_id, due_id
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """As the writer does it: what is only in memory stands or falls with the commit."""
        try:
            with self._connection.begin():
                yield
            self.memory.settle()
        finally:
            self.memory.forget()

    def _fresh(self, uow: Uow, person: Person | None) -> Person | None:
        return uow.get(Person, person.person_id) if person else None
