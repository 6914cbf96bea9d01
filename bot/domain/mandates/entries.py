"""Entries of the record: what is noted of mandates."""

from dataclasses import dataclass

from bot.domain.ground.entry import Fact
from bot.domain.ground.ids import BallotId, OfficeId, PersonId
from bot.domain.mandates.mandate import EndReason


@dataclass(frozen=True, slots=True)
class MandateStarted(Fact):
    """A person holds an office."""

    office_id: OfficeId
    person_id: PersonId
    seat: int
    ballot_id: BallotId
    ends_at: str
    is_alternate: bool


@dataclass(frozen=True, slots=True)
class MandateEnded(Fact):
    """They hold it no more."""

    reason: EndReason
    person_id: PersonId


@dataclass(frozen=True, slots=True)
class SuccessorElected(Fact):
    """Who follows when the term ends."""

    office_id: OfficeId
    person_id: PersonId
    starts_at: str


@dataclass(frozen=True, slots=True)
class SuccessorLapsed(Fact):
    """They do not follow after all."""

    person_id: PersonId


@dataclass(frozen=True, slots=True)
class CheckDue(Fact):
    """Two reports were missed or rejected."""

    why: str
