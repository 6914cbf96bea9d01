"""What was erased is nowhere among the bytes, once SQLite's log was cut."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.ground.duties import Housekeeping
from bot.domain.ground.ids import NO_COUNCIL, PersonId
from bot.domain.ground.inbox import Heartbeat
from bot.domain.ground.outgoing import Outgoing
from bot.domain.ground.person import Person
from bot.services.ground import housekeeping
from bot.services.ground.ports import Cause, NotStoredError, Uow
from bot.services.me.forget import forget
from bot.services.registers import REGISTERS
from storage.engine import writer_engine
from storage.log import OLD_AFTER, Log, mark_of, old_frames
from storage.tables import metadata
from storage.writer import Writer
from tests.storage.conftest import NOW

CAUSE = Cause("test")
TELLING = "who-chose-what-" * 20


class Files:
    """A writer over a database in a folder, and what stands in that folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "mandate.db"
        engine = writer_engine(f"sqlite:///{self.database}")
        with engine.begin() as connection:
            metadata.create_all(connection)
        self.write = Writer(engine, lambda: NOW, REGISTERS)

    def hold(self, wanted: str) -> list[str]:
        """The files that hold it."""
        return sorted(path.name for path in self.folder.iterdir() if wanted.encode() in path.read_bytes())


@pytest.fixture
async def files(tmp_path: Path) -> AsyncIterator[Files]:
    made = Files(tmp_path)
    made.write.start()
    yield made
    made.write.stop()


def put(uow: Uow) -> None:
    for number in range(50):
        uow.add(Heartbeat(f"{TELLING}{number}", uow.now))


def erase(uow: Uow) -> None:
    for row in uow.find(Heartbeat):
        uow.remove(row)


def erase_and_cut(uow: Uow) -> None:
    erase(uow)
    uow.truncate_log()


async def test_what_was_erased_stays_in_the_log_until_that_is_cut_and_then_nowhere(files):
    await files.write(put, CAUSE)
    await files.write(erase, CAUSE)
    assert "mandate.db-wal" in files.hold(TELLING)
    await files.write.truncate_log()
    assert files.hold(TELLING) == []


async def test_what_reached_the_database_is_overwritten_there(files):
    await files.write(put, CAUSE)
    await files.write.truncate_log()
    assert files.hold(TELLING) == ["mandate.db"]
    await files.write(erase, CAUSE)
    await files.write.truncate_log()
    assert files.hold(TELLING) == []


async def test_whoever_reads_an_older_state_holds_up_the_cut_but_no_vote(files):
    await files.write(put, CAUSE)
    with closing(sqlite3.connect(files.database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM heartbeats").fetchone()
        await files.write(erase, CAUSE)
        cut = asyncio.ensure_future(files.write.truncate_log())  # noqa: TID251
        for _ in range(20):
            await asyncio.wait_for(files.write(lambda uow: uow.count(Heartbeat), CAUSE), 5)
        assert not cut.done()
        assert reader.execute("SELECT count(*) FROM heartbeats").fetchone() == (50,)
        reader.execute("COMMIT")
    await asyncio.wait_for(cut, 10)
    assert files.hold(TELLING) == []


async def test_a_use_case_asks_for_the_cut_of_what_it_erases_and_each_hour_of_housekeeping_does(files):
    await files.write(put, CAUSE)
    await files.write(erase_and_cut, CAUSE)
    await files.write(lambda _: None, CAUSE)
    assert files.hold(TELLING) == []
    await files.write(put, CAUSE)
    await files.write(erase, CAUSE)
    await files.write(lambda uow: housekeeping.keep_house(uow, NO_COUNCIL, Housekeeping()), CAUSE)
    await files.write.truncate_log()
    assert files.hold(TELLING) == []


def say(uow: Uow) -> Person:
    """Somebody is known, and the bot has answered them with what they wrote."""
    person = Person(PersonId("a" * 32), 7, TELLING, None, "en", uow.now, first_name=TELLING)
    uow.add(person)
    said, asker_id = {"said": TELLING}, person.person_id
    uow.add(Outgoing("b" * 32, "k", NO_COUNCIL, None, "refused", uow.now, uow.now, said, asker_id=asker_id))
    return person


async def test_what_somebody_lets_forget_is_nowhere_among_the_bytes_afterwards(files):
    person = await files.write(say, CAUSE)
    assert files.hold(TELLING)

    def forget_them(uow: Uow) -> None:
        uow.actor = person
        forget(uow)

    await files.write(forget_them, CAUSE)
    await files.write(lambda _: None, CAUSE)
    assert files.hold(TELLING) == []


async def test_a_cut_that_never_came_is_told_to_whoever_waits_for_it(tmp_path):
    files = Files(tmp_path)
    files.write.start()
    await files.write(put, CAUSE)
    with closing(sqlite3.connect(files.database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM heartbeats").fetchone()
        await files.write(erase, CAUSE)
        cut = asyncio.ensure_future(files.write.truncate_log())  # noqa: TID251
        await asyncio.wait_for(files.write(lambda _: None, CAUSE), 5)
        await asyncio.to_thread(files.write.stop)
        with pytest.raises(NotStoredError):
            await cut


def test_doctor_is_told_of_a_log_that_was_not_cut_for_long(tmp_path):
    database = tmp_path / "mandate.db"
    engine = writer_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        metadata.create_all(connection)
    now = datetime.now(UTC)  # noqa: TID251 (the age of a file)
    assert Log(engine).truncate()
    assert old_frames(database, now) is None
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO heartbeats VALUES ('a', 1)")
    assert old_frames(database, now + OLD_AFTER / 2) is None
    assert (old_frames(database, now + OLD_AFTER * 2) or 0) > OLD_AFTER.total_seconds()
    old = (now - timedelta(days=1)).timestamp()
    os.utime(mark_of(database), (old, old))
    assert Log(engine).truncate()
    assert old_frames(database, now + OLD_AFTER * 2) is None
    engine.dispose()
