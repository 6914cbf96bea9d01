"""Answers to presses, given beside all else: no lane waits for one, and no close of a ballot waits for a lane."""

import asyncio
from collections.abc import Coroutine
from typing import Any

AT_ONCE = 1000
"""So many may be under way; who presses then waits in their lane, and in the end nothing more is fetched."""


class Answers:
    """What is under way belongs to the task group of the program, once there is one."""

    def __init__(self) -> None:
        """Nothing is under way."""
        self.tasks: asyncio.TaskGroup | None = None
        self._under_way: set[asyncio.Task[None]] = set()

    async def give(self, answer: Coroutine[Any, Any, None]) -> None:
        """Give it beside; it raises nothing. With too many under way, or without a task group, it is waited for."""
        if self.tasks is None or len(self._under_way) >= AT_ONCE:
            await answer
            return
        task = self.tasks.create_task(answer)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
