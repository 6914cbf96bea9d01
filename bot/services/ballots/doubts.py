"""Before a press throws away what somebody handed in or marked, it asks whether that is meant: pressed again, it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ballots.ballot import Ballot
from bot.domain.ground.ids import BallotId, PersonId
from bot.services.ground.ports import Uow

SOONEST = timedelta(seconds=2)
"""A press sooner after the first is a finger that slipped twice. Our judgement."""

LATEST = timedelta(minutes=1)
"""A press later than this is asked about again. Our judgement."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """In which ballot somebody was asked, and when."""

    ballot_id: BallotId
    edition: int
    at: datetime


def is_meant(uow: Uow, ballot: Ballot, person_id: PersonId) -> bool:
    """Whether they were asked just now; else they are from here on, and the caller answers so.

    Known in memory alone, one for each person: a row would tell who has voted. After a start it is asked again.
    """
    key = f"doubted:{person_id}"
    known = uow.memory.recall(key)
    asked = known if isinstance(known, Doubted) and _is_about(known, ballot, uow.now) else None
    if asked is None:
        uow.memory.keep(key, Doubted(ballot.ballot_id, ballot.edition, uow.now))
        return False
    if uow.now - asked.at < SOONEST:
        return False
    uow.memory.drop(key)
    return True


def _is_about(known: Doubted, ballot: Ballot, now: datetime) -> bool:
    is_same = (known.ballot_id, known.edition) == (ballot.ballot_id, ballot.edition)
    return is_same and timedelta(0) <= now - known.at <= LATEST
