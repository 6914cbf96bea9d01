"""What is kept as a name and JSON comes back as it was, and nothing else does."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NewType

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.ground.kept import NotReadableError, by_name, from_json, name_of, to_json

Id = NewType("Id", str)


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Inner:
    number: int
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EverythingKept:
    who: Id
    is_so: bool
    colour: Colour
    on: date
    span: timedelta
    share: Fraction
    inner: Inner
    many: tuple[Inner, ...] = ()
    pair: tuple[str, int] = ("", 0)
    maybe: str | None = None
    named: Mapping[Id, Colour] = field(default_factory=dict)


times = some.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1), timezones=some.just(UTC))  # noqa: DTZ001
inners = some.builds(Inner, some.integers(), some.none() | times)
wholes = some.builds(
    EverythingKept, some.text(), some.booleans(), some.sampled_from(Colour), some.dates(), some.timedeltas(),
    some.fractions(), inners, some.lists(inners).map(tuple), some.tuples(some.text(), some.integers()),
    some.none() | some.text(), some.dictionaries(some.text(), some.sampled_from(Colour)),
)  # fmt: skip


@given(wholes)
def test_it_comes_back_as_it_was(whole):
    assert from_json(EverythingKept, json.loads(json.dumps(to_json(whole)))) == whole


def test_a_default_takes_no_room():
    assert to_json(Inner(3)) == {"number": 3}
    assert from_json(Inner, {"number": 3}) == Inner(3)
    assert from_json(Inner, {"number": 3, "at": None}) == Inner(3)


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"number": "3"},
        {"number": True},
        {"number": 3, "misspelt": 1},
        {"number": 3, "at": "2026-01-01"},
        [3],
        None,
    ],
)
def test_what_does_not_fit_is_refused(value):
    with pytest.raises(NotReadableError):
        from_json(Inner, value)


WRONG = [
    ("colour", "blue"), ("on", "31.1."), ("share", "1/0x"), ("pair", ["a"]), ("many", "a"), ("inner", 3),
    ("named", {"a": "blue"}), ("named", ["a"]),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_wrong_values_are_refused(field, value):
    whole = EverythingKept(
        Id("a"), True, Colour.RED, date(2026, 1, 1), timedelta(1), Fraction(1, 3), Inner(1), pair=("a", 1)
    )
    with pytest.raises(NotReadableError):
        from_json(EverythingKept, to_json(whole) | {field: value})


def test_what_json_has_no_form_for_is_refused_at_once():
    with pytest.raises(TypeError):
        to_json(1.5)


@dataclass(frozen=True, slots=True)
class Odd:
    weight: float


def test_a_field_of_a_type_that_cannot_be_kept_is_never_read():
    with pytest.raises(NotReadableError):
        from_json(Odd, {"weight": 1.5})


def test_names():
    assert name_of(EverythingKept) == "everything_kept"
    assert by_name([Inner, EverythingKept]) == {"inner": Inner, "everything_kept": EverythingKept}
    with pytest.raises(ValueError, match="two classes"):
        by_name([Inner, type("Inner", (), {})])
