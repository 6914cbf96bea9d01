"""The playground's own controls under /play/: what the page can do that no person in Telegram could."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from deploy.playground.bot_child import BotChild
from deploy.playground.crowd import Crowd
from deploy.playground.errors import Json
from deploy.playground.people_base import answering
from deploy.playground.state import Keeper
from deploy.playground.world import World


@dataclass
class Playground:
    """One playground while it runs."""

    world: World
    folder: Path
    address: str
    keeper: Keeper
    bot: BotChild
    is_moving: bool = False
    crowd: Crowd = field(init=False)

    def __post_init__(self) -> None:
        self.crowd = Crowd(self.world)


Control = Callable[[Playground, Json], Any]
PLAYGROUND: web.AppKey[Playground] = web.AppKey("playground", Playground)
_CONTROLS: list[tuple[str, str, Control]] = []


def control(verb: str, path: str) -> Callable[[Control], Control]:
    """Register a function of the playground and the request's fields, as `people_base.route` does for people."""

    def register(handler: Control) -> Control:
        _CONTROLS.append((verb, path, handler))
        return handler

    return register


def add_controls(app: web.Application) -> None:
    for verb, path, handler in _CONTROLS:
        app.router.add_route(verb, path, answering(handler, PLAYGROUND))
