"""What is said about the roll."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ground.ids import PersonId
from bot.domain.ground.message import CardMessage, Message, PersonQuestion

NEWCOMERS = "newcomers"
"""The subject of the card with [Vouch]; one for each council lives, and shows all who wait."""


@dataclass(frozen=True, slots=True)
class Newcomers(CardMessage):
    """Who waits until when, with [Vouch] for each."""

    subject: str = NEWCOMERS


@dataclass(frozen=True, slots=True)
class Founded(Message):
    """The founding window is over."""

    size: int


@dataclass(frozen=True, slots=True)
class Split(Message):
    """The council is too large to talk in."""

    size: int


@dataclass(frozen=True, slots=True)
class JoinedRoll(Message):
    """The answer to /join: from when they may vote, None for at once."""

    KEPT_AS = "joined"

    may_vote_at: datetime | None
    is_founder: bool
    is_back: bool
    vouchers: int
    is_unseen: bool = False


@dataclass(frozen=True, slots=True)
class ConfirmVouch(PersonQuestion):
    """Is this the newcomer who is meant?"""

    PURPOSE = "vouch"
    KEPT_AS = "confirm_person"


@dataclass(frozen=True, slots=True)
class VouchedFor(Message):
    """The answer to /vouch: so many words are missing still."""

    KEPT_AS = "vouched"

    person_id: PersonId
    missing: int


@dataclass(frozen=True, slots=True)
class RollPage(Message):
    """A page of the roll."""

    FOR_ONE = True
    IS_PAGE = True
    KEPT_AS = "roll"

    page: int


@dataclass(frozen=True, slots=True)
class StillHere(Message):
    """The question to one who has been silent for long."""

    until: datetime


@dataclass(frozen=True, slots=True)
class StillHereAll(Message):
    """The same to all whom the bot cannot write to in private."""

    person_ids: tuple[PersonId, ...]
    until: datetime


@dataclass(frozen=True, slots=True)
class Rests(Message):
    """To somebody who rests from now on."""
