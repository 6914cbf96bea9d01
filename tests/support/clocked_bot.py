"""The real program with a clock that a test moves: `python -m tests.support.clocked_bot CLOCK_FILE`.

The file holds seconds to add to the machine's clock. Production cannot reach this: no setting of `python -m bot` does.
A moved clock goes by nobody else's, as the stand-in's dates are the machine's. With "held" in the end it is held
against them, like the program's own: then it is that of a machine whose clock is wrong.
"""

import asyncio
import gc
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clock import Clock, HeldClock
from bot.config import SettingsError, read_settings

FAST = (1_000_000, 1_000_000, 1_000_000, 1_000_000, 0.0)


class MovedClock(Clock):
    """The machine's clock plus what the file says."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self._path.read_text() or 0))  # noqa: TID251 (a clock itself)


def main(path: str, limits: str = "fast", held: str = "") -> None:
    gc.disable()
    # As in `python -m bot`: what a start loads is not gone over for rubbish.
    from bot import app  # noqa: PLC0415
    from handlers.limits import Limits  # noqa: PLC0415

    chosen = Limits(*FAST) if limits == "fast" else Limits()
    moved = MovedClock(Path(path))
    options = app.Options(clock=HeldClock(moved) if held else moved, limits=chosen, poll_seconds=1)
    try:
        asyncio.run(app.run(read_settings(), options))
    except SettingsError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(*sys.argv[1:])
