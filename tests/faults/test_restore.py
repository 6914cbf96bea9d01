"""A backup made while people vote, and restored: what was acknowledged before it began counts, and all are told."""

from __future__ import annotations

import asyncio
import os
import random
import sys
from datetime import timedelta

import pytest

from tests.faults.assembly import Assembly, Press, account_of, assemble, ensure_healthy, result_of
from tests.support.bot import ROOT, RunningBot
from tests.support.patience import WAIT
from tests.support.standin import Standin

STEADY = 4
"""So many people vote once, before the backup; the others change their minds all the while."""


async def bot_command(folder, *arguments):
    """(exit code, what it printed, what it complained about) of `python -m bot ...` on this folder."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, cwd=ROOT, env={**os.environ, "DATA_DIR": str(folder), "BOT_TOKEN": ""},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, complained = await asyncio.wait_for(process.communicate(), WAIT)
    return process.returncode, said.decode(), complained.decode()


async def vote_until(assembly: Assembly, done: asyncio.Event) -> int:
    """Those who are not steady press again and again; returns how many presses were answered."""
    chance, answered = random.Random(17), 0
    while not done.is_set():
        restless = chance.sample(assembly.people[STEADY:], 3)
        pressed = [Press(who, chance.choice(assembly.papers), chance.choice(["yes", "no"])) for who in restless]
        answers = await assembly.answers(await assembly.press(pressed))
        answered += sum("Recorded" in answer.text for answer in answers)
    return answered


async def test_what_was_acknowledged_before_the_backup_counts_after_the_restore(tmp_path):
    copy = tmp_path / "copy.db"
    async with Standin() as telegram:
        assembly = await assemble(telegram, await account_of(telegram), STEADY + 4)
        async with RunningBot(telegram, assembly.account, tmp_path / "data") as bot:
            await assembly.found(1, 2)
            before = [Press(who, paper, "yes") for who in assembly.people[:STEADY] for paper in assembly.papers]
            answers = await assembly.answers(await assembly.press(before))
            assert all("Recorded: Yes" in answer.text for answer in answers)

            done = asyncio.Event()
            async with asyncio.TaskGroup() as tasks:
                voting = tasks.create_task(vote_until(assembly, done))
                code, said, complained = await bot_command(bot.folder, "backup", str(copy))
                done.set()
            assert (code, complained) == (0, "")
            assert "whole, and the record verified" in said
            assert voting.result() > 3, "nobody voted while the backup was made"

            lost = [Press(who, assembly.papers[0], "no") for who in assembly.people[:STEADY]]
            assert all("Recorded: No" in answer.text for answer in await assembly.answers(await assembly.press(lost)))
            code, _, complained = await bot_command(bot.folder, "restore", str(copy))
            assert code == 1
            assert "stop it first" in complained

            await bot.kill()
            code, said, _ = await bot_command(bot.folder, "restore", str(copy))
            assert code == 0, said
            # Meanwhile the ballots would have closed, or did: they are open again.
            bot.offset = timedelta(days=4).total_seconds()
            await telegram.set_clock(bot.offset)
            await bot.start()

            group = assembly.papers[0].group
            told = await group.find("had to go back to a copy", button="Open ballots")
            assert "even where I confirmed it" in told.text
            await group.find("I could not hear you")
            # Those whose presses came after the backup, or while it was made, do as they were told.
            again = [Press(who, paper, "no") for who in assembly.people[STEADY:] for paper in assembly.papers]
            assert all("Recorded: No" in answer.text for answer in await assembly.answers(await assembly.press(again)))
            await bot.move(timedelta(days=10))
            for paper in assembly.papers:
                assert await result_of(paper) == (STEADY, 4, 0, STEADY + 4), paper.title
            await ensure_healthy(bot)


@pytest.mark.parametrize("command", ["backup", "restore"])
async def test_without_a_file_each_says_what_it_takes(tmp_path, command):
    code, _, complained = await bot_command(tmp_path, command)
    assert code == 2
    assert f"{command} takes" in complained
