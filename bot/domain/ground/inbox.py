"""What Telegram sent, stored before Telegram is told that it arrived; and how long the bot could hear."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Incoming:
    """One raw update. `raw` is blanked in the transaction that sets `done_at`: nothing keeps who pressed what."""

    update_id: int
    raw: str
    received_at: datetime
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """When the bot last heard from Telegram; `name` leaves room for several workers."""

    name: str
    heard_at: datetime
