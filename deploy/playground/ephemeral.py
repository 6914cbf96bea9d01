"""Messages that one person alone sees in a group: https://core.telegram.org/bots/api#ephemeral-messages-and-commands.

They have numbers of their own and stand in no history of the group, and no event of it holds what they say.
"""

from __future__ import annotations

from typing import Any

from deploy.playground.access import chat_of
from deploy.playground.content import markup_of, text_content
from deploy.playground.errors import ApiError, Json, bad_request
from deploy.playground.menus import offered
from deploy.playground.model import Bot, Chat, Message, User
from deploy.playground.posting import rewrite_quietly, sender_fields, thread_fields
from deploy.playground.registry import EPHEMERAL, Call, method
from deploy.playground.world import World

PRESS_COUNTS_FOR = 15.0


def reader_of(call: Call, chat: Chat) -> int | None:
    """Who alone is to see what is sent; None for everybody.

    An administrator bot may at any time, any other one to who pressed one of its buttons there in the last 15 seconds.
    """
    given = call.object(EPHEMERAL)
    if given is None:
        return None
    reader = int(given.get("receiver_user_id") or 0)
    if given.get("replace_callback_query_message"):
        call.world.odd("replace_callback_query_message is not simulated")
    if chat.type == "private":
        raise bad_request("BOT_NOT_ADMIN")
    if reader not in call.world.users or not chat.member(reader).present:
        raise bad_request("USER_NOT_PARTICIPANT")
    if not (chat.member(call.bot.id).is_admin or _has_pressed(call, chat, reader, given.get("callback_query_id"))):
        raise bad_request("BOT_NOT_ADMIN")
    return reader


def _has_pressed(call: Call, chat: Chat, reader: int, query_id: Any) -> bool:
    query = call.world.queries.get(str(query_id)) if query_id else None
    if query is None or (query.bot_id, query.user_id, query.chat.id) != (call.bot.id, reader, chat.id):
        return False
    return call.world.clock.monotonic() - query.mono <= PRESS_COUNTS_FOR


def whisper(
    world: World,
    chat: Chat,
    author: int,
    reader: int,
    content: Json,
    *,
    markup: Json | None,
    thread: int | None,
    reply_to: Message | None,
) -> Message:
    """A message for the reader alone. The log of events says that there is one, and for whom."""
    chat.last_ephemeral_id += 1
    wire: Json = {
        "message_id": 0,
        "ephemeral_message_id": chat.last_ephemeral_id,
        "receiver_user": world.user_wire(reader),
        **sender_fields(world, chat, author),
        "chat": world.chat_wire(chat),
        "date": world.clock.date(),
        **({} if reply_to is not None and reply_to.reader is not None else thread_fields(chat, thread, reply_to)),
        **content,
    }
    if markup is not None and "inline_keyboard" in markup:
        wire["reply_markup"] = markup
    message = Message(chat, 0, wire, author, markup, reader=reader)
    chat.ephemeral[chat.last_ephemeral_id] = message
    _tell(world, chat, reader)
    return message


def whisper_command(
    world: World, chat: Chat, user: User, content: Json, *, thread: int | None, reply_to: Message | None
) -> Message | None:
    """What a person sends with a command that its bot registered as ephemeral: the bot hears it, and nobody else.

    None if it is no such command.
    """
    bot = _bot_alone(world, chat, user, str(content.get("text", "")))
    if bot is None:
        return None
    message = whisper(world, chat, user.id, user.id, content, markup=None, thread=thread, reply_to=reply_to)
    message.wire["receiver_user"] = bot.user.wire()
    message.meant_for.add(bot.id)
    bot.mailbox.put("message", world.message_json(message))
    return message


def _bot_alone(world: World, chat: Chat, user: User, text: str) -> Bot | None:
    if chat.type == "private" or not text.startswith("/") or not world.settings.ephemeral:
        return None
    name, _, username = text[1:].split(maxsplit=1)[0].partition("@") if text[1:].strip() else ("", "", "")
    for bot in (world.bots[bot_id] for bot_id in sorted(chat.bots)):
        if username.lower() not in {"", (bot.user.username or "").lower()}:
            continue
        if any(each["command"] == name and each.get("is_ephemeral") for each in offered(bot, chat, user)):
            return bot
    return None


def _tell(world: World, chat: Chat, reader: int) -> None:
    world.emit("ephemeral", chat, receiver=reader)


def _named(call: Call) -> tuple[Chat, Message]:
    """One that this bot sent to this reader; a server that does not know such messages has no such method."""
    if not call.world.settings.ephemeral:
        raise ApiError(404, "Not Found")
    chat = chat_of(call)
    found = chat.ephemeral_for(call.integer("receiver_user_id") or 0, call.integer("ephemeral_message_id") or 0)
    if found is None or found.author != call.bot.id:
        raise bad_request("MESSAGE_ID_INVALID")
    return chat, found


NAMED = "chat_id receiver_user_id ephemeral_message_id"


@method("editEphemeralMessageText", NAMED, "text parse_mode entities link_preview_options reply_markup")
def edit_ephemeral_message_text(call: Call) -> Any:
    chat, message = _named(call)
    markup = markup_of(call, chat)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    content = text_content(call, "MESSAGE_TOO_LONG")
    call.world.limits.check(call.bot.id, chat.id, call.world.clock.monotonic())
    rewrite_quietly(call.world, message, {"entities": None, **content}, markup)
    _tell(call.world, chat, message.reader or 0)
    return True


@method("deleteEphemeralMessage", NAMED)
def delete_ephemeral_message(call: Call) -> Any:
    chat, message = _named(call)
    message.deleted = True
    _tell(call.world, chat, message.reader or 0)
    return True
