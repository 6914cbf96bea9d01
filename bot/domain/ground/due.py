"""Due work: a row for everything that must happen at a time."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ground.ids import CouncilId


@dataclass(frozen=True, slots=True)
class Due:
    """`key` is unique in its council, so that the same duty is planned once; `done_at` set means done or called off.

    `held_since_at`: what it belongs to is suspended; it is not due until it is let go, and then so much later.
    """

    council_id: CouncilId
    due_id: str
    key: str
    kind: str
    subject_id: str
    due_at: datetime
    done_at: datetime | None = None
    lease_until_at: datetime | None = None
    held_since_at: datetime | None = None
