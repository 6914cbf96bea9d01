"""The bot as a process: started, killed, started again, with a clock that the test moves.

Leaving it asserts that it ran cleanly; `is_strict=False` where a test makes trouble on purpose.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from sqlalchemy import delete

from storage import installation
from storage.engine import writer_engine
from storage.migrations import upgrade
from tests.architecture.test_standin_api import check_call
from tests.support.patience import WAIT
from tests.support.standin import BotAccount, Standin

ROOT = Path(__file__).resolve().parents[2]
MISTAKES = ("[error", "delivery put off", "Traceback")
TOKEN = "4242:TEST-TOKEN-OF-THE-STAND-IN"


@dataclass
class RunningBot:
    """One bot over one folder of data. `has_clock` False: `python -m bot` itself, with no clock to move.

    In an empty folder it begins on a database that `migrate` has made, which would be a good part of each of hundreds
    of first starts; without a clock, and on PostgreSQL, it makes its own. `is_held`: its clock is held against
    Telegram's dates.
    """

    telegram: Standin
    account: BotAccount
    folder: Path
    limits: str = "fast"
    env: dict[str, str] = field(default_factory=dict)
    is_strict: bool = True
    has_clock: bool = True
    is_held: bool = False
    process: asyncio.subprocess.Process | None = None
    offset: float = 0.0

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, kind: object, *_: object) -> None:
        await self.stop()
        if kind is None and self.is_strict:
            await self._ensure_clean()

    async def _ensure_clean(self) -> None:
        """No mistake in the log, no call that the Bot API does not know or would pass over in silence."""
        mistakes = [line for line in self.log.splitlines() if any(sign in line for sign in MISTAKES)]
        assert not mistakes, mistakes
        for call in await self.telegram.calls():
            check_call(call)
        assert not await self.telegram.oddities()

    @property
    def log(self) -> str:
        """What the process wrote."""
        path = self.folder / "bot.log"
        return path.read_text() if path.exists() else ""

    @property
    def clock(self) -> Path:
        return self.folder / "clock"

    async def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.clock.write_text(str(self.offset))
        if self.has_clock and "DATABASE_URL" not in self.env and not any(self.folder.glob("mandate.db*")):
            (self.folder / "mandate.db").write_bytes(migrated())
        env = {
            **os.environ,
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": self.telegram.url,
            "DATA_DIR": str(self.folder),
            "TICK_SECONDS": "0.2",
            **self.env,
        }
        with (self.folder / "bot.log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", *self._program, cwd=ROOT, env=env, stdout=log, stderr=log
            )  # fmt: skip

    @property
    def _program(self) -> list[str]:
        held = ["held"] if self.is_held else []
        return ["tests.support.clocked_bot", str(self.clock), self.limits, *held] if self.has_clock else ["bot"]

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the process; SIGKILL is the crash."""
        if self.process is None:
            return
        if self.process.returncode is None:
            self.process.send_signal(how)
        await asyncio.wait_for(self.process.wait(), WAIT)
        self.process = None

    async def kill(self) -> None:
        await self.stop(signal.SIGKILL)

    async def move(self, by: timedelta) -> None:
        """Move the clock forward; what became due is done within a tick."""
        self.offset += by.total_seconds()
        passing = self.clock.with_suffix(".new")
        passing.write_text(str(self.offset))
        passing.replace(self.clock)
        await self.telegram.set_clock(self.offset)


@cache
def migrated() -> bytes:
    """A database of nobody yet, in the newest form."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mandate.db"
        engine = writer_engine(f"sqlite:///{path}")
        upgrade(engine)
        with engine.begin() as connection:
            connection.execute(delete(installation.TABLE))
        engine.dispose()
        return path.read_bytes()
