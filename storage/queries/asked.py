"""What answers a named query: its statement, built once, what is bound into it, and how its rows become the answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy.sql import ClauseElement

Q = TypeVar("Q")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked(Generic[Q, T]):
    """`values` gets the question and the reading of the clock, and gives the bind parameters."""

    statement: Callable[[], ClauseElement]
    values: Callable[[Q, datetime], dict[str, Any]]
    answer: Callable[[Sequence[Sequence[Any]]], T]
