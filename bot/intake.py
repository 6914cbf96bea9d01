"""Intake: what Telegram sends is stored before Telegram is told that it arrived, then handled in lanes.

A lane belongs to one chat and person: within it updates are handled one after the other, in order of arrival; lanes run
side by side. Each handler hands its use-case to the writer before it waits for anything else, so effects happen in the
order of arrival too. The offset that confirms updates is only sent after the commit that stored them, and after a start
nothing is confirmed before it was seen: what was stored and not done is handled first.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
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


FULL_ANSWER = 100
"""Telegram gives at most so many updates at once: a full answer may have left some behind."""


def lane_of(raw: Raw) -> tuple[int, int]:
    """The chat and person of an update; zeroes where it has none, or in a shape that nobody can read."""
    try:
        return _lane_of(raw)
    except (AttributeError, TypeError, ValueError, OverflowError):
        return 0, 0


def _lane_of(raw: Raw) -> tuple[int, int]:
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
        self._lanes: dict[tuple[int, int], deque[tuple[int, Raw]]] = {}
        self._serial = 0
        self._open: dict[int, None] = {}
        self._polls = 0
        self._waiting: list[_Drain] = []
        self._long_poll: asyncio.Timeout | None = None
        self._roomy = asyncio.Event()
        self._roomy.set()

    async def run(self) -> None:
        """Fetch for as long as the task lives."""
        offset: int | None = None
        troubles = 0
        while True:
            await self._roomy.wait()
            self._polls += 1
            try:
                raws = await self._hear(offset)
                fresh = await self._store(raws)
            except Exception as error:  # noqa: BLE001 (whatever it is, nothing was confirmed: try again)
                log.warning("cannot hear", error=type(error).__name__)
                await asyncio.sleep(PAUSE_AFTER_TROUBLE[min(troubles, len(PAUSE_AFTER_TROUBLE) - 1)])
                troubles += 1
                continue
            troubles = 0
            offset = raws[-1]["update_id"] + 1 if raws else offset
            self.take(fresh)
            self._note_heard(len(raws))

    async def _hear(self, offset: int | None) -> list[Raw]:
        """One long poll. A drain cuts it short and asks again at once; what was not confirmed is only sent again."""
        if all(drain.mark is not None for drain in self._waiting):
            try:
                async with asyncio.timeout(None) as self._long_poll:
                    return await self._fetch(offset, self._poll_seconds)
            except TimeoutError:
                self._polls += 1
            finally:
                self._long_poll = None
        return await self._fetch(offset, 0)

    def take(self, raws: list[Raw]) -> None:
        """Put stored updates into their lanes, in order."""
        for raw in raws:
            self._serial += 1
            self._open[self._serial] = None
            key = lane_of(raw)
            if key in self._lanes:
                self._lanes[key].append((self._serial, raw))
            else:
                self._lanes[key] = deque([(self._serial, raw)])
                self._tasks.create_task(self._run_lane(key))
        if len(self._open) >= FULL_AT:
            self._roomy.clear()

    async def drain(self) -> None:
        """Return once everything is handled that Telegram held when this was called: then a ballot may be closed."""
        drain = _Drain(self._polls, asyncio.get_running_loop().create_future())
        self._waiting.append(drain)
        if self._long_poll is not None and self._long_poll.when() is None:
            self._long_poll.reschedule(asyncio.get_running_loop().time())
        await drain.done

    def _note_heard(self, number: int) -> None:
        """An empty answer, or one that was not full and was asked for after the call, held back nothing older."""
        for drain in self._waiting:
            if drain.mark is None and (number == 0 or (number < FULL_ANSWER and self._polls > drain.polls)):
                drain.mark = self._serial
        self._release()

    def _release(self) -> None:
        oldest = next(iter(self._open), self._serial + 1)
        for drain in [one for one in self._waiting if one.mark is not None and one.mark < oldest]:
            self._waiting.remove(drain)
            if not drain.done.done():
                drain.done.set_result(None)

    async def _run_lane(self, key: tuple[int, int]) -> None:
        lane = self._lanes[key]
        while lane:
            serial, raw = lane[0]
            try:
                await self._handle(raw)
            finally:
                lane.popleft()
                self._done_one(serial)
        del self._lanes[key]

    def _done_one(self, serial: int) -> None:
        del self._open[serial]
        if len(self._open) < FULL_AT:
            self._roomy.set()
        if self._waiting:
            self._release()


@dataclass(slots=True)
class _Drain:
    """Somebody waits: since which poll, and up to which update once that is known."""

    polls: int
    done: asyncio.Future[None]
    mark: int | None = None
