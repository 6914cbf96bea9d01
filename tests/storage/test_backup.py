"""Backup and restore of SQLite's file: what they promise, and what they refuse without changing anything."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.council.council import Council
from bot.domain.ground.entry import Entry
from bot.domain.ground.outgoing import Outgoing
from bot.services.council.council import ensure_council
from bot.services.ground.inbox import note_heard
from bot.services.ground.ports import Cause
from bot.services.ground.schedule import do_due, due_now
from bot.services.registers import REGISTERS
from storage.backup import BackupError, back_up, restore
from storage.engine import writer_engine
from storage.migrations import upgrade
from storage.sole import sole_use
from storage.unit import Unit

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=5)


def run(file, use_case, now=NOW):
    """One use-case on the database in this file."""
    engine = writer_engine(url_of(file))
    upgrade(engine)
    try:
        with engine.begin() as connection:
            return use_case(Unit(connection, now, REGISTERS, Cause("test")))
    finally:
        engine.dispose()


def url_of(file):
    return f"sqlite:///{file}"


@pytest.fixture
def file(tmp_path):
    """A database with one council, heard a moment ago."""
    made = tmp_path / "data" / "mandate.db"
    run(made, lambda uow: ensure_council(uow, -100, "Garden"))
    run(made, note_heard)
    return made


def sql(file, statement):
    with closing(sqlite3.connect(file)) as database, database:
        return database.execute(statement).fetchall()


def titles(file):
    return [council.title for council in run(file, lambda uow: uow.find(Council))]


def beside(file):
    return sorted(path.name for path in file.parent.iterdir() if path != file)


def test_a_backup_is_whole_for_its_owner_alone_and_named_by_the_time_in_a_folder(file, tmp_path):
    copy = back_up(url_of(file), tmp_path, NOW, REGISTERS)
    assert copy.path == tmp_path / "mandate-20260302T100000Z.db"
    assert (copy.councils, copy.entries) == (1, 1)
    assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600
    assert titles(copy.path) == ["Garden"]
    assert beside(copy.path) == ["data"]


def test_a_backup_replaces_nothing_and_says_so(file, tmp_path):
    there = tmp_path / "precious.txt"
    there.write_text("mine")
    with pytest.raises(BackupError, match="exists: a backup replaces nothing"):
        back_up(url_of(file), there, NOW, REGISTERS)
    assert there.read_text() == "mine"


def test_what_was_erased_is_not_in_a_backup(file, tmp_path):
    secret = "what nobody may ever read again"
    with closing(sqlite3.connect(file)) as database, database:
        # Some builds of SQLite wipe what they erase, others do not.
        database.execute("PRAGMA secure_delete = OFF")
        database.execute(f"CREATE TABLE erased AS SELECT '{secret}' AS text")
        database.execute("DROP TABLE erased")
    assert secret.encode() in file.read_bytes()
    copy = back_up(url_of(file), tmp_path / "copy.db", NOW, REGISTERS)
    assert secret.encode() not in copy.path.read_bytes()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("postgresql://mandate@localhost/mandate", "pg_dump --format=custom"),
        ("sqlite:///nowhere/mandate.db", "There is no database"),
        ("sqlite:///:memory:", "in memory"),
    ],
)
def test_where_there_is_nothing_to_copy_one_line_says_why(url, message, tmp_path):
    with pytest.raises(BackupError, match=message):
        back_up(url, tmp_path / "copy.db", NOW, REGISTERS)
    assert not list(tmp_path.iterdir())


def forge(file):
    """Somebody writes history anew."""
    sql(file, "UPDATE entries SET kind = 'forged' WHERE sequence = 1")


def cut(file):
    """A disk that lies: half of the file is gone."""
    half = file.stat().st_size // 2
    with file.open("r+b") as spoiled:
        spoiled.truncate(half)


@pytest.mark.parametrize("spoil", [forge, cut])
def test_a_damaged_database_is_neither_backed_up_nor_restored(file, tmp_path, spoil):
    kept = tmp_path / "kept.db"
    back_up(url_of(file), kept, NOW, REGISTERS)
    spoil(file)
    with pytest.raises(BackupError, match=r"^The copy "):
        back_up(url_of(file), tmp_path / "copy.db", NOW, REGISTERS)
    spoil(kept)
    with pytest.raises(BackupError, match=r"^The copy "):
        restore(url_of(file), kept, NOW, REGISTERS)
    assert beside(kept) == ["data"]
    assert "mandate.db.replaced" not in " ".join(beside(file))


def do_all_due(uow):
    """What a bot that starts on the copy does first."""
    for due in due_now(uow):
        do_due(uow, due.council_id, due.due_id)


def test_a_restore_takes_the_place_keeps_what_was_there_and_tells_the_councils(file, tmp_path):
    copy = back_up(url_of(file), tmp_path / "copy.db", NOW, REGISTERS).path
    run(file, lambda uow: ensure_council(uow, -200, "Street"), LATER)
    restored = restore(url_of(file), copy, LATER, REGISTERS)
    assert titles(file) == ["Garden"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    run(file, do_all_due, LATER)
    assert restored.replaced is not None
    assert titles(restored.replaced) == ["Garden", "Street"]
    entry = run(file, lambda uow: uow.find(Entry, order="-sequence", limit=1))[0]
    assert (entry.kind, entry.at, entry.data) == ("restored", LATER, {"since": NOW.isoformat()})
    (told,) = run(file, lambda uow: uow.find(Outgoing))
    assert told.screen == "restored"
    assert run(copy, lambda uow: uow.count(Entry)) == 1, "the backup itself stays as it is"


def test_what_a_crash_left_in_the_log_of_the_old_database_stays_with_it_and_spoils_nothing(file, tmp_path):
    copy = back_up(url_of(file), tmp_path / "copy.db", NOW, REGISTERS).path
    crashed = tmp_path / "crashed" / "mandate.db"
    crashed.parent.mkdir()
    with closing(sqlite3.connect(file)) as bot:
        bot.execute("UPDATE councils SET title = 'Orchard'")
        bot.commit()
        for tail in ("", "-wal", "-shm"):
            shutil.copy(f"{file}{tail}", f"{crashed}{tail}")
    replaced = restore(url_of(crashed), copy, LATER, REGISTERS).replaced
    assert titles(crashed) == ["Garden"]
    assert titles(replaced) == ["Orchard"]


def test_a_restore_onto_a_new_machine_makes_the_folder(file, tmp_path):
    copy = back_up(url_of(file), tmp_path / "copy.db", NOW, REGISTERS).path
    elsewhere = tmp_path / "new" / "data" / "mandate.db"
    assert restore(url_of(elsewhere), copy, LATER, REGISTERS).replaced is None
    assert titles(elsewhere) == ["Garden"]


def test_a_restore_waits_for_no_bot_and_changes_nothing_under_one(file, tmp_path):
    copy = back_up(url_of(file), tmp_path / "copy.db", NOW, REGISTERS).path
    before = file.read_bytes()
    with sole_use(url_of(file)), pytest.raises(BackupError, match="stop it first"):
        restore(url_of(file), copy, LATER, REGISTERS)
    assert file.read_bytes() == before


def foreign(path):
    sql(path, "CREATE TABLE recipes (name TEXT)")


def newer(path):
    sql(path, "CREATE TABLE alembic_version (version_num TEXT)")
    sql(path, "INSERT INTO alembic_version VALUES ('9999')")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.write_text("not a database at all, but long enough to look at"), "not a database"),
        (lambda path: path.touch(), "no backup of Mandate"),
        (foreign, "no backup of Mandate"),
        (newer, "newer version of Mandate"),
        (lambda path: (path.touch(), path.with_name("given-wal").write_text("x")), "database in use"),
        (lambda _: None, "There is no file"),
    ],
)
def test_what_is_no_backup_is_refused_and_the_database_stays(file, tmp_path, make, message):
    given = tmp_path / "given"
    make(given)
    with pytest.raises(BackupError, match=message):
        restore(url_of(file), given, LATER, REGISTERS)
    assert titles(file) == ["Garden"]
    assert set(beside(file)) <= {"mandate.db-running"}
