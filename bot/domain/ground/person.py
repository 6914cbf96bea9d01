"""A person is a Telegram id; everything else about them may change or be forgotten."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.names import plain_look
from bot.domain.ground.text import folded

START = 3
"""Letters of a name without which nobody is looked for by a part of it. Our judgement: two fit half a roll."""

SIGHTING_COUNTS_FOR = timedelta(days=30)
"""A typed username counts if it was seen on an update within this span (SPEC section 1)."""

FORMER = "a former member"
"""The name of somebody who asked to be forgotten; known to the catalogs (handlers/views/me/me.py)."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the bot has seen. `is_reachable`: they started the private chat and have not blocked the bot.

    `lost_username`: another was seen under it since that day; for a while either may be meant by it.
    `wants_digest`: once a week, until they switch it off, are forgotten, or are on no roll any more.
    `first_name` and `last_name` find them by what people call them, `first_start` and `last_start` by the beginning of
    either (`named`). `language` is what Telegram says of them, until
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
    last_name: str = ""
    first_start: str = ""
    last_start: str = ""
    lost_username: str | None = None
    lost_username_at: datetime | None = None
    wants_digest: bool = False


def first_name_of(name: str) -> str:
    """The first word of a name, by its plain look: what every way to write somebody's name begins with."""
    return plain_look(folded(name).partition(" ")[0])


def last_name_of(name: str) -> str:
    """The last of several words, by its plain look; "" of a name of one word."""
    return plain_look(folded(name).partition(" ")[2].rpartition(" ")[2])


def start_of(word: str) -> str:
    """By what an index finds a word of which only the beginning is known; "" of what is too short for that."""
    return word[:START] if len(word) >= START else ""


def named(name: str) -> dict[str, Any]:
    """The name, and by what it is found."""
    first, last = first_name_of(name), last_name_of(name)
    starts = {"first_start": start_of(first), "last_start": start_of(last)}
    return {"name": name, "first_name": first, "last_name": last, **starts}


def is_called(written: str, name: str) -> bool:
    """Whether the first word of the name is written, and whole others of it in their order, accents or none.

    "Jose" for "José", "Anna Karlsson" for "Anna Maria Karlsson".
    """
    words, left = plain_look(written).split(), iter(plain_look(name).split())
    return words[:1] == plain_look(name).split()[:1] and bool(words) and all(word in left for word in words)


def may_mean(written: str, name: str) -> bool:
    """Whether every word written begins another word of the name: "karen", "A. Karenina" for "Anna Karenina"."""
    words, left = plain_look(written).split(), plain_look(name).split()
    for word in words:
        begun = next((one for one in left if one.startswith(word.strip("."))), None)
        if begun is None:
            return False
        left.remove(begun)
    return bool(words)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who stands behind an update, as Telegram says it; never a bot, a channel or an anonymous administrator."""

    telegram_id: int
    name: str
    username: str | None
    language: str | None
