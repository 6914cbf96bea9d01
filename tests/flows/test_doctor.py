"""`python -m bot doctor` as an operator sees it: one line for each check, and an exit code."""

import asyncio
import os
import sqlite3
import sys

import pytest

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

    assert (await bot(tmp_path, "migrate"))[0] == 0
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
