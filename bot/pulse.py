"""The pulse: a file in DATA_DIR that is touched while the bot's loops turn, and a word to systemd where it listens.

Neither Telegram out of reach nor a database that takes nothing stops it: starting the bot anew would mend neither. A
loop that hangs does, and a process that is gone.
"""

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from bot.services.ground.ports import Cause, NotStoredError, Uow

log = structlog.get_logger("pulse")

Write = Callable[[Callable[[Uow], None], Cause], Awaitable[None]]

BEAT_S = 5.0
STALE_AFTER = timedelta(seconds=60)
"""At the start none comes while Telegram is asked who we are, which may take 30 seconds."""

NAME = "pulse"


class Pulse:
    """Beats once the bot has its database, until it stops."""

    def __init__(self, folder: Path, write: Write, trouble: Callable[[], str | None]) -> None:
        """Nothing is touched yet: the database may turn out to be another bot's.

        `trouble`: what keeps a bot that lives from its work, if anything does; health says it.
        """
        self._path = folder / NAME
        self._write = write
        self._trouble = trouble

    def start(self) -> None:
        """The first beat. A folder that cannot be written to is said once, and no reason not to run."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._path.touch()
        except OSError as error:
            log.warning("health cannot tell that the bot lives", file=str(self._path), error=error.strerror)
        self.beat()

    def beat(self) -> None:
        """Say that the bot lives."""
        with suppress(OSError):
            if (said := self._trouble() or "") != self._path.read_text():
                self._path.write_text(said)
            self._path.touch()
        _tell_systemd(b"READY=1\nWATCHDOG=1")

    async def rest(self, seconds: float) -> None:
        """Sleep, and beat meanwhile."""
        while seconds > 0:
            self.beat()
            await asyncio.sleep(min(BEAT_S, seconds))
            seconds -= BEAT_S

    async def run(self) -> None:
        """Beat for as long as the task lives, each time after the writer has shown that it turns too."""
        while True:
            with suppress(NotStoredError):
                await self._write(_nothing, Cause("pulse"))
            self.beat()
            await asyncio.sleep(BEAT_S)

    def stop(self) -> None:
        """The bot ends by itself: it is known to be gone at once."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def trouble(folder: Path, now: datetime) -> str | None:
    """Why the bot on this folder does not count as alive; None if it does."""
    try:
        beaten_at = datetime.fromtimestamp((folder / NAME).stat().st_mtime, UTC)
    except OSError:
        return f"No bot runs on DATA_DIR {str(folder)!r}."
    # Either way: a clock that was set back must not keep a dead bot alive.
    since = abs(now - beaten_at)
    if since <= STALE_AFTER:
        return None
    silent_s = int(since.total_seconds())
    return f"The bot on DATA_DIR {str(folder)!r} hangs or was killed: no sign of life for {silent_s} s."


def said_to_the_operator(folder: Path) -> str:
    """What a bot that lives says besides: starting it anew would not mend it, and so it is no reason to. "" if none."""
    try:
        return (folder / NAME).read_text()
    except OSError:
        return ""


def _nothing(_: Uow) -> None:
    """What the writer is asked to do: an empty transaction touches no disk."""


def _tell_systemd(what: bytes) -> None:
    """By its protocol (sd_notify): one datagram to the socket that it named; it gives the address, no setting does."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
        out.sendto(what, address.replace("@", "\0", 1) if address.startswith("@") else address)
