"""What an error's fields say, as JSON takes them: kept where errors of any kind may stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from fractions import Fraction
from typing import Self

from bot.domain.ground.kept import NotReadableError, OwnForm, to_json

Plain = bool | int | str | None | tuple["Plain", ...]


@dataclass(frozen=True, slots=True, eq=False)
class Fields(OwnForm, Mapping[str, Plain]):
    """The fields of a DomainError as they are kept; they equal any mapping that says the same."""

    given: tuple[tuple[str, Plain], ...] = ()

    @classmethod
    def of(cls, fields: Mapping[str, object]) -> Self:
        """Times as ISO text, the rest as numbers or text."""
        return cls(tuple((name, _plain(value)) for name, value in fields.items()))

    @classmethod
    def from_kept(cls, value: object) -> Self:
        """Raises NotReadableError."""
        if type(value) is not dict:
            raise NotReadableError(cls.__name__)
        return cls(tuple((name, _read(part)) for name, part in value.items()))

    def to_kept(self) -> dict[str, object]:
        """As JSON has it."""
        return {name: to_json(value) for name, value in self.given}

    def __getitem__(self, name: str) -> Plain:
        """KeyError for a field that the error does not have."""
        return dict(self.given)[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self.given))

    def __len__(self) -> int:
        return len(self.given)

    def __hash__(self) -> int:
        return hash(frozenset(self.given))


def _plain(value: object) -> Plain:
    match value:
        case Enum():
            return _plain(value.value)
        case None | bool() | int() | str():
            return value
        case datetime():
            return value.isoformat()
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case tuple() | list():
            return tuple(_plain(part) for part in value)
        case _:
            return str(value)


def _read(value: object) -> Plain:
    if isinstance(value, list):
        return tuple(_read(part) for part in value)
    if value is None or isinstance(value, bool | int | str):
        return value
    raise NotReadableError(Fields.__name__)


@dataclass(frozen=True, slots=True)
class NotApplied:
    """Why an adopted change could not be made any more: what the refusal says."""

    code: str
    fields: Fields
