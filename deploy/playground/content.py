"""Texts, captions and replies of a call, checked before anything is sent."""

from __future__ import annotations

from deploy.playground.entities import parse_html
from deploy.playground.errors import Json, bad_request
from deploy.playground.keyboards import checked_markup
from deploy.playground.model import Chat, Message
from deploy.playground.registry import Call
from deploy.playground.text import cleaned, merged, units

TEXT_MAX = 4096
CAPTION_MAX = 1024
ENTITIES_MAX = 100


def formatted(call: Call, source: str, parse_mode: str, given: object) -> tuple[str, list[Json]]:
    """Text and entities, trimmed at both ends as Telegram does; entities beyond 100 are dropped silently."""
    entities: list[Json]
    if not source.isascii() and source != source.encode("utf-8", "ignore").decode():
        raise bad_request("strings must be encoded in UTF-8")
    source = source if given else cleaned(source)
    if parse_mode:
        if parse_mode.lower() != "html":
            call.world.odd(f"{call.method}: parse_mode {parse_mode!r} is not simulated")
            raise bad_request("unsupported parse_mode")
        text, entities = parse_html(source)
    else:
        text, entities = source, [dict(e) for e in given] if isinstance(given, list) else []
    text, entities = _trimmed(text, _with_users(call, entities))
    entities = merged(entities, text)
    if len(entities) > ENTITIES_MAX:
        call.world.odd(f"{call.method}: {len(entities)} entities, Telegram keeps {ENTITIES_MAX}")
    return text, entities[:ENTITIES_MAX]


def _with_users(call: Call, entities: list[Json]) -> list[Json]:
    """A mention of somebody unknown is no mention: Telegram drops it."""
    kept = []
    for entity in entities:
        if entity["type"] == "text_mention":
            user = call.world.users.get(entity["user"]["id"])
            if user is None:
                continue
            entity["user"] = user.wire()
        kept.append(entity)
    return kept


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    left = units(text) - units(text.lstrip())
    text = text.strip()
    total = units(text)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - left)
        end = min(total, entity["offset"] + entity["length"] - left)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return text, kept


def text_content(call: Call, too_long: str = "message is too long") -> Json:
    """1 to 4096 UTF-16 units after entity parsing; sends and edits name the excess differently."""
    text, entities = formatted(call, call.text("text"), call.text("parse_mode"), call.list("entities"))
    if not text:
        raise bad_request("message text is empty")
    if units(text) > TEXT_MAX:
        raise bad_request(too_long)
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if preview := call.object("link_preview_options"):
        content["link_preview_options"] = preview
    return content


def caption_content(call: Call, source: str, parse_mode: str, given: object) -> Json:
    """0 to 1024 UTF-16 units after entity parsing."""
    text, entities = formatted(call, source, parse_mode, given)
    if units(text) > CAPTION_MAX:
        raise bad_request("message caption is too long")
    content: Json = {"caption": text} if text else {}
    if entities:
        content["caption_entities"] = entities
    return content


def replied(call: Call, chat: Chat, reader: int | None = None) -> Message | None:
    """reply_parameters, or the older reply_to_message_id. What `reader` alone sees is answered to them alone."""
    given = call.object("reply_parameters") or {}
    if number := given.get("ephemeral_message_id"):
        answered = chat.ephemeral_for(reader, int(number)) if reader is not None else None
        if answered is None:
            raise bad_request("message to be replied not found")
        return answered
    message_id = given.get("message_id") or call.integer("reply_to_message_id")
    if not message_id:
        return None
    message = chat.message(int(message_id))
    if message is None and not (given.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply")):
        raise bad_request("message to be replied not found")
    return message


def thread_of(call: Call, chat: Chat, reply: Message | None) -> int | None:
    """The topic a message goes into: named, or that of the message it answers. General has none."""
    thread = call.integer("message_thread_id")
    if thread is None or thread == 0:
        thread = reply.thread if reply is not None and chat.is_forum else None
        if thread is None and chat.is_general_closed and not chat.member(call.bot.id).may("can_manage_topics"):
            raise bad_request("TOPIC_CLOSED")
        return thread
    if not chat.is_forum:
        if chat.type != "supergroup" or thread not in chat.messages:
            raise bad_request("message thread not found")
        return thread
    topic = chat.topics.get(thread)
    if topic is None or topic.deleted:
        raise bad_request("message thread not found")
    if topic.closed and not chat.member(call.bot.id).may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return thread


def markup_of(call: Call, chat: Chat) -> Json | None:
    """The keyboard that goes with it."""
    return checked_markup(call.object("reply_markup"), chat, has_styles=call.world.settings.styles)
