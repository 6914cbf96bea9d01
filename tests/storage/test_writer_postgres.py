"""The writer on PostgreSQL: connections end, others collide."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.domain.ground.inbox import Heartbeat
from bot.services.ground.ports import NotStoredError
from storage.engine import writer_engine
from storage.migrations import upgrade
from tests.storage.conftest import NOW
from tests.support.writer import CAUSE, COUNCIL, Bench, put, reads_one_moment


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
