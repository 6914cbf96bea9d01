"""What can be steered: the clock, and the bot's process."""

from __future__ import annotations

from typing import Any

from deploy.playground.errors import Json
from deploy.playground.play import Playground, control


@control("GET", "/state")
def state(play: Playground, _fields: Json) -> Any:
    """-> {bot, clock, moving, folder, crowd}."""
    bot, clock = play.bot, play.world.clock
    user = next(iter(play.world.bots.values())).user
    is_running = bot.ready.is_set()
    return {
        "bot": {
            "id": user.id,
            "username": user.username,
            "first_name": user.first_name,
            "running": is_running,
            "started": bot.started,
            **({} if is_running else {"last_line": bot.last_line()}),
        },
        "clock": {"now": clock.epoch(), "offset_seconds": clock.offset_seconds},
        "moving": play.is_moving,
        "folder": str(play.folder),
        "crowd": play.crowd.progress(),
    }
