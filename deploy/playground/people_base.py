"""What the users' interface shares: reading requests, naming people, chats and bots."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from aiohttp import web

from deploy.playground.errors import ApiError, Json, PeopleError
from deploy.playground.model import Bot, Chat, Message, User
from deploy.playground.world import WORLD, World

T = TypeVar("T")
Route = Callable[[World, Json], Any]
_ROUTES: list[tuple[str, str, Route]] = []


def route(verb: str, path: str) -> Callable[[Route], Route]:
    """Register a function of the world and the request's fields (query, path and JSON body in one)."""

    def register(handler: Route) -> Route:
        _ROUTES.append((verb, path, handler))
        return handler

    return register


def add_routes(app: web.Application) -> None:
    for verb, path, handler in _ROUTES:
        app.router.add_route(verb, path, answering(handler, WORLD))


def answering(
    handler: Callable[[T, Json], Any], key: web.AppKey[T]
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """A function of what stands under `key` and the request's fields, as a handler of HTTP."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            result = handler(request.config_dict[key], await _fields(request))
            if hasattr(result, "__await__"):
                result = await result
        except (PeopleError, ApiError) as error:
            return web.json_response({"error": str(error)}, status=400)
        except (KeyError, ValueError, TypeError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)
        return result if isinstance(result, web.StreamResponse) else web.json_response(result)

    return answer


async def _fields(request: web.Request) -> Json:
    fields: Json = dict(request.query)
    if request.can_read_body:
        body = json.loads(await request.read() or b"{}")
        if not isinstance(body, dict):
            raise PeopleError("a JSON object is expected")
        fields |= body
    return fields | dict(request.match_info)


def user_named(world: World, value: Any) -> User:
    """A person or bot by id or @username."""
    user = world.users.get(_id(world, value))
    if user is None:
        raise PeopleError(f"nobody is called {value!r}")
    return user


def bot_named(world: World, value: Any) -> Bot:
    """A bot by id, @username or token; without a name the only one there is."""
    if value in (None, ""):
        if len(world.bots) != 1:
            raise PeopleError("there is not exactly one bot: name it")
        return next(iter(world.bots.values()))
    text = str(value)
    bot = world.bot_by_token(text) if ":" in text else world.bots.get(_id(world, value))
    if bot is None:
        raise PeopleError(f"no bot is called {value!r}")
    return bot


def _id(world: World, value: Any) -> int:
    text = str(value)
    if text.lstrip("-").isdigit():
        return int(text)
    return world.usernames.get(text.lstrip("@").lower(), 0)


def group_named(world: World, value: Any) -> Chat:
    chat = world.groups.get(int(value))
    if chat is None:
        raise PeopleError(f"no group {value!r}")
    return chat


def chat_named(world: World, value: Any, user: Any) -> Chat:
    """A group by its id; a private chat by its bot (id, @username) and the person."""
    text = str(value)
    if text.startswith("-"):
        return group_named(world, value)
    return world.private(bot_named(world, value).id, user_named(world, user).id)


def message_in(chat: Chat, message_id: Any) -> Message:
    message = chat.messages.get(int(message_id))
    if message is None or message.deleted:
        raise PeopleError(f"no message {message_id} in this chat")
    return message


def truthy(value: Any) -> bool:
    return value is True or str(value).lower() in {"1", "true", "yes"}
