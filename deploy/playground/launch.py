"""The playground as one program: the stand-in, the page and the bot's process, started and ended together."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from deploy.playground import crowd_controls, doors, steering
from deploy.playground.bot_child import TOKEN, BotChild
from deploy.playground.play import PLAYGROUND, Playground, add_controls
from deploy.playground.standin import create_app
from deploy.playground.world import World

#: Modules whose import registers their controls.
CONTROL_MODULES = (crowd_controls, steering)


@dataclass(frozen=True)
class Wishes:
    """What was asked for on the command line."""

    data: Path
    port: int
    is_fresh: bool
    is_headless: bool


async def play(wishes: Wishes) -> int:
    """Run until Ctrl-C."""
    folder = wishes.data / "playground"
    folder.mkdir(parents=True, exist_ok=True)
    world = World()
    world.bots[world.add_bot(TOKEN, "mandate_bot", "Mandate").id].privacy = True
    app = create_app(world, [doors.only_from_here])
    doors.add_page(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    controls = web.Application()
    add_controls(controls)
    app.add_subapp("/play", controls)
    port = wishes.port
    address = ""
    bot = BotChild(folder, address, world.clock)
    app[PLAYGROUND] = Playground(world, folder, bot)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port, backlog=1024)
    await site.start()
    bot._address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with asyncio.TaskGroup() as tasks:
        keeping = tasks.create_task(bot.keep())
        await bot.ready.wait()
        sys.stdout.write(bot._address + "\n")
        sys.stdout.flush()
        await stop.wait()
        await bot.stop()
        keeping.cancel()
    await runner.cleanup()
    return 0
