"""One bot at a time on one database: a second one, started by mistake, would say everything twice.

The claim ends with the process, however it ends: a file lock beside SQLite's file, on PostgreSQL an advisory lock that
lives as long as its connection.
"""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

from storage.engine import driver_url

PATIENCE_S = 8.0
"""The one before may still be ending."""

PAUSE_S = 0.1
LOCK_KEY = 0x4D414E44
"""Any number that nobody else uses for an advisory lock of this database."""


class InUseError(Exception):
    """Another bot runs on this database."""


IsOurs = Callable[[], bool]
"""Whether nobody else has the database: asked now and then, it claims again what a server gave up."""


@contextmanager
def sole_use(url: str, patience_s: float = PATIENCE_S) -> Iterator[IsOurs]:
    """Nobody else has the database meanwhile. Raises InUseError."""
    parsed = driver_url(url)
    with ExitStack() as stack:
        is_ours = _file(parsed, stack) if parsed.get_backend_name() == "sqlite" else _Server(parsed, stack).is_ours
        _insist(is_ours, patience_s)
        yield is_ours


def _insist(is_ours: IsOurs, patience_s: float) -> None:
    give_up_at = time.monotonic() + patience_s
    while not is_ours():
        if time.monotonic() > give_up_at:
            raise InUseError
        time.sleep(PAUSE_S)


def _file(url: URL, stack: ExitStack) -> IsOurs:
    """A file of its own: SQLite takes locks on the database file, and closing that anywhere would drop them."""
    if not url.database or url.database == ":memory:":
        return lambda: True
    file = stack.enter_context(Path(url.database + "-running").open("ab"))  # noqa: SIM115 (the stack closes it)

    def claim() -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks: better a bot without this guard than none
        return True

    return claim


class _Server:
    """An advisory lock on a connection of its own; the server drops it with the connection."""

    def __init__(self, url: URL, stack: ExitStack) -> None:
        """The first connection must succeed; its failure is raised."""
        self._engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self._connection = self._engine.connect()
        self._has_lock = False
        stack.callback(self.close)

    def close(self) -> None:
        """Give the database up."""
        self._connection.close()

    def is_ours(self) -> bool:
        """A server that cannot be reached has given the database to nobody else either, as far as anybody knows."""
        try:
            return self._claim()
        except DBAPIError:
            self._has_lock = False
            self.close()
            with suppress(DBAPIError):
                self._connection = self._engine.connect()
                return self._claim()
        return True

    def _claim(self) -> bool:
        """The lock counts how often it is taken, so it is taken once for each connection."""
        asking = "SELECT 1" if self._has_lock else f"SELECT pg_try_advisory_lock({LOCK_KEY})"
        got = self._connection.execute(text(asking)).scalar_one()
        self._has_lock = self._has_lock or bool(got)
        return self._has_lock
