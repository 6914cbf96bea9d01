"""Which bot learns of what: https://core.telegram.org/bots/features#privacy-mode and #getupdates."""

from __future__ import annotations

import json

from deploy.playground.errors import Json
from deploy.playground.model import Bot, Chat, Member, Message
from deploy.playground.text import cut
from deploy.playground.world import World


def compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def deliver_message(world: World, message: Message, *, kind: str = "message") -> None:
    """A bot gets what people write to it; never its own messages nor those of other bots."""
    if message.author in world.bots:
        return
    chat = message.chat
    for bot_id in chat.bots:
        bot = world.bots[bot_id]
        if chat.type == "private" or sees(world, bot, message):
            message.meant_for.add(bot_id)
            bot.mailbox.put(kind, world.message_json(message))


def deliver_service(world: World, message: Message, also: frozenset[int] = frozenset()) -> None:
    """Service messages reach every bot of the chat, whatever its privacy, and also the bot that caused them.

    need_skip_update_message of tdlib/telegram-bot-api keeps a bot's own pins and leavings; `also` is a bot that has
    just left or was removed: that message is the last thing it gets.
    """
    for bot_id in message.chat.bots | also:
        world.bots[bot_id].mailbox.put("message", world.message_json(message))


def sees(world: World, bot: Bot, message: Message) -> bool:
    """Privacy mode: an administrator sees all; others see commands, and replies within what concerns them."""
    if not bot.privacy or message.chat.member(bot.id).is_admin:
        return True
    return _command_for(world, bot, message) or _reply_to(bot, message)


def _command_for(world: World, bot: Bot, message: Message) -> bool:
    """/cmd@bot is for that bot; a bare /cmd for the bot that wrote last in the group (all, if none did).

    Only a command with which the text begins counts: nothing promises that others are delivered.
    """
    text = str(message.wire.get("text") or message.wire.get("caption") or "")
    entities: list[Json] = message.wire.get("entities") or message.wire.get("caption_entities") or []
    for entity in entities:
        if entity["type"] != "bot_command" or entity["offset"] != 0:
            continue
        _name, at, username = cut(text, entity["offset"], entity["length"]).partition("@")
        if at:
            if username.lower() == (bot.user.username or "").lower():
                return True
        elif _speaks_last(world, bot, message.chat):
            return True
    return False


def _speaks_last(world: World, bot: Bot, chat: Chat) -> bool:
    others = [other for other in chat.bots if other != bot.id and other in world.bots]
    return not others or chat.last_bot in {None, bot.id}


def _reply_to(bot: Bot, message: Message) -> bool:
    """Replies to the bot, and to messages that were themselves meant for it."""
    replied = message.wire.get("reply_to_message")
    if not replied:
        return False
    if replied.get("from", {}).get("id") == bot.id:
        return True
    original = message.chat.messages.get(replied["message_id"])
    return original is not None and bot.id in original.meant_for


def deliver_member(world: World, chat: Chat, actor: int, old: Member, new: Member) -> None:
    """my_chat_member to the bot whose place changed, chat_member to administrator bots."""
    user = world.user_wire(new.user_id)
    payload: Json = {
        "chat": world.chat_wire(chat),
        "from": world.user_wire(actor),
        "date": world.clock.date(),
        "old_chat_member": old.wire(user),
        "new_chat_member": new.wire(user),
    }
    if new.user_id in world.bots:
        world.bots[new.user_id].mailbox.put("my_chat_member", compact(payload))
    for bot_id in admin_bots(world, chat) - {new.user_id}:
        world.bots[bot_id].mailbox.put("chat_member", compact(payload))


def admin_bots(world: World, chat: Chat) -> set[int]:
    return {bot_id for bot_id in chat.bots if bot_id in world.bots and chat.member(bot_id).is_admin}
