"""`python3 run.py` as somebody meets it who has just cloned the house: its help, and its first start."""

import asyncio
import shutil
import subprocess
import sys

import pytest

import run
from bot.__main__ import COMMANDS
from bot.__main__ import main as bot_main
from bot.usage import USAGE
from tests.support.bot import ROOT
from tests.support.patience import WAIT

FETCHED = [
    "Looking in links: /opt/wheels\n",
    *(f"Collecting name{number}==1.0 (from -r x (line {number}))\n" for number in range(23)),
    "  Downloading name-1.0-py3-none-any.whl (134 kB)\n",
    "Installing collected packages: name1, name2\n",
]


async def typed(folder, *arguments):
    """(exit code, what was printed) of `python3 run.py ...` in a folder of its own, without any package."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-S", "run.py", *arguments, cwd=folder,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await asyncio.wait_for(process.communicate(), WAIT)
    return process.returncode, said.decode()


@pytest.fixture
def cloned(tmp_path):
    shutil.copy(ROOT / "run.py", tmp_path)
    (tmp_path / "bot").mkdir()
    for name in ("__init__.py", "usage.py"):
        shutil.copy(ROOT / "bot" / name, tmp_path / "bot")
    return tmp_path


@pytest.mark.parametrize("command", sorted({*run.BOT_COMMANDS, *run.NEEDS, "lock"}))
@pytest.mark.parametrize("asking", ["--help", "-h"])
def test_every_command_says_what_it_does_and_does_nothing_else(command, asking, capsys):
    assert run.main([command, asking]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"python3 run.py {'[run]' if command == 'run' else command}")
    assert len(said.out.splitlines()) > 1
    assert said.err == ""


async def test_help_needs_nothing_installed_and_installs_nothing(cloned):
    code, said = await typed(cloned, "migrate", "--help")
    assert code == 0, said
    assert "Bring the database to the newest form" in said
    assert not (cloned / ".venv").exists()


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_the_installed_program_helps_too(command, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert bot_main([command, "--help"]) == 0
    assert capsys.readouterr().out == USAGE[command]
    assert list(tmp_path.iterdir()) == []


def test_the_installed_program_names_all_it_can(capsys):
    assert bot_main(["--help"]) == 0
    said = capsys.readouterr().out
    assert [command for command in COMMANDS if command not in said] == []


@pytest.mark.parametrize("command", ["migrate", "doctor", "health"])
def test_a_misspelt_option_does_nothing(command, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert bot_main([command, "--dry"]) == 2
    assert "'--dry'" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_first_start_counts_what_it_fetches(capsys):
    run.tell_progress(FETCHED, 23)
    assert capsys.readouterr().err.splitlines() == [
        "  10 of 23", "  20 of 23", "  All fetched; unpacking them ...",
    ]  # fmt: skip


def test_the_first_start_says_how_many_packages_and_how_long(capsys, monkeypatch, tmp_path):
    """With a pip that finds nothing: what it is called with is this file alone."""
    monkeypatch.setattr(run, "PYTHON", shutil.which("false") or "false")
    assert not run.fetch(tmp_path / "listed.txt", 41, run.FOR["run"])
    (line,) = capsys.readouterr().err.splitlines()
    assert line == "Installing 41 packages for the bot into .venv; about a minute, and only once ..."


def test_each_part_is_named_by_what_it_is_for():
    assert run.FOR.keys() == run.PARTS.keys()
    assert {part for needed in run.NEEDS.values() for part in needed} <= run.lock_parts().keys()
    printed = subprocess.run([sys.executable, "run.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "COMMAND --help" in printed.stdout
