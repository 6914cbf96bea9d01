"""A council found again: the bot was thrown out, the group became another one for Telegram, the bot was added to it.

What a claim may do, and what keeps it from being used against others:

- It acts only on the first card of a group whose council is still being founded and has decided nothing, and only for a
  council that the bot offers there: one of that name out of whose group it is, or one that was claimed away from there.
- Three of its roll say so, all where they are fewer; one person alone brings no council to a group with others in it.
- It is a continuation: of those on the young roll more are on the old one than not. Where most people of the chat are
  not on the old roll, a day passes before, in which they can join. Who founded the young council keeps what they had.
- All on the old roll hear of it in private. What is open closes a day later at the earliest, what opens on that day two
  days later, and nothing early. The group it left is offered the same, by the same rule.
- Whom the old council removed stays barred.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import CouncilId, PersonId

CLAIMED_BY = 3
"""So many of a roll say "this is our council" before it goes on in another group; all, where they are fewer."""

GATHERS_FOR = timedelta(hours=24)
"""So long a group can join before a council comes to it on whose roll most of its people are not. Our judgement."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A member of the roll of `former_id` says in this council's group that it is theirs."""

    council_id: CouncilId
    former_id: CouncilId
    person_id: PersonId
    claimed_at: datetime


@dataclass(frozen=True, slots=True)
class Vacated:
    """A group that a council was claimed away from: its members may bring it back."""

    council_id: CouncilId
    chat_id: int
    left_at: datetime


class ClaimOverError(DomainError):
    """The council that was to be found again is not offered here: it is in its group, or goes on here already."""

    code = "claim_over"


class ClaimLateError(DomainError):
    """The council of this group is founded, or has decided something: no other takes its place."""

    code = "claim_late"


class ClaimAloneError(DomainError):
    """A council of one person takes the place of none in a group of several."""

    code = "claim_alone"


class NotOfFormerError(DomainError):
    """Only who may vote in that council says that it is theirs."""

    code = "not_of_former"


@dataclass(frozen=True, slots=True)
class Claimed:
    """What is missing before the council goes on here; it does with nothing missing.

    `missing`: so many more of its roll say so. `ours`, `others`: of those who joined here, on its roll and not.
    `from_at`: not before, as most people here are not on its roll.
    """

    missing: int
    ours: int = 0
    others: int = 0
    from_at: datetime | None = None

    @property
    def is_continuation(self) -> bool:
        """Whether it goes on: strangers with a council of their own take over none that others found."""
        return self.others == 0 or self.ours > self.others

    @property
    def is_done(self) -> bool:
        """Whether it goes on here from now on."""
        return self.missing == 0 and self.is_continuation and self.from_at is None


def claims_needed(on_roll: int) -> int:
    """How many of a roll of this size must say so."""
    return min(CLAIMED_BY, on_roll)


def is_minority(on_roll: int, people: int | None) -> bool:
    """Whether most people of a chat cannot be on a roll of this size; unknown while the chat's size is."""
    return people is not None and on_roll * 2 <= people
