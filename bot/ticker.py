"""The only user of APScheduler: wakes the loops that look for due work, and knows no job by name.

One repeating job, never skipped for being late and never run twice for one delay; between two ticks a timer of the loop
for what is known to be due before the next. What is due stands in the database; both only say "look again".
"""

import asyncio
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler


class Ticker:
    """Sets its event every `seconds`, and whenever somebody calls `wake`."""

    def __init__(self, seconds: float) -> None:
        """Prepare the scheduler; nothing runs before `start`."""
        self._seconds = seconds
        self._early: asyncio.TimerHandle | None = None
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self._tick, "interval", seconds=seconds, misfire_grace_time=None, coalesce=True, max_instances=1
        )
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
            await self._woken.wait()
            self._woken.clear()
            await look()
