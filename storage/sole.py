"""One bot at a time on one database: a second one, started by mistake, would say everything twice.

The claim ends with the process, however it ends: a file lock beside SQLite's file, on PostgreSQL an advisory lock that
lives as long as its connection.
"""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import URL, NullPool, create_engine, text

from storage.engine import driver_url

PATIENCE_S = 8.0
"""The one before may still be ending."""

PAUSE_S = 0.1
LOCK_KEY = 0x4D414E44
"""Any number that nobody else uses for an advisory lock of this database."""


class InUseError(Exception):
    """Another bot runs on this database."""


@contextmanager
def sole_use(url: str, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Nobody else has the database meanwhile. Raises InUseError."""
    parsed = driver_url(url)
    with ExitStack() as stack:
        claim = _file(parsed, stack) if parsed.get_backend_name() == "sqlite" else _server(parsed, stack)
        _insist(claim, patience_s)
        yield


def _insist(claim: Callable[[], bool], patience_s: float) -> None:
    give_up_at = time.monotonic() + patience_s
    while not claim():
        if time.monotonic() > give_up_at:
            raise InUseError
        time.sleep(PAUSE_S)


def _file(url: URL, stack: ExitStack) -> Callable[[], bool]:
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


def _server(url: URL, stack: ExitStack) -> Callable[[], bool]:
    """A connection of its own, held for as long as the bot runs."""
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    connection = stack.enter_context(engine.connect())
    asking = text("SELECT pg_try_advisory_lock(:key)")
    return lambda: bool(connection.execute(asking, {"key": LOCK_KEY}).scalar_one())
