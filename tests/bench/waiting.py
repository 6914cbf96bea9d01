"""Waiting for what nothing announces: looked at every few milliseconds, and given up with an error."""

import asyncio
from collections.abc import Callable

from tests.support.standin import Standin


async def until(is_so: Callable[[], bool], *, seconds: float = 60, every_s: float = 0.002) -> None:
    """Return once it is so."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while not is_so():
        assert loop.time() < end, f"not within {seconds} s"
        await asyncio.sleep(every_s)


async def listening(telegram: Standin) -> None:
    """Return once the stand-in's only bot asks for updates."""
    assert telegram.world is not None
    (bot,) = telegram.world.bots.values()
    await until(lambda: bot.mailbox.polled)
