"""Callback data and start payloads: typed, versioned, at most 64 bytes. They say what was pressed and give no right.

A kind of press is a frozen dataclass with a short verb. Its fields are packed in order: ids (32 hexadecimal
digits, declared by their NewType) as 22 characters of base64url, everything else as text joined by "~".
"""

import base64
import re
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar

from bot.domain.ground import ids
from bot.domain.ground.errors import DomainError

VERSION = "1"
ID_TYPES = tuple(value for value in vars(ids).values() if isinstance(value, typing.NewType))
ID_LENGTH = 22
VERB_LENGTH = 2
HEX_ID = re.compile(r"[0-9a-f]{32}")
FOR_ANSWER = "answer"
"""The payload of [Read my answer], which is no press: who opens the private chat reads what waits there."""


class PressUnknownError(DomainError):
    """The data is not ours, of an older version, or forged."""

    code = "press_unknown"


@dataclass(frozen=True, slots=True)
class Press:
    """A kind of press: a frozen dataclass with a verb of two characters.

    `BY_LINK`: a link may carry it. Anybody can make a link up and send it around under another name, so what a link
    does on [Start] is only to show, or to ask: it never votes, signals, stands or answers for whoever followed it.
    `FOR_ANYBODY`: whoever is off the council's roll may press it in private too, where all else asks for a place.
    `IS_SECRET`: what it does is sealed, or leads to that, so that nothing else of who pressed is written with it.
    """

    VERB: ClassVar[str]
    BY_LINK: ClassVar[bool] = False
    FOR_ANYBODY: ClassVar[bool] = False
    IS_SECRET: ClassVar[bool] = False


P = TypeVar("P", bound=Press)


def by_verb(kinds: Iterable[type[P]]) -> Mapping[str, type[P]]:
    """The kinds by their verbs. ValueError if two have the same, or one has not two characters."""
    known: dict[str, type[P]] = {}
    for kind in kinds:
        if len(kind.VERB) != VERB_LENGTH or known.setdefault(kind.VERB, kind) is not kind:
            message = f"verb {kind.VERB!r} is taken or has not {VERB_LENGTH} characters"
            raise ValueError(message)
    return known


def pack(what: Press) -> str:
    """Callback data (or, where every text field is plain, a start payload) for a press."""
    tight: list[str] = []
    loose: list[str] = []
    for name, is_id, _ in _layout(type(what)):
        value = getattr(what, name)
        if is_id:
            tight.append(base64.urlsafe_b64encode(bytes.fromhex(value)).decode().rstrip("="))
        else:
            loose.append(str(value))
    return f"{VERSION}{what.VERB}{''.join(tight)}{'~'.join(loose)}"


def deep_link(bot_name: str, what: Press) -> str:
    """The address of a button that goes on with a press in the private chat; for kinds that may come by one.

    Raises ValueError.
    """
    if not what.BY_LINK:
        message = f"{type(what).__name__} may not come by a link"
        raise ValueError(message)
    return f"https://t.me/{bot_name}?start={pack(what)}"


def unpack_link(payload: str, kinds: Mapping[str, type[Press]]) -> Any:
    """The press behind a start payload; PressUnknownError for what `deep_link` did not make."""
    what = unpack(payload, kinds)
    if not what.BY_LINK:
        raise PressUnknownError
    return what


def verb_of(data: str) -> str:
    """Of which kind callback data is, whatever else it says."""
    return data[1 : 1 + VERB_LENGTH]


def unpack(data: str, kinds: Mapping[str, type[Press]]) -> Any:
    """The press behind callback data; PressUnknownError for anything that `pack` did not make."""
    kind = kinds.get(verb_of(data)) if data.startswith(VERSION) else None
    if kind is None:
        raise PressUnknownError
    try:
        return _read(kind, data[1 + VERB_LENGTH :])
    except (ValueError, IndexError) as error:
        raise PressUnknownError from error


def _read(kind: type[Press], rest: str) -> Any:
    layout = _layout(kind)
    values: dict[str, Any] = {}
    for name, is_id, _ in layout:
        if is_id:
            values[name], rest = _id(rest[:ID_LENGTH]), rest[ID_LENGTH:]
    loose = [(name, convert) for name, is_id, convert in layout if not is_id]
    parts = rest.split("~", len(loose) - 1) if loose else []
    if len(parts) != len(loose) or (rest and not loose):
        raise ValueError("too much or too little")
    for (name, convert), part in zip(loose, parts, strict=True):
        values[name] = convert(part)
    return kind(**values)


def _id(text: str) -> str:
    raw = base64.b64decode(text + "==", altchars=b"-_", validate=True)
    found = raw.hex()
    if len(text) != ID_LENGTH or not HEX_ID.fullmatch(found):
        raise ValueError("no id")
    return found


_layouts: dict[type, list[tuple[str, bool, Callable[[str], Any]]]] = {}


def _layout(kind: type) -> list[tuple[str, bool, Callable[[str], Any]]]:
    """(field, is it an id, how its text is read) for each field."""
    if kind not in _layouts:
        hints = typing.get_type_hints(kind)
        _layouts[kind] = [
            (field.name, hints[field.name] in ID_TYPES, int if hints[field.name] is int else str)
            for field in fields(kind)
        ]
    return _layouts[kind]
