"""A broadcast: one row that says something to very many councils, a page of them at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


class Announcement:
    """What is said to every council. A subclass is a frozen dataclass; its register says what it does in each."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Restored(Announcement):
    """What came after this moment is lost: the database went back to a copy."""

    since: datetime


@dataclass(frozen=True, slots=True)
class Broadcast:
    """Said to all councils that there were at `begun_at`; up to `cursor`, in the order of their ids, it has been."""

    broadcast_id: str
    kind: str
    data: dict[str, Any]
    begun_at: datetime
    cursor: str = ""
    done_at: datetime | None = None
