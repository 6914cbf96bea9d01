"""An election: nominations, then a ballot, then mandates. What its ballot holds besides the names is its race."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ballots.ballot import Ballot, Method
from bot.domain.ballots.subject import BallotKind, Subject
from bot.domain.charter.charter import Charter
from bot.domain.ground.counting import MAJORITY, YesNoRule
from bot.domain.ground.ids import MandateId, PersonId

NAMES_ON_CARD = 8
"""An approval card with up to so many names also carries the names (SPEC section 4)."""


@dataclass(frozen=True, slots=True)
class Race(Subject):
    """What the ballot of an election is about.

    `seats`: numbers of the seats to fill. `ends_at`: the end of the term of which the rest is served; None: a full
    term. `barred` may not stand. `seconds`: how many a new office waits for before nominations begin. `was_extended`:
    nobody had accepted, so nominations were extended, which happens once. When they end stands in their Due row.
    `struck`: the keys of those who left while the vote ran.
    """

    KIND = BallotKind("election")
    IS_PERSONAL = True
    FILLS_SEATS = True

    office: str
    key: str
    seats: tuple[int, ...]
    nominations_s: int
    is_new: bool = False
    was_extended: bool = False
    replaces_id: MandateId | None = None
    ends_at: datetime | None = None
    barred: tuple[PersonId, ...] = ()
    seconds: int = 0  # pyright: ignore[reportIncompatibleMethodOverride]
    struck: tuple[str, ...] = ()  # pyright: ignore[reportIncompatibleMethodOverride]

    @property
    def is_replacement(self) -> bool:
        """Whether the rest of a term is filled: such elections never wait for others (SPEC section 3)."""
        return self.replaces_id is not None

    @property
    def never_waits(self) -> bool:
        """Nor does the replacement of somebody wait for room."""
        return self.is_replacement

    @property
    def method(self) -> Method:
        """One seat: approval. Several: Scottish STV (SPEC section 3, "election")."""
        return Method.APPROVAL if len(self.seats) == 1 else Method.STV

    def rule_by(self, charter: Charter, *, is_urgent: bool) -> YesNoRule:
        """Turnout and floor count; who is elected is decided by the method."""
        del is_urgent
        return YesNoRule(MAJORITY, charter.fraction("election_turnout"), floor_turnout=charter.count("floor_turnout"))


def race_of(ballot: Ballot) -> Race:
    """The race behind an election's ballot."""
    return ballot.about(Race)


def nominations_end(
    race: Race, since_at: datetime, now: datetime, shortest: timedelta, *, has_accepted: bool
) -> datetime:
    """When nominations that run since then end: after their time, or early, once somebody accepted (SPEC section 3).

    Not before `shortest` has passed; extended they run anew, so that whoever stands first does not end them at once.
    """
    full = since_at + timedelta(seconds=race.nominations_s)
    return min(full, max(since_at + shortest, now)) if has_accepted else full


def rest_or_full(race: Race, now: datetime, shortest: timedelta) -> datetime | None:
    """The end of the term whose rest is served; None: a full term, also where less than `shortest` is left.

    With so little left the election of the next term would have begun already (SPEC section 3, "term"); our judgement.
    """
    return race.ends_at if race.ends_at is not None and race.ends_at - now > shortest else None
