"""What people press stands readable in no file of the bot: not in the database, its log, or what the bot logs."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.faults.assembly import ensure_healthy, pause
from tests.support.garden import garden
from tests.support.patience import WAIT

NAMES = ("Anna", "Ben", "Cleo", "Dan")


def files_with(folder: Path, wanted: str) -> set[str]:
    """The names of the files that hold it."""
    return {path.name for path in folder.rglob("*") if path.is_file() and wanted.encode() in path.read_bytes()}


async def taken(folder: Path) -> None:
    """The bot has taken a press that it cannot finish."""
    end = asyncio.get_running_loop().time() + WAIT
    while True:
        with closing(sqlite3.connect(folder / "mandate.db")) as database:
            (number,) = database.execute("SELECT count(*) FROM inbox WHERE done_on IS NULL").fetchone()
        if number:
            return
        assert asyncio.get_running_loop().time() < end, "the press was never taken"
        await pause(0.1)


async def test_no_press_stands_in_any_file_while_it_waits_or_once_it_is_handled(tmp_path):
    folder = tmp_path / "data"
    async with garden(folder, *NAMES, is_strict=False) as g:
        card = await g.propose(g.anna, "We buy a barrel")
        await g.bot.stop()
        g.bot.env["LOG_LEVEL"] = "DEBUG"
        data = str(card.button("Yes")["data"])
        with closing(sqlite3.connect(folder / "mandate.db")) as database:
            database.execute("CREATE TRIGGER hold BEFORE UPDATE ON inbox BEGIN SELECT RAISE(ABORT, 'held'); END")
        await g.bot.start()
        await g.telegram.press_all([(g.ben, card, data)])
        await taken(folder)
        assert files_with(folder, data) == set()
        await g.bot.kill()
        with closing(sqlite3.connect(folder / "mandate.db")) as database:
            database.execute("DROP TRIGGER hold")
        await g.bot.start()
        await g.group.until(card, lambda message: "1 of 4 voted" in message.text)
        assert files_with(folder, data) == set()


async def test_a_bot_whose_keys_are_lost_starts_says_so_and_goes_on(tmp_path):
    folder = tmp_path / "data"
    async with garden(folder, *NAMES, is_strict=False) as g:
        await g.bot.kill()
        shutil.rmtree(tmp_path / "data-keys")
        with closing(sqlite3.connect(folder / "mandate.db")) as database, database:
            row = (99_999_999, "inbox-1", b"x" * 300, 1)
            database.execute("INSERT INTO inbox (update_id, key_id, sealed, received_at) VALUES (?, ?, ?, ?)", row)
        await g.bot.start()
        await g.propose(g.anna, "We buy a barrel")
        assert "updates lost with their key" in g.bot.log
        assert (tmp_path / "data-keys").stat().st_mode & 0o777 == 0o700


async def test_keys_lost_under_a_running_bot_are_noticed_with_the_next_press_and_it_is_not_counted(
    tmp_path,
):
    folder = tmp_path / "data"
    async with garden(folder, *NAMES, is_strict=False) as g:
        card = await g.propose(g.anna, "We buy a barrel")
        assert "Recorded: Yes" in (await g.ben.press(card, "Yes")).text
        shutil.rmtree(tmp_path / "data-keys")
        assert "Recorded" not in (await g.cleo.press(card, "No")).text
        await g.group.find("vote again", wait=WAIT)
        anew = await g.group.until(card, lambda message: message.button("Yes")["data"] != card.button("Yes")["data"])
        assert "0 of 4 voted" in anew.text
        assert "Recorded: No" in (await g.cleo.press(anew, "No")).text
        await ensure_healthy(g.bot)
        await g.bot.kill()
        await g.bot.start()
        await g.group.until(card, lambda message: "1 of 4 voted" in message.text)
        assert "Recorded: No" in (await g.cleo.press(anew, "No")).text
        await ensure_healthy(g.bot)
