"""The users' interface: following events and calls; clock, faults and limits."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from deploy.playground.delivery import compact
from deploy.playground.errors import Json, PeopleError
from deploy.playground.log import Log
from deploy.playground.menus import offered
from deploy.playground.people_base import bot_named, chat_named, route, truthy, user_named
from deploy.playground.world import World


@route("GET", "/events")
async def events(world: World, fields: Json) -> Any:
    """?since=n&wait=s&kinds=a,b&limit= -> {events, last}: everything that happened after number n, in order."""
    since, limit = int(fields.get("since", 0)), int(fields.get("limit", 10_000))
    end = world.clock.monotonic() + min(float(fields.get("wait", 0)), world.settings.max_wait)
    kinds = set(str(fields["kinds"]).split(",")) if fields.get("kinds") else None
    while True:
        found = world.events.since(since, limit)
        since = found[-1]["n"] if found else since
        shown = [e for e in found if kinds is None or e["kind"] in kinds]
        left = end - world.clock.monotonic()
        if shown or left <= 0:
            return {"events": shown, "last": since}
        await world.events.wait(since, left)


@route("GET", "/calls")
async def calls(world: World, fields: Json) -> Any:
    """?since=n&wait=s&method=&limit= -> {calls, last}; a call: {n, at, mono, method, params, files, ok, ...}."""
    found, last = await _newer(world, world.calls, fields)
    wanted = fields.get("method")
    return {"calls": [c for c in found if not wanted or c["method"] == wanted], "last": last}


@route("GET", "/updates")
async def updates(world: World, fields: Json) -> Any:
    """?since=n&wait=s&limit= -> {updates, last}; an update: {n, at, bot_id, kind, update}, once, as it was queued."""
    found, last = await _newer(world, world.updates, fields)
    names = ("n", "at", "bot_id", "kind")
    return {"updates": [{**{k: e[k] for k in names}, "update": json.loads(e["json"])} for e in found], "last": last}


async def _newer(world: World, log: Log, fields: Json) -> tuple[list[Json], int]:
    """What was written down after a number, waiting until there is something, and the number to go on from."""
    since = int(fields.get("since", 0))
    await log.wait(since, min(float(fields.get("wait", 0)), world.settings.max_wait))
    found = log.since(since, int(fields.get("limit", 10_000)))
    return found, int(found[-1]["n"]) if found else since


@route("GET", "/oddities")
def oddities(world: World, _fields: Json) -> Any:
    """What Telegram would let pass in silence, and calls of methods that are not simulated."""
    return {"oddities": world.oddities, "unsimulated": dict(world.unsimulated)}


@route("DELETE", "/oddities")
def clear_oddities(world: World, _fields: Json) -> Any:
    world.oddities.clear()
    world.unsimulated.clear()
    return {}


@route("POST", "/raw_update")
def raw_update(world: World, fields: Json) -> Any:
    """{bot?, update: {kind: payload} | updates: [...], force?}: queued as given -> {update_ids}, null where filtered.

    `force` passes by allowed_updates.
    """
    bot = bot_named(world, fields.get("bot"))
    ids, force = [], truthy(fields.get("force"))
    for update in fields.get("updates") or [fields["update"]]:
        if len(update) != 1:
            raise PeopleError("an update is one kind and its payload")
        ((kind, payload),) = update.items()
        ids.append(bot.mailbox.put(str(kind), compact(payload), force=force))
    return {"update_ids": ids}


@route("GET", "/clock")
def get_clock(world: World, _fields: Json) -> Any:
    return {"offset_seconds": world.clock.offset_seconds, "now": world.clock.epoch(), "mono": world.clock.monotonic()}


@route("POST", "/clock")
def set_clock(world: World, fields: Json) -> Any:
    """{offset_seconds}: dates of messages follow; long polls and limits do not."""
    world.clock.offset_seconds = float(fields["offset_seconds"])
    return get_clock(world, {})


@route("GET", "/settings")
def get_settings(world: World, _fields: Json) -> Any:
    limits = world.limits
    names = ("enabled", "group_per_minute", "private_burst", "all_per_second", "refused")
    return {
        "query_max_age": world.settings.query_max_age,
        "ephemeral": world.settings.ephemeral,
        "styles": world.settings.styles,
        "keep": world.events.keep,
        "limits": {name: getattr(limits, name) for name in names},
    }


@route("POST", "/settings")
def set_settings(world: World, fields: Json) -> Any:
    """{query_max_age?, ephemeral?, styles?, keep?, limits?: {enabled?, group_per_minute?, private_burst?, ...}}."""
    world.settings.query_max_age = float(fields.get("query_max_age", world.settings.query_max_age))
    world.settings.ephemeral = truthy(fields.get("ephemeral", world.settings.ephemeral))
    world.settings.styles = truthy(fields.get("styles", world.settings.styles))
    world.events.keep = world.calls.keep = int(fields.get("keep", world.events.keep))
    for name, value in (fields.get("limits") or {}).items():
        setattr(world.limits, name, type(getattr(world.limits, name))(value))
    return get_settings(world, {})


@route("GET", "/faults")
def get_faults(world: World, _fields: Json) -> Any:
    return {"faults": [rule.view() for rule in world.faults.rules]}


@route("POST", "/faults")
def add_fault(world: World, fields: Json) -> Any:
    return world.faults.add(fields).view()


@route("DELETE", "/faults")
def clear_faults(world: World, _fields: Json) -> Any:
    world.faults.clear()
    return {}


@route("DELETE", "/faults/{id}")
def remove_fault(world: World, fields: Json) -> Any:
    """One rule goes, the others stay; gone already is fine."""
    world.faults.remove(int(fields["id"]))
    return {}


@route("GET", "/files/{id}")
def get_file(world: World, fields: Json) -> Any:
    blob = world.blobs.get(str(fields["id"]))
    if blob is None:
        raise PeopleError("no such file")
    shown = {} if blob.mime.startswith("image/") else {"Content-Disposition": "attachment"}
    return web.Response(body=blob.data, content_type=blob.mime, headers=shown)


@route("GET", "/commands")
def commands(world: World, fields: Json) -> Any:
    """?bot=&chat=&user=: what a person is offered there."""
    bot, user = bot_named(world, fields.get("bot")), user_named(world, fields["user"])
    chat = chat_named(world, fields["chat"], user.id)
    return {"commands": offered(bot, chat, user)}


@route("GET", "/last")
def last_numbers(world: World, _fields: Json) -> Any:
    """The numbers of the newest event, call and update, to ask for what comes after them."""
    return {"event": world.events.last, "call": world.calls.last, "update": world.updates.last}
