"""The users' interface: writing, editing, deleting and reacting."""

from __future__ import annotations

import base64
from typing import Any

from deploy.playground.delivery import admin_bots, compact, deliver_message
from deploy.playground.entities import parse_html
from deploy.playground.ephemeral import whisper_command
from deploy.playground.errors import Json, PeopleError
from deploy.playground.files import document_content, photo_content
from deploy.playground.markup import message_view
from deploy.playground.model import Chat, Member
from deploy.playground.people_base import chat_named, message_in, route, truthy, user_named
from deploy.playground.posting import erase, post, rewrite
from deploy.playground.text import cleaned, merged, units
from deploy.playground.world import CHANNEL_BOT, TELEGRAM, World


@route("POST", "/say")
def say(world: World, fields: Json) -> Any:
    """Write as a person.

    {user, chat, text | photo | document, reply_to?, thread?, as?: "anonymous" | "channel" | "linked_channel",
    mentions?: {name: user}, entities?, html?, caption?} -> Message. Files are {name, base64, mime?}.
    """
    user = user_named(world, fields["user"])
    chat = chat_named(world, fields["chat"], user.id)
    member = check_may_write(world, chat, user.id)
    reply = message_in(chat, fields["reply_to"]) if fields.get("reply_to") else None
    thread = int(fields["thread"]) if fields.get("thread") else (reply.thread if reply and chat.is_forum else None)
    _check_topic(chat, thread, member)
    sender = _sender(member, fields)
    said = content(world, fields)
    if sender is None and not member.is_anonymous:
        alone = whisper_command(world, chat, user, said, thread=thread, reply_to=reply)
        if alone is not None:
            return message_view(alone)
    return message_view(post(world, chat, user.id, said, thread=thread, reply_to=reply, sender=sender))


def check_may_write(world: World, chat: Chat, user_id: int) -> Member:
    """A muted, removed or absent person cannot write; in private the chat is the start."""
    if chat.migrated_to is not None:
        raise PeopleError("this group has become a supergroup")
    if chat.type == "private":
        bot = world.bots[chat.bot_id]
        if user_id in bot.blocked:
            raise PeopleError("the person has blocked this bot")
        bot.started.add(user_id)
        return Member(user_id)
    member = chat.member(user_id)
    if not member.present:
        raise PeopleError("the person is not in this group")
    allowed = member.permissions if member.status == "restricted" else chat.permissions
    if not member.is_admin and "can_send_messages" not in allowed:
        raise PeopleError("the person may not write here")
    return member


def _check_topic(chat: Chat, thread: int | None, member: Member) -> None:
    if thread is None and chat.is_general_closed and not member.may("can_manage_topics"):
        raise PeopleError("General is closed")
    if thread is None or not chat.is_forum:
        return
    topic = chat.topics.get(thread)
    if topic is None or topic.deleted or (topic.closed and not member.may("can_manage_topics")):
        raise PeopleError("the topic is closed or gone")


def _sender(member: Member, fields: Json) -> Json | None:
    """None: by the member's own standing, which already tells anonymous administrators."""
    how = fields.get("as") or "self"
    if how == "anonymous" and not member.is_anonymous:
        raise PeopleError("the person is no anonymous administrator")
    if how not in {"channel", "linked_channel"}:
        return None
    channel: Json = {"id": -1009000000000 - member.user_id, "title": "A channel", "type": "channel"}
    if how == "linked_channel":
        return {"from": TELEGRAM.wire(), "sender_chat": channel, "is_automatic_forward": True}
    return {"from": CHANNEL_BOT.wire(), "sender_chat": channel}


def content(world: World, fields: Json) -> Json:
    """Text or a file with a caption, with the entities that Telegram's applications would set."""
    for kind, maker in (("photo", photo_content), ("document", document_content)):
        if kind in fields:
            file = fields[kind]
            data = base64.b64decode(file["base64"])
            made = maker(world, data, str(file.get("name", kind)), str(file.get("mime", "")))
            caption, entities = _marked(world, {**fields, "text": fields.get("caption", "")})
            return {**made, **({"caption": caption} if caption else {}), **_some("caption_entities", entities)}
    text, entities = _marked(world, fields)
    if not text or units(text) > 4096:  # noqa: PLR2004 - https://core.telegram.org/bots/api#message
        raise PeopleError("a text has 1 to 4096 characters")
    return {"text": text, **_some("entities", entities)}


def _some(name: str, value: list[Json]) -> Json:
    return {name: value} if value else {}


def _marked(world: World, fields: Json) -> tuple[str, list[Json]]:
    """`mentions` marks a name in the text as somebody without a username: {"Anna": 5000001}."""
    if fields.get("html"):
        text, explicit = parse_html(str(fields["html"]))
    else:
        text, explicit = str(fields.get("text", "")), list(fields.get("entities") or [])
        text = text if explicit else cleaned(text).strip()
    for name, user in (fields.get("mentions") or {}).items():
        at = text.index(name)
        place = {"offset": units(text[:at]), "length": units(name)}
        explicit.append({"type": "text_mention", **place, "user": user_named(world, user).wire()})
    return text, merged(explicit, text)


@route("POST", "/edit")
def edit(world: World, fields: Json) -> Any:
    """{user, chat, message_id, text}: bots get edited_message under the rules of messages."""
    user = user_named(world, fields["user"])
    chat = chat_named(world, fields["chat"], user.id)
    message = message_in(chat, fields["message_id"])
    if message.author != user.id:
        raise PeopleError("only the author can edit a message")
    text, entities = _marked(world, fields)
    rewrite(world, message, user.id, {"text": text, "entities": entities or None}, None)
    deliver_message(world, message, kind="edited_message")
    return message_view(message)


@route("POST", "/delete")
def delete(world: World, fields: Json) -> Any:
    """{user, chat, message_id}: no update tells a bot of it."""
    user = user_named(world, fields["user"])
    chat = chat_named(world, fields["chat"], user.id)
    message = message_in(chat, fields["message_id"])
    allowed = chat.type == "private" or message.author == user.id or chat.member(user.id).may("can_delete_messages")
    if not allowed and not truthy(fields.get("force")):
        raise PeopleError("the person may not delete this message")
    erase(world, message, user.id)
    return {}


@route("POST", "/react")
def react(world: World, fields: Json) -> Any:
    """{user, chat, message_id, emoji: [..]}: told only to administrator bots that asked for message_reaction."""
    user = user_named(world, fields["user"])
    chat = chat_named(world, fields["chat"], user.id)
    message = message_in(chat, fields["message_id"])
    new = [{"type": "emoji", "emoji": emoji} for emoji in fields["emoji"]]
    old = message.reactions.get(user.id, [])
    message.reactions[user.id] = new
    payload: Json = {
        "chat": world.chat_wire(chat),
        "message_id": message.id,
        "user": user.wire(),
        "date": world.clock.date(),
        "old_reaction": old,
        "new_reaction": new,
    }
    for bot_id in chat.bots if chat.type == "private" else admin_bots(world, chat):
        world.bots[bot_id].mailbox.put("message_reaction", compact(payload))
    world.emit("reaction", chat, message_id=message.id, by=user.id, reaction=new)
    return {}
