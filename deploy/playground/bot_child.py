"""The bot's process as the launcher sees it: started, asked, killed, and started again when it has died."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from itertools import count
from pathlib import Path

from deploy.playground.clock import Clock
from deploy.playground.errors import Json, PeopleError
from deploy.playground.model import Bot

ROOT = Path(__file__).resolve().parents[2]
TRIES = 3
"""So often it is started, where it never came as far as to be ready."""

SET_UP_WRONGLY = 2
"""The exit code of a bot that no further try would help."""

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0
LONG_LIVED_S = 20.0
"""A bot that ran so long did not die of its start."""

END_S, READY_S = 8.0, 20.0
LINE_MAX = 4_000
LOG_MAX = 5_000_000
"""Bytes: a longer log begins anew with the next start."""


class BotChild:
    """Keeps one bot running until `stop`. Questions go in and answers come out as lines of JSON."""

    def __init__(self, account: Bot, folder: Path, address: str, clock: Clock) -> None:
        self.account = account
        self._folder = folder
        self._address = address
        self._clock = clock
        self._process: asyncio.subprocess.Process | None = None
        self._asked: dict[int, asyncio.Future[Json]] = {}
        self._numbers = count(1)
        self._is_ending = False
        self._hurry = asyncio.Event()
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
        with self.log.open("rb") as log:
            log.seek(max(0, self.log.stat().st_size - LINE_MAX))
            lines = log.read().decode(errors="replace").split("\n")
        return next((line for line in reversed(lines) if line.strip()), "")

    async def keep(self) -> None:
        """Start it, and again a second after it died; later and later if it dies at its start each time.

        Returns when it is ended for good, or cannot be started at all.
        """
        pause = FIRST_PAUSE_S
        while not self._is_ending and (self.name or self.started < TRIES):
            began = self._clock.monotonic()
            if await self._run() == SET_UP_WRONGLY and not self.name:
                return
            if self._clock.monotonic() - began > LONG_LIVED_S:
                pause = FIRST_PAUSE_S
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._hurry.wait(), pause)
            self._hurry.clear()
            pause = min(2 * pause, LONGEST_PAUSE_S)

    async def _run(self) -> int:
        is_long = self.log.exists() and self.log.stat().st_size > LOG_MAX
        with self.log.open("wb" if is_long else "ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "deploy.playground.bot_process"),
                *(str(self._folder), self._address, self.account.token, str(self._clock.offset_seconds)),
                cwd=ROOT,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                start_new_session=True,  # Ctrl-C is the launcher's: it ends the bot in its turn
            )
        self.started += 1
        if self._is_ending:
            self._process.terminate()
        try:
            await self._listen(self._process)
        finally:
            self.ready.clear()
            self._forget_questions()
            code = await self._process.wait()
        return code

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while (line := await process.stdout.readline()).endswith(b"\n"):
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

    async def ask(self, **order: object) -> Json:
        """One order, and what became of it. PeopleError if it cannot be obeyed."""
        if self._process is None or self._process.stdin is None or not self.ready.is_set():
            raise PeopleError("The bot is not running just now; it is started again by itself.")
        number = next(self._numbers)
        self._asked[number] = asyncio.get_running_loop().create_future()
        self._process.stdin.write(json.dumps({"id": number, **order}).encode() + b"\n")
        return await self._asked[number]

    async def crash(self) -> None:
        """Kill it, as a power cut would; a second later it is started again."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def restart(self) -> None:
        """End it as an operator would, and start it at once."""
        self._hurry.set()
        await self._end()
        try:
            async with asyncio.timeout(READY_S):
                await self.ready.wait()
        except TimeoutError:
            raise PeopleError(f"The bot does not start: {self.last_line()}") from None

    async def stop(self) -> None:
        """End it for good."""
        self._is_ending = True
        self._hurry.set()
        await self._end()

    async def _end(self) -> None:
        """It may finish what is under way, and is killed if that takes too long."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        self.ready.clear()
        process.terminate()
        try:
            async with asyncio.timeout(END_S):
                await process.wait()
        except TimeoutError:
            process.kill()
