"""A stand-in for Telegram: the Bot API under /bot<token>/, and an interface to act as its users under /people/.

    python -m deploy.playground.standin --port 0

prints one line, `listening on http://127.0.0.1:PORT`, and runs until it is stopped. It keeps everything in memory,
listens on loopback unless told otherwise, and calls nobody.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
from collections.abc import Iterable

from aiohttp import web
from aiohttp.typedefs import Middleware

from deploy.playground import (
    people_accounts,
    people_base,
    people_chats,
    people_groups,
    people_press,
    people_say,
    people_watch,
)
from deploy.playground.api import handle, send_file
from deploy.playground.world import WORLD, World

#: Modules whose import registers their routes.
PEOPLE_MODULES = (people_accounts, people_chats, people_groups, people_press, people_say, people_watch)
_BODY_MAX = 64 * 1024 * 1024


def create_app(world: World, middlewares: Iterable[Middleware] = ()) -> web.Application:
    app = web.Application(client_max_size=_BODY_MAX, middlewares=middlewares)
    app[WORLD] = world
    app.router.add_route("*", "/bot{token:[^/]+}/{method:[^/]+}", handle)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", send_file)
    people = web.Application(client_max_size=_BODY_MAX)
    people_base.add_routes(people)
    app.add_subapp("/people", people)
    return app


async def start(world: World, host: str = "127.0.0.1", port: int = 0) -> tuple[web.AppRunner, str]:
    """Serve a world; port 0 takes a free one. The address comes back with the runner that ends it."""
    runner = web.AppRunner(create_app(world), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    site = web.TCPSite(runner, host, port, backlog=1024)
    await site.start()
    return runner, f"http://{host}:{runner.addresses[0][1]}"


async def serve(host: str, port: int) -> None:
    runner, address = await start(World(), host, port)
    print(f"listening on {address}", flush=True)  # noqa: T201 - what a caller reads
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
    await runner.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m deploy.playground.standin", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.host, arguments.port))


if __name__ == "__main__":
    main()
