"""Lengths and slices in UTF-16 code units, in which the Bot API counts texts and entities."""

from __future__ import annotations

import re

from deploy.playground.errors import Json

_NESTING = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@]))"
    r"|(?P<url>(?:https?://|(?<![\w@.])t\.me/)[^\s<>\"]*[^\s<>\".,;:!?)\]])"
    r"|(?P<mention>(?<![\w/@])@[A-Za-z][A-Za-z0-9_]{2,31}(?![\w@]))"
    r"|(?P<hashtag>(?<![\w#&])#\w*[^\W\d]\w*)"
)


_REMOVED = dict.fromkeys([0x0D, *range(0x2028, 0x202F), 0x0333, 0x033F, 0x030A])
_SPACED = dict.fromkeys([*range(0x0A), 0x0B, 0x0C, *range(0x0E, 0x20)], " ")
_CLEANING = _REMOVED | _SPACED


def cleaned(text: str) -> str:
    """What clean_input_string of tdlib leaves: control characters become spaces, reversals of direction vanish."""
    return text.translate(_CLEANING)


def units(text: str) -> int:
    """How many UTF-16 code units a text takes: two for everything beyond U+FFFF."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity covers."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def found_entities(text: str) -> list[Json]:
    """What Telegram itself marks in any text: commands, mentions, hashtags and addresses."""
    if not any(sign in text for sign in "/@#."):
        return []
    return [
        {
            "type": str(match.lastgroup),
            "offset": units(text[: match.start()]),
            "length": units(match.group()),
        }
        for match in _FOUND.finditer(text)
    ]


def merged(explicit: list[Json], text: str) -> list[Json]:
    """Given entities first; found ones only where none of the given kind of link or code covers the place."""
    closed = [e for e in explicit if e["type"] in {"code", "pre", "text_link", "text_mention"}]
    free = [
        e
        for e in found_entities(text)
        if not any(c["offset"] < e["offset"] + e["length"] and e["offset"] < c["offset"] + c["length"] for c in closed)
    ]
    return in_order(explicit + free)


def in_order(entities: list[Json]) -> list[Json]:
    """As tdlib sorts: by offset, the longer first, then by kind, quotes outermost and custom emoji innermost."""
    return sorted(entities, key=lambda e: (e["offset"], -e["length"], _NESTING.get(e["type"], 50)))
