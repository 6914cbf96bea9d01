"""Putting messages into chats, for bots and people alike."""

from __future__ import annotations

from typing import Any

from deploy.playground.delivery import deliver_message, deliver_service
from deploy.playground.errors import Json
from deploy.playground.model import Chat, Message
from deploy.playground.world import ANONYMOUS, World

_NOT_QUOTED = frozenset({"reply_to_message", "pinned_message"})


def sender_fields(world: World, chat: Chat, author: int) -> Json:
    """Anonymous administrators write in the name of the group: from 1087968824, with sender_chat."""
    if chat.type != "private" and chat.member(author).is_anonymous:
        return {"from": ANONYMOUS.wire(), "sender_chat": world.chat_wire(chat)}
    fields: Json = {"from": world.user_wire(author)}
    if tag := chat.member(author).tag:
        fields["sender_tag"] = tag
    return fields


def post(
    world: World,
    chat: Chat,
    author: int,
    content: Json,
    *,
    thread: int | None = None,
    reply_to: Message | None = None,
    markup: Json | None = None,
    sender: Json | None = None,
    silent: bool = False,
) -> Message:
    """A new message, written down, shown and delivered. `content` is text, caption, photo and the like."""
    message_id = world.next_message_id(chat)
    wire: Json = {
        "message_id": message_id,
        **(sender or sender_fields(world, chat, author)),
        "chat": world.chat_wire(chat),
        "date": world.clock.date(),
        **thread_fields(chat, thread, reply_to),
        **content,
    }
    if markup is not None and "inline_keyboard" in markup:
        wire["reply_markup"] = markup
    message = Message(chat, message_id, wire, author, markup, silent=silent)
    chat.messages[message_id] = message
    if author in world.bots:
        chat.last_bot = author
    world.emit("message", chat, message_id=message_id, by=author, message=wire, markup=markup)
    deliver_message(world, message)
    return message


def thread_fields(chat: Chat, thread: int | None, reply_to: Message | None) -> Json:
    """reply_to_message and message_thread_id, explicit or implied.

    A message in a topic without a reply answers, implicitly, the topic's first service message. In a supergroup
    without topics a reply carries the id of its thread's first message, and is no topic message.
    """
    fields: Json = {}
    root = chat.messages.get(thread) if thread is not None and chat.is_forum else None
    shown = reply_to or root
    if shown is not None:
        fields["reply_to_message"] = {k: v for k, v in shown.wire.items() if k not in _NOT_QUOTED}
    if thread is not None:
        fields["message_thread_id"] = thread
        if chat.is_forum or chat.type == "private":
            fields["is_topic_message"] = True
    elif reply_to is not None and chat.type == "supergroup" and not chat.is_forum:
        fields["message_thread_id"] = reply_to.thread or reply_to.id
    return fields


def post_service(
    world: World,
    chat: Chat,
    author: int,
    fields: Json,
    *,
    thread: int | None = None,
    thread_of_itself: bool = False,
    also: frozenset[int] = frozenset(),
) -> Message:
    """A service message: members came or went, a title changed, something was pinned."""
    message_id = world.next_message_id(chat)
    thread = message_id if thread_of_itself else thread
    wire: Json = {
        "message_id": message_id,
        **sender_fields(world, chat, author),
        "chat": world.chat_wire(chat),
        "date": world.clock.date(),
        **({"message_thread_id": thread, "is_topic_message": True} if thread is not None else {}),
        **fields,
    }
    message = Message(chat, message_id, wire, author, service=True)
    chat.messages[message_id] = message
    world.emit("message", chat, message_id=message_id, by=author, message=wire, markup=None, service=True)
    deliver_service(world, message, also)
    return message


def rewrite(world: World, message: Message, by: int, changes: Json, markup: Json | None) -> None:
    """Replace content and keyboard of a message; edit_date says when."""
    rewrite_quietly(world, message, changes, markup)
    world.emit("edit", message.chat, message_id=message.id, by=by, message=message.wire)


def rewrite_quietly(world: World, message: Message, changes: Json, markup: Json | None) -> None:
    """The same, of what not everybody sees."""
    gone = {"reply_markup"} | {k for k, v in changes.items() if v is None}
    wire: Json = {k: v for k, v in message.wire.items() if k not in gone}
    wire |= {k: v for k, v in changes.items() if v is not None}
    wire["edit_date"] = world.clock.date()
    if markup is not None:
        wire["reply_markup"] = markup
    message.markup = markup
    message.replace(wire)


def erase(world: World, message: Message, by: int) -> None:
    message.deleted = True
    if message.id in message.chat.pinned:
        message.chat.pinned.remove(message.id)
    world.emit("delete", message.chat, message_id=message.id, by=by)


def same(left: Any, right: Any) -> bool:
    """Nothing, an empty list and an absent field are one thing to the Bot API."""
    return (left or None) == (right or None)
