"""An office: something to be filled, a seat in an upper council or a function of this one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ballots.rules import seconds_among
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import CouncilId, OfficeId, PersonId
from bot.domain.ground.names import same_office

SECONDS_FROM = 6
"""Under so many who are awake a new office needs no seconds (SPEC section 3, "offices")."""

INSPECTORS = ("inspector", "inspectors", "инспектор", "инспекторы")
"""What the office of inspection is called: who inspects holds no other office (SPEC section 3, "offices")."""


class OfficeKind(StrEnum):
    """A seat reports every 14 days, a function every 30 (SPEC section 3)."""

    SEAT = "seat"
    FUNCTION = "function"


class OfficeHeldError(DomainError):
    """Every seat that is asked for is held; fields `office`, `names`, `ends_at`, `seats`, `vacant`."""

    code = "office_held"


class ElectionRunningError(DomainError):
    """An election for this office is running; field `office`."""

    code = "election_running"


class TooManyOfficesError(DomainError):
    """The person holds as many offices here as one may; fields `limit`, `offices`, `name` (None: the actor)."""

    code = "too_many_offices"


class InspectorAloneError(DomainError):
    """An inspector holds no other office, and who holds one is no inspector; fields `office`, `held`."""

    code = "inspector_alone"


class HoldsSeatError(DomainError):
    """The person holds another seat of this office: one seat for each person; field `office`."""

    code = "holds_seat"


class TermsInARowError(DomainError):
    """The person has served as many terms in a row in this office as one may; fields `limit`, `office`."""

    code = "terms_in_a_row"


@dataclass(frozen=True, slots=True)
class Office:
    """`key` is the name casefolded, NFKC, by confusable skeleton: two names that look alike are one office."""

    council_id: CouncilId
    office_id: OfficeId
    name: str
    key: str
    kind: OfficeKind
    seats: int
    created_at: datetime
    created_by_id: PersonId | None = None


def is_inspection(office_name: str) -> bool:
    """Whether the office is that of an inspector, by its name."""
    return any(same_office(office_name, name) for name in INSPECTORS)


def seconds_needed(others: int, by_charter: int, *, is_new: bool) -> int:
    """How many must second the election: only for a new office, none under 6 members.

    `others`: who is awake besides whoever calls it.
    """
    return seconds_among(by_charter, others) if is_new and others + 1 >= SECONDS_FROM else 0


def ensure_free_for(office: str, held: tuple[str, ...], limit: int) -> None:
    """Raise unless somebody who holds the offices `held` (names) may hold this one too.

    At most `limit` offices for each person and council, inspectors no other (SPEC section 3, "offices").

    Raises InspectorAloneError or TooManyOfficesError.
    """
    others = tuple(name for name in held if not same_office(name, office))
    if others and (is_inspection(office) or any(map(is_inspection, others))):
        raise InspectorAloneError(office=office, held=others[0])
    if len(others) + 1 > limit:
        raise TooManyOfficesError(limit=limit, offices=list(others))
