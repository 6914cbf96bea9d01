from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import UniqueConstraint, inspect

from bot.domain.council.council import Council
from bot.domain.council.entries import CouncilKnown
from bot.domain.ground.entry import GENESIS
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.roll.member import Member, MemberState
from bot.services.ground.record import record
from bot.services.registers import REGISTERS
from storage.engine import writer_engine
from storage.migrations import REWRITTEN, upgrade
from storage.migrations.steps_0004 import roll_counts
from storage.migrations.steps_0004.chain_heads import FILL
from storage.tables import KEPT, metadata
from storage.unit import Unit
from tests.storage.conftest import NOW

UPGRADE = "import sys; from storage.engine import writer_engine; from storage.migrations import REWRITTEN, upgrade; "
UPGRADE += "upgrade(writer_engine(sys.argv[1]))"


@pytest.fixture
def engine(url):
    """A database as the program makes it."""
    made = writer_engine(url)
    upgrade(made)
    yield made
    made.dispose()


def test_the_migrations_make_exactly_the_tables(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": metadata})
        assert compare_metadata(context, metadata) == []
        assert len(inspect(connection).get_table_names()) == len(KEPT) + 1


def test_an_upgrade_of_an_upgraded_database_changes_nothing(engine):
    upgrade(engine)
    upgrade(engine)
    with engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() is not None


def test_the_migrations_switch_foreign_keys_back_on(tmp_path):
    engine = writer_engine(f"sqlite:///{tmp_path / 'mandate.db'}")
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    engine.dispose()


async def test_five_processes_may_upgrade_at_once(url):
    processes = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", UPGRADE, url, stderr=subprocess.PIPE)
        for _ in range(5)
    ]
    ends = await asyncio.gather(*(process.communicate() for process in processes))
    assert [process.returncode for process in processes] == [0] * 5, ends
    engine = writer_engine(url)
    with engine.connect() as connection:
        assert len(inspect(connection).get_table_names()) == len(KEPT) + 1
    engine.dispose()


@pytest.mark.xdist_group("postgres")
def test_on_postgresql_what_was_freed_is_rewritten_once(postgres_url):
    engine = writer_engine(postgres_url)
    upgrade(engine)
    place = "SELECT pg_relation_filenode('choices'), obj_description('alembic_version'::regclass)"
    with engine.connect() as connection:
        (first, noted) = connection.exec_driver_sql(place).one()
        assert noted == REWRITTEN
    upgrade(engine)
    with engine.begin() as connection:
        assert connection.exec_driver_sql(place).one() == (first, noted)
        connection.exec_driver_sql("COMMENT ON TABLE alembic_version IS NULL")
    upgrade(engine)
    with engine.connect() as connection:
        (again, noted) = connection.exec_driver_sql(place).one()
        assert again != first
        assert noted == REWRITTEN
    engine.dispose()


def test_the_head_of_each_record_is_taken_from_its_last_entry(engine):
    """Step chain_heads of 0004, on councils with and without a record."""
    full, empty = (Council(CouncilId(letter * 32), number, "Garden", NOW) for number, letter in enumerate("ab"))
    with engine.begin() as connection:
        unit = Unit(connection, NOW, REGISTERS)
        unit.add_all([full, empty])
        told = [record(unit, full.council_id, CouncilKnown(), full.council_id) for _ in range(3)]
        unit.change(full, entries=0, head="")
        connection.exec_driver_sql(FILL)
        known = [council for each in (full, empty) if (council := unit.get(Council, each.council_id))]
        assert [(council.entries, council.head) for council in known] == [(3, told[-1].digest), (0, GENESIS)]


def test_the_size_of_each_roll_is_counted_from_its_places(engine):
    """Step roll_counts of 0004; whoever left or was removed does not count."""
    full, empty = (Council(CouncilId(letter * 32), number, "Garden", NOW) for number, letter in enumerate("ab"))
    states = (*MemberState, MemberState.RESTING)
    places = [Member(full.council_id, PersonId(f"{n:032x}"), NOW, NOW, NOW, state) for n, state in enumerate(states)]
    with engine.begin() as connection:
        unit = Unit(connection, NOW, REGISTERS)
        unit.add_all([full, empty])
        unit.add_all(places)
        connection.exec_driver_sql(roll_counts.FILL)
        known = [council for each in (full, empty) if (council := unit.get(Council, each.council_id))]
        assert [(council.on_roll, council.resting) for council in known] == [(3, 2), (0, 0)]


SHARED = {
    "persons",
    "former_names",
    "outgoing",
    "dialogs",
    "errands",
    "inbox",
    "inbox_keys",
    "stray_keys",
    "installations",
    "heartbeats",
    "broadcasts",
}
"""Tables whose rows belong to no single council: a person, a chat, an update, the machinery itself."""

UNIQUE_FOR_ALL = {("councils", "chat_id"), ("persons", "telegram_id"), ("outgoing", "key")}


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__name__)
def test_what_belongs_to_a_council_has_its_id_first_in_every_key(kind):
    """So that councils can be spread over databases later without changing a table."""
    table = KEPT[kind].table
    assert (KEPT[kind].key[0] == "council_id") == (table.name not in SHARED)
    unique = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    firsts = {(table.name, next(iter(constraint.columns)).name) for constraint in unique}
    assert all(name == "council_id" for _, name in firsts - UNIQUE_FOR_ALL)
    assert not table.foreign_keys
    assert all(column.autoincrement is False for column in table.c)
