"""The only user of APScheduler: wakes the loops that look for due work, and knows no job by name.

One repeating job, never skipped for being late and never run twice for one delay; between two ticks a timer of the loop
for what is known to be due before the next. What is due stands in the database; both only say "look again".

APScheduler waits for a time of the machine's clock, which may be set: a guard in time that nobody can set stands beside
it, and a tick is reckoned from now, not from the last one, so that no jump leaves millions of them to be made up for.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

GUARD_AFTER_S = 1.0
"""So long after a tick should have come the loops are woken without it."""


class Every(BaseTrigger):  # type: ignore[misc]
    """So many seconds after it is asked."""

    def __init__(self, seconds: float) -> None:
        """Seconds between two ticks."""
        self._span = timedelta(seconds=seconds)

    def get_next_fire_time(  # pyright: ignore[reportIncompatibleMethodOverride] (the base is not typed)
        self,
        previous_fire_time: datetime | None,  # noqa: ARG002 (APScheduler's own signature)
        now: datetime,
    ) -> datetime:
        """See BaseTrigger."""
        return now + self._span


class Ticker:
    """Sets its event every `seconds`, and whenever somebody calls `wake`."""

    def __init__(self, seconds: float) -> None:
        """Prepare the scheduler; nothing runs before `start`."""
        self._seconds = seconds
        self._early: asyncio.TimerHandle | None = None
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(self._tick, Every(seconds), misfire_grace_time=None, coalesce=True, max_instances=1)
        self._woken = asyncio.Event()

    async def _tick(self) -> None:
        # A coroutine: APScheduler runs a plain function in a thread, where an event of the loop must not be set, and a
        # tick cut short by `stop` would leave a trace in the log.
        self.wake()

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more; does nothing before `start`."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def wake(self) -> None:
        """Look again, now."""
        self._woken.set()

    def wake_in(self, seconds: float) -> None:
        """Look again so much later, if that is before the next tick."""
        if self._early is not None:
            self._early.cancel()
        if seconds < self._seconds:
            self._early = asyncio.get_running_loop().call_later(seconds, self.wake)

    async def run(self, look: Callable[[], Awaitable[None]]) -> None:
        """Call `look` at every tick, for as long as the task lives."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), self._seconds + GUARD_AFTER_S)
            self._woken.clear()
            await look()
