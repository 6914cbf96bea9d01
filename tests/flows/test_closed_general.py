"""In a group with topics an administrator closes General, where the council speaks: that takes nobody's vote away."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta

from tests.faults.assembly import pause
from tests.support.bot import TOKEN, RunningBot
from tests.support.garden import FOUNDING
from tests.support.patience import WAIT
from tests.support.standin import Standin

GENERAL = 1


async def test_a_closed_general_stops_the_time_and_takes_no_card(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot", first_name="Mandate")
        async with RunningBot(telegram, account, tmp_path) as bot:
            people = [await telegram.user(name) for name in ("Anna", "Ben", "Cleo")]
            anna, ben, _ = people
            forum = await telegram.group("Forum", anna, members=people[1:], bots=[account], is_forum=True)
            welcome = await forum.find(button="Join the roll")
            for person in people:
                await person.start(account)
                await person.press(welcome, "Join the roll")
            await bot.move(FOUNDING)
            await forum.find("The council is founded")
            await forum.set_topic(GENERAL, "close", anna)
            await anna.say(anna.private(account), "/propose 3d: We buy a barrel")
            await until_silent(tmp_path)
            await bot.move(timedelta(days=4))
            await anna.private(account).find("I have not been allowed to write in Forum")
            await forum.set_topic(GENERAL, "reopen", anna)
            await bot.move(timedelta(minutes=15))
            await forum.find("I was not allowed to write")
            card = await forum.find("We buy a barrel", button="Abstain")
            await bot.move(timedelta(days=2))
            assert "Recorded: Yes" in (await ben.press(card, "Yes")).text


async def until_silent(folder):
    """Until the bot has noted that Telegram takes nothing there."""
    async with asyncio.timeout(WAIT):
        with closing(sqlite3.connect(folder / "mandate.db", timeout=WAIT)) as connection:
            while connection.execute("SELECT muted_since_at FROM councils").fetchone() == (None,):
                await pause(0.05)
