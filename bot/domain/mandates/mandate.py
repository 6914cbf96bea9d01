"""A mandate: one person's holding of an office for one council."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import BallotId, CouncilId, MandateId, OfficeId, PersonId


class EndReason(StrEnum):
    """Why a mandate ended."""

    TERM = "term"
    RESIGNED = "resigned"
    RESIGNED_FACING_RECALL = "resigned_facing_recall"
    RECALLED = "recalled"
    LEFT = "left"
    REMOVED = "removed"
    REPLACED = "replaced"


BARRING = frozenset({EndReason.RECALLED, EndReason.RESIGNED_FACING_RECALL})
"""Who ended so may not stand in the replacement election (SPEC section 3, "after it passes")."""


class MandateNotFoundError(DomainError):
    """No such mandate in this council: a foreign, forged or very old button."""

    code = "mandate_not_found"


class MandateOverError(DomainError):
    """The mandate has ended; field `ended_at`."""

    code = "mandate_over"
    IS_OVER = True


class NoMandateError(DomainError):
    """The person holds no office here; field `name` (None: the actor)."""

    code = "no_mandate"


class NobodyHoldsOfficeError(DomainError):
    """No office of this council is held by anybody."""

    code = "nobody_holds_office"


class OfficeVacantError(DomainError):
    """Nobody holds this office now; field `office`."""

    code = "office_vacant"


class NotHolderError(DomainError):
    """Only the holder of this mandate may do this; field `name`, of the holder."""

    code = "not_holder"


@dataclass(frozen=True, slots=True)
class Mandate:
    """Live while `ended_at` is None. `seat` numbers the seats of one office from 1. An alternate acts until `ends_at`.

    `ends_at` is the date for which it was given, and no deadline: nothing stops it, or an outage would keep somebody in
    office. EndMandate only comes about on it.
    `report_due_on` is the next date of its series of report-backs, None if none lies within the term.
    `cool_down_until_at`: after a failed recall signals are kept but open nothing, unless something newer happened.
    """

    council_id: CouncilId
    mandate_id: MandateId
    office_id: OfficeId
    person_id: PersonId
    seat: int
    source_ballot_id: BallotId
    started_at: datetime
    ends_at: datetime
    is_alternate: bool = False
    terms_in_a_row: int = 1
    report_due_on: date | None = None
    nothing_new_running: int = 0
    ended_at: datetime | None = None
    end_reason: EndReason | None = None
    failed_recall_at: datetime | None = None
    check_asked_at: datetime | None = None
    left_chat_at: datetime | None = None
    shown_signals: int | None = None

    @property
    def is_live(self) -> bool:
        """Whether the person holds the office now."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class Alternate:
    """The next in the count of one election: acts while the office is vacant. `rank` counts from 1."""

    council_id: CouncilId
    ballot_id: BallotId
    rank: int
    person_id: PersonId
    office_id: OfficeId


@dataclass(frozen=True, slots=True)
class Successor:
    """Elected to a seat that is still held: begins as mandate `mandate_id` when the holder's ends."""

    council_id: CouncilId
    mandate_id: MandateId
    office_id: OfficeId
    person_id: PersonId
    seat: int
    source_ballot_id: BallotId
    starts_at: datetime
    ends_at: datetime
    terms_in_a_row: int


def counts_as_term(served: timedelta, term: timedelta) -> bool:
    """Whether the time served counts as a term: a replacement serves the rest, more than half of it counts as one."""
    return served * 2 > term


def terms_running(spans: Iterable[tuple[datetime, datetime]], now: datetime, term: timedelta) -> int:
    """Return how many terms in a row somebody has served up to now, from when each of their mandates began and ends.

    Mandates follow one another if less than half a term lies between them: an election takes its days, a term that
    somebody else served breaks the row.
    """
    count, after = 0, now
    for started_at, ended_at in sorted(spans, reverse=True):
        if counts_as_term(after - ended_at, term):
            break
        count += counts_as_term(ended_at - started_at, term)
        after = started_at
    return count
