"""The users' interface: pressing buttons and following links."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from deploy.playground.delivery import compact
from deploy.playground.errors import Json, PeopleError
from deploy.playground.keyboards import buttons
from deploy.playground.model import Chat, Message, Query
from deploy.playground.people_base import bot_named, chat_named, message_in, route, truthy, user_named
from deploy.playground.people_say import say
from deploy.playground.world import World

_LINK = re.compile(r"(?:https?://)?t\.me/(\w+)(?:/\w+)?(?:\?(\w+)=([A-Za-z0-9_-]*))?", re.IGNORECASE)


@route("POST", "/press")
def press(world: World, fields: Json) -> Any:
    """Press a button of a message.

    {user, chat, message_id | ephemeral_message_id, button? (its text) | data?, force?} -> {query_id}, or {url} for a
    link. `force` sends data that no button of the message carries, or presses where the person is no member: what a
    hostile program can do. In a public group (one with a username) whoever sees a message may press, in the chat or
    not.
    """
    user = user_named(world, fields["user"])
    chat = chat_named(world, fields["chat"], user.id)
    force = truthy(fields.get("force"))
    message = _pressed(chat, user.id, fields, force=force)
    if message is None:
        raise PeopleError("there never was such a message")
    if not force and chat.type != "private" and not chat.username and not chat.member(user.id).present:
        raise PeopleError("the person is not in this group")
    if force and "data" in fields:
        return {"query_id": queue_press(world, chat, message, user.id, str(fields["data"])).id}
    button = _button(message, fields)
    if "callback_data" in button:
        return {"query_id": queue_press(world, chat, message, user.id, button["callback_data"]).id}
    return {name: button[name] for name in ("url", "web_app", "copy_text") if name in button}


def _pressed(chat: Chat, user_id: int, fields: Json, *, force: bool) -> Message | None:
    """What one person alone sees nobody else presses, whatever they send."""
    if number := fields.get("ephemeral_message_id"):
        return chat.ephemeral_for(user_id, int(number))
    return chat.messages.get(int(fields["message_id"])) if force else message_in(chat, fields["message_id"])


def _button(message: Message, fields: Json) -> Json:
    """The button with this data or text; a text may be given in part if only one button contains it."""
    shown = buttons(message.markup)
    if "data" in fields:
        found = [b for b in shown if b.get("callback_data") == fields["data"]]
    else:
        text = str(fields["button"])
        found = [b for b in shown if b["text"] == text] or [b for b in shown if text.lower() in b["text"].lower()]
    if len(found) != 1 and (not found or any(b != found[0] for b in found)):
        raise PeopleError(f"{len(found)} such buttons on this message; there are {[b['text'] for b in shown]}")
    return found[0]


def queue_press(world: World, chat: Chat, message: Message, user_id: int, data: str) -> Query:
    """A callback query for the bot that wrote the message; anonymous administrators press with their own id."""
    bot_id = message.author if message.author in world.bots else chat.bot_id
    if bot_id not in world.bots:
        raise PeopleError("only a bot's buttons can be pressed")
    now = world.clock.epoch()
    query = Query(str(next(world.query_ids)), bot_id, user_id, chat, message.id, data, now, world.clock.monotonic())
    world.keep_query(query)
    head = compact(
        {
            "id": query.id,
            "from": world.user_wire(user_id),
            "chat_instance": str(7_000_000_000 + abs(chat.id)),
            "data": data,
        }
    )
    world.bots[bot_id].mailbox.put("callback_query", f'{head[:-1]},"message":{_message(world, message)}}}')
    world.emit("press", chat, message_id=message.id, user=user_id, query_id=query.id, data=data)
    return query


def _message(world: World, message: Message) -> str:
    """https://core.telegram.org/bots/api#inaccessiblemessage for deleted messages: date 0."""
    if not message.deleted:
        return world.message_json(message)
    return compact({"chat": world.chat_wire(message.chat), "message_id": message.id, "date": 0})


@route("POST", "/presses")
def presses(world: World, fields: Json) -> Any:
    """{presses: [{user, chat, message_id, data}, ...]}: all queued before any is delivered -> {query_ids}.

    Nothing is checked but that the message once was: this is what a program could send.
    """
    made = []
    for item in fields["presses"]:
        user = user_named(world, item["user"])
        chat = chat_named(world, item["chat"], user.id)
        message = chat.messages[int(item["message_id"])]
        made.append((chat, message, user.id, str(item["data"])))
    return {"query_ids": [queue_press(world, *item).id for item in made]}


def query_view(query: Query) -> Json:
    """What the person sees of their press."""
    answer = query.answer or {}
    return {
        "query_id": query.id,
        "user": query.user_id,
        "message_id": query.message_id,
        "data": query.data,
        "pressed_at": query.at,
        "pressed_mono": query.mono,
        "answered": query.answer is not None,
        "answers": query.answers,
        **{name: answer.get(name) for name in ("text", "show_alert", "url", "cache_time", "at", "mono")},
    }


@route("GET", "/queries/{id}")
async def get_query(world: World, fields: Json) -> Any:
    """?wait=seconds: returns as soon as the bot has answered, or when the time is over."""
    query = world.queries.get(str(fields["id"]))
    if query is None:
        raise PeopleError("no such query")
    await _answered(world, query, float(fields.get("wait", 0)))
    return query_view(query)


async def _answered(world: World, query: Query, seconds: float) -> None:
    if query.answer is not None or seconds <= 0:
        return
    future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    query.waiting.append(future)
    await asyncio.wait({future}, timeout=min(seconds, world.settings.max_wait))


@route("POST", "/answers")
async def get_answers(world: World, fields: Json) -> Any:
    """{query_ids, wait?}: the answers to many presses at once -> {answers: [...]} in the same order."""
    queries = [world.queries[str(query_id)] for query_id in fields["query_ids"]]
    deadline = world.clock.monotonic() + float(fields.get("wait", 0))
    for query in queries:
        await _answered(world, query, deadline - world.clock.monotonic())
    return {"answers": [query_view(query) for query in queries]}


@route("POST", "/open")
def open_link(world: World, fields: Json) -> Any:
    """{user, url}: t.me/bot?start=payload opens the private chat and sends /start payload -> {message}."""
    match = _LINK.fullmatch(str(fields["url"]))
    if match is None:
        raise PeopleError("only links to t.me lead anywhere here")
    name, verb, payload = match.groups()
    user, bot = user_named(world, fields["user"]), bot_named(world, f"@{name}")
    if verb not in {None, "start"}:
        return {"bot": bot.id, verb: payload}
    text = f"/start {payload or ''}".strip()
    return {"message": say(world, {"user": user.id, "chat": bot.id, "text": text})}
