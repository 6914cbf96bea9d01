"""The disk is full, the database is locked, the clock jumps: "not counted, try again", and then it goes on."""

from __future__ import annotations

import asyncio
import re
import resource
import sqlite3
from datetime import timedelta

import pytest

from tests.faults.assembly import Assembly, Press, account_of, assemble, ensure_healthy
from tests.support.bot import RunningBot
from tests.support.patience import WAIT
from tests.support.standin import Answer, Standin


@pytest.fixture
async def telegram():
    async with Standin() as made:
        yield made


@pytest.fixture
async def assembly(telegram) -> Assembly:
    return await assemble(telegram, await account_of(telegram), 4)


async def vote(assembly: Assembly, row: int, choice: str) -> Answer:
    (pressed,) = await assembly.press([Press(assembly.people[row], assembly.papers[0], choice)])
    return (await assembly.answers([pressed]))[0]


def allow_files_of(bot: RunningBot, size: int) -> None:
    """From now on the process may not make a file longer than this: for SQLite a disk without room."""
    assert bot.process is not None
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


async def test_a_full_disk_is_told_and_voting_goes_on_when_there_is_room(telegram, assembly, tmp_path):
    async with RunningBot(telegram, assembly.account, tmp_path, is_strict=False) as bot:
        await assembly.found(1, 1)
        assert "Recorded: Yes" in (await vote(assembly, 0, "yes")).text
        allow_files_of(bot, 64 * 1024)
        refused = await vote(assembly, 1, "yes")
        assert refused.alert
        assert "not counted" in refused.text
        assert "try again" in refused.text
        allow_files_of(bot, resource.RLIM_INFINITY)
        assert "Recorded: No" in (await vote(assembly, 1, "no")).text
        assert "Recorded: Abstain" in (await vote(assembly, 2, "abstain")).text
        await assembly.ensure_standing()
        await assembly.close(bot)
        await ensure_healthy(bot)
        assert re.search("not stored.*SQLITE_(FULL|IOERR)", bot.log), "the operator reads what is wrong with the disk"


async def test_a_press_that_was_refused_does_not_come_back_at_the_next_start(telegram, assembly, tmp_path):
    """Taken in, then neither counted nor marked as done: it must not overtake what the same person pressed later."""
    async with RunningBot(telegram, assembly.account, tmp_path, is_strict=False) as bot:
        await assembly.found(1, 1)
        other = sqlite3.connect(tmp_path / "mandate.db", isolation_level=None)
        for name, event in (("no_vote", "INSERT ON choices"), ("no_mark", "UPDATE ON inbox")):
            other.execute(f"CREATE TRIGGER {name} BEFORE {event} BEGIN SELECT RAISE(ABORT, 'full'); END")
        assert "not counted" in (await vote(assembly, 0, "yes")).text
        for name in ("no_vote", "no_mark"):
            other.execute(f"DROP TRIGGER {name}")
        other.close()
        assert "Recorded: No" in (await vote(assembly, 0, "no")).text
        await vote(assembly, 1, "yes")
        await bot.stop()
        await bot.start()
        await vote(assembly, 2, "yes")
        await assembly.close(bot)
        await ensure_healthy(bot)


@pytest.mark.slow
async def test_a_locked_database_is_waited_for_or_told(telegram, assembly, tmp_path):
    async with RunningBot(telegram, assembly.account, tmp_path, is_strict=False) as bot:
        await assembly.found(1, 1)
        other = sqlite3.connect(tmp_path / "mandate.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.ensure_future(vote(assembly, 0, "no"))  # noqa: TID251
        await telegram.events(await telegram.last_event(), wait=0.3)
        other.execute("ROLLBACK")
        assert "Recorded: No" in (await waiting).text
        other.execute("BEGIN IMMEDIATE")
        refused = await vote(assembly, 1, "yes")
        assert "not counted" in refused.text
        other.execute("ROLLBACK")
        other.close()
        assert "Recorded: No" in (await vote(assembly, 1, "no")).text
        await assembly.close(bot)
        await ensure_healthy(bot)


async def test_clock_jumps_close_nothing_early_and_nothing_twice(telegram, assembly, tmp_path):
    async with RunningBot(telegram, assembly.account, tmp_path, is_strict=False) as bot:
        await assembly.found(1, 1)
        await vote(assembly, 0, "yes")
        await vote(assembly, 1, "no")
        await bot.move(timedelta(days=2))
        await vote(assembly, 2, "yes")
        await bot.move(timedelta(days=-1))
        assert "Recorded: Yes" in (await vote(assembly, 1, "yes")).text
        await bot.move(timedelta(days=1, hours=1))
        await assembly.close(bot)
        await bot.move(timedelta(hours=-2))
        (again,) = [Press(assembly.people[0], assembly.papers[0], "no")]
        queries = await telegram.press_all([(again.person, again.paper.card, again.paper.data("no"))])
        (late,) = await telegram.answers(queries, WAIT)
        assert "closed" in late.text
        await bot.move(timedelta(hours=3))
        await assembly.papers[0].group.find(assembly.papers[0].title)
        await ensure_healthy(bot)
