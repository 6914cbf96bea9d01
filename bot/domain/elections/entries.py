"""Entries of the record: what is noted of elections and offices."""

from dataclasses import dataclass

from bot.domain.ground.entry import Fact, Words
from bot.domain.ground.ids import BallotId, MandateId, PersonId


@dataclass(frozen=True, slots=True)
class OfficeMade(Fact):
    """The council has this office."""

    name: str
    seats: int


@dataclass(frozen=True, slots=True)
class OfficeWidened(Fact):
    """It has more seats."""

    seats: int


@dataclass(frozen=True, slots=True)
class ElectionCalled(Fact):
    """An office is to be filled."""

    office: str
    seats: tuple[int, ...]
    seconds: int
    replaces: MandateId | None


@dataclass(frozen=True, slots=True)
class SeatsAdded(Fact):
    """Another seat of the office fell vacant at the same time: one election fills them all, `seats`."""

    seats: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NominationsOpened(Fact):
    """Names are looked for."""

    until: str


@dataclass(frozen=True, slots=True)
class NominationsExtended(Fact):
    """Longer than was said."""

    until: str | None = None
    why: str | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Nominated(Fact):
    """Somebody was put forward."""

    person_id: PersonId


@dataclass(frozen=True, slots=True)
class NominationAccepted(Fact):
    """They stand."""


@dataclass(frozen=True, slots=True)
class NominationDeclined(Fact):
    """They do not."""


@dataclass(frozen=True, slots=True)
class CandidateIntroduced(Fact):
    """What they say of themselves."""

    introduction: Words


@dataclass(frozen=True, slots=True)
class NomineeStruck(Fact):
    """Somebody who stood left the roll while the vote ran."""

    person_id: PersonId


@dataclass(frozen=True, slots=True)
class Elected(Fact):
    """Who was elected, and who comes next."""

    people: tuple[PersonId, ...]
    alternates: tuple[PersonId, ...]
    mandates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunOffCalled(Fact):
    """A second election between those who are alike."""

    of: BallotId
