"""What the writer promises to those who hand it use-cases, on both engines."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from sqlalchemy import Engine

from bot.domain.ground.inbox import Heartbeat
from bot.services.ground.ports import NotStoredError
from tests.support.writer import CAUSE, Bench, RefusedError, put, put_then_fail, refuse


@pytest.fixture
async def bench(engine: Engine, url: str) -> AsyncIterator[Bench]:
    made = Bench(engine, url)
    made.write.start()
    yield made
    made.write.stop()


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


async def test_one_commit_is_one_moment(bench):
    """So that the times in the rows tell no order of those who acted together."""
    before = await bench.write(lambda uow: uow.now, CAUSE)
    readings = await bench.together(*(lambda uow: (uow.now, uow.now) for _ in range(3)))
    after = await bench.write(lambda uow: uow.now, CAUSE)
    assert len({moment for reading in readings for moment in reading}) == 1
    assert before < readings[0][0] < after


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
