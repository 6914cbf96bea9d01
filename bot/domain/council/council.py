"""A council: a Telegram group that keeps its roll, charter and record with the bot."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ground.entry import GENESIS
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import CouncilId

FOUNDING_FOR = timedelta(hours=72)
"""The founding window, counted from the first join (SPEC section 2)."""

PRACTICE_BELOW = 3
"""With fewer on the roll results are marked "practice" (SPEC section 2)."""

SPLIT_ABOVE = 1000
"""At about this size the bot proposes to split into base councils (SPEC section 2)."""


SETTLES_FOR = timedelta(hours=24)
"""So long after it was claimed in another group nothing closes: all of its roll can hear where it goes on."""

BASE = 0
"""The tier of a council whose members are people; every other stands above it (SPEC-COUNCILS section 1)."""


class CouncilState(StrEnum):
    """AWAY: the bot was removed from the group; ballots stand still until it is back."""

    ACTIVE = "active"
    AWAY = "away"


class CouncilNotFoundError(DomainError):
    """No such council: a forged or very old button."""

    code = "council_not_found"


@dataclass(frozen=True, slots=True)
class Council:
    """`charter` holds only what differs from the defaults; `rights` what Telegram lets the bot do in the group.

    `entries` is the number of entries in its record, `head` the digest of the last: the next one follows from it.
    `founding_ends_at` repeats the deadline of its EndFounding, as every ballot asks what it was on the day it opened,
    and moves with it; `founded_at`: it is over, whatever the clock says later. `other_bots`, `removed`: accounts that
    do not count, or count still, among the people of the chat while it is founded (`everybody_in`).
    `claimed_at`: when three of its roll said last in another group that it is theirs, so that it goes on there.
    `muted_since_at`: since when Telegram takes no message of the bot there; None while it does.
    `on_roll` are all on its roll, `resting` those of them who rest: kept by bot/services/roll/standing.py alone.
    """

    council_id: CouncilId
    chat_id: int
    title: str
    created_at: datetime
    state: CouncilState = CouncilState.ACTIVE
    away_since_at: datetime | None = None
    muted_since_at: datetime | None = None
    thread_id: int | None = None
    language: str = "en"
    zone: str = "UTC"
    charter: dict[str, str] = field(default_factory=dict)
    founding_ends_at: datetime | None = None
    chat_size: int | None = None
    rights: dict[str, bool] = field(default_factory=dict)
    decisions: int = 0
    tier: int = BASE
    entries: int = 0
    head: str = GENESIS
    on_roll: int = 0
    resting: int = 0
    founded_at: datetime | None = None
    claimed_at: datetime | None = None
    other_bots: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()

    @property
    def is_upper(self) -> bool:
        """Whether its members hold seats, which vote; in a base council people do."""
        return self.tier > BASE

    def is_founding(self, now: datetime) -> bool:
        """Whether the founding window is open; before the first join it has not begun.

        While the bot is out of the group it stands still.
        """
        if self.founding_ends_at is None or self.founded_at is not None:
            return False
        return now < self.founding_ends_at or self.state is CouncilState.AWAY

    def was_founding(self, at: datetime) -> bool:
        """Whether the window was open then, over or not by now."""
        return self.founding_ends_at is not None and at < self.founding_ends_at

    def settles_until(self, at: datetime) -> datetime | None:
        """When it has settled in the group it was claimed in, if it had not at that time."""
        until = self.claimed_at + SETTLES_FOR if self.claimed_at is not None else None
        return until if until is not None and self.claimed_at is not None and self.claimed_at <= at < until else None


class CouncilUnclearError(DomainError):
    """An act in private could be about several councils, or about none; field `council_ids`, to pick from."""

    code = "council_unclear"


@dataclass(frozen=True, slots=True)
class Former:
    """A chat id (from before it was a supergroup) or council id (made twice) that still leads to a council."""

    name: str
    council_id: CouncilId


THE_BOT_ITSELF = 1
"""Telegram counts it among the members of the chat."""


def people_in(chat_size: int | None) -> int | None:
    """How many people are in a chat of this size, in which the bot counts too; None while the size is not known."""
    return None if chat_size is None else max(chat_size - THE_BOT_ITSELF, 0)


def everybody_in(council: Council, chat_size: int) -> int:
    """How many people belong to a chat of this size while its council is founded.

    Whom an administrator removed counts still: nobody shuts the others out and is a founder alone. Other bots do not,
    as far as the bot saw them come or was told of them.
    """
    return max(chat_size - THE_BOT_ITSELF - len(council.other_bots), 0) + len(council.removed)


def may_have_others(council: Council) -> bool:
    """Whether somebody in the chat may not be on the roll: unless all are known to be, cards offer [Join the roll].

    Other bots in the chat are no people, as far as the bot knows of them.
    """
    people = people_in(council.chat_size)
    return people is None or people - len(council.other_bots) > council.on_roll


def is_everybody(roll: int, people: int) -> bool:
    """Whether all people of the chat are on the roll, which ends the founding window (SPEC section 2).

    Below PRACTICE_BELOW nothing binds yet, so nothing is founded: somebody who opens a group alone and then asks the
    others in does not become its only founder. Our judgement.
    """
    return roll >= PRACTICE_BELOW and roll >= people
