"""A real PostgreSQL for tests: the server of TEST_DATABASE_URL, else a throw-away cluster from the system's binaries.

PostgreSQL refuses to run as root, so root starts it as another user. Nothing is kept, so nothing is synchronised.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, takewhile
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine, make_url, text

BINARIES = Path("/usr/lib/postgresql")
USERS = ("postgres", "nobody")
OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=60")


ARCHIVING = (
    *OPTIONS[:2], "full_page_writes=on", *OPTIONS[3:], "autovacuum=off", "wal_recycle=off", "archive_mode=on",
)  # fmt: skip
"""What an operator runs who can go back to any moment; what was erased stays until it is cleared away on purpose."""


PATIENCE = 3000
"""So many hundredths of a second the archive may lag behind."""


class PostgresMissingError(Exception):
    """There is no PostgreSQL here; the message says what was looked for."""


class Server:
    """Makes an empty database for each test, named after nothing but a number."""

    _numbers = count(1)

    def __init__(self, url: URL) -> None:
        self.url = url

    def new_database(self) -> str:
        """The URL of a new, empty database, as an operator would write it."""
        name = f"mandate_test_{os.getpid()}_{next(self._numbers)}"
        self.run(f'CREATE DATABASE "{name}"')
        return self.url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        self.run(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    def end_connections(self, url: str) -> int:
        """What a restart of the server does to a program: every connection to this database is gone."""
        ending = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = :name"
        return int(self.run(ending, name=make_url(url).database))

    def run(self, sql: str, **values: Any) -> Any:
        """One statement outside any transaction; its first value, if it returns one."""
        engine = create_engine(self.url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                result = connection.execute(text(sql), values)
                return result.scalar() if result.returns_rows else None
        finally:
            engine.dispose()


@dataclass(frozen=True, slots=True)
class Archiving:
    """A server of our own that archives its log, and all that it keeps on disk."""

    server: Server
    folder: Path
    binaries: Path

    def settle(self) -> None:
        """All that was committed is in its files, and in the archive."""
        self.server.run("CHECKPOINT")
        (last,) = self.server.run("SELECT ARRAY[pg_walfile_name(pg_switch_wal())]")
        waiting = "SELECT coalesce(last_archived_wal, '') < :last FROM pg_stat_archiver, pg_sleep(0.01)"
        tries = sum(1 for _ in takewhile(lambda _: self.server.run(waiting, last=last), range(PATIENCE)))
        assert tries < PATIENCE, "the log was not archived"

    def forget_archive(self) -> None:
        """What an operator does once secrets of older days must go: a newer base is taken, older log is thrown away."""
        self.server.run("CHECKPOINT")
        for path in (self.folder / "archive").iterdir():
            path.unlink()

    def files(self) -> list[Path]:
        """Data, log and archive, and what the server said."""
        return sorted(path for path in self.folder.rglob("*") if path.is_file() and path.stat().st_size)

    def dump(self, url: str) -> bytes:
        """What `pg_dump` writes."""
        line = [str(self.binaries / "pg_dump"), "--dbname", url]
        return subprocess.run(line, capture_output=True, check=True).stdout


@contextmanager
def archiving() -> Iterator[Archiving]:
    """A running server of our own; PostgresMissingError if there are no binaries."""
    folder, binaries = Path(tempfile.mkdtemp(prefix="mandate-pg-")), _binaries()
    archive = folder / "archive"
    archive.mkdir(mode=0o777)
    archive.chmod(0o777)
    options = (*ARCHIVING, f"archive_command=cp %p {archive}/%f")
    try:
        with _cluster(binaries, folder, options, "--wal-segsize=1") as url:
            yield Archiving(Server(url), folder, binaries)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server() -> Iterator[Server]:
    """A running server; PostgresMissingError if there is none to be had."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield Server(make_url(given))
        return
    folder = Path(tempfile.mkdtemp(prefix="mandate-pg-"))
    try:
        with _cluster(_binaries(), folder) as url:
            yield Server(url)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    """The newest version installed, or what PATH finds."""
    found = sorted(BINARIES.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise PostgresMissingError(f"no TEST_DATABASE_URL, no {BINARIES}/*/bin/initdb, no initdb on PATH")
    return Path(on_path).parent


@contextmanager
def _cluster(binaries: Path, folder: Path, given: Iterable[str] = OPTIONS, *made: str) -> Iterator[URL]:
    user = _user()
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data = folder / "data"
    options = " ".join(f'-c "{option}"' for option in given)
    control = [str(binaries / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
    _call([str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N", *made], user)
    _call([*control, "-o", f"-k {folder} {options}", "start"], user)
    try:
        yield URL.create("postgresql", "postgres", database="postgres", query={"host": str(folder)})
    finally:
        _call([*control, "-m", "immediate", "stop"], user)


def _user() -> pwd.struct_passwd | None:
    """Whom root becomes; None: this process may run PostgreSQL itself."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in USERS:
        if name in known:
            return known[name]
    raise PostgresMissingError(f"root needs one of the users {', '.join(USERS)} to start PostgreSQL as")


def _call(line: list[str], user: pwd.struct_passwd | None) -> None:
    become: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    done = subprocess.run(
        line, cwd="/", capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"}, **become
    )
    if done.returncode:
        raise PostgresMissingError(f"{Path(line[0]).name}: {done.stderr.strip() or done.stdout.strip()}")
