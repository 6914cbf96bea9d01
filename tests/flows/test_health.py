"""`health`, and systemd, tell a bot that lives from one that hangs or is gone, whatever Telegram or the disk does."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys

import pytest

from bot.pulse import Pulse
from bot.services.ground.ports import NotStoredError
from tests.support.bot import ROOT, RunningBot
from tests.support.patience import WAIT
from tests.support.standin import BotAccount, Standin

NOWHERE = "http://127.0.0.1:9"
BEAT = b"READY=1\nWATCHDOG=1"


@pytest.fixture
def systemd(tmp_path):
    """The socket at which systemd listens to a service."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        ear.setblocking(False)
        yield ear


def no_trouble():
    return None


async def beat(systemd):
    """Until the next sign of life."""
    while True:
        try:
            systemd.recv(100)
        except BlockingIOError:
            break
    assert await asyncio.wait_for(asyncio.get_running_loop().sock_recv(systemd, 100), WAIT) == BEAT


async def health(folder):
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "health", cwd=ROOT, env={**os.environ, "DATA_DIR": str(folder)},
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, _ = await asyncio.wait_for(process.communicate(), WAIT)
    return process.returncode, said.decode()


async def test_a_bot_that_cannot_reach_telegram_lives_one_that_hangs_does_not(tmp_path, systemd):
    folder = tmp_path / "data"
    unreachable = Standin()
    unreachable.url = NOWHERE
    account = BotAccount(unreachable, 4242, "mandate_bot", "")
    assert (await health(folder))[0] == 1
    bot = RunningBot(unreachable, account, folder, env={"NOTIFY_SOCKET": systemd.getsockname()}, has_clock=False)
    await bot.start()
    await beat(systemd)
    assert await health(folder) == (0, "The bot lives.\n")

    assert bot.process is not None
    bot.process.send_signal(signal.SIGSTOP)
    long_ago = (folder / "pulse").stat().st_mtime - 600
    os.utime(folder / "pulse", (long_ago, long_ago))
    code, said = await health(folder)
    assert code == 1
    assert "hangs or was killed: no sign of life for 60" in said
    bot.process.send_signal(signal.SIGCONT)
    await beat(systemd)
    assert (await health(folder))[0] == 0

    await bot.stop()
    code, said = await health(folder)
    assert code == 1
    assert "No bot runs" in said
    assert "cannot be reached" in bot.log
    assert "ERROR" not in bot.log


async def test_a_database_that_takes_nothing_does_not_stop_the_pulse_a_writer_that_hangs_does(
    tmp_path, systemd, monkeypatch
):
    monkeypatch.setenv("NOTIFY_SOCKET", systemd.getsockname())
    asked = asyncio.Event()

    async def refuse(*_):
        message = "disk full"
        raise NotStoredError(message)

    async def hang(*_):
        asked.set()
        await asyncio.Event().wait()

    async with asyncio.TaskGroup() as tasks:
        refused = tasks.create_task(Pulse(tmp_path, refuse, no_trouble).run())
        await beat(systemd)
        refused.cancel()
        hanging = tasks.create_task(Pulse(tmp_path, hang, no_trouble).run())
        await asked.wait()
        with pytest.raises(BlockingIOError):
            systemd.recv(100)
        hanging.cancel()
