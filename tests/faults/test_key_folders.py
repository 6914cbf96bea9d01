"""One KEY_DIR, several databases: none touches the keys of another, and of one copied twice only one runs."""

from __future__ import annotations

import asyncio
import os
import shutil
from datetime import timedelta
from pathlib import Path

from tests.faults.assembly import pause
from tests.faults.test_restore import bot_command
from tests.flows.test_doctor import bot
from tests.support.bot import RunningBot
from tests.support.garden import Garden, garden
from tests.support.patience import WAIT

NAMES = ("Anna", "Ben", "Cleo", "Dan")


def keys_in(folder: Path) -> set[str]:
    """Those of the inbox come and go."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*.key") if "inbox-" not in path.name}


def make_older(keys: Path) -> None:
    """As if they had been made an hour ago: a younger one may be of a transaction under way."""
    for path in keys.rglob("*.key"):
        at = path.stat().st_mtime - 3600
        os.utime(path, (at, at))


async def started(bot: RunningBot) -> None:
    before = bot.log.count("ready   ")
    await bot.start()
    async with asyncio.timeout(WAIT):
        while bot.log.count("ready   ") == before:
            await pause(0.1)


async def votes(g: Garden) -> None:
    card = await g.propose(g.anna, "We buy a barrel")
    for person in (g.anna, g.ben, g.cleo):
        assert "Recorded: Yes" in (await person.press(card, "Yes")).text


async def ensure_counted(g: Garden) -> None:
    """After the bot was heard from: a clock moved before that would be an outage."""
    card = await g.group.find("We buy a barrel", button="Yes")
    assert "Recorded: Yes" in (await g.anna.press(card, "Yes")).text
    await g.bot.move(timedelta(days=20))
    await g.group.wait_for(lambda message: "We buy a barrel" in message.text and "Yes 3 · No 0" in message.text)


async def test_another_database_on_the_same_keys_touches_none_of_them(tmp_path):
    keys = tmp_path / "data-keys"
    async with garden(tmp_path / "data", *NAMES) as g:
        await votes(g)
        await g.bot.stop()
        before = keys_in(keys)
        token = "777:OTHER"
        other = await g.telegram.bot(token, username="other_bot")
        env = {"KEY_DIR": str(keys), "BOT_TOKEN": token}
        second = RunningBot(g.telegram, other, tmp_path / "other", env=env)
        await started(second)
        await second.stop()
        assert keys_in(keys) >= before
        await started(g.bot)
        await ensure_counted(g)
    code, said, _ = await bot(tmp_path / "data", "doctor")
    assert "is of another database" in said, (code, said)


async def test_a_copy_of_a_database_that_runs_is_refused_its_keys_in_one_line(tmp_path):
    keys = tmp_path / "data-keys"
    async with garden(tmp_path / "data", *NAMES) as g:
        await votes(g)
        shutil.copytree(tmp_path / "data", tmp_path / "copy")
        before = keys_in(keys)
        code, _, complained = await bot(tmp_path / "copy", "migrate", KEY_DIR=str(keys))
        assert (code, len(complained.splitlines())) == (2, 1)
        assert "a copy of the other's" in complained
        assert keys_in(keys) == before
        await ensure_counted(g)


async def test_who_restored_the_wrong_backup_and_started_it_goes_back_with_every_vote(tmp_path):
    folder, copy = tmp_path / "data", tmp_path / "copy.db"
    async with garden(folder, *NAMES) as g:
        assert (await bot_command(folder, "backup", str(copy)))[0] == 0
        await votes(g)
        await g.bot.stop()
        assert (await bot_command(folder, "restore", str(copy)))[0] == 0
        (replaced,) = (path for path in folder.glob("*.replaced-*") if path.suffix not in {"-wal", "-shm"})
        make_older(tmp_path / "data-keys")
        await started(g.bot)
        await g.group.find("had to go back to a copy")
        await g.bot.stop()
        code, said, _ = await bot(folder, "doctor")
        assert "is of nothing in this database" in said, (code, said)
        assert (await bot_command(folder, "restore", str(replaced)))[0] == 0
        await started(g.bot)
        await ensure_counted(g)
