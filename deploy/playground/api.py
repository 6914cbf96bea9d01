"""The Bot API over HTTP: https://core.telegram.org/bots/api#making-requests."""

from __future__ import annotations

import asyncio
import inspect
import json
from typing import Any

from aiohttp import web

from deploy.playground import (
    ephemeral,
    methods_chats,
    methods_media,
    methods_messages,
    methods_profile,
    methods_updates,
    topics,
)
from deploy.playground.errors import ApiError, Json, bad_request
from deploy.playground.faults import Fault
from deploy.playground.methods_updates import Raw
from deploy.playground.names import METHOD_NAMES
from deploy.playground.registry import METHODS, Call, Upload, check_parameters, not_simulated
from deploy.playground.world import WORLD, World

#: Modules whose import registers their methods.
METHOD_MODULES = (ephemeral, methods_chats, methods_media, methods_messages, methods_profile, methods_updates, topics)
_NAMES = {name.lower(): name for name in METHOD_NAMES}


async def handle(request: web.Request) -> web.StreamResponse:
    """One call: read it, let a planned fault have its way, run the method, write it down, answer."""
    world = request.app[WORLD]
    name = request.match_info["method"]
    entry: Json = {"at": world.clock.epoch(), "mono": world.clock.monotonic(), "method": name}
    try:
        bot = world.bot_by_token(request.match_info["token"])
        params, files = await _read(request)
        call = Call(world, bot, name, params, files)
        entry |= {"bot_id": bot.id, "params": params, "files": sorted(files)}
        return await _with_faults(request, call, entry)
    except ApiError as error:
        return _finish(world, entry, _refusal(error), error=error)


async def _with_faults(request: web.Request, call: Call, entry: Json) -> web.StreamResponse:
    rule = call.world.faults.for_call(call.bot.token, call.method, call.integer("chat_id"))
    if rule is None:
        return _finish(call.world, entry, _answer(await run(call, entry)))
    entry["fault"] = rule.kind
    if rule.kind == "delay":
        await asyncio.sleep(rule.seconds)
    if rule.kind in {"delay", "drop_after", "hang_after"}:
        response = await _ran(call, entry)
        return response if rule.kind == "delay" else await _lost(request, rule, entry)
    if rule.kind in {"drop_before", "hang"}:
        call.world.calls.add(entry)
        return await _lost(request, rule, entry)
    raise _planned_error(rule)


async def _ran(call: Call, entry: Json) -> web.StreamResponse:
    """Run and write down, also where the answer will never arrive."""
    try:
        return _finish(call.world, entry, _answer(await run(call, entry)))
    except ApiError as error:
        return _finish(call.world, entry, _refusal(error), error=error)


def _planned_error(rule: Fault) -> ApiError:
    if rule.kind == "429":
        wait = rule.retry_after
        return ApiError(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
    return ApiError(500, "Internal Server Error") if rule.kind == "500" else ApiError(502, "Bad Gateway")


async def _lost(request: web.Request, rule: Fault, entry: Json) -> web.StreamResponse:
    """Cut the connection without an answer, at once or after the caller waited in vain."""
    entry["lost"] = True
    if rule.kind in {"hang", "hang_after"}:
        await asyncio.sleep(rule.seconds)
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=502)


async def run(call: Call, entry: Json) -> Any:
    """The method itself, with its parameters checked."""
    spec = METHODS.get(call.method.lower())
    if spec is None:
        known = _NAMES.get(call.method.lower())
        if known is None:
            raise ApiError(404, "Not Found")
        call.world.unsimulated[known] += 1
        raise not_simulated(known)
    call.method = entry["method"] = spec.name
    check_parameters(spec, call)
    try:
        result = spec.handler(call)
        return await result if inspect.isawaitable(result) else result
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        call.world.odd(f"{spec.name}: malformed parameters: {error!r}")
        raise bad_request("can't parse parameters of the request") from error


def _answer(result: Any) -> web.Response:
    written = result.json if isinstance(result, Raw) else json.dumps(result, separators=(",", ":"))
    return web.Response(body=f'{{"ok":true,"result":{written}}}'.encode(), content_type="application/json")


def _refusal(error: ApiError) -> web.Response:
    return web.json_response(error.body(), status=error.code)


def _finish(world: World, entry: Json, response: web.Response, error: ApiError | None = None) -> web.Response:
    entry["ok"] = error is None
    if error is not None:
        entry |= {"error_code": error.code, "description": error.description}
    entry["seconds"] = world.clock.monotonic() - entry["mono"]
    world.calls.add(entry)
    return response


async def _read(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """Parameters from the address and from a body in JSON, urlencoded or multipart form."""
    params: Json = dict(request.query)
    if not request.can_read_body:
        return params, {}
    if request.content_type == "application/json":
        return params | _object(await request.read()), {}
    files: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            params[name] = value if isinstance(value, str) else bytes(value).decode()
    return params, files


def _object(body: bytes) -> Json:
    try:
        value = json.loads(body or b"{}")
    except ValueError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(value, dict):
        raise bad_request("object expected")
    return value


async def send_file(request: web.Request) -> web.StreamResponse:
    """GET /file/bot<token>/<file_path>, the path being that of getFile."""
    world = request.app[WORLD]
    path = request.match_info["path"]
    try:
        world.bot_by_token(request.match_info["token"])
    except ApiError as error:
        return _refusal(error)
    blob = next((blob for blob in world.blobs.values() if blob.path == path), None)
    if blob is None:
        return _refusal(ApiError(404, "Not Found"))
    return web.Response(body=blob.data, content_type=blob.mime)
