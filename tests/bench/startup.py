"""(f) Start-up and idle memory: from the command to the first getUpdates, at a second start, with nothing to be made.

The command is what the README says, `python3 run.py`. Memory is compared with a process that only imports telegram.ext.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from tests.bench.figure import ROUNDS, Figure, memory_mib, middle
from tests.bench.waiting import listening
from tests.support.bot import ROOT, TOKEN
from tests.support.standin import Standin

SETTLE_S = 1.0
"""Memory is read so long after the first getUpdates."""


async def measure(*, quick: bool = False) -> list[Figure]:
    """Seconds until the bot listens, and MiB while it does nothing."""
    rounds = 1 if quick else ROUNDS
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(Standin())
        await telegram.bot(TOKEN, username="mandate_bot")
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        await _start(telegram, folder, settle_s=0)
        starts = [await _start(telegram, folder, settle_s=0 if quick else SETTLE_S) for _ in range(rounds)]
        imports = [await _import_alone() for _ in range(rounds)]
    seconds, idle = middle([one for one, _ in starts]), middle([mib for _, mib in starts])
    alone_s, alone = middle([one for one, _ in imports]), middle([mib for _, mib in imports])
    return [
        Figure("startup_s", seconds, "s", aim=2, is_at_least=False, note="second start, run.py to first getUpdates"),
        Figure("startup_import_s", alone_s, "s", note="a process that imports telegram.ext alone"),
        Figure("startup_ratio", middle([seconds / alone_s]), "times"),
        Figure("idle_mib", idle, "MiB"),
        Figure("idle_import_mib", alone, "MiB", note="a process that imports telegram.ext alone"),
        Figure("idle_ratio", middle([idle / alone]), "times"),
    ]


def environment() -> dict[str, str]:
    """Ours, except that Python keeps what it compiled, as it does unless told otherwise."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


async def _start(telegram: Standin, folder: Path, *, settle_s: float) -> tuple[float, float]:
    """Seconds from the command to the first getUpdates, and MiB soon after."""
    assert telegram.world is not None
    env = {**environment(), "BOT_TOKEN": TOKEN, "BOT_API_URL": telegram.url, "DATA_DIR": str(folder)}
    begun = time.perf_counter()
    async with _process([str(ROOT / "run.py")], env) as process:
        await listening(telegram)
        seconds = time.perf_counter() - begun
        await asyncio.sleep(settle_s)
        mib = memory_mib(process.pid)
    for bot in telegram.world.bots.values():
        bot.mailbox.end_poll()
    return seconds, mib


async def _import_alone() -> tuple[float, float]:
    program = "import telegram.ext; print(flush=True); input()"
    begun = time.perf_counter()
    async with _process(["-c", program], environment()) as process:
        assert process.stdout is not None
        await process.stdout.readline()
        return time.perf_counter() - begun, memory_mib(process.pid)


@asynccontextmanager
async def _process(arguments: list[str], env: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """One Python process, ended with the block."""
    pipe = asyncio.subprocess.PIPE
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=ROOT, env=env, stdin=pipe, stdout=pipe, stderr=quiet
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()
