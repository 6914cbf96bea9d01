"""The stand-in's own clock: the only place under deploy/playground that reads the time."""

from __future__ import annotations

import time


class Clock:
    """Wall time plus an offset that a test may move.

    Dates of messages (Unix seconds, as the Bot API writes them) follow the offset; limits, long polls and the age of
    queries are measured in monotonic seconds, which nothing moves.
    """

    def __init__(self) -> None:
        self.offset_seconds = 0.0

    def go_on_from(self, epoch: float) -> None:
        self.offset_seconds = epoch - time.time()  # noqa: TID251 - as below

    def epoch(self) -> float:
        return time.time() + self.offset_seconds  # noqa: TID251 - the bot's clock is not to be imported here

    def date(self) -> int:
        return int(self.epoch())

    @staticmethod
    def monotonic() -> float:
        return time.monotonic()
