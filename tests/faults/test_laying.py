"""kill -9 while the papers of a large council are laid out, early and late: it opens whole, once, and is told once."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine

from bot.clock import SystemClock
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.papers import Slot
from bot.domain.council.council import Council
from bot.domain.ground.ids import PersonId
from bot.domain.roll.member import Member
from bot.services.ballots.laying import PAGE
from bot.services.ground.ports import Cause
from bot.services.registers import REGISTERS
from storage.engine import writer_engine
from storage.tables import KEPT
from storage.unit import Unit
from tests.faults.assembly import findings, pause
from tests.support.garden import Garden, garden
from tests.support.patience import WAIT

SIZE = 30 * PAGE
CROWD = [PersonId(f"{number:032x}") for number in range(SIZE - 3)]


class Hall:
    """What lies in the file of the running bot."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "mandate.db"

    def fill(self) -> None:
        """A crowd on the roll: while no bot runs."""
        engine: Engine = writer_engine(f"sqlite:///{self.path}")
        with engine.begin() as connection:
            uow = Unit(connection, SystemClock().now(), REGISTERS, Cause("test"))
            (council,), since = uow.find(Council), uow.find(Member)[0].joined_at
            uow.add_all(Member(council.council_id, each, since, since, since) for each in CROWD)
            uow.change(council, on_roll=SIZE, charter={"seconds_large": "0"})
        engine.dispose()

    def count(self, kind: type) -> int:
        with closing(sqlite3.connect(self.path, timeout=WAIT)) as connection:
            return int(connection.execute(f"SELECT count(*) FROM {KEPT[kind].table.name}").fetchone()[0])

    async def until(self, kind: type, many: int) -> None:
        """Until there are so many rows of this kind."""
        async with asyncio.timeout(WAIT):
            while self.count(kind) < many:
                await pause(0.002)


async def test_a_ballot_whose_papers_are_laid_out_survives_kills(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo", is_strict=False) as g:
        await g.bot.stop()
        hall = Hall(tmp_path)
        hall.fill()
        await g.bot.start()
        await g.anna.say(g.group, "/propose 5d: A barrel")
        for kind, many in ((Elector, 1), (Elector, SIZE // 2), (Slot, 1), (Slot, SIZE // 2)):
            await hall.until(kind, many)
            await g.bot.kill()
            assert not await cards(g), "no card before it is open"
            assert hall.count(Slot) < SIZE
            await g.bot.start()
        card = await g.group.find("A barrel", button="Abstain")
        assert (hall.count(Elector), hall.count(Slot)) == (SIZE, SIZE)
        for person in g.people.values():
            assert "Recorded: Yes" in (await person.press(card, "Yes")).text
        assert len(await cards(g)) == 1
        await g.bot.move(timedelta(days=5, minutes=1))
        await g.group.until(card, lambda message: "Closed" in message.text)
        await ensure_healthy(g)
        assert (hall.count(Slot), len(await cards(g))) == (0, 1)


async def cards(g: Garden) -> list[str]:
    """What the group was told of it, but by whoever proposed it: one card, which becomes the picture of its result."""
    return [said.text for said in await g.group.history() if "A barrel" in said.text and not said.text.startswith("/")]


async def ensure_healthy(g: Garden) -> None:
    """But for the crowd, whose joining is no entry, and for what is due in this moment."""
    told = [finding for finding in await findings(g.bot) if "have no entry" not in finding.what]
    assert {finding.check for finding in told} <= {"entries", "due work"}
    assert "Traceback" not in g.bot.log
