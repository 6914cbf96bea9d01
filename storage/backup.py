"""Backup and restore of SQLite. A backup is one moment of the database, made while a bot runs on it.

A copy is written beside its place, examined (`integrity_check`, and each council's record from its first entry),
brought to disk and only then given its name. VACUUM INTO, because it leaves out what was erased: free pages keep it.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.council.council import Council
from bot.domain.ground.entry import Entry
from bot.services.ground.ports import Cause, Registers
from bot.services.ground.restoring import note_restored
from bot.services.ground.sealing import Sealing
from bot.services.record.doctor import chain
from storage.engine import BUSY_MILLISECONDS, driver_url, writer_engine
from storage.migrations import NewerError, identify, is_current, upgrade
from storage.sole import InUseError, sole_use
from storage.unit import Unit

STAMP = "%Y%m%dT%H%M%SZ"
SIDES = ("-wal", "-shm")
"""What SQLite keeps beside its file; they belong to that file alone."""

ELSEWHERE = (
    'DATABASE_URL is PostgreSQL, which copies itself: `pg_dump --format=custom --file=FILE "$DATABASE_URL"` while the '
    'bot runs, `pg_restore --clean --if-exists --dbname="$DATABASE_URL" FILE` while it does not.'
)


Sealings = Callable[[str], Sealing]
"""What seals for the database with this id: that of the backup, which may be another than the one that was there."""


class BackupError(Exception):
    """Nothing was changed; the message is the one line to show."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that is as it must be: what is in it, and where. `replaced`: the database that it took the place of.

    `entries` is None where the record could not be read, as the tables are of another version.
    """

    path: Path
    councils: int
    entries: int | None
    replaced: Path | None = None


def back_up(url: str, target: Path, now: datetime, registers: Registers) -> Copy:
    """Copy the database to `target`, or under a name by the time if that is a folder. Raises BackupError."""
    source = _file_of(url)
    if not source.exists():
        raise BackupError(f"There is no database at {str(source)!r} yet.")
    target = target / f"mandate-{now:{STAMP}}.db" if target.is_dir() else target
    if target.exists():
        raise BackupError(f"{str(target)!r} exists: a backup replaces nothing. Name another file, or a folder.")
    with _beside(target) as part:
        _vacuum_into(source, part)
        _ensure_whole(part)
        with _engine_over(part) as engine:
            councils, entries = _examine(engine, now, registers)
        _give_name(part, target)
    return Copy(target, councils, entries)


def restore(url: str, file: Path, now: datetime, registers: Registers, sealings: Sealings | None = None) -> Copy:
    """Put a backup in the place of the database, which is kept beside it; the backup stays. Raises BackupError.

    Refused while a bot runs. The copy is brought to the newest form, and notes in every council's record, and for its
    group, that what came after it is lost: see bot.services.restoring.
    """
    target = _file_of(url)
    if not file.is_file():
        raise BackupError(f"There is no file {str(file)!r}.")
    if (wal := Path(f"{file}-wal")).exists() and wal.stat().st_size:
        raise BackupError(f"{str(wal)!r} lies beside it: that is a database in use, or a raw copy of one, no backup.")
    with _claimed(url), _beside(target) as part:
        shutil.copyfile(file, part)
        _ensure_whole(part)
        with _engine_over(part) as engine:
            _bring_up(engine, sealings)
            councils, entries = _examine(engine, now, registers)
            with engine.connect() as connection, connection.begin():
                note_restored(Unit(connection, now, registers, Cause("restore")))
        replaced = _put_aside(target, now)
        _give_name(part, target)
    return Copy(target, councils, entries, replaced)


def _file_of(url: str) -> Path:
    parsed = driver_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise BackupError(ELSEWHERE)
    if not parsed.database or parsed.database == ":memory:":
        raise BackupError("DATABASE_URL is a database in memory: there is no file to copy.")
    return Path(parsed.database)


@contextmanager
def _claimed(url: str) -> Iterator[None]:
    try:
        with sole_use(url, patience_s=0):
            yield
    except InUseError:
        raise BackupError("A bot runs on this database: stop it first, a restore takes its place.") from None
    except OSError as error:
        raise BackupError(f"{error.filename!r}: {error.strerror}.") from error


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new file in the same folder that only its owner can read; gone again unless it was given its name."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise BackupError(f"{str(target.parent)!r}: {error.strerror}.") from error
    os.close(handle)
    part = Path(name)
    try:
        yield part
    except sqlite3.Error as error:
        raise BackupError(f"The copy could not be made: {error}.") from error
    except SQLAlchemyError as error:
        # The statement may hold texts; the type does not.
        message = f"The copy cannot be read ({type(error).__name__}): it is damaged, or not Mandate's."
        raise BackupError(message) from None
    except OSError as error:
        raise BackupError(f"{error.filename or str(target)!r}: {error.strerror}.") from error
    finally:
        for tail in ("", *SIDES, "-journal"):
            with suppress(FileNotFoundError):
                Path(f"{part}{tail}").unlink()


def _vacuum_into(source: Path, part: Path) -> None:
    """One read of one moment: nobody who writes waits for it."""
    with closing(_open(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(part),))


def _ensure_whole(path: Path) -> None:
    with closing(_open(path)) as connection:
        said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if said != "ok":
            raise BackupError(f"The copy is damaged: {said}.")


def _open(path: Path) -> sqlite3.Connection:
    address = f"file:{quote(str(path))}?mode=rw"
    return sqlite3.connect(address, timeout=BUSY_MILLISECONDS / 1000, isolation_level=None, uri=True)


@contextmanager
def _engine_over(path: Path) -> Iterator[Engine]:
    """Closed again it is one file, without anything beside it."""
    engine = writer_engine(f"sqlite:///{path}")
    try:
        yield engine
    finally:
        engine.dispose()


def _bring_up(engine: Engine, sealings: Sealings | None) -> None:
    if not inspect(engine).has_table("alembic_version"):
        raise BackupError("The file is no backup of Mandate: its tables are missing.")
    try:
        upgrade(engine, sealings(identify(engine)) if sealings is not None else None)
    except NewerError:
        raise BackupError("The backup is from a newer version of Mandate: restore it with that version.") from None


def _examine(engine: Engine, now: datetime, registers: Registers) -> tuple[int, int | None]:
    """(councils, entries of their records); BackupError if a record does not verify."""
    with engine.connect() as connection, connection.begin():
        if not is_current(connection):
            return 0, None
        unit = Unit(connection, now, registers)
        for finding in chain(unit):
            raise BackupError(f"The copy is no good: {finding}.")
        return unit.count(Council), unit.count(Entry)


def _put_aside(target: Path, now: datetime) -> Path | None:
    """The replaced database under another name, with what belongs to it: a log of another file would spoil the new one.

    It keeps its own name too until the new one takes that: whatever happens, there is a database.
    """
    if not target.exists():
        return None
    kept = target.with_name(f"{target.name}.replaced-{now:{STAMP}}")
    os.link(target, kept)
    for tail in SIDES:
        with suppress(FileNotFoundError):
            Path(f"{target}{tail}").rename(f"{kept}{tail}")
    return kept


def _give_name(part: Path, target: Path) -> None:
    """On disk first: a name that outlives a loss of power must not stand for half a file."""
    _sync(part)
    part.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
