"""The only reader of the system clock."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the composition root takes: tests and the playground bring one that they can move."""

    def now(self) -> datetime:
        """The time, aware UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The time, aware UTC."""
        return datetime.now(UTC)  # noqa: TID251 (the one place)
