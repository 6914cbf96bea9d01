"""What the bot logs, at DEBUG too and where all goes wrong, names nobody who votes and nothing that is chosen."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from tests.support.bot import RunningBot
from tests.support.chats import Message
from tests.support.garden import Garden, garden
from tests.support.patience import WAIT
from tests.support.standin import Person

NAMES = ("Annabella", "Bartholomew", "Cleopatra", "Dagobert", "Eleonore")
LIVES = 3
HELD = "CREATE TRIGGER hold BEFORE UPDATE ON slots BEGIN SELECT RAISE(ABORT, 'held'); END"


class Watch:
    """Presses that tell something, and what they were answered."""

    def __init__(self, g: Garden) -> None:
        self.g = g
        self.told: set[str] = {name for person in NAMES for name in (person, f"@{person.lower()}")}
        self.told |= {str(person.id) for person in g.people.values()}

    async def press(self, person: Person, message: Message, button: str) -> str:
        self.told.add(str(message.button(button)["data"]))
        answer = await person.press(message, button)
        if answer.text:
            self.told.add(answer.text)
        return answer.text

    def ensure_untold(self) -> None:
        """And what was logged is there to be searched."""
        log = self.g.bot.log
        assert log.count("ready") == LIVES
        assert "not stored" in log
        assert [each for each in self.told if each in log] == []


def trigger(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "mandate.db")) as database:
        database.execute(statement)


async def started_again(bot: RunningBot) -> None:
    await bot.kill()
    await bot.start()


async def test_nothing_that_is_logged_tells_who_chose_what(tmp_path):
    folder = tmp_path / "data"
    async with garden(folder, *NAMES, is_strict=False) as g:
        g.bot.env["LOG_LEVEL"] = "DEBUG"
        await started_again(g.bot)
        watch, (anna, ben, cleo, dan, eve) = Watch(g), g.people.values()
        for kind in ("500", "429"):
            await g.telegram.fault(kind, times=2, match={"method": ".*edit.*"}, retry_after=1)
        card = await g.propose(anna, "We buy a barrel")
        trigger(folder, HELD)
        assert "Recorded" not in await watch.press(ben, card, "Yes")
        trigger(folder, "DROP TRIGGER hold")
        assert "Recorded" in await watch.press(ben, card, "Yes")
        for person, choice in ((anna, "No"), (cleo, "Abstain"), (ben, "No")):
            await watch.press(person, card, choice)
        await started_again(g.bot)
        await watch.press(dan, card, "Yes")
        await anna.say(g.group, "/propose rank: What first?\n- Oakwood\n- Elmwood")
        ranked = await g.group.find("Elmwood", button="Vote", wait=WAIT)
        watch.told |= {"Oakwood", "Elmwood"}
        await eve.open((await eve.press(ranked, "Vote")).url)
        paper = await eve.private(g.account).find(button="Submit")
        await watch.press(eve, paper, "Elmwood")
        await watch.press(eve, paper, "Submit")
        await eve.block(g.account)
        await g.bot.move(timedelta(days=5))
        await g.group.until(card, lambda message: "4 of 5 voted" in message.text and "Vote until" not in message.text)
        await g.bot.stop()
        watch.ensure_untold()
