"""The schema's history. `upgrade` brings a database to the newest form; several processes may call it at once."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from bot.services.ground.sealing import Sealing
from storage.engine import BUSY_MILLISECONDS
from storage.installation import give_installation
from storage.migrations.steps_0004.damaged import DamagedRowError as DamagedRowError
from storage.sealing import without_keys

FOLDER = Path(__file__).parent
KNOWN = {path.name[:4] for path in (FOLDER / "versions").glob("[0-9]*.py")}
"""Migrations are named by their numbers."""

NEWEST = max(KNOWN)

OVERWRITTEN = 1
"""SQLite's user_version of a database without any page that was freed before freed pages were overwritten."""

FREED = ("ballots", "choices", "electors", "inbox", "members", "persons", "reports", "outgoing")
"""Tables in which the last release left who chose what: PostgreSQL keeps what was deleted until they are rewritten."""

TO_BE_SEALED = """SELECT count(*) FROM choices JOIN ballots USING (council_id, ballot_id)
    WHERE state IN ('open', 'suspended')"""
"""The bot seals them once the tables have their newest form: what they leave is rewritten at the start after that."""

REWRITTEN = "rewritten without what was freed"
"""PostgreSQL's comment on alembic_version once they were."""

UPGRADE_LOCK = 7_261_948_305
"""An arbitrary number: the advisory lock that lets one process upgrade PostgreSQL while the others wait."""

UPGRADE_MILLISECONDS = 120_000
"""So long a process waits for the one that upgrades SQLite's file."""


class NewerError(Exception):
    """The tables were brought to a form that this program does not know: it is older than they are."""


def upgrade(engine: Engine, sealing: Sealing | None = None) -> str | None:
    """Run the migrations that are missing, in one transaction; nothing happens on an up-to-date database.

    Returns the form it was in before, None for a new one.

    `sealing` seals what is kept sealed from now on; without it that is as lost as with a lost key. Raises NewerError:
    there is no way back but a backup. Raises DamagedRowError where a row of an older release cannot be brought forward.
    """
    identify(engine)
    with engine.connect() as connection, _patiently(connection), connection.begin():
        before = _versions(connection)
    if before != [NEWEST]:
        _bring_up(engine, sealing or without_keys())
    if engine.dialect.name == "sqlite":
        _overwrite_free_pages(engine)
    else:
        _rewrite_freed(engine)
    return before[0] if before else None


def identify(engine: Engine) -> str:
    """The database's id, committed before there is any key of it. Raises NewerError, and changes nothing then.

    Its table is made here and not by a migration: those seal, and a key of one that was rolled back would lie in a
    folder that nobody knows.
    """
    with engine.connect() as connection, _patiently(connection), connection.begin():
        ensure_known(connection)
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
        return give_installation(connection)


@contextmanager
def _patiently(connection: Connection) -> Iterator[None]:
    """Another process may be upgrading SQLite's file: that takes longer than any other lock on it is held."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA busy_timeout={UPGRADE_MILLISECONDS}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")


def _bring_up(engine: Engine, sealing: Sealing) -> None:
    with engine.connect() as connection, _patiently(connection):
        if engine.dialect.name == "sqlite":
            # Rebuilding a table with foreign keys on would delete its children silently. The pragma only takes effect
            # outside a transaction, so it goes to the driver before BEGIN.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        with connection.begin():
            is_new = not _versions(connection)
            _upgrade(connection, sealing)
            if is_new and engine.dialect.name == "sqlite":
                connection.exec_driver_sql(f"PRAGMA user_version={OVERWRITTEN}")
        if engine.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]


def _overwrite_free_pages(engine: Engine) -> None:
    """Once: what earlier releases deleted was not overwritten. Where the disk has no room for it, at the next start."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA user_version")
        if (cursor.fetchone() or (0,))[0] < OVERWRITTEN:
            cursor.execute("VACUUM")
            cursor.execute(f"PRAGMA user_version={OVERWRITTEN}")
    except sqlite3.OperationalError:
        return
    finally:
        connection.close()


def _rewrite_freed(engine: Engine) -> None:
    """The same for PostgreSQL, table by table, outside any transaction; after a crash in its midst once again."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        noted = connection.execute(text("SELECT obj_description('alembic_version'::regclass)")).scalar()
        if noted == REWRITTEN:
            return
        for table in FREED:
            connection.execute(text(f"VACUUM FULL {table}"))
        if not connection.execute(text(TO_BE_SEALED)).scalar():
            connection.execute(text(f"COMMENT ON TABLE alembic_version IS '{REWRITTEN}'"))


def is_current(connection: Connection) -> bool:
    """Whether every migration was run, and none that this program does not know.

    Asked at every start, so without Alembic: its import takes as long as all the rest of the database.
    """
    return _versions(connection) == [NEWEST]


def ensure_known(connection: Connection) -> None:
    """Raises NewerError."""
    if not KNOWN.issuperset(_versions(connection)):
        raise NewerError


def _versions(connection: Connection) -> list[str]:
    if not inspect(connection).has_table("alembic_version"):
        return []
    return list(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())


def _upgrade(connection: Connection, sealing: Sealing) -> None:
    from alembic import command  # noqa: PLC0415 (see is_current)
    from alembic.config import Config  # noqa: PLC0415

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER))
    settings.attributes["connection"] = connection
    settings.attributes["sealing"] = sealing
    command.upgrade(settings, "head")
