"""An errand: a command that was understood but not done, because it was unclear who gave it or what it is about."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import ErrandId, PersonId

KEPT_FOR = timedelta(days=1)
"""What nobody comes back to is forgotten, text and all."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One command as Telegram sent it (JSON). `person_id`: who gave it; None: an anonymous administrator or channel."""

    errand_id: ErrandId
    person_id: PersonId | None
    raw: str
    made_at: datetime


class ErrandOverError(DomainError):
    """The command was done already, is too old, or was somebody else's."""

    code = "errand_over"
    IS_OVER = True
