"""The playground as a process: what `python3 run.py` starts, spoken to by HTTP as its page does.

async with RunningPlayground(tmp_path) as play:
    anna = await play.user("Anna")
    await play.steer("clock", to="next")
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self, TypeVar

import aiohttp

from bot.services.ground.ports import Reads
from bot.services.record.doctor import Finding, examine
from bot.services.registers import REGISTERS
from storage.engine import reader_engine
from storage.reads import Reader
from tests.support.bot import ROOT
from tests.support.chats import Json
from tests.support.keys import sealing_of
from tests.support.patience import WAIT
from tests.support.standin import BotAccount, Standin

T = TypeVar("T")
LOG_MISTAKES = ("[error", "Traceback")


class RunningPlayground(Standin):
    """One playground over one DATA_DIR; leaving it asserts a clean end."""

    def __init__(self, data: Path, *arguments: str, checkout: Path | None = None, patience_s: float = WAIT) -> None:
        """`checkout`: with its own run.py and nothing else, as somebody who has just cloned it."""
        super().__init__()
        self.data = data
        self.checkout = checkout
        self.patience_s = patience_s
        self.arguments = arguments
        self.launcher: asyncio.subprocess.Process | None = None
        self.complained = b""

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2 * WAIT))
        await self.start(*self.arguments)
        return self

    async def __aexit__(self, *error: object) -> None:
        code = await self.stop()
        if self._http is not None:
            await self._http.close()
        if error[0] is None:
            assert (code, self.complained) == (0, b"")

    async def start(self, *arguments: str) -> None:
        """Until it has printed its address: page and bot are ready then."""
        run = ["python3", "run.py"] if self.checkout else [sys.executable, "-m", "bot", "run"]
        self.launcher = await asyncio.create_subprocess_exec(
            *(*run, "--headless", "--port", "0", *arguments),
            cwd=self.checkout or ROOT,
            env={**os.environ, "DATA_DIR": str(self.data), "BOT_TOKEN": "", "BOT_TOKEN_FILE": ""},
            stdout=asyncio.subprocess.PIPE,
            stderr=None if self.checkout else asyncio.subprocess.PIPE,
        )
        assert self.launcher.stdout is not None
        line = await asyncio.wait_for(self.launcher.stdout.readline(), self.patience_s)
        self.url = line.decode().strip()
        assert self.url.startswith("http://127.0.0.1:"), await self.launcher.communicate()

    async def stop(self, how: signal.Signals = signal.SIGINT) -> int | None:
        """End it and return the exit code; SIGKILL is the crash."""
        if self.launcher is None:
            return 0
        if self.launcher.returncode is None:
            self.launcher.send_signal(how)
        said, complained = await asyncio.wait_for(self.launcher.communicate(), WAIT)
        assert said == b"", "only the address was to be printed"
        self.complained += complained or b""
        code, self.launcher = self.launcher.returncode, None
        return code

    async def steer(self, control: str, **fields: Any) -> Json:
        """A control under /play/: GET without fields, else POST; also what a refusal says."""
        assert self._http is not None
        verb = "POST" if fields else "GET"
        async with self._http.request(verb, f"{self.url}/play/{control}", json=fields or None) as response:
            body: Json = await response.json()
            return body

    async def mandate(self) -> BotAccount:
        """The bot that lives here."""
        (made,) = (await self.get("bots"))["bots"]
        return BotAccount(self, int(made["id"]), str(made["username"]), "")

    async def folder(self) -> Path:
        return Path((await self.steer("state"))["folder"])

    async def findings(self) -> list[Finding]:
        """What doctor finds in the bot's database."""
        return await self.read(examine)

    async def read(self, model: Callable[[Reads], T]) -> T:
        """A read model over the bot's database, by the playground's clock."""
        ahead = timedelta(seconds=(await self.steer("state"))["clock"]["offset_seconds"])
        database = await self.folder() / "mandate.db"
        sealing = sealing_of(database.parent)
        reader = Reader(reader_engine(f"sqlite:///{database}"), lambda: datetime.now(UTC) + ahead, REGISTERS, sealing)  # noqa: TID251 (its own clock)
        try:
            return await reader(model)
        finally:
            await reader.close()

    async def mistakes(self) -> list[str]:
        """Lines of the bot's log that should not be there."""
        log = (await self.folder() / "bot.log").read_text()
        return [line for line in log.splitlines() if any(sign in line for sign in LOG_MISTAKES)]
