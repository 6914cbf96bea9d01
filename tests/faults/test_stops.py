"""The bot is told to stop: it ends within seconds whatever Telegram does, and the next run takes up what was left."""

from __future__ import annotations

import asyncio
import math
import os
import random
import resource
import signal
import sys

from tests.faults.assembly import account_of, assemble, ensure_healthy, pause
from tests.support.bot import ROOT, TOKEN, RunningBot
from tests.support.patience import WAIT
from tests.support.standin import Standin

A_FEW_SECONDS = 30.0
"""Half of what its calls hang for here; alone on a machine it takes 3 (STOP_SECONDS of bot/app.py)."""


async def complaint(command: str, env: dict[str, str]) -> tuple[int | None, str]:
    """The exit code and the only line of a program that should not go on."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", command, cwd=ROOT, env=env, stderr=asyncio.subprocess.PIPE
    )
    _, errors = await asyncio.wait_for(process.communicate(), WAIT)
    (line,) = errors.decode().splitlines()
    return process.returncode, line


async def told_to_stop(bot: RunningBot) -> int:
    """The exit code after SIGTERM."""
    assert bot.process is not None
    bot.process.send_signal(signal.SIGTERM)
    return await asyncio.wait_for(bot.process.wait(), A_FEW_SECONDS)


async def test_calls_that_hang_do_not_hold_the_bot_and_what_they_carried_arrives_later(tmp_path):
    async with Standin() as telegram:
        assembly = await assemble(telegram, await account_of(telegram), 3)
        async with RunningBot(telegram, assembly.account, tmp_path, is_strict=False) as bot:
            await assembly.found(1, 1)
            group, anna = assembly.groups[0], assembly.people[0]
            await telegram.fault("hang", times=1, match={"method": "sendMessage"}, seconds=60)
            await telegram.fault("hang", times=None, match={"method": "answerCallbackQuery"}, seconds=60)
            await anna.say(group, "/propose Said while Telegram hangs")
            await assembly.press(assembly.draw(random.Random(1), 10))
            await assembly.account.idle(WAIT)
            assert await told_to_stop(bot) == 0
            await telegram.clear_faults()
            await bot.start()
            await group.find("Said while Telegram hangs", button="Abstain", wait=WAIT)
            await assembly.ensure_standing()
            await assembly.close(bot)
            await ensure_healthy(bot)


async def test_a_bot_that_cannot_reach_telegram_yet_ends_when_told_to(tmp_path):
    async with Standin() as telegram:
        await telegram.fault("502", times=None, match={"method": "getMe"})
        async with RunningBot(telegram, await account_of(telegram), tmp_path) as bot:
            while "cannot be reached" not in bot.log:
                await pause(0.05)
            assert await told_to_stop(bot) == 0


async def test_a_second_bot_on_the_same_database_says_so_in_one_line_and_ends(tmp_path):
    async with Standin() as telegram:
        assembly = await assemble(telegram, await account_of(telegram), 3)
        async with RunningBot(telegram, assembly.account, tmp_path) as bot:
            await assembly.found(1, 1)
            env = {**os.environ, "BOT_TOKEN": TOKEN, "BOT_API_URL": telegram.url, "DATA_DIR": str(tmp_path)}
            code, line = await complaint("run", env)
            assert code == 2
            assert "DATABASE_URL" in line
            assert "another bot runs on it" in line
            # Nor are the tables brought to another form under a bot that works with them.
            assert await complaint("migrate", env) == (2, line)
            await assembly.press(assembly.draw(random.Random(2), 5))
            await assembly.ensure_standing()
            await bot.kill()
            await bot.start()
            await assembly.ensure_standing()


async def test_a_bot_whose_disk_is_full_at_the_start_says_so_in_one_line_and_ends(tmp_path):
    async with Standin() as telegram:
        account = await account_of(telegram)
        async with RunningBot(telegram, account, tmp_path):
            await account.idle(WAIT)
        env = {**os.environ, "BOT_TOKEN": TOKEN, "BOT_API_URL": telegram.url, "DATA_DIR": str(tmp_path)}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", cwd=ROOT, env=env, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)),
        )  # fmt: skip
        _, errors = await asyncio.wait_for(process.communicate(), WAIT)
        assert process.returncode == 2, errors.decode()
        assert "DATABASE_URL is" in errors.decode().splitlines()[-1]
        assert "Traceback" not in errors.decode()


async def test_an_update_with_numbers_that_no_database_keeps_does_not_stop_the_next_start(tmp_path):
    async with Standin() as telegram:
        account = await account_of(telegram)
        async with RunningBot(telegram, account, tmp_path, is_strict=False) as bot:
            anna = await telegram.user("Anna")
            chat = {"id": math.inf, "type": "private", "first_name": "Anna"}
            sender = {"id": math.inf, "is_bot": False, "first_name": "Anna"}
            message = {"message_id": 1, "date": 1, "chat": chat, "from": sender, "text": "/help"}
            await account.send_update({"message": message})
            for _ in range(2):
                await account.idle(WAIT)
                await bot.kill()
                await bot.start()
            await anna.start(account)
            await anna.private(account).find("", wait=WAIT)
