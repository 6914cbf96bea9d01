"""The engines: one for the writer, one for the reads, under the same URL."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

BUSY_MILLISECONDS = 5000

PRAGMAS = (
    "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "journal_size_limit=0",
    "temp_store=MEMORY",
)  # fmt: skip
"""What is deleted is overwritten, and nothing of it stays behind in a log that was cut or in a file for sorting."""

POOL: dict[str, Any] = {"pool_size": 4, "max_overflow": 0}
"""Of the reads. Who finds none free waits a moment: opening one more, with its thread, costs more than the read."""


def writer_engine(url: str) -> Engine:
    """The synchronous engine of the writer: a single connection, on SQLite with full synchronisation.

    On PostgreSQL it reads what is committed: what it works on is locked, see storage/locks.py.
    """
    parsed = driver_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, isolation_level="READ COMMITTED", pool_size=2, max_overflow=1)
    prepare_folder(parsed)
    engine = create_engine(parsed, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def reader_engine(url: str) -> AsyncEngine:
    """The asynchronous engine of the reads: aiosqlite beside the writer thanks to WAL, or psycopg.

    Each read model sees one moment of the database: so does WAL, and so must PostgreSQL, which by default would let two
    statements of one transaction see different ones.
    """
    parsed = driver_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_async_engine(parsed, isolation_level="REPEATABLE READ", **POOL)
    engine = create_async_engine(parsed.set(drivername="sqlite+aiosqlite"), **POOL)
    event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def driver_url(url: str) -> URL:
    """The URL with the driver we use: people write postgresql:// and sqlite://."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    return parsed.set(drivername="sqlite")


def prepare_folder(url: URL) -> None:
    """SQLite makes its file but not the folder it lies in: only its owner may look into that, choices lie there."""
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)


def _set_up_sqlite(connection: Any, _: object) -> None:
    # The driver must not open transactions by itself: the begin event does, and says which kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (*PRAGMAS, f"busy_timeout={BUSY_MILLISECONDS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
