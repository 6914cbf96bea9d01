"""The same data of the last release in PostgreSQL, at that release's schema, goes on in this one."""

from __future__ import annotations

import asyncio
import gzip
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Boolean, MetaData, text

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.elector import Choice
from bot.services.ballots.anew import look_for_lost_papers
from bot.services.ballots.papers import handed_in, pile_of
from bot.services.ground.ports import Cause
from bot.services.ground.reach import EVERYWHERE
from bot.services.recalls.signalling import look_for_lost_signals
from bot.services.record.doctor import examine
from bot.services.registers import REGISTERS
from bot.services.reports.rating import look_for_lost_ratings
from storage.engine import reader_engine, writer_engine
from storage.keys import KeyFolder
from storage.migrations import FOLDER, upgrade
from storage.reads import Reader
from storage.sealing import Sealer, without_keys
from storage.writer import Writer
from tests.storage.test_last_release import LAST_RELEASE

pytestmark = pytest.mark.xdist_group("postgres")

LAST_SCHEMA = "0003"


def rows_of(database: sqlite3.Connection) -> dict[str, list[dict[str, object]]]:
    """All that was left, by table."""
    database.row_factory = sqlite3.Row
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: [dict(row) for row in database.execute(f"SELECT * FROM {name}")] for name in names}


@pytest.fixture
def left():
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(gzip.decompress(LAST_RELEASE.read_bytes()).decode())
        return rows_of(database)


@pytest.fixture
def url(postgres_url, left):
    """The database as the last release would have left it there."""
    engine = writer_engine(postgres_url)
    with engine.begin() as connection:
        settings = Config()
        settings.set_main_option("script_location", str(FOLDER))
        settings.attributes |= {"connection": connection, "sealing": without_keys()}
        command.upgrade(settings, LAST_SCHEMA)
        tables = MetaData()
        tables.reflect(connection)
        for name, table in tables.tables.items():
            flags = {column.name for column in table.columns if isinstance(column.type, Boolean)}
            rows = [_with_flags(row, flags) for row in left[name]]
            if rows and name != "alembic_version":
                connection.execute(table.insert(), rows)
    engine.dispose()
    return postgres_url


def _with_flags(row: dict[str, object], flags: set[str]) -> dict[str, object]:
    return {name: bool(value) if name in flags and value is not None else value for name, value in row.items()}


async def test_it_is_upgraded_its_papers_say_what_they_said_and_the_doctor_finds_it_well(url, left, tmp_path):
    (heard_at,) = (row["heard_at"] for row in left["heartbeats"])
    assert isinstance(heard_at, int)
    now = datetime.fromtimestamp(heard_at / 1_000_000, UTC)
    sealing = Sealer(KeyFolder(tmp_path / "keys"))
    engine = writer_engine(url)
    upgrade(engine, sealing)
    write = Writer(engine, lambda: now, REGISTERS, sealing=sealing)
    write.start()
    for look in (look_for_lost_papers, look_for_lost_signals, look_for_lost_ratings):
        await write(look, Cause("start"), EVERYWHERE)
    await asyncio.to_thread(write.stop)
    reader = Reader(reader_engine(url), lambda: now, REGISTERS, sealing)
    states = {str(row["ballot_id"]): row["state"] for row in left["ballots"]}
    was_open = {ballot_id for ballot_id, state in states.items() if state in {"open", "suspended"}}

    def said(reads):
        ballots = reads.find(Ballot, ballot_id=tuple(was_open))
        return {
            (ballot.ballot_id, elector.elector_id): paper.picks
            for ballot in ballots
            for elector, paper in handed_in(reads, ballot)
        }

    def piles(reads):
        return {ballot.ballot_id for ballot in reads.find(Ballot) if pile_of(reads, ballot) is not None}

    try:
        assert await reader(examine) == []
        assert await reader(said) == {
            (row["ballot_id"], row["person_id"]): tuple(json.loads(str(row["picks"])))
            for row in left["choices"]
            if row["ballot_id"] in was_open
        }
        assert await reader(piles) >= {str(row["ballot_id"]) for row in left["choices"]} - was_open
        assert await reader(lambda reads: reads.count(Choice)) == 0
    finally:
        await reader.close()


def test_at_the_second_start_what_was_freed_is_rewritten(url):
    engine = writer_engine(url)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM choices"))
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT obj_description('alembic_version'::regclass)")).scalar()
    engine.dispose()
