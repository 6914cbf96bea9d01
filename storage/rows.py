"""How a frozen dataclass becomes a table, and its fields become columns and come back.

One place for it: a field's annotation decides its column. Times are microseconds since 1970 in BIGINT, the same on both
engines and exact to compare; enumerations their text; tuples and dicts JSON text; dates ISO text; bytes as they are.
"""

import json
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, LargeBinary, MetaData, Table, Text, UniqueConstraint

from bot.domain.ground import kept
from bot.domain.ground.kept import NotReadableError, RowNotReadableError, Unreadable
from storage.unreadable import set_aside

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Convert = Callable[[Any], Any]
ToldBy = tuple[str, Mapping[Any, type]]
"""The field that tells, and the classes by what it says."""
Codec = tuple[Convert, Convert]
"""How a value that knows its own JSON is written as such and read again; what is equal is read once."""


class Kept:
    """One dataclass kept as one table: the conversions of each field, both ways. Missing values stay None."""

    def __init__(
        self,
        kind: type,
        name: str,
        key: Sequence[str],
        unique: Sequence[Sequence[str]] = (),
        index: Sequence[Sequence[str]] = (),
        *,
        is_unordered: bool = False,
        is_whole: bool = False,
        typed_later: Sequence[str] = (),
        told_by: Mapping[str, ToldBy] = MappingProxyType({}),
        codecs: Mapping[str, Codec] = MappingProxyType({}),
    ) -> None:
        """Derive the table `name` with primary key `key` from the annotations of `kind`.

        `told_by`: fields that hold a dataclass, of which class another field tells. `codecs`: fields that are written
        in a form of their own. `typed_later`: JSON that is read where it is used; what is no object is Unreadable.
        `is_whole`: these rows are one thing, and no list shows some of them if one cannot be read.
        `is_unordered`: rows lie in the order of their key alone (on SQLite), so that no row tells when it was added.
        """
        hints = typing.get_type_hints(kind)
        self.kind = kind
        self.key = tuple(key)
        self.is_whole = is_whole
        self._unique = (key, *unique)
        self.names = tuple(field.name for field in fields(kind))
        plain = {name: _plain(hints[name]) for name in self.names}
        ways = {name: (_to_db(base), _from_db(base, hints[name])) for name, (base, _) in plain.items()}
        ways |= {name: (ways[name][0], json.loads) for name in told_by}
        ways |= dict.fromkeys(typed_later, OBJECT)
        ways |= {name: _through(*codec) for name, codec in codecs.items()}
        self.to_db = {name: to for name, (to, _) in ways.items()}
        self.from_db = tuple(ways[name][1] for name in self.names)
        self._told = [(self.names.index(name), self.names.index(by), kinds) for name, (by, kinds) in told_by.items()]
        columns = [
            Column(name, _column_type(base), primary_key=name in key, nullable=optional, autoincrement=False)
            for name, (base, optional) in plain.items()
        ]
        constraints = [UniqueConstraint(*names) for names in unique]
        indexes = [Index(None, *names) for names in index]
        self.table = Table(name, metadata, *columns, *constraints, *indexes, sqlite_with_rowid=not is_unordered)

    def read(self, row: Sequence[Any]) -> Any:
        """A row in the order of the fields, as the dataclass. RowNotReadableError names it, and tells nothing in it."""
        try:
            return self._read(row)
        except Exception:  # noqa: BLE001 (whatever a conversion makes of what another release, or a hand, wrote)
            raise RowNotReadableError(self.named(row)) from None

    def readable(self, rows: Iterable[Sequence[Any]]) -> list[Any]:
        """Those that can be read; any other is set aside."""
        found = []
        for row in rows:
            try:
                found.append(self.read(row))
            except RowNotReadableError as error:
                set_aside(str(error))
        return found

    def named(self, row: Sequence[Any]) -> str:
        """The row by table and key, for the operator."""
        return " ".join((self.table.name, *(str(row[self.names.index(name)]) for name in self.key)))

    @property
    def is_of_council(self) -> bool:
        """Whether its rows belong to councils."""
        return self.key[0] == "council_id"

    def is_one(self, names: set[str]) -> bool:
        """Whether at most one row has the same values there."""
        return any(names.issuperset(unique) for unique in self._unique)

    def _read(self, row: Sequence[Any]) -> Any:
        values = [
            value if value is None or convert is None else convert(value)
            for convert, value in zip(self.from_db, row, strict=True)
        ]
        for place, by, kinds in self._told:
            if values[place] is not None:
                values[place] = kept.from_json(kinds[values[by]], values[place])
        return self.kind(*values)

    def values(self, row: Any) -> dict[str, Any]:
        """The dataclass as bind parameters."""
        return {name: self.bind(name, getattr(row, name)) for name in self.names}

    def empty(self, name: str) -> Any:
        """What erased words become in this column, as the database has it."""
        return EMPTY[_plain(typing.get_type_hints(self.kind)[name])[0]]

    def bind(self, name: str, value: Any) -> Any:
        """One field as a bind parameter."""
        convert = self.to_db[name]
        return value if value is None or convert is None else convert(value)


EMPTY: Mapping[Any, Any] = {str: "", bytes: b"", tuple: "[]", dict: "{}"}


def to_microseconds(at: datetime) -> int:
    """Aware time to microseconds since 1970; a naive one is a mistake of the program."""
    return (at - EPOCH) // MICROSECOND


def from_microseconds(value: int) -> datetime:
    """The way back."""
    return EPOCH + timedelta(microseconds=value)


def to_json(value: Any) -> str:
    """Compact JSON, the same text for the same value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _through(write: Convert, read: Convert) -> tuple[Convert, Convert]:
    return lambda value: to_json(write(value)), lru_cache(maxsize=256)(lambda text: read(json.loads(text)))


def _plain(hint: Any) -> tuple[Any, bool]:
    """The type behind NewType and `| None`, and whether None is allowed."""
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        inner = [part for part in typing.get_args(hint) if part is not type(None)]
        return _plain(inner[0])[0], True
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    return typing.get_origin(hint) or hint, False


def _column_type(base: type) -> Any:
    if base is bool:
        return Boolean(create_constraint=False)
    if base is bytes:
        return LargeBinary()
    return BigInteger() if base in {int, datetime} else Text()


def _to_db(base: type) -> Convert | None:
    if base is datetime:
        return to_microseconds
    if base is date:
        return date.isoformat
    if base in {tuple, dict}:
        return to_json
    if base is Mapping or is_dataclass(base):
        return lambda value: to_json(kept.to_json(value))
    return (lambda value: value.value) if issubclass(base, Enum) else None


def _from_db(base: type, hint: Any) -> Convert | None:
    if base is datetime:
        return from_microseconds
    if base is date:
        return date.fromisoformat
    if base is tuple:
        return lambda text: _tuples(json.loads(text))
    if base is dict:
        return json.loads
    if base is Mapping or is_dataclass(base):
        return lambda text: kept.read_as(hint, json.loads(text))
    return base if base in {bool, bytes} or issubclass(base, Enum) else None


def _object_from_db(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return Unreadable()
    return value if isinstance(value, dict) else Unreadable()


def _object_to_db(value: dict[str, Any]) -> str:
    """NotReadableError: what could not be read must not be overwritten by nothing."""
    if isinstance(value, Unreadable):
        raise NotReadableError("an object of JSON")
    return to_json(value)


OBJECT = (_object_to_db, _object_from_db)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(part) for part in value) if isinstance(value, list) else value
