"""What the writer promises to those who hand it use-cases, on both engines."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, event

from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.inbox import Heartbeat
from bot.services.ground.ports import Cause, NotStoredError, Uow
from bot.services.registers import REGISTERS
from storage import writer as writing
from storage.engine import reader_engine, writer_engine
from storage.migrations import upgrade
from storage.reads import Reader
from storage.writer import Writer
from tests.storage.conftest import NOW

CAUSE = Cause("test")
COUNCIL = CouncilId("c" * 32)


class RefusedError(DomainError):
    code = "refused"


class Bench:
    """A writer with the engine below it, and a gate that holds it back until a batch has gathered."""

    def __init__(self, engine: Engine, url: str) -> None:
        self.engine = engine
        self.url = url
        self.commits = 0
        self.moments = iter(NOW + timedelta(seconds=n) for n in range(1_000_000))
        self.write = Writer(engine, self.now, REGISTERS, self._count)
        event.listen(engine, "commit", self._note)
        self.transactions = 0

    def now(self) -> datetime:
        return next(self.moments)

    def _count(self) -> None:
        self.commits += 1

    def _note(self, _: object) -> None:
        self.transactions += 1

    async def together(self, *use_cases: Callable[[Uow], object]) -> list[object]:
        """Hand over all of them while the writer is busy with another, so that they wait in one batch."""
        gate = threading.Event()
        busy = asyncio.ensure_future(self.write(lambda _: gate.wait(10), CAUSE))  # noqa: TID251
        await asyncio.sleep(0.05)
        results = [asyncio.ensure_future(self.write(one, CAUSE)) for one in use_cases]  # noqa: TID251
        await asyncio.sleep(0)
        gate.set()
        await busy
        return list(await asyncio.gather(*results, return_exceptions=True))

    def stored(self) -> set[str]:
        """What a connection of its own sees."""
        with self.engine.connect() as connection:
            return {row[0] for row in connection.exec_driver_sql("SELECT name FROM heartbeats")}


@pytest.fixture
async def bench(engine: Engine, url: str) -> AsyncIterator[Bench]:
    made = Bench(engine, url)
    made.write.start()
    yield made
    made.write.stop()


def put(name: str):
    """A use-case that stores one row and returns its name."""

    def use_case(uow: Uow) -> str:
        uow.add(Heartbeat(name, uow.now))
        return name

    return use_case


def put_then_fail(name: str):
    def use_case(uow: Uow) -> None:
        uow.add(Heartbeat(name, uow.now))
        raise RefusedError

    return use_case


def refuse(_: Uow) -> None:
    raise RefusedError


async def test_what_waits_together_is_one_commit_in_the_order_of_arrival(bench):
    order: list[int] = []
    before = bench.transactions

    def numbered(number: int):
        def use_case(uow):
            order.append(number)
            return put(f"h{number:03}")(uow)

        return use_case

    results = await bench.together(*map(numbered, range(50)))
    assert results == [f"h{n:03}" for n in range(50)]
    assert order == list(range(50))
    assert bench.transactions - before == 2
    assert len(bench.stored()) == 50


async def test_each_use_case_has_one_reading_of_the_clock(bench):
    readings = await bench.together(*(lambda uow: (uow.now, uow.now) for _ in range(3)))
    assert all(first == second for first, second in readings)
    assert len({first for first, _ in readings}) == 3


async def test_a_refusal_before_the_first_write_disturbs_nobody(bench):
    before = bench.transactions
    one, no, two = await bench.together(put("one"), refuse, put("two"))
    assert (one, two) == ("one", "two")
    assert isinstance(no, RefusedError)
    assert bench.stored() == {"one", "two"}
    assert bench.transactions - before == 2


async def test_a_failure_after_a_write_leaves_nothing_of_it_and_everything_of_the_others(bench):
    one, no, two = await bench.together(put("one"), put_then_fail("half"), put("two"))
    assert (one, two) == ("one", "two")
    assert isinstance(no, RefusedError)
    assert bench.stored() == {"one", "two"}


async def test_a_row_that_the_database_refuses_fails_its_own_use_case_alone(bench):
    await bench.write(put("there"), CAUSE)
    one, no, two = await bench.together(put("one"), put("there"), put("two"))
    assert (one, two) == ("one", "two")
    assert isinstance(no, NotStoredError)
    assert bench.stored() == {"there", "one", "two"}


async def test_an_error_of_storage_tells_neither_statement_nor_values(bench):
    await bench.write(put("secret"), CAUSE)
    with pytest.raises(NotStoredError) as failed:
        await bench.write(put("secret"), CAUSE)
    assert "IntegrityError" in str(failed.value)
    assert "secret" not in str(failed.value)
    assert "INSERT" not in str(failed.value)


async def test_a_commit_that_fails_fails_all_of_its_use_cases_and_each_is_told(bench):
    bench.engine.dispose()
    with bench.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE parents (name TEXT PRIMARY KEY)")
        connection.exec_driver_sql(
            "CREATE TABLE orphans (name TEXT REFERENCES parents (name) DEFERRABLE INITIALLY DEFERRED)"
        )

    def orphan(uow):
        uow.wrote = True
        uow._connection.exec_driver_sql("INSERT INTO orphans VALUES ('nobody')")

    one, no, two = await bench.together(put("one"), orphan, put("two"))
    assert (one, two) == ("one", "two")
    assert isinstance(no, NotStoredError)
    assert bench.stored() == {"one", "two"}
    both = await bench.together(orphan, orphan)
    assert [type(error) for error in both] == [NotStoredError] * 2
    with bench.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM orphans").scalar() == 0


async def test_results_come_only_after_the_commit(bench):
    """Whoever has an answer finds the row on a connection of their own, each time."""
    for number in range(30):
        name = await bench.write(put(f"h{number}"), CAUSE)
        assert name in bench.stored()


async def test_whoever_listens_for_commits_is_told_once_a_batch(bench):
    await bench.together(*(put(f"h{n}") for n in range(20)))
    assert bench.commits == 2


async def test_a_mistake_of_the_program_reaches_its_caller_and_the_writer_goes_on(bench):
    with pytest.raises(ZeroDivisionError):
        await bench.write(lambda _: 1 // 0, CAUSE)
    with pytest.raises(TypeError):
        await bench.write(lambda uow: uow.add(Heartbeat("naive", datetime(2026, 1, 1))), CAUSE)  # noqa: DTZ001
    assert await bench.write(put("after"), CAUSE) == "after"
    assert bench.stored() == {"after"}


async def test_a_caller_that_no_longer_waits_disturbs_nobody(bench):
    gate = threading.Event()
    waiting = asyncio.ensure_future(bench.write(lambda uow: (gate.wait(10), put("left")(uow))[1], CAUSE))  # noqa: TID251
    other = asyncio.ensure_future(bench.write(put("other"), CAUSE))  # noqa: TID251
    await asyncio.sleep(0.05)
    waiting.cancel()
    gate.set()
    assert await other == "other"
    assert bench.stored() == {"left", "other"}


async def test_stopping_finishes_what_waits_and_refuses_what_comes_later(bench):
    gate = threading.Event()
    first = asyncio.ensure_future(bench.write(lambda uow: (gate.wait(10), put("first")(uow))[1], CAUSE))  # noqa: TID251
    second = asyncio.ensure_future(bench.write(put("second"), CAUSE))  # noqa: TID251
    await asyncio.sleep(0.05)
    stopping = asyncio.to_thread(bench.write.stop)
    gate.set()
    await stopping
    assert (await first, await second) == ("first", "second")
    with pytest.raises(NotStoredError):
        await bench.write(put("late"), CAUSE)
    assert bench.stored() == {"first", "second"}


# --- SQLite: the disk is full, somebody else holds the lock


@pytest.fixture
def sqlite_url(tmp_path):
    return f"sqlite:///{tmp_path / 'mandate.db'}"


@pytest.fixture
async def on_sqlite(sqlite_url, monkeypatch):
    monkeypatch.setattr("storage.engine.BUSY_MILLISECONDS", 50)
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


async def test_a_reader_beside_the_writer_sees_one_moment(sqlite_url, on_sqlite):
    await reads_one_moment(sqlite_url, on_sqlite)


# --- PostgreSQL: connections end, others collide


@pytest.fixture
async def on_postgres(postgres_url):
    engine = writer_engine(postgres_url)
    upgrade(engine)
    made = Bench(engine, postgres_url)
    made.write.start()
    yield made
    made.write.stop()


@pytest.mark.xdist_group("postgres")
async def test_a_killed_connection_is_replaced_and_nothing_is_stored_twice(on_postgres, postgres):
    assert await on_postgres.write(put("before"), CAUSE) == "before"
    assert postgres.end_connections(on_postgres.url) > 0
    assert await on_postgres.write(put("after"), CAUSE) == "after"
    kills = iter([True])

    def killed_in_the_middle(uow):
        uow.add(Heartbeat("middle", uow.now))
        if next(kills, False):
            postgres.end_connections(on_postgres.url)
        return uow.count(Heartbeat)

    assert await on_postgres.write(killed_in_the_middle, CAUSE) == 3
    assert on_postgres.stored() == {"before", "after", "middle"}


@pytest.mark.xdist_group("postgres")
async def test_a_connection_lost_right_after_its_commit_stores_nothing_twice(on_postgres):
    runs: list[str] = []

    def lose(connection):
        if runs and runs[-1] == "lose":
            runs.append("lost")
            connection.connection.driver_connection.commit()
            connection.connection.driver_connection.close()

    event.listen(on_postgres.engine, "commit", lose)

    def use_case(uow):
        runs.append("lose" if not runs else "again")
        uow.add(Heartbeat(f"run {len(runs)}", uow.now))
        return "done"

    assert await on_postgres.write(use_case, CAUSE) == "done"
    assert runs == ["lose", "lost"]
    assert on_postgres.stored() == {"run 1"}


@pytest.mark.xdist_group("postgres")
async def test_a_connection_lost_right_before_its_commit_stores_it_once(on_postgres):
    runs: list[str] = []

    def lose(connection):
        if runs == ["run"]:
            connection.connection.driver_connection.close()

    event.listen(on_postgres.engine, "commit", lose)

    def use_case(uow):
        runs.append("run")
        uow.add(Heartbeat(f"run {len(runs)}", uow.now))
        return "done"

    assert await on_postgres.write(use_case, CAUSE) == "done"
    assert on_postgres.stored() == {"run 2"}


@pytest.mark.xdist_group("postgres")
async def test_two_writers_that_collide_both_get_through(on_postgres):
    """Two processes that read one row and write it must not lose an update: what they named makes one of them wait."""
    await on_postgres.write(put("shared"), CAUSE)
    second = Bench(writer_engine(on_postgres.url), on_postgres.url)
    second.write.start()

    def beat(uow):
        row = uow.get(Heartbeat, "shared")
        uow.change(row, heard_at=row.heard_at + timedelta(days=1))

    try:
        await asyncio.gather(*(one.write(beat, CAUSE, COUNCIL) for _ in range(20) for one in (on_postgres, second)))
        (row,) = await second.write(lambda uow: uow.find(Heartbeat), CAUSE)
    finally:
        second.write.stop()
    assert (row.heard_at - NOW).days == 40


@pytest.mark.xdist_group("postgres")
async def test_a_server_that_is_gone_is_told_and_forgiven_when_it_is_back(on_postgres, postgres):
    name = on_postgres.url.split("/")[-1].split("?")[0]
    postgres.run(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    postgres.end_connections(on_postgres.url)
    with pytest.raises(NotStoredError):
        await on_postgres.write(put("gone"), CAUSE)
    postgres.run(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    assert await on_postgres.write(put("back"), CAUSE) == "back"


@pytest.mark.xdist_group("postgres")
async def test_a_reader_of_postgres_sees_one_moment(on_postgres):
    await reads_one_moment(on_postgres.url, on_postgres)


async def reads_one_moment(url: str, bench: Bench) -> None:
    """While a read model is under way somebody writes: it must not see half of it."""
    reader = Reader(reader_engine(url), lambda: NOW, REGISTERS)
    await bench.write(put("first"), CAUSE)
    async with reader._engine.connect() as connection:
        count = "SELECT count(*) FROM heartbeats"
        first = (await connection.exec_driver_sql(count)).scalar()
        await bench.write(put("second"), CAUSE)
        assert (await connection.exec_driver_sql(count)).scalar() == first == 1
    assert await reader(lambda reads: reads.count(Heartbeat)) == 2
    await reader.close()
