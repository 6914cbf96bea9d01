"""What can be steered: the clock, and the bot's process."""

from __future__ import annotations

from typing import Any

from deploy.playground.errors import Json, PeopleError
from deploy.playground.moving import move_clock
from deploy.playground.play import Playground, control


@control("GET", "/state")
def state(play: Playground, _fields: Json) -> Any:
    """-> {bot, clock, moving, folder, crowd}; while the bot is down its `last_line` says why, most likely."""
    bot, clock = play.bot, play.world.clock
    user = bot.account.user
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


@control("POST", "/clock")
async def clock(play: Playground, fields: Json) -> Any:
    """{by: seconds} or {to: "next"} -> {now, steps, said, nothing_due}."""
    return await move_clock(play, fields)


@control("POST", "/bot")
async def bot(play: Playground, fields: Json) -> Any:
    """{act: crash | restart} -> the state."""
    match fields.get("act"):
        case "crash":
            await play.bot.crash()
        case "restart":
            await play.bot.restart()
        case _:
            raise PeopleError('The bot can be told to {"act": "crash"} or {"act": "restart"}.')
    return state(play, fields)
