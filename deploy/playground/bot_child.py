"""The bot's process as the launcher sees it: started, asked, killed, and started again when it has died."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from deploy.playground.clock import Clock
from deploy.playground.errors import Json, PeopleError

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "4242:PLAYGROUND"  # noqa: S105 (of no bot: only the stand-in beside us knows it)
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0
LONG_LIVED_S = 20.0
"""A bot that ran so long did not die of its start."""

END_S = 8.0
LINE_MAX = 16 * 1024 * 1024


class BotChild:
    """Keeps one bot running until `stop`. Questions go in and answers come out as lines of JSON."""

    def __init__(self, folder: Path, address: str, clock: Clock) -> None:
        self._folder = folder
        self._address = address
        self._clock = clock
        self._process: asyncio.subprocess.Process | None = None
        self._asked: dict[int, asyncio.Future[Json]] = {}
        self._is_ending = False
        self.ready = asyncio.Event()
        self.name = ""
        self.started = 0

    @property
    def log(self) -> Path:
        return self._folder / "bot.log"

    def last_line(self) -> str:
        """The end of the log: why it died, most likely."""
        if not self.log.exists():
            return ""
        lines = [line for line in self.log.read_text(errors="replace")[-4000:].splitlines() if line.strip()]
        return lines[-1] if lines else ""

    async def keep(self) -> None:
        """Start it, and again a second after it died; later and later if it dies at its start each time."""
        pause = FIRST_PAUSE_S
        while not self._is_ending:
            began = self._clock.monotonic()
            await self._run()
            pause = FIRST_PAUSE_S if self._clock.monotonic() - began > LONG_LIVED_S else min(2 * pause, LONGEST_PAUSE_S)
            if not self._is_ending:
                await asyncio.sleep(pause)

    async def _run(self) -> None:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "deploy.playground.bot_process"),
                *(str(self._folder), self._address, TOKEN, str(self._clock.offset_seconds)),
                cwd=ROOT,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                limit=LINE_MAX,
                start_new_session=True,  # Ctrl-C is the launcher's: it ends the bot in its turn
            )
        self.started += 1
        try:
            await self._listen(self._process)
        finally:
            self.ready.clear()
            self._forget_questions()
            await self._process.wait()

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while line := await process.stdout.readline():
            answer: Json = json.loads(line)
            if "ready" in answer:
                self.name = answer["ready"]
                self.ready.set()
            elif (future := self._asked.pop(answer["id"], None)) and not future.done():
                future.set_result(answer)

    def _forget_questions(self) -> None:
        for future in self._asked.values():
            if not future.done():
                future.set_exception(PeopleError("the bot ended in the middle of this; it starts again by itself"))
        self._asked.clear()

    async def stop(self) -> None:
        """End it for good: it may finish what is under way, and is killed if it takes too long."""
        self._is_ending = True
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            async with asyncio.timeout(END_S):
                await process.wait()
        except TimeoutError:
            process.kill()
