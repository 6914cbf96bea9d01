"""The bot as the playground runs it: the real program, handed a clock that can be moved.

    python -m deploy.playground.bot_process FOLDER ADDRESS TOKEN OFFSET

The only module here that imports the bot. The launcher writes lines of JSON to its standard input and reads the answers
from its standard output; where the input ends the bot ends too, so that no launcher that was killed leaves one behind.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic_settings import SettingsConfigDict

from bot import app
from bot.clock import Clock
from bot.config import Settings, SettingsError
from bot.domain.ground.due import Due
from bot.services.ground.inbox import note_heard
from bot.services.ground.ports import Cause, Reads

Json = dict[str, Any]

UNNOTICED = {"housekeeping", "end_key", "seal_signals"}
"""Due work that nobody sees: done on the way, no reason to stop there."""

LISTENING_S = 3.0
"""Longer a move waits for nothing that Telegram holds: it is away, or a planned fault makes it so."""

SENDING_S = 3.0
"""So long a step waits for a message under way; a fault may hold it back."""


class MovedClock(Clock):
    """The machine's clock, moved by the playground."""

    def __init__(self, offset_seconds: float) -> None:
        self.offset = timedelta(seconds=offset_seconds)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset  # noqa: TID251 (a clock itself)


class Orders(asyncio.Protocol):
    """Lines from the launcher. Their end, before the bot is ready too, is the order to end."""

    def __init__(self) -> None:
        self.lines: asyncio.Queue[str] = asyncio.Queue()
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        *whole, self._rest = (self._rest + data).split(b"\n")
        for line in whole:
            self.lines.put_nowait(line.decode())

    def connection_lost(self, _: Exception | None) -> None:
        signal.raise_signal(signal.SIGTERM)


async def step(parts: app.Parts, clock: MovedClock, offset_seconds: float) -> Json:
    """Set the clock, as time in service: what is due is done, after all that was pressed before, and said.

    -> {next: when the next noticeable duty is due, wait: seconds until a message may go that the limits hold back}.
    """
    try:
        async with asyncio.timeout(LISTENING_S):
            await parts.drain()
    except TimeoutError:
        return {"error": "The bot cannot hear Telegram now (is a fault switched on?): the clock stays where it is."}
    offset = timedelta(seconds=offset_seconds)
    parts.delivery.pass_time((offset - clock.offset).total_seconds())
    clock.offset = offset
    await parts.write(note_heard, Cause("heard"))
    await parts.duties.do_all_due()
    wait = None
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(SENDING_S):
            wait = await parts.delivery.settle()
    coming = await parts.read(next_noticed)
    return {"next": coming.timestamp() if coming else None, "wait": wait}


def next_noticed(reads: Reads) -> datetime | None:
    """When the next duty is due that is more than housekeeping."""
    planned = reads.find(Due, order="due_at", done_at=None, held_since_at=None)
    return next((due.due_at for due in planned if due.kind not in UNNOTICED), None)


class OwnSettings(Settings):
    """Nothing of the environment may lead the playground's bot to Telegram or to another database."""

    model_config = SettingsConfigDict(env_file=None)


def settings_of(folder: str, address: str, token: str) -> Settings:
    return OwnSettings(
        bot_token=SecretStr(token),
        bot_token_file=None,
        bot_api_url=address,
        data_dir=Path(folder),
        key_dir=None,
        database_url=None,
        tick_seconds=1,
    )


async def serve(folder: str, address: str, token: str, offset: str) -> None:
    """Run the bot until the launcher, or its end, says so."""
    clock = MovedClock(float(offset))
    orders = Orders()
    await asyncio.get_running_loop().connect_read_pipe(lambda: orders, sys.stdin)

    async def obey(parts: app.Parts) -> None:
        say({"ready": parts.bot_name})
        while True:
            order: Json = json.loads(await orders.lines.get())
            done = await step(parts, clock, order["offset"])
            say({"id": order["id"], "offset": clock.offset.total_seconds(), **done})

    await app.run(settings_of(folder, address, token), app.Options(clock=clock, poll_seconds=2, beside=obey))


def say(answer: Json) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """2 if the database or the address cannot be used; the line that says so is the last of the log."""
    try:
        asyncio.run(serve(*arguments))
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
