"""SQLite's log beside the database keeps what was erased until it is cut: here it is, wholly, and doctor is told when.

The log of a database that is read all the time cannot be cut at any moment: a reader may still look at an older state.
So it is tried again until it is whole. PostgreSQL's log is its operator's to see to: see deploy/RUNBOOK.md.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from storage.engine import BUSY_MILLISECONDS

PATIENCE_MILLISECONDS = 100
"""So long a try waits for those who read: nobody writes meanwhile."""

OLD_AFTER = timedelta(hours=2)
"""It is cut every hour: what is older than two was forgotten."""


class Log:
    """The log of one database; on PostgreSQL, and in memory, there is nothing to cut."""

    def __init__(self, engine: Engine) -> None:
        """Nothing is touched yet."""
        self._engine = engine
        self._path = file_of(engine)

    def truncate(self) -> bool:
        """Cut it to nothing; False if somebody still reads of it, or the disk would not. Between transactions alone."""
        if self._path is None:
            return True
        try:
            is_whole = self._checkpoint()
        except DBAPIError:
            return False
        if is_whole:
            with suppress(OSError):
                mark_of(self._path).touch()
        return is_whole

    def _checkpoint(self) -> bool:
        connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MILLISECONDS}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy, *_ = cursor.fetchone() or (True,)
            cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        finally:
            connection.close()
        return not is_busy


def file_of(engine: Engine) -> Path | None:
    """SQLite's file; None for a database in memory, and for another engine's."""
    name = engine.url.database
    is_file = engine.dialect.name == "sqlite" and name and name != ":memory:"
    return Path(name) if is_file and name else None


def mark_of(database: Path) -> Path:
    """A file that is touched whenever the log was cut."""
    return database.with_name(f"{database.name}-cut")


def old_frames(database: Path, now: datetime) -> int | None:
    """How many seconds ago a log that is not empty was last cut, if that is too long; for doctor."""
    try:
        size = Path(f"{database}-wal").stat().st_size
        cut_at = datetime.fromtimestamp(mark_of(database).stat().st_mtime, UTC)
    except FileNotFoundError:
        return None
    since = now - cut_at
    return int(since.total_seconds()) if size and since > OLD_AFTER else None
