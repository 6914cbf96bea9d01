"""`python -m bot doctor` as an operator sees it: one line for each check, and an exit code."""

import asyncio
import gzip
import os
import signal
import sqlite3
import sys

import pytest

from storage.migrations import NEWEST
from tests.storage.test_last_release import LAST_RELEASE
from tests.support.bot import ROOT
from tests.support.patience import WAIT


async def bot(folder, command, **settings):
    """(exit code, what it printed, what it complained about)"""
    env = {**os.environ, "DATA_DIR": str(folder), "BOT_TOKEN": "", **settings}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", command, cwd=ROOT, env=env,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, complained = await asyncio.wait_for(process.communicate(), WAIT)
    return process.returncode, said.decode(), complained.decode()


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"DATA_DIR": "/proc/nobody/may/write/here"}, "takes a folder that the bot may write to"),
        ({"DATABASE_URL": "postgresql://nobody:SECRET@127.0.0.1:1/none"}, "cannot be opened"),
    ],
)
async def test_a_database_that_cannot_be_had_is_named_in_one_line_without_its_password(tmp_path, settings, named):
    code, _, complained = await bot(tmp_path, "run", BOT_TOKEN="1:a", **settings)
    assert code == 2
    assert named in complained
    assert len(complained.splitlines()) == 1
    assert "SECRET" not in complained


async def test_tables_of_a_newer_version_are_left_alone_with_one_line(tmp_path):
    await bot(tmp_path, "migrate")
    with sqlite3.connect(tmp_path / "mandate.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    for command in ("migrate", "doctor"):
        code, _, complained = await bot(tmp_path, command)
        assert code == 2
        assert "from a newer version of Mandate" in complained
        assert len(complained.splitlines()) == 1


async def test_doctor_says_what_is_missing_what_is_well_and_what_is_broken(tmp_path):
    code, _, complained = await bot(tmp_path, "doctor")
    assert code == 2
    assert "there is no database yet" in complained

    code, said, _ = await bot(tmp_path, "migrate")
    assert code == 0
    assert "a new database was made" in said
    code, said, complained = await bot(tmp_path, "doctor")
    assert (code, complained) == (0, "")
    assert "BROKEN" not in said
    assert all(line.startswith(("ok", "unknown")) for line in said.splitlines())

    with sqlite3.connect(tmp_path / "mandate.db") as database:
        database.execute("ALTER TABLE recalls DROP COLUMN reply")
    database.close()
    code, said, complained = await bot(tmp_path, "doctor")
    assert (code, complained) == (1, "")
    assert "BROKEN" in said
    assert "cannot be read" in said


async def test_doctor_names_each_folder_and_file_that_others_may_look_into(tmp_path):
    assert (await bot(tmp_path, "migrate"))[0] == 0
    log = tmp_path / "mandate.db-wal"
    log.touch()
    for path, mode in ((tmp_path, 0o755), (tmp_path / "mandate.db", 0o644), (log, 0o640)):
        path.chmod(mode)
    code, said, complained = await bot(tmp_path, "doctor")
    assert (code, complained) == (1, "")
    named = [line for line in said.splitlines() if "is open to others" in line]
    for path, takes in ((tmp_path, "0700"), (tmp_path / "mandate.db", "0600"), (log, "0600")):
        assert [line for line in named if repr(str(path)) in line and line.endswith(f"takes mode {takes}")], path
    tmp_path.chmod(0o700)
    for path in tmp_path.glob("mandate.db*"):
        path.chmod(0o600)
    code, said, _ = await bot(tmp_path, "doctor")
    assert code == 0
    assert "is open to others" not in said


def of_the_last_release(folder):
    """A folder of data as the last release left it; returns who chose what, as it stands in the file."""
    folder.mkdir()
    with sqlite3.connect(folder / "mandate.db") as database:
        database.executescript(gzip.decompress(LAST_RELEASE.read_bytes()).decode())
        rows = database.execute("SELECT ballot_id, person_id, picks FROM choices").fetchall()
    database.close()
    return [(ballot + person + picks).encode() for ballot, person, picks in rows]


@pytest.mark.parametrize("is_killed", [False, True])
async def test_migrate_seals_what_the_last_release_left_open_and_doctor_finds_it_well(tmp_path, is_killed):
    folder = tmp_path / "data"
    joined = of_the_last_release(folder)
    if is_killed:
        await killed_in_its_midst(folder)
    code, said, complained = await bot(folder, "migrate")
    assert (code, complained) == (0, "")
    assert is_killed or f"brought from form 0003 to {NEWEST}" in said
    assert "unsealed" in said
    code, said, complained = await bot(folder, "migrate")
    assert (code, complained) == (0, "")
    assert f"in the newest form ({NEWEST}) already" in said
    _, said, _ = await bot(folder, "doctor")
    broken = [line for line in said.splitlines() if line.startswith("BROKEN")]
    assert [line for line in broken if "clock" not in line] == [], "the people of the last release lived later than now"
    left = b"".join(path.read_bytes() for path in folder.iterdir())
    assert not [one for one in joined if one in left]


@pytest.mark.parametrize(
    ("damage", "row"),
    [
        ("UPDATE choices SET picks = '{' WHERE {open}", "choices"),
        ("UPDATE ballots SET state = 'ajar' WHERE {open}", "ballots"),
        ("UPDATE ballots SET rules = '{' WHERE {open}", "ballots"),
        ("UPDATE ballots SET result = '{' WHERE {open}", "ballots"),
        ("UPDATE dialogs SET state = '{'", None),
        ("UPDATE due SET kind = 'sleep' WHERE rowid = (SELECT min(rowid) FROM due WHERE done_at IS NULL)", None),
    ],
)
async def test_a_damaged_row_of_the_last_release_is_set_aside_or_named_and_nothing_changed(tmp_path, damage, row):
    folder = tmp_path / "data"
    of_the_last_release(folder)
    is_open = "ballot_id IN (SELECT ballot_id FROM ballots WHERE state IN ('open', 'suspended'))"
    with sqlite3.connect(folder / "mandate.db") as database:
        database.execute(damage.replace("{open}", is_open))
    database.close()
    code, _, complained = await bot(folder, "migrate")
    assert "Traceback" not in complained
    if row is None:
        assert (code, complained) == (0, "")
        return
    lines = complained.splitlines()
    assert code in {1, 2}, complained
    assert lines
    if code == 2:
        assert len(lines) == 1
        assert f"of the table {row}" in complained
        with sqlite3.connect(folder / "mandate.db") as database:
            assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [("0003",)]
        database.close()
    else:
        assert all(line.startswith("Not sealed yet: ballot_id") for line in lines)


async def killed_in_its_midst(folder):
    """After the tables were brought forward, while ballots, signals and ratings are sealed."""
    for count in range(3):
        program = f"import os, signal; left = {count}\n" + KILLED
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, cwd=ROOT, env={**os.environ, "DATA_DIR": str(folder), "BOT_TOKEN": ""}
        )
        assert await asyncio.wait_for(process.wait(), WAIT) == -signal.SIGKILL


KILLED = """
from dataclasses import replace
from bot import __main__, database
def until(look):
    def act(uow):
        global left
        look(uow)
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    return act
database.AT_A_START = tuple(replace(look, act=until(look.act)) for look in database.AT_A_START)
__main__.main(["migrate"])
"""
"""Each look is done, but its transaction is not."""


async def test_doctor_finds_damaged_pages(tmp_path):
    assert (await bot(tmp_path, "migrate"))[0] == 0
    path = tmp_path / "mandate.db"
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 4096 // 2 * 4096
    whole[middle : middle + 4096] = b"\xff" * 4096
    path.write_bytes(whole)
    code, said, complained = await bot(tmp_path, "doctor")
    assert (code, complained) == (1, "")
    assert "restore it from a backup" in said
