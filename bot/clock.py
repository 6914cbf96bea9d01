"""The only reader of the system clock, and what holds it against the dates that Telegram sends."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

APART = timedelta(minutes=1)
"""From here on one of the two clocks is wrong: Telegram's dates are whole seconds, and a moment on their way."""

HOUR_S, DAY_S = 3600, 86400


class Clock(Protocol):
    """What the composition root takes: tests and the playground bring one that they can move."""

    def now(self) -> datetime:
        """The time, aware UTC."""
        ...

    def hear(self, date: datetime, *, is_least: bool = False) -> None:
        """Telegram sent this date just now. A clock that somebody moves goes by nobody else's.

        `is_least`: it is that late at least, as something happened then that Telegram tells only now.
        """
        del date, is_least

    def trouble(self) -> str | None:
        """Why nothing may be closed by this clock now; None while it may be trusted."""
        return None


class SystemClock(Clock):
    """The machine's clock."""

    def now(self) -> datetime:
        """The time, aware UTC."""
        return datetime.now(UTC)  # noqa: TID251 (the one place)


class HeldClock(Clock):
    """A clock held against the dates that Telegram sends. While they disagree it goes by those, and closes nothing.

    Between two dates it goes on by time that nobody can set. So a clock that is wrong for seconds leaves no wrong time
    in any row, one that is wrong at a start takes nothing for an outage of years, and what is irreversible waits until
    the two agree. Before the first date the clock alone is there to go by.
    """

    def __init__(self, clock: Clock) -> None:
        """`clock`: the one that may be wrong."""
        self._clock = clock
        self._heard: tuple[datetime, float] | None = None
        self._is_least = False

    def hear(self, date: datetime, *, is_least: bool = False) -> None:
        """Telegram sent this date just now. One that it is at least tells nothing unless it is yet to come."""
        if not is_least or date - self.now() > APART:
            self._heard, self._is_least = (date, _elapsed()), is_least

    def now(self) -> datetime:
        """The time, aware UTC."""
        now = self._clock.now()
        return now - self._ahead(now)

    def trouble(self) -> str | None:
        """Said to the operator, in the log and by health."""
        ahead = self._ahead(self._clock.now())
        if not ahead:
            return None
        where = "ahead of" if ahead > timedelta(0) else "behind"
        return (
            f"The machine's clock is {_shown(abs(ahead))} {where} the dates that Telegram sends: nothing closes until "
            "they agree to a minute. Set the clock."
        )

    def _ahead(self, now: datetime) -> timedelta:
        """How far; nothing where it is too little to tell."""
        if self._heard is None:
            return timedelta(0)
        date, at = self._heard
        ahead = now - (date + timedelta(seconds=_elapsed() - at))
        is_told = abs(ahead) > APART and not (self._is_least and ahead > timedelta(0))
        return ahead if is_told else timedelta(0)


def _elapsed() -> float:
    """Seconds that nobody can set; where the system tells them, those in which it slept too."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def _shown(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    if seconds >= DAY_S:
        return f"{seconds // DAY_S} d {seconds % DAY_S // HOUR_S} h"
    return f"{seconds // HOUR_S} h {seconds % HOUR_S // 60} min" if seconds >= HOUR_S else f"{seconds // 60} min"
