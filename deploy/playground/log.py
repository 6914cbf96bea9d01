"""A bounded, numbered list that readers follow from a number on, and wait upon."""

from __future__ import annotations

import asyncio

from deploy.playground.errors import Json


class Log:
    """Entries carry "n" from 1 on. At most twice `keep` are held; the oldest half then goes in one cut."""

    def __init__(self, keep: int = 50_000) -> None:
        self.keep = keep
        self.entries: list[Json] = []
        self.last = 0
        self._waiting: set[asyncio.Future[None]] = set()

    def add(self, entry: Json) -> Json:
        self.last += 1
        entry["n"] = self.last
        self.entries.append(entry)
        if len(self.entries) > 2 * self.keep:
            del self.entries[: -self.keep]
        if self._waiting:
            self._wake()
        return entry

    def since(self, number: int, limit: int | None = None) -> list[Json]:
        """Entries with n > number, found by arithmetic: numbers have no gaps."""
        if not self.entries:
            return []
        start = max(0, number + 1 - int(self.entries[0]["n"]))
        return self.entries[start:] if limit is None else self.entries[start : start + limit]

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def wait(self, number: int, seconds: float) -> None:
        """Return once an entry after `number` exists, or when the time is over."""
        if self.since(number, 1) or seconds <= 0:
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        await asyncio.wait({future}, timeout=seconds)
        self._waiting.discard(future)
