"""Intake: what Telegram sends is stored before Telegram is told that it arrived, then handled in lanes.

A lane belongs to one chat and person: within it updates are handled one after the other, in order of arrival; lanes run
side by side. Each handler hands its use-case to the writer before it waits for anything else, so effects happen in the
order of arrival too. The offset that confirms updates is only sent after the commit that stored them, and after a start
nothing is confirmed before it was seen: what was stored and not done is handled first.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

log = structlog.get_logger("intake")

Raw = dict[str, Any]
Fetch = Callable[[int | None, float], Awaitable[list[Raw]]]
"""(offset, seconds to wait) -> raw updates; raises when Telegram cannot be heard."""
Store = Callable[[list[Raw]], Awaitable[list[Raw]]]
"""Commits raw updates and returns those that are new; also notes that Telegram was heard just now."""
Handle = Callable[[Raw], Awaitable[None]]

PAUSE_AFTER_TROUBLE = (0.5, 1, 2, 5, 10, 15)
"""Seconds before getUpdates is tried again, by the number of failures in a row."""

FULL_AT = 2000
"""With so many updates in the lanes nothing more is fetched: Telegram keeps the rest."""


def lane_of(raw: Raw) -> tuple[int, int]:
    """The chat and person of an update; zeroes where it has none."""
    for part in raw.values():
        if isinstance(part, dict):
            message = part.get("message") if "data" in part else part
            chat = (message or part).get("chat") or {}
            person = part.get("from") or part.get("user") or {}
            return int(chat.get("id", 0)), int(person.get("id", 0))
    return 0, 0


class Intake:
    """One loop that fetches and stores, and the lanes that handle."""

    def __init__(
        self, fetch: Fetch, store: Store, handle: Handle, tasks: asyncio.TaskGroup, poll_seconds: float
    ) -> None:
        """`tasks` owns the lanes' tasks; `poll_seconds` is how long Telegram may hold an empty answer back."""
        self._fetch = fetch
        self._store = store
        self._handle = handle
        self._tasks = tasks
        self._poll_seconds = poll_seconds
        self._lanes: dict[tuple[int, int], deque[Raw]] = {}
        self._open = 0
        self._polls_heard = 0
        self._heard_empty = asyncio.Condition()
        self._idle = asyncio.Event()
        self._idle.set()
        self._roomy = asyncio.Event()
        self._roomy.set()

    async def run(self) -> None:
        """Fetch for as long as the task lives."""
        offset: int | None = None
        troubles = 0
        while True:
            await self._roomy.wait()
            try:
                raws = await self._fetch(offset, self._poll_seconds)
                fresh = await self._store(raws)
            except asyncio.CancelledError:
                raise
            except Exception as error:  # noqa: BLE001 (whatever it is, nothing was confirmed: try again)
                log.warning("cannot hear", error=type(error).__name__)
                await asyncio.sleep(PAUSE_AFTER_TROUBLE[min(troubles, len(PAUSE_AFTER_TROUBLE) - 1)])
                troubles += 1
                continue
            troubles = 0
            self.take(fresh)
            if raws:
                offset = raws[-1]["update_id"] + 1
            else:
                await self._tell_empty()

    def take(self, raws: list[Raw]) -> None:
        """Put stored updates into their lanes, in order."""
        for raw in raws:
            key = lane_of(raw)
            self._open += 1
            if key in self._lanes:
                self._lanes[key].append(raw)
            else:
                self._lanes[key] = deque([raw])
                self._tasks.create_task(self._run_lane(key))
        if self._open:
            self._idle.clear()
        if self._open >= FULL_AT:
            self._roomy.clear()

    async def drain(self) -> None:
        """Return once Telegram holds nothing back and every lane is empty: then a ballot may be closed."""
        async with self._heard_empty:
            heard = self._polls_heard
            await self._heard_empty.wait_for(lambda: self._polls_heard > heard)
        await self._idle.wait()

    async def _tell_empty(self) -> None:
        async with self._heard_empty:
            self._polls_heard += 1
            self._heard_empty.notify_all()

    async def _run_lane(self, key: tuple[int, int]) -> None:
        lane = self._lanes[key]
        while lane:
            try:
                await self._handle(lane[0])
            finally:
                lane.popleft()
                self._done_one()
        del self._lanes[key]

    def _done_one(self) -> None:
        self._open -= 1
        if self._open < FULL_AT:
            self._roomy.set()
        if not self._open:
            self._idle.set()
