"""The bot as the playground runs it: the real program, handed a clock that can be moved. The only module here that imports it.

    python -m deploy.playground.bot_process FOLDER ADDRESS TOKEN OFFSET

The launcher writes lines of JSON to its standard input and reads the answers from its standard output; where the input
ends, the bot ends too, so that no launcher that was killed leaves one behind.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot import app
from bot.config import Settings, SettingsError


class MovedClock:
    """The machine's clock, moved by the playground."""

    def __init__(self, offset_seconds: float) -> None:
        self.offset = timedelta(seconds=offset_seconds)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset  # noqa: TID251 (a clock itself)


def settings_of(folder: str, address: str, token: str) -> Settings:
    """Nothing of the environment may lead the playground's bot to Telegram or to another database."""
    return Settings(
        _env_file=None,
        bot_token=SecretStr(token),
        bot_token_file=None,
        bot_api_url=address,
        data_dir=Path(folder),
        database_url=f"sqlite:///{folder}/mandate.db",
        tick_seconds=1,
    )


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


async def serve(folder: str, address: str, token: str, offset: str) -> None:
    """Run the bot until the launcher, or its end, says so."""
    clock = MovedClock(float(offset))
    orders = Orders()
    await asyncio.get_running_loop().connect_read_pipe(lambda: orders, sys.stdin)

    async def obey(parts: app.Parts) -> None:
        say({"ready": parts.bot_name})
        while True:
            await orders.lines.get()

    await app.run(settings_of(folder, address, token), app.Options(clock=clock, poll_seconds=2, beside=obey))


def say(answer: dict[str, object]) -> None:
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
