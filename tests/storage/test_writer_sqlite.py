"""The writer on SQLite: the disk is full, somebody else holds the lock, the file is not there any more."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from bot.services.ground.ports import NotStoredError
from storage import writer as writing
from storage.engine import writer_engine
from storage.migrations import upgrade
from storage.same_file import GONE, is_damage
from tests.support.writer import CAUSE, Bench, put, reads_one_moment


@pytest.fixture
def sqlite_url(tmp_path):
    return f"sqlite:///{tmp_path / 'mandate.db'}"


@pytest.fixture
async def on_sqlite(sqlite_url, monkeypatch):
    monkeypatch.setattr("storage.engine.BUSY_MILLISECONDS", 50)
    monkeypatch.setattr("storage.migrations.BUSY_MILLISECONDS", 50)
    monkeypatch.setattr(writing, "PATIENCE_S", 0.3)
    engine = writer_engine(sqlite_url)
    upgrade(engine)
    made = Bench(engine, sqlite_url)
    made.write.start()
    yield made
    made.write.stop()


async def test_a_full_disk_fails_what_does_not_fit_and_works_again_when_there_is_room(on_sqlite):
    pages = await on_sqlite.write(lambda uow: uow._connection.exec_driver_sql("PRAGMA page_count").scalar(), CAUSE)
    full = f"PRAGMA max_page_count={pages + 1}"
    await on_sqlite.write(lambda uow: uow._connection.exec_driver_sql(full), CAUSE)
    big = "x" * 30_000
    results = await on_sqlite.together(put(big + "1"), put(big + "2"))
    assert [type(one) for one in results] == [NotStoredError] * 2
    assert on_sqlite.stored() == set()
    await on_sqlite.write(lambda uow: uow._connection.exec_driver_sql("PRAGMA max_page_count=1000000"), CAUSE)
    assert await on_sqlite.write(put("small"), CAUSE) == "small"
    assert on_sqlite.stored() == {"small"}


async def test_a_lock_that_stays_is_told_and_one_that_goes_is_waited_for(on_sqlite, tmp_path):
    other = sqlite3.connect(tmp_path / "mandate.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotStoredError):
        await on_sqlite.write(put("locked"), CAUSE)
    waiting = asyncio.ensure_future(on_sqlite.write(put("patient"), CAUSE))  # noqa: TID251
    await asyncio.sleep(0.1)
    other.execute("ROLLBACK")
    other.close()
    assert await waiting == "patient"
    assert on_sqlite.stored() == {"patient"}


async def test_a_lock_that_stays_costs_everybody_who_waits_one_patience_and_not_all_tries(
    on_sqlite, tmp_path, monkeypatch
):
    tries: list[object] = []
    event.listen(on_sqlite.engine, "handle_error", tries.append)
    monkeypatch.setattr(writing, "PATIENCE_S", 0.05)  # as long as SQLite waits for a lock by itself, as in the program
    other = sqlite3.connect(tmp_path / "mandate.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = (on_sqlite.write(put(f"locked {number}"), CAUSE) for number in range(5))
    results = await asyncio.gather(*waiting, return_exceptions=True)
    other.close()
    assert [type(one) for one in results] == [NotStoredError] * 5
    # The first press may be a batch of its own; SQLite's waiting may end a moment before ours.
    assert 1 <= len(tries) <= 2 * 2


async def test_a_reader_beside_the_writer_sees_one_moment(sqlite_url, on_sqlite):
    await reads_one_moment(sqlite_url, on_sqlite)


async def test_what_goes_to_a_file_that_was_deleted_is_not_said_to_be_stored(on_sqlite, tmp_path):
    await on_sqlite.write(put("before"), CAUSE)
    (tmp_path / "mandate.db").unlink()
    for name in ("after", "later"):
        with pytest.raises(NotStoredError):
            await on_sqlite.write(put(name), CAUSE)
    assert on_sqlite.write.broken == GONE


async def test_nor_what_goes_to_one_that_was_exchanged(on_sqlite, tmp_path):
    await on_sqlite.write(put("before"), CAUSE)
    path = tmp_path / "mandate.db"
    shutil.copy(path, tmp_path / "copy")
    (tmp_path / "copy").rename(path)
    with pytest.raises(NotStoredError):
        await on_sqlite.write(put("after"), CAUSE)
    assert on_sqlite.write.broken == GONE


def test_damaged_pages_are_told_from_a_full_disk_or_a_lock(sqlite_url, tmp_path):
    engine = writer_engine(sqlite_url)
    upgrade(engine)
    engine.dispose()
    path = tmp_path / "mandate.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(DBAPIError) as damaged, engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM persons")
    assert is_damage(damaged.value)
    with pytest.raises(DBAPIError) as wrong, writer_engine("sqlite://").connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM persons")
    assert not is_damage(wrong.value)
