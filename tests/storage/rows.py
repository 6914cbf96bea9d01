"""Rows of every kind, made from the annotations of their dataclasses."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from hypothesis import strategies as st

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.subject import BallotKind
from bot.domain.ballots.tally import Tally
from bot.domain.charter.charter import Charter
from bot.services.registers.kinds import SUBJECTS

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
NUMBERS = st.integers(-(2**63), 2**63 - 1)
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: NUMBERS,
    bool: st.booleans(),
    datetime: MOMENTS,
    date: st.dates(),
    bytes: st.binary(max_size=20),
    Any: JSON,
    Charter: st.just(Charter()),
    Tally: st.dictionaries(TEXTS, st.integers(0, 2**63 - 1), max_size=3).map(Tally.from_kept),
}


def rows(kind: type) -> st.SearchStrategy[Any]:
    """Any row of this kind."""
    return BY_HAND[kind] if kind in BY_HAND else _built(kind)


def _built(kind: type, /, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(kind)
    others = {field.name: values(hints[field.name]) for field in fields(kind) if field.name not in given}
    return st.builds(kind, **others, **given)


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field with this annotation."""
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        return st.one_of(*(st.none() if part is type(None) else values(part) for part in inner))
    if origin is tuple and inner[-1] is Ellipsis:
        return st.lists(values(inner[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values, inner))
    if origin in {dict, Mapping}:
        return st.dictionaries(values(inner[0]), values(inner[1]), max_size=3)
    if is_dataclass(hint) and hint not in PLAIN:
        return _built(hint)  # type: ignore[arg-type]
    return st.sampled_from(list(hint)) if isinstance(hint, type) and issubclass(hint, Enum) else PLAIN[hint]


def _ballot(kind: BallotKind) -> st.SearchStrategy[Ballot]:
    """What a ballot is about is of its kind; what was counted, of its method, has tests of its own."""
    return _built(Ballot, kind=st.just(kind), subject=_built(SUBJECTS[kind]), result=st.none())


BY_HAND: dict[type, st.SearchStrategy[Any]] = {Ballot: st.sampled_from(list(SUBJECTS)).flatmap(_ballot)}
