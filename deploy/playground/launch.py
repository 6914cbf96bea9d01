"""The playground as one program: the stand-in, the page and the bot's process, started and ended together."""

from __future__ import annotations

import asyncio
import secrets
import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from deploy.playground import crowd_controls, doors, steering
from deploy.playground.bot_child import BotChild
from deploy.playground.folder import Folder, claim
from deploy.playground.model import Bot
from deploy.playground.play import PLAYGROUND, Playground, add_controls
from deploy.playground.standin import create_app
from deploy.playground.state import Keeper, UnreadableError
from deploy.playground.world import World

#: Modules whose import registers their controls.
CONTROL_MODULES = (crowd_controls, steering)
HOST = "127.0.0.1"
PORTS_TRIED = 100
BACKLOG = 1024
BOT_ID = 4242
BOT_NAMES = ("mandate_bot", "Mandate")
Announce = Callable[[Playground], None]


class CannotPlayError(Exception):
    """The playground cannot start; the message is the one line to show."""


@dataclass(frozen=True)
class Wishes:
    """What was asked for on the command line."""

    data: Path
    port: int
    is_fresh: bool


async def play(wishes: Wishes, announce: Announce) -> None:
    """Run until Ctrl-C; `announce` is called once page and bot are ready. Raises CannotPlayError."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    folder = _claim(wishes)
    keeper = Keeper(folder.path)
    world = _load(keeper, folder)
    with _listen(wishes.port) as door:
        address = f"http://{HOST}:{door.getsockname()[1]}"
        bot = BotChild(_account(world), folder.path, address, world.clock)
        playground = Playground(world, folder.path, address, keeper, bot)
        await keeper.save(world)
        async with _serving(playground, door):
            await _run(playground, stop, announce)
        await keeper.save(world, is_orderly=True)
    folder.release()
    if not bot.name and not stop.is_set():
        raise CannotPlayError(f"The bot does not start: {bot.last_line()} Its log: {bot.log}; --fresh starts anew.")


def _claim(wishes: Wishes) -> Folder:
    try:
        folder = claim(wishes.data)
        if wishes.is_fresh:
            folder.empty()
    except OSError as error:
        reason = f"{error.strerror} ({error.filename})"
        raise CannotPlayError(f"DATA_DIR is {str(wishes.data)!r}: {reason}. It takes a folder to write to.") from error
    return folder


def _load(keeper: Keeper, folder: Folder) -> World:
    try:
        return keeper.load()
    except UnreadableError as error:
        message = f"What was played in {folder.path} cannot be read: {error}. Nothing was deleted; --fresh starts anew."
        raise CannotPlayError(message) from error


def _account(world: World) -> Bot:
    """The bot's account. Nobody can guess its token: a link on a foreign page could act as the bot with it."""
    for bot in world.bots.values():
        return bot
    return world.add_bot(f"{BOT_ID}:{secrets.token_urlsafe(24)}", *BOT_NAMES)


def _listen(wanted: int) -> socket.socket:
    """On this port or the next free one; on any for 0. Loopback only."""
    for port in range(wanted, min(wanted + PORTS_TRIED, 65_536)):
        door = socket.socket()
        # Connections of the last run may linger; two that listen are refused all the same.
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
            door.listen(BACKLOG)
        except OSError:
            door.close()
        else:
            return door
    raise CannotPlayError(f"No port from {wanted} on is free: choose another with --port.")


@asynccontextmanager
async def _serving(playground: Playground, door: socket.socket) -> AsyncIterator[None]:
    """Stand-in, page and controls over HTTP."""

    @web.middleware
    async def note_writing(request: web.Request, handler: Handler) -> web.StreamResponse:
        is_writing = request.method not in {"GET", "HEAD"} and not request.path.endswith("/getUpdates")
        playground.keeper.touched += is_writing
        return await handler(request)

    app = create_app(playground.world, [doors.only_from_here, note_writing])
    doors.add_page(app)
    controls = web.Application()
    add_controls(controls)
    app.add_subapp("/play", controls)
    app[PLAYGROUND] = playground
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.SockSite(runner, door, backlog=BACKLOG).start()
    try:
        yield
    finally:
        await runner.cleanup()


async def _run(playground: Playground, stop: asyncio.Event, announce: Announce) -> None:
    """Keep the bot running and the state written until the signal, or until the bot cannot be started."""
    bot, keeper = playground.bot, playground.keeper
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(keeper.keep(playground.world))
        running = tasks.create_task(bot.keep())
        ready = tasks.create_task(bot.ready.wait())
        stopping = tasks.create_task(stop.wait())
        await asyncio.wait({running, ready, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if ready.done():
            announce(playground)
            await stopping
        for waiting in (ready, stopping):
            waiting.cancel()
        await bot.stop()
        keeper.stop()
