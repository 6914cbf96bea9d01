"""How a frozen dataclass is kept as its name and JSON, and read back strictly.

Messages, questions, duties, entries of the record and subjects of ballots are dataclasses in the program and a name
with JSON in the database. Their fields may be str, int, bool (and NewTypes of these), enumerations, aware times, dates,
spans, fractions, nested dataclasses of the same kind, tuples of any of these, mappings to any of these from what is
kept as text, and None. What has a form of its own is an `OwnForm`.
"""

import re
import types
import typing
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from fractions import Fraction
from functools import cache, partial
from typing import Any, Self, TypeVar, cast

T = TypeVar("T")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class OwnForm(ABC):
    """A class that says itself how JSON has it."""

    __slots__ = ()

    @abstractmethod
    def to_kept(self) -> Any:
        """As JSON has it."""

    @classmethod
    @abstractmethod
    def from_kept(cls, value: Any) -> Self:
        """The way back. Raises NotReadableError."""


class NotReadableError(Exception):
    """What was kept is not what the program knows: a name nobody has, a field too many or missing, a wrong type."""


class RowNotReadableError(NotReadableError):
    """A row that something needs cannot be read; the message is its table and key, and tells nothing of what is in it.

    Until it can be, by another release or after a repair, what needs it waits.
    """


class Unreadable(dict[str, Any]):
    """Stands for what is no object of JSON: empty, and none of our classes."""


def name_of(kind: type) -> str:
    """The name a class is kept under: RecallVerdict is "recall_verdict". A class may give another as `KEPT_AS`."""
    return cast("str", getattr(kind, "KEPT_AS", None)) or _snake_case(kind.__name__)


@cache
def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def by_name(kinds: typing.Iterable[type[T]]) -> Mapping[str, type[T]]:
    """The classes by the name they are kept under. ValueError if two have the same."""
    known: dict[str, type[T]] = {}
    for kind in kinds:
        if known.setdefault(name_of(kind), kind) is not kind:
            message = f"two classes are kept as {name_of(kind)!r}"
            raise ValueError(message)
    return known


def to_json(value: object) -> Any:
    """A value as JSON has it; of a dataclass an object of its fields, those at their default left out.

    Raises TypeError.
    """
    if isinstance(value, OwnForm):
        return value.to_kept()
    if is_dataclass(value) and not isinstance(value, type):
        given = {field.name: getattr(value, field.name) for field in fields(value)}
        return {
            field.name: to_json(given[field.name]) for field in fields(value) if given[field.name] != _default(field)
        }
    for kind, convert in WRITTEN.items():
        if isinstance(value, kind):
            return convert(value)
    message = f"{type(value).__name__} cannot be kept"
    raise TypeError(message)


WRITTEN: dict[type, Callable[[Any], Any]] = {
    Enum: lambda value: value.value,
    datetime: lambda value: (value - EPOCH) // MICROSECOND,
    date: lambda value: value.isoformat(),
    timedelta: lambda value: value // MICROSECOND,
    Fraction: lambda value: f"{value.numerator}/{value.denominator}",
    tuple: lambda value: [to_json(part) for part in value],
    Mapping: lambda value: {to_json(key): to_json(part) for key, part in value.items()},
    **{kind: lambda value: value for kind in (bool, int, str, type(None))},
}
"""In this order: an enumeration of strings is one, and a time is a date."""


def from_json(kind: type[T], value: Any) -> T:
    """The dataclass again. NotReadableError for a field it does not have, one it lacks, or one of another type."""
    read = kind.from_kept if issubclass(kind, OwnForm) else partial(_dataclass, kind)
    return cast("T", read(value))


@cache
def _layout(kind: type) -> tuple[dict[str, Any], frozenset[str]]:
    hints = typing.get_type_hints(kind)
    own = fields(kind)
    needed = frozenset(field.name for field in own if _default(field) is MISSING)
    return {field.name: hints[field.name] for field in own}, needed


def _default(field: Any) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _dataclass(kind: type, value: Any) -> Any:
    hints, needed = _layout(kind)
    if not isinstance(value, dict) or isinstance(value, Unreadable) or not needed <= value.keys() <= hints.keys():
        raise NotReadableError(kind.__name__)
    return kind(**{name: read_as(hints[name], part) for name, part in value.items()})


def read_as(hint: Any, value: Any) -> Any:
    """A value of any type that can be kept. Raises NotReadableError."""
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    origin = typing.get_origin(hint)
    if origin in {typing.Union, types.UnionType}:
        return _read_union(typing.get_args(hint), value)
    if origin is tuple:
        return _read_tuple(typing.get_args(hint), value)
    if origin is Mapping:
        return _read_mapping(typing.get_args(hint), value)
    if is_dataclass(hint):
        return from_json(cast("type", hint), value)
    if hint in PLAIN:
        expected, convert = PLAIN[hint]
        return convert(_checked(value, expected))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _member(hint, value)
    raise NotReadableError(str(hint))


def _read_union(options: tuple[Any, ...], value: Any) -> Any:
    """`X | None` only: of several classes JSON could not tell which is meant."""
    if value is None and type(None) in options:
        return None
    (inner,) = (option for option in options if option is not type(None))
    return read_as(inner, value)


def _read_tuple(parts: tuple[Any, ...], value: Any) -> Any:
    values = _checked(value, list)
    if len(parts) == 2 and parts[1] is Ellipsis:  # noqa: PLR2004 (tuple[X, ...])
        return tuple(read_as(parts[0], each) for each in values)
    if len(parts) != len(values):
        raise NotReadableError("tuple")
    return tuple(read_as(part, each) for part, each in zip(parts, values, strict=True))


def _read_mapping(parts: tuple[Any, ...], value: Any) -> Mapping[Any, Any]:
    key, part = parts
    return {read_as(key, name): read_as(part, each) for name, each in _checked(value, dict).items()}


def _checked(value: Any, expected: type) -> Any:
    if type(value) is not expected:
        raise NotReadableError(expected.__name__)
    return value


def _member(kind: type[Enum], value: Any) -> Enum:
    try:
        return kind(value)
    except ValueError as error:
        raise NotReadableError(kind.__name__) from error


def _fraction(text: str) -> Fraction:
    try:
        return Fraction(text)
    except ValueError as error:
        raise NotReadableError("Fraction") from error


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotReadableError("date") from error


PLAIN: dict[type, tuple[type, Callable[[Any], Any]]] = {
    str: (str, str),
    int: (int, int),
    bool: (bool, bool),
    datetime: (int, lambda value: EPOCH + value * MICROSECOND),
    date: (str, _date),
    timedelta: (int, lambda value: value * MICROSECOND),
    Fraction: (str, _fraction),
}
