"""Somebody proposed for an office: counted only once they accepted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain, count

from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import BallotId, CouncilId, PersonId
from bot.domain.ground.names import is_reserved, look_of, person_name, told_apart
from bot.domain.ground.text import cut_utf16, folded

NOMINEES_LIMIT = 30
"""Nominees on one ballot paper. Our judgement: what a booth of four pages still bears."""

UNANSWERED_LIMIT = 3
"""So many may one member have nominated in one election who have not answered: each is written to. Our judgement."""

NAME_UNITS = 40
"""UTF-16 units of a name on the paper. Our judgement."""


class NomineeState(StrEnum):
    """NOMINATED waits for the person's own word."""

    NOMINATED = "nominated"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class NominationsClosedError(DomainError):
    """Nominations of this election are not open; fields `state` (of the ballot) and `office`."""

    code = "nominations_closed"

    @property
    def is_over(self) -> bool:
        """Not before they have begun."""
        return self.fields.get("state") != "seconding"


class NoNominationsError(DomainError):
    """No election of this council is taking nominations now; field `office`, if one was named."""

    code = "no_nominations"


class AlreadyNominatedError(DomainError):
    """The person is nominated already; fields `name` and `state` of the nominee."""

    code = "already_nominated"


class NotNominatedError(DomainError):
    """Only somebody nominated can accept or decline; field `office`."""

    code = "not_nominated"


class NomineeNotOnRollError(DomainError):
    """Only a member on the roll can stand; field `name`."""

    code = "nominee_not_on_roll"


class NomineeBarredError(DomainError):
    """Recalled from this office, or resigned facing recall (`has_resigned`): the person may not stand now.

    Fields `name`, `office`, `has_resigned`.
    """

    code = "nominee_barred"


class TooManyNomineesError(DomainError):
    """The ballot paper is full; field `limit`."""

    code = "too_many_nominees"


class TooManyUnansweredError(DomainError):
    """As many as one member may ask at a time whether they stand have not answered yet; field `limit`."""

    code = "too_many_unanswered"


@dataclass(frozen=True, slots=True)
class Nominee:
    """One nominee of one election; `option` is their key on the ballot paper once it opened.

    `introduction`: what they say of themselves, empty if nothing (introduction.py).
    """

    council_id: CouncilId
    ballot_id: BallotId
    person_id: PersonId
    state: NomineeState
    nominated_by_id: PersonId
    nominated_at: datetime
    answered_at: datetime | None = None
    option: str | None = None
    introduction: str = ""


def paper_names(people: Sequence[tuple[str, str | None, int | None]]) -> tuple[str, ...]:
    """Names as they stand on the paper, from (name, username, which of several on the roll who bear it).

    Those that look alike, on the roll or here, or like what the bot itself puts on a paper, get their username, or a
    number.
    A name of which nothing shows becomes "?"; one is cut so that thirty of them fit on a card, whatever they spell.
    """
    shown = [cut_utf16(person_name(name), NAME_UNITS) or "?" for name, _, _ in people]
    alike = Counter(map(look_of, shown))
    seen: Counter[str] = Counter()
    told = []
    for name, (_, username, number) in zip(shown, people, strict=True):
        look = look_of(name)
        seen[look] += 1
        is_clear = alike[look] == 1 and not is_reserved(name)
        told.append(told_apart(name, username, number or (None if is_clear else seen[look])))
    return _numbered(told)


def _numbered(told: list[str]) -> tuple[str, ...]:
    """Whatever people call themselves, no two stand there as one."""
    names: dict[str, str] = {}
    for name in told:
        numbered = (f"{name} ({number})" for number in count(2))
        free = next(each for each in chain([name], numbered) if folded(each) not in names)
        names[folded(free)] = free
    return tuple(names.values())
