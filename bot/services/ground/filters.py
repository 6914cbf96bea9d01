"""What a filter may ask for besides equality: `uow.find(Due, due_at=AtMost(now))`."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class AtMost:
    """In a filter: the column is at most this value."""

    value: datetime | date | int | str


@dataclass(frozen=True, slots=True)
class MoreThan:
    """In a filter: the column is more than this value."""

    value: datetime | date | int | str
