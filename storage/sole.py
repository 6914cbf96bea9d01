"""One bot at a time on one database: a second one, started by mistake, would say everything twice.

The claim ends with the process, however it ends: a file lock beside SQLite's file, on PostgreSQL an advisory lock that
lives as long as its connection.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, NullPool, Row, create_engine, text
from sqlalchemy.exc import DBAPIError

from storage.engine import driver_url, prepare_folder

PATIENCE_S = 8.0
"""The one before may still be ending."""

ENDING_S = 2.0
"""What a server takes to end a session of ours whose connection is gone."""

PAUSE_S = 0.1
LOCK_KEY = 0x4D414E44
"""Any number that nobody else uses for an advisory lock of this database."""


class InUseError(Exception):
    """Another bot runs on this database."""


class KeysInUseError(InUseError):
    """Another bot uses these keys, on a copy of this database."""


ALIVE = text("SELECT true")
TAKE = text("SELECT pg_try_advisory_lock(:key)")
OWN_SESSION = text("SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()")
END_SESSION = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = :pid AND backend_start = :started"
)

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


@contextmanager
def sole_folder(path: Path, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Nobody else has this folder of keys meanwhile; it is made if it is missing. Raises KeysInUseError, or OSError."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDONLY)
    try:
        _insist(lambda: _locked(handle), patience_s, KeysInUseError)
        yield
    finally:
        os.close(handle)


def _insist(is_ours: IsOurs, patience_s: float, refusal: type[InUseError] = InUseError) -> None:
    give_up_at = time.monotonic() + patience_s
    while not is_ours():
        if time.monotonic() > give_up_at:
            raise refusal
        time.sleep(PAUSE_S)


def _file(url: URL, stack: ExitStack) -> IsOurs:
    """A file of its own: SQLite takes locks on the database file, and closing that anywhere would drop them."""
    if not url.database or url.database == ":memory:":
        return lambda: True
    prepare_folder(url)
    file = stack.enter_context(Path(url.database + "-running").open("ab"))  # noqa: SIM115 (the stack closes it)

    return lambda: _locked(file.fileno())


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks: better a bot without this guard than none
    return True


class _Server:
    """An advisory lock on a connection of its own; the server drops it with the connection."""

    def __init__(self, url: URL, stack: ExitStack) -> None:
        """The first connection must succeed; its failure is raised."""
        self._engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self._connection = self._engine.connect()
        self._session: Row[Any] | None = None
        stack.callback(self.close)

    def close(self) -> None:
        """Give the database up."""
        self._connection.close()

    def is_ours(self) -> bool:
        """A server that cannot be reached has given the database to nobody else either, as far as anybody knows."""
        try:
            return self._is_alive() or self._claim()
        except DBAPIError:
            self.close()
            with suppress(DBAPIError):
                self._connection = self._engine.connect()
                return self._claim_again()
        return True

    def _is_alive(self) -> bool:
        """Whether the connection that took the lock still stands."""
        return self._session is not None and bool(self._connection.execute(ALIVE).scalar_one())

    def _claim(self) -> bool:
        """Take the lock, and note whose it is. It counts how often it is taken: once for each connection is enough."""
        if not self._connection.execute(TAKE, {"key": LOCK_KEY}).scalar_one():
            return False
        self._session = self._connection.execute(OWN_SESSION).one()
        return True

    def _claim_again(self) -> bool:
        """The server may not have noticed yet that our last connection is gone: end its session, if it still stands."""
        gone, self._session = self._session, None
        if gone is not None:
            self._connection.execute(END_SESSION, {"pid": gone.pid, "started": gone.backend_start})
        give_up_at = time.monotonic() + ENDING_S
        while not self._claim():
            if time.monotonic() > give_up_at:
                return False
            time.sleep(PAUSE_S)
        return True
