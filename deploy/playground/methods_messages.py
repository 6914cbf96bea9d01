"""Sending, editing and deleting messages."""

from __future__ import annotations

from typing import Any

from deploy.playground.access import chat_of, check_may_send
from deploy.playground.content import caption_content, markup_of, replied, text_content, thread_of
from deploy.playground.ephemeral import reader_of, whisper
from deploy.playground.errors import Json, bad_request
from deploy.playground.model import Chat, Message
from deploy.playground.posting import erase, post, rewrite, same
from deploy.playground.registry import EPHEMERAL, Call, method

QUIET = "disable_notification protect_content"
COPY = f"message_thread_id {QUIET} reply_parameters reply_markup reply_to_message_id allow_sending_without_reply"
SEND = f"{COPY} {EPHEMERAL}"
CAPTION = "caption parse_mode caption_entities show_caption_above_media"
_DELETABLE_FOR = 48 * 3600
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def send(call: Call, chat: Chat, content: Json, permission: str = "can_send_messages") -> Message:
    """Everything that all sending methods check, then the message."""
    check_may_send(call, chat, permission)
    reader = reader_of(call, chat)
    reply = replied(call, chat, reader)
    thread = thread_of(call, chat, reply)
    markup = markup_of(call, chat)
    call.world.limits.check(call.bot.id, chat.id, call.world.clock.monotonic())
    if reader is not None:
        return whisper(call.world, chat, call.bot.id, reader, content, markup=markup, thread=thread, reply_to=reply)
    where: Json = {"thread": thread, "reply_to": reply, "silent": call.flag("disable_notification")}
    return post(call.world, chat, call.bot.id, content, markup=markup, **where)


@method("sendMessage", "chat_id text", f"{SEND} parse_mode entities link_preview_options")
def send_message(call: Call) -> Any:
    chat = chat_of(call)
    return send(call, chat, text_content(call)).wire


def editable(call: Call) -> Message:
    """A bot edits only what it wrote itself."""
    if call.has("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    message_id = call.integer("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    message = chat_of(call).message(message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if message.author != call.bot.id or message.service:
        raise bad_request("message can't be edited")
    return message


def apply_edit(call: Call, message: Message, changes: Json) -> Any:
    """Refuse what changes nothing; a keyboard that is not sent again disappears."""
    markup = markup_of(call, message.chat)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    unchanged = all(same(message.wire.get(name), value) for name, value in changes.items())
    if unchanged and same(message.wire.get("reply_markup"), markup):
        raise bad_request(_NOT_MODIFIED)
    call.world.limits.check(call.bot.id, message.chat.id, call.world.clock.monotonic())
    rewrite(call.world, message, call.bot.id, changes, markup)
    return message.wire


EDIT = "chat_id message_id inline_message_id reply_markup"


@method("editMessageText", "text", f"{EDIT} parse_mode entities link_preview_options")
def edit_message_text(call: Call) -> Any:
    message = editable(call)
    if "text" not in message.wire:
        raise bad_request("there is no text in the message to edit")
    content = text_content(call, "MESSAGE_TOO_LONG")
    return apply_edit(call, message, {"entities": None, **content})


@method("editMessageCaption", "", f"{EDIT} {CAPTION}")
def edit_message_caption(call: Call) -> Any:
    message = editable(call)
    if not any(kind in message.wire for kind in ("photo", "document")):
        raise bad_request("there is no caption in the message to edit")
    content = caption_content(call, call.text("caption"), call.text("parse_mode"), call.list("caption_entities"))
    return apply_edit(call, message, {"caption": None, "caption_entities": None, **content})


@method("editMessageReplyMarkup", "", EDIT)
def edit_message_reply_markup(call: Call) -> Any:
    return apply_edit(call, editable(call), {})


@method("deleteMessage", "chat_id message_id")
def delete_message(call: Call) -> Any:
    chat = chat_of(call)
    message = chat.message(call.integer("message_id") or 0)
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(call, chat, message)
    erase(call.world, message, call.bot.id)
    return True


def _check_deletable(call: Call, chat: Chat, message: Message) -> None:
    """https://core.telegram.org/bots/api#deletemessage: own ones for 48 hours, others' with the right to."""
    young = call.world.clock.epoch() - message.wire["date"] < _DELETABLE_FOR
    mine = message.author == call.bot.id or chat.type == "private"
    if not (mine and young) and not chat.member(call.bot.id).may("can_delete_messages"):
        raise bad_request("message can't be deleted for everyone")


@method("deleteMessages", "chat_id message_ids")
def delete_messages(call: Call) -> Any:
    """Those that are not found are skipped."""
    chat = chat_of(call)
    found = [chat.message(int(message_id)) for message_id in call.list("message_ids") or []]
    messages = [message for message in found if message is not None]
    for message in messages:
        _check_deletable(call, chat, message)
    for message in messages:
        erase(call.world, message, call.bot.id)
    return True
