"""What Telegram sent, stored before Telegram is told that it arrived; and how long the bot could hear."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

GENERATION = timedelta(minutes=10)
"""What arrives within such a span is sealed under one key, which dies with the last of it."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One raw update, sealed: a press tells what somebody chose.

    In the transaction that sets `done_on` everything else goes but the id, by which a repeated update is recognised.
    """

    update_id: int
    key_id: str = ""
    sealed: bytes = field(default=b"", repr=False)
    received_at: datetime | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class InboxKey:
    """A key of the inbox. `is_over`: nothing is sealed under it any more, so it is to be destroyed."""

    key_id: str
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """When the bot last heard from Telegram; `name` leaves room for several workers."""

    name: str
    heard_at: datetime


def key_at(now: datetime) -> str:
    """The key under which what arrives now is sealed."""
    return f"inbox-{int(now.timestamp()) // int(GENERATION.total_seconds())}"
