"""Entities back into HTML, for pages and for tests that read formatting."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from deploy.playground.errors import Json
from deploy.playground.model import Message

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "blockquote": "blockquote",
}


def _tags(entity: Json) -> tuple[str, str]:
    """What stands before and after the text of an entity; nothing for what Telegram marks by itself."""
    kind = entity["type"]
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
    make = _SPECIAL.get(kind)
    return make(entity) if make else ("", "")


def _pre(entity: Json) -> tuple[str, str]:
    if "language" not in entity:
        return "<pre>", "</pre>"
    return f'<pre><code class="language-{escape(entity["language"])}">', "</code></pre>"


def _time(entity: Json) -> tuple[str, str]:
    form = f' format="{escape(entity["date_time_format"])}"' if "date_time_format" in entity else ""
    return f'<tg-time unix="{entity["unix_time"]}"{form}>', "</tg-time>"


_SPECIAL: dict[str, Callable[[Json], tuple[str, str]]] = {
    "expandable_blockquote": lambda _entity: ("<blockquote expandable>", "</blockquote>"),
    "pre": _pre,
    "date_time": _time,
    "text_link": lambda entity: (f'<a href="{escape(entity["url"])}">', "</a>"),
    "text_mention": lambda entity: (f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"),
    "custom_emoji": lambda entity: (f'<tg-emoji emoji-id="{entity["custom_emoji_id"]}">', "</tg-emoji>"),
}


def to_html(text: str, entities: list[Json]) -> str:
    """HTML that parses back to the same text and entities; outer entities open first and close last."""
    raw = text.encode("utf-16-le", "surrogatepass")
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for entity in entities:
        head, tail = _tags(entity)
        start, end = entity["offset"], entity["offset"] + entity["length"]
        opening.setdefault(start, []).append(head)
        closing.setdefault(end, []).insert(0, tail)
    out: list[str] = []
    last = 0
    for place in sorted({*opening, *closing}):
        out.append(escape(raw[2 * last : 2 * place].decode("utf-16-le", "replace"), quote=False))
        out += closing.get(place, []) + opening.get(place, [])
        last = place
    out.append(escape(raw[2 * last :].decode("utf-16-le", "replace"), quote=False))
    return "".join(out)


def message_view(message: Message) -> Json:
    """A message as people see it: the Bot API object, its HTML, its keyboard as rows of {text, data | url, style?}."""
    wire = message.wire
    text = wire.get("text") or wire.get("caption") or ""
    entities = wire.get("entities") or wire.get("caption_entities") or []
    rows = (message.markup or {}).get("inline_keyboard") or []
    return {
        **wire,
        "text": text,
        "html": to_html(text, entities),
        "keyboard": [[_button(button) for button in row] for row in rows],
        "markup": message.markup,
        "author": message.author,
        "chat_ref": message.chat.bot_id or message.chat.id,
        "deleted": message.deleted,
        "service": message.service,
        "silent": message.silent,
        "reactions": {str(user): given for user, given in message.reactions.items() if given},
        "pinned": message.id in message.chat.pinned,
    }


_SHOWN = (
    ("callback_data", "data"),
    ("url", "url"),
    ("web_app", "web_app"),
    ("copy_text", "copy_text"),
    ("style", "style"),
)


def _button(button: Json) -> Json:
    shown: Json = {"text": button["text"]}
    return shown | {name: button[field] for field, name in _SHOWN if field in button}
