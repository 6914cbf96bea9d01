"""parse_mode=HTML as Telegram parses it: https://core.telegram.org/bots/api#html-style.

Strictness, wording and byte offsets follow parse_html of tdlib/td (td/telegram/MessageEntity.cpp). Offsets in errors
are in bytes of UTF-8, offsets of entities in UTF-16 code units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from deploy.playground.errors import ApiError, Json, bad_request
from deploy.playground.text import in_order, units

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = frozenset(_SIMPLE) | {"a", "pre", "code", "blockquote", "tg-emoji", "tg-time"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z]+));?")
_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
_LAST_CODE_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


def _failure(text: str) -> ApiError:
    return bad_request(f"can't parse entities: {text}")


def _decoded(match: re.Match[str]) -> str:
    """One character reference; an unknown one stays as it was written."""
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        return _NAMED.get(name, match.group())
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if not 0 < code < _LAST_CODE_POINT:
        return match.group()
    if code in _SURROGATES:
        raise _failure("Text contains invalid Unicode characters after decoding HTML entities")
    return chr(code)


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    begin: int


@dataclass(slots=True)
class _Parser:
    source: str
    position: int = 0
    out: list[str] = field(default_factory=list)
    offset: int = 0
    stack: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def bytes_before(self, position: int) -> int:
        return len(self.source[:position].encode("utf-8", "surrogatepass"))

    def run(self) -> tuple[str, list[Json]]:
        while self.position < len(self.source):
            begin = self.source.find("<", self.position)
            self.add_text(self.source[self.position : begin if begin >= 0 else len(self.source)])
            if begin < 0:
                break
            self.position = begin + 1
            if self.source.startswith("/", self.position):
                self.end_tag(begin)
            else:
                self.start_tag(begin)
        if self.stack:
            raise _failure(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        return "".join(self.out), self.entities

    def add_text(self, raw: str) -> None:
        text = _REFERENCE.sub(_decoded, raw)
        self.out.append(text)
        self.offset += units(text)

    def start_tag(self, begin: int) -> None:
        match = re.compile(r"[^\s>]*").match(self.source, self.position)
        name = match.group() if match else ""
        self.position += len(name)
        if self.position >= len(self.source):
            raise _failure(f"Unclosed start tag at byte offset {self.bytes_before(begin)}")
        tag = name.lower()
        if tag not in _TAGS:
            raise _failure(f'Unsupported start tag "{tag}" at byte offset {self.bytes_before(begin)}')
        attributes = self.attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _failure(f'Tag "span" must have class "tg-spoiler" at byte offset {self.bytes_before(begin)}')
        self.stack.append(_Open(tag, attributes, self.offset, len(self.out)))

    def attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self.skip_space()
            if self.position >= len(self.source):
                raise _failure(f"Unclosed start tag at byte offset {self.bytes_before(begin)}")
            if self.source[self.position] == ">":
                self.position += 1
                return found
            name = self.attribute_name(tag, begin)
            found[name] = self.attribute_value(tag, name, begin)

    def skip_space(self) -> None:
        while self.position < len(self.source) and self.source[self.position].isspace():
            self.position += 1

    def attribute_name(self, tag: str, begin: int) -> str:
        start = self.position
        while self.position < len(self.source) and not re.match(r"[\s=>]", self.source[self.position]):
            self.position += 1
        name = self.source[start : self.position]
        if not name:
            raise _failure(f'Empty attribute name in the tag "{tag}" at byte offset {self.bytes_before(begin)}')
        self.skip_space()
        return name.lower()

    def attribute_value(self, tag: str, name: str, begin: int) -> str:
        if not self.source.startswith("=", self.position):
            if name == "expandable":
                return ""
            where = self.bytes_before(begin)
            raise _failure(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset {where}'
            )
        self.position += 1
        self.skip_space()
        quote = self.source[self.position : self.position + 1]
        if quote in {'"', "'"}:
            end = self.source.find(quote, self.position + 1)
            if end < 0:
                raise _failure(f"Unclosed start tag at byte offset {self.bytes_before(begin)}")
            value = _REFERENCE.sub(_decoded, self.source[self.position + 1 : end])
            self.position = end + 1
            return value
        return self.name_token()

    def name_token(self) -> str:
        match = re.compile(r"[A-Za-z0-9.-]*").match(self.source, self.position)
        token = match.group() if match else ""
        end = self.position + len(token)
        if end < len(self.source) and not re.match(r"[\s>]", self.source[end]):
            raise _failure(f"Unexpected end of name token at byte offset {self.bytes_before(self.position)}")
        self.position = end
        return token.lower()

    def end_tag(self, begin: int) -> None:
        where = self.bytes_before(begin)
        if not self.stack:
            raise _failure(f"Unexpected end tag at byte offset {where}")
        close = self.source.find(">", self.position)
        name = self.source[self.position + 1 : close].rstrip().lower() if close >= 0 else ""
        if close < 0 or re.search(r"\s", name):
            raise _failure(f"Unclosed end tag at byte offset {where}")
        opened = self.stack.pop()
        if name and name != opened.tag:
            raise _failure(f'Unmatched end tag at byte offset {where}, expected "</{opened.tag}>", found "</{name}>"')
        self.position = close + 1
        if self.offset > opened.offset:
            self.close(opened)

    def close(self, opened: _Open) -> None:
        place: Json = {"offset": opened.offset, "length": self.offset - opened.offset}
        entity = self.entity(opened, place)
        if entity is not None:
            self.entities.append(entity)

    def entity(self, opened: _Open, place: Json) -> Json | None:
        tag, attributes = opened.tag, opened.attributes
        if tag in _SIMPLE:
            return {"type": _SIMPLE[tag], **place}
        if tag == "blockquote":
            return {"type": "expandable_blockquote" if "expandable" in attributes else "blockquote", **place}
        if tag == "a":
            return _link(attributes.get("href") or "".join(self.out[opened.begin :]), place)
        if tag == "tg-emoji":
            return _emoji(attributes.get("emoji-id", ""), place)
        if tag == "tg-time":
            return _time(attributes, place)
        return self.code(opened, place)

    def code(self, opened: _Open, place: Json) -> Json | None:
        """<pre><code class="language-x"> is one entity with a language, as Telegram joins the two."""
        language = opened.attributes.get("class", "").removeprefix("language-")
        if opened.tag == "code":
            return {"type": "code", **place, **({"language": language} if language else {})}
        inner = self.entities[-1] if self.entities else None
        if inner and inner["type"] == "code" and all(inner[k] == place[k] for k in ("offset", "length")):
            self.entities.pop()
            return {"type": "pre", **place, **({"language": inner["language"]} if "language" in inner else {})}
        return {"type": "pre", **place}


def _link(address: str, place: Json) -> Json | None:
    if user := re.fullmatch(r"tg://user\?id=(\d+)", address):
        return {"type": "text_mention", **place, "user": {"id": int(user.group(1))}}
    if re.match(r"(?:https?|tg|ton|tonsite)://|mailto:|tel:", address, re.IGNORECASE):
        return {"type": "text_link", **place, "url": address}
    if re.fullmatch(r"[\w.-]+\.[a-z]{2,}(?:[/?#]\S*)?", address, re.IGNORECASE):
        return {"type": "text_link", **place, "url": f"http://{address}"}
    return None


def _emoji(identifier: str, place: Json) -> Json:
    if not identifier.isdigit() or int(identifier) == 0:
        raise _failure("Invalid custom emoji identifier specified")
    return {"type": "custom_emoji", **place, "custom_emoji_id": identifier}


def _time(attributes: dict[str, str], place: Json) -> Json:
    """<tg-time unix format>: the format is empty, "r", or made of w, d or D, t or T, in this order."""
    unix, form = attributes.get("unix", ""), attributes.get("format", "")
    if not re.fullmatch(r"-?\d{1,18}", unix):
        raise _failure("Invalid date specified")
    if not _TIME_FORMAT.fullmatch(form):
        raise _failure("Invalid date format specified")
    entity: Json = {"type": "date_time", **place, "unix_time": int(unix)}
    return {**entity, "date_time_format": form} if form else entity


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Text and entities of an HTML source, sorted as Telegram sorts them; raises its 400."""
    text, entities = _Parser(source).run()
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return text, in_order(entities)
