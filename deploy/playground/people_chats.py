"""The users' interface: the list of a person's chats, what was said in them, and how far the person has read."""

from __future__ import annotations

import sys
from typing import Any

from deploy.playground.errors import Json
from deploy.playground.markup import message_view
from deploy.playground.model import Chat, Message
from deploy.playground.people_base import chat_named, route, truthy, user_named
from deploy.playground.people_groups import topic_views
from deploy.playground.world import World

_UNREAD_MOST = 1000


@route("GET", "/chats")
def chats(world: World, fields: Json) -> Any:
    """?user= -> {groups, privates}: where a person is a member, and the bots they have started.

    Each with what a list of chats shows: last message, unread, pinned; groups also with members and my place there.
    """
    user = user_named(world, fields["user"])
    groups = [_group(world, chat, user.id) for chat in world.groups.values() if chat.member(user.id).present]
    privates = [
        {**bot.user.wire(), **_head(world.private(bot.id, user.id), user.id), "blocked": user.id in bot.blocked}
        for bot in world.bots.values()
        if user.id in bot.started
    ]
    return {"groups": groups, "privates": privates}


def _group(world: World, chat: Chat, user_id: int) -> Json:
    return {
        **world.chat_wire(chat),
        **_head(chat, user_id),
        "members": sum(member.present for member in chat.members.values()),
        "me": chat.member(user_id).wire(world.user_wire(user_id)),
        "bots": sorted(chat.bots),
        "permissions": sorted(chat.permissions),
        "topics": topic_views(chat),
        "migrated_to": chat.migrated_to,
    }


def _head(chat: Chat, user_id: int) -> Json:
    last = next((message for message in reversed(chat.messages.values()) if not message.deleted), None)
    return {
        "last": message_view(last) if last else None,
        "read": chat.read.get(user_id, 0),
        "unread": _unread(chat, user_id),
        "pinned": chat.pinned,
        "pinned_message": message_view(chat.messages[chat.pinned[-1]]) if chat.pinned else None,
    }


def _unread(chat: Chat, user_id: int) -> int:
    """Messages of others after the last one read; beyond a thousand nobody counts."""
    read, count = chat.read.get(user_id, 0), 0
    for message in reversed(chat.messages.values()):
        if message.id <= read or count == _UNREAD_MOST:
            break
        count += message.author != user_id and not message.deleted
    return count


@route("POST", "/read")
def read(world: World, fields: Json) -> Any:
    """{user, chat, message_id}: the person has seen everything up to it; nobody else is told."""
    user = user_named(world, fields["user"])
    chat = chat_named(world, fields["chat"], user.id)
    chat.read[user.id] = max(int(fields["message_id"]), chat.read.get(user.id, 0))
    return {}


@route("GET", "/history")
def history(world: World, fields: Json) -> Any:
    """?chat=&user=&after=message_id&before=message_id&thread=&limit=&deleted=1 -> {messages: [...]}, oldest first.

    Of a limited number the newest; thread 0 is what stands in no topic.
    """
    chat = chat_named(world, fields["chat"], fields.get("user"))
    after, before = int(fields.get("after", 0)), int(fields.get("before", sys.maxsize))
    with_deleted, limit = truthy(fields.get("deleted")), int(fields.get("limit", 0))
    found: list[Message] = []
    for message in reversed(chat.messages.values()):
        if message.id <= after or (limit and len(found) == limit):
            break
        if message.id < before and (with_deleted or not message.deleted) and _in_thread(message, fields.get("thread")):
            found.append(message)
    return {"messages": [message_view(message) for message in reversed(found)]}


def _in_thread(message: Message, thread: Any) -> bool:
    return thread is None or (message.thread or 0) == int(thread)


@route("GET", "/ephemeral")
def ephemeral(world: World, fields: Json) -> Any:
    """?chat=&user= -> {messages: [...]}: what this person alone sees in a group, oldest first."""
    user = user_named(world, fields["user"])
    shown = chat_named(world, fields["chat"], user.id).ephemeral.values()
    return {"messages": [message_view(each) for each in shown if each.reader == user.id and not each.deleted]}


@route("GET", "/message")
def one_message(world: World, fields: Json) -> Any:
    """?chat=&user=&message_id= -> the message as it is now, deleted or not."""
    chat = chat_named(world, fields["chat"], fields.get("user"))
    return message_view(chat.messages[int(fields["message_id"])])
