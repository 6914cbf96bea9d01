"""Letters while two programs write to one PostgreSQL and lose connections: done once, in order of each pair."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

import pytest

from bot.domain.council.council import Council, Former
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.letter import Letter, Received, Sent
from bot.services.ground.between import send
from bot.services.ground.ports import Cause
from bot.services.ground.reach import EVERYWHERE
from bot.services.registers import REGISTERS
from storage.engine import writer_engine
from storage.locks import key_of, take_locks
from storage.migrations import upgrade
from storage.unit import Unit
from storage.writer import Writer
from tests.storage.conftest import NOW
from tests.support.writer import CAUSE

HERE, THERE = (CouncilId(letter * 32) for letter in "ab")
LETTERS = 30


@dataclass(frozen=True, slots=True)
class Counted(Letter):
    word: str


def note(uow, council_id, _, letter):
    council = uow.get(Council, council_id)
    uow.change(council, title=f"{council.title} {letter.word}")


@pytest.fixture
async def writers(postgres_url):
    """Two programs on one database with two councils."""
    engine = writer_engine(postgres_url)
    upgrade(engine)
    engine.dispose()
    registers = replace(REGISTERS, receivers={Counted: note})
    both = [Writer(writer_engine(postgres_url), lambda: NOW, registers) for _ in range(2)]
    for writer in both:
        writer.start()
    await both[0](lambda uow: uow.add_all([Council(HERE, -1, "", NOW), Council(THERE, -2, "", NOW)]), CAUSE, EVERYWHERE)
    yield both
    for writer in both:
        await asyncio.to_thread(writer.stop)


async def tell(writer, sender, receiver, name, postgres=None, url=None):
    for number in range(LETTERS):

        def use_case(uow, word=f"{name}{number}"):
            send(uow, sender, receiver, Counted(word))
            return uow.now

        await writer(use_case, Cause(f"letter:{name}:{number}"), sender, receiver)
        if postgres is not None and number % 10 == 5:
            await asyncio.to_thread(postgres.end_connections, url)


@pytest.mark.xdist_group("postgres")
async def test_two_programs_tell_each_other_s_councils_and_lose_their_connections(writers, postgres, postgres_url):
    one, other = writers
    await asyncio.gather(
        tell(one, HERE, THERE, "a", postgres, postgres_url),
        tell(one, THERE, HERE, "b"),
        tell(other, HERE, THERE, "c"),
        tell(other, THERE, HERE, "d"),
    )
    for sender, receiver, names in ((HERE, THERE, "ac"), (THERE, HERE, "bd")):
        sent = await one(lambda uow, s=sender: uow.find(Sent, order="number", council_id=s), CAUSE)
        assert [row.number for row in sent] == list(range(1, 2 * LETTERS + 1))
        at = await one(lambda uow, s=sender, r=receiver: uow.get(Received, r, s), CAUSE)
        assert at.number == 2 * LETTERS
        heard = (await one(lambda uow, r=receiver: uow.get(Council, r), CAUSE)).title.split()
        assert heard == [row.data["word"] for row in sent]
        for name in names:
            assert [word for word in heard if word[0] == name] == [f"{name}{n}" for n in range(LETTERS)]


@pytest.mark.xdist_group("postgres")
async def test_a_council_that_took_another_s_place_is_locked_with_the_batch(postgres_url, writers):
    await writers[0](lambda uow: uow.add(Former("f" * 32, HERE)), CAUSE)
    engine = writer_engine(postgres_url)
    with engine.begin() as connection:
        take_locks(connection, Unit(connection, NOW, REGISTERS), [CouncilId("f" * 32)])
        held = connection.exec_driver_sql(
            "SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks WHERE locktype = 'advisory' "
            "AND pid = pg_backend_pid()"
        )
        keys = {row[0] for row in held}
    engine.dispose()
    assert key_of(f"council:{HERE}") in keys
