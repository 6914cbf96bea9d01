"""Answers to presses, given beside all else: no lane waits for one, and no close of a ballot waits for a lane."""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any

import structlog
from telegram import CallbackQuery
from telegram.error import BadRequest, TelegramError

from handlers.request import reason_of

log = structlog.get_logger("handlers")

SHOWN_WITHIN_S = 5.0
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


async def answered_unless(query: CallbackQuery, outcome: Awaitable[bool], url: str) -> None:
    """A chat that has much to hear may take longer than a press can wait: then it leads there as well."""
    try:
        is_shown = await asyncio.wait_for(outcome, SHOWN_WITHIN_S)
    except TimeoutError:
        is_shown = False
    await answered(query, None, alert=False, url=None if is_shown else url)


async def answered(query: CallbackQuery, said: str | None, *, alert: bool, url: str | None) -> None:
    """A press that is too old needs none any more."""
    try:
        await query.answer(said, show_alert=alert, url=url)
    except BadRequest as error:
        log.info("press not answered", reason=reason_of(error))
    except TelegramError as error:
        log.warning("press not answered", reason=type(error).__name__)
