"""Photos, documents, albums, copies and forwards."""

from __future__ import annotations

from typing import Any

from deploy.playground.access import chat_of
from deploy.playground.content import caption_content, replied, thread_of
from deploy.playground.errors import Json, bad_request
from deploy.playground.files import media_content
from deploy.playground.methods_messages import CAPTION, COPY, EDIT, QUIET, SEND, apply_edit, editable, send
from deploy.playground.model import Message
from deploy.playground.posting import post
from deploy.playground.registry import Call, method

_ALBUM_MIN, _ALBUM_MAX = 2, 10
_CONTENT = ("text", "entities", "caption", "caption_entities", "photo", "document", "link_preview_options")


def _captioned(call: Call) -> Json:
    return caption_content(call, call.text("caption"), call.text("parse_mode"), call.list("caption_entities"))


@method("sendPhoto", "chat_id photo", f"{SEND} {CAPTION} has_spoiler")
def send_photo(call: Call) -> Any:
    chat = chat_of(call)
    content = media_content(call, "photo", call.params.get("photo"), "photo") | _captioned(call)
    return send(call, chat, content, "can_send_photos").wire


@method(
    "sendDocument",
    "chat_id document",
    f"{SEND} caption parse_mode caption_entities thumbnail disable_content_type_detection",
)
def send_document(call: Call) -> Any:
    chat = chat_of(call)
    content = media_content(call, "document", call.params.get("document"), "document") | _captioned(call)
    return send(call, chat, content, "can_send_documents").wire


def _item(call: Call, item: Json) -> Json:
    """Turn one InputMediaPhoto or InputMediaDocument into a message's content."""
    kind = str(item.get("type"))
    if kind not in {"photo", "document"}:
        call.world.odd(f"{call.method}: media of type {kind!r} is not simulated")
        raise bad_request('can\'t parse InputMedia: Field "type" has an unsupported value')
    caption = caption_content(
        call, str(item.get("caption") or ""), str(item.get("parse_mode") or ""), item.get("caption_entities")
    )
    return media_content(call, kind, item.get("media"), "") | caption


@method("sendMediaGroup", "chat_id media", f"message_thread_id {QUIET} reply_parameters")
def send_media_group(call: Call) -> Any:
    """2 to 10 items that share a media_group_id; documents are not mixed with photos."""
    chat = chat_of(call)
    media = call.list("media") or []
    if not _ALBUM_MIN <= len(media) <= _ALBUM_MAX:
        raise bad_request("Too few or too many messages to send as an album")
    if len({item.get("type") for item in media}) > 1:
        raise bad_request("document can't be mixed with other media types")
    contents = [_item(call, item) for item in media]
    reply = replied(call, chat)
    thread = thread_of(call, chat, reply)
    world = call.world
    world.limits.check(call.bot.id, chat.id, world.clock.monotonic(), len(contents))
    group = {"media_group_id": str(next(world.query_ids))}
    return [post(world, chat, call.bot.id, content | group, thread=thread, reply_to=reply).wire for content in contents]


@method("editMessageMedia", "media", EDIT)
def edit_message_media(call: Call) -> Any:
    message = editable(call)
    content = _item(call, call.object("media") or {})
    return apply_edit(call, message, {name: content.get(name) for name in _CONTENT})


def _source(call: Call, verb: str) -> Message:
    message = chat_of(call, "from_chat_id").message(call.integer("message_id") or 0)
    if message is None:
        raise bad_request(f"message to {verb} not found")
    if message.service:
        raise bad_request(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return message


@method("copyMessage", "chat_id from_chat_id message_id", f"{COPY} {CAPTION}")
def copy_message(call: Call) -> Any:
    """A message with the same content, without a link to the original and without its keyboard."""
    chat = chat_of(call)
    source = _source(call, "copy")
    content = {name: source.wire[name] for name in _CONTENT if name in source.wire}
    if "caption" in call.params and "text" not in content:
        content = {name: value for name, value in content.items() if "caption" not in name} | _captioned(call)
    return {"message_id": send(call, chat, content).id}


@method("forwardMessage", "chat_id from_chat_id message_id", f"message_thread_id {QUIET}")
def forward_message(call: Call) -> Any:
    """https://core.telegram.org/bots/api#messageorigin: the person, or the chat in whose name they wrote."""
    chat = chat_of(call)
    source = _source(call, "forward")
    content = {name: source.wire[name] for name in _CONTENT if name in source.wire}
    content["forward_origin"] = source.wire.get("forward_origin") or _origin(source)
    return send(call, chat, content).wire


def _origin(source: Message) -> Json:
    date = source.wire["date"]
    if "sender_chat" in source.wire:
        return {"type": "chat", "date": date, "sender_chat": source.wire["sender_chat"]}
    return {"type": "user", "date": date, "sender_user": source.wire["from"]}


@method("getFile", "file_id")
def get_file(call: Call) -> Any:
    """The path is fetched from /file/bot<token>/<file_path>."""
    blob = call.world.blobs.get(call.text("file_id"))
    if blob is None:
        raise bad_request("invalid file_id")
    return {
        "file_id": blob.file_id,
        "file_unique_id": blob.unique_id,
        "file_size": len(blob.data),
        "file_path": blob.path,
    }
