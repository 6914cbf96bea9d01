"""A person is a Telegram id; everything else about them may change or be forgotten."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.text import folded

SIGHTING_COUNTS_FOR = timedelta(days=30)
"""A typed username counts if it was seen on an update within this span (SPEC section 1)."""

FORMER = "a former member"
"""The name of somebody who asked to be forgotten; known to the catalogs (handlers/views/me/me.py)."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the bot has seen. `is_reachable`: they started the private chat and have not blocked the bot.

    `lost_username`: another was seen under it since that day; for a while either may be meant by it.
    `wants_digest`: once a week, until they switch it off, are forgotten, or are on no roll any more.
    `first_name` finds them by what people call them (`first_name_of`). `language` is what Telegram says of them, until
    they choose one by /language.
    """

    person_id: PersonId
    telegram_id: int
    name: str
    username: str | None
    language: str | None
    seen_at: datetime
    is_reachable: bool = False
    allows_reminders: bool = True
    current_council_id: CouncilId | None = None
    zone: str | None = None
    forgotten_at: datetime | None = None
    is_language_chosen: bool = False
    first_name: str = ""
    lost_username: str | None = None
    lost_username_at: datetime | None = None
    wants_digest: bool = False


def first_name_of(name: str) -> str:
    """The first word of a name, as equality sees it: what every way to write somebody's name begins with."""
    return folded(name).partition(" ")[0]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who stands behind an update, as Telegram says it; never a bot, a channel or an anonymous administrator."""

    telegram_id: int
    name: str
    username: str | None
    language: str | None
