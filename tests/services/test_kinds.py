"""Kinds of ballots: all are declared, and one more needs a declaration and nothing else."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, Method, Outcome
from bot.domain.ballots.subject import BallotKind, Subject
from bot.domain.ground.counting import HALF, TWO_THIRDS, YesNoRule
from bot.domain.ground.entry import Entry, Fact
from bot.domain.ground.ids import BallotId
from bot.domain.ground.spans import DurationOutOfRangeError
from bot.services.ballots.ballots import begin, find_ballot
from bot.services.ballots.durations import duration_of
from bot.services.ballots.voting import cast_vote
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import KindOfBallot
from bot.services.ground.record import record
from bot.services.registers.kinds import KINDS, SUBJECTS
from tests.support.council import House


@dataclass(frozen=True, slots=True)
class FairOpens(Fact):
    pass


@dataclass(frozen=True, slots=True)
class FairHeld(Fact):
    where: str


@dataclass(frozen=True, slots=True)
class FairSubject(Subject):
    """Whether there is to be a fair, and where."""

    KIND = BallotKind("fair")
    IS_WITHDRAWABLE = True

    where: str
    days: tuple[int, ...] = ()

    def rule_by(self, charter, *, is_urgent):
        del charter, is_urgent
        return YesNoRule(TWO_THIRDS, HALF)


FAIR = FairSubject.KIND


def note_open(uow, ballot):
    record(uow, ballot.council_id, FairOpens(), ballot.ballot_id)


def hold_fair(uow, council, ballot):
    if ballot.outcome is Outcome.ADOPTED:
        record(uow, council.council_id, FairHeld(ballot.about(FairSubject).where), ballot.ballot_id)


def look_round(uow, ballot):
    """Before the vote somebody looks at the place."""
    return uow.change(ballot, state=BallotState.REPLY, subject=replace(ballot.about(FairSubject), days=(6, 7)))


def propose_fair(uow, council_id, where):
    kind = uow.registers.kinds[FAIR]
    ballot = Ballot(
        council_id, BallotId(uow.new_id()), kind.kind, Method.YES_NO, BallotState.QUEUED, "A fair", uow.now, 86_400,
        proposer_id=actor_id(uow), subject=kind.subject(where),
    )  # fmt: skip
    uow.add(ballot)
    return begin(uow, ballot)


@pytest.fixture
def house(monkeypatch):
    monkeypatch.setitem(SUBJECTS, FAIR, FairSubject)
    declare(monkeypatch)
    return House()


def declare(monkeypatch, **more):
    fair = KindOfBallot(FairSubject, on_open=note_open, on_close=hold_fair, **more)
    monkeypatch.setitem(KINDS, FAIR, fair)


def test_every_kind_is_declared_once_and_names_its_subject():
    assert len(KINDS) > 7
    assert all(kind is each.kind for kind, each in KINDS.items())
    assert len({each.subject for each in KINDS.values()}) == len(KINDS)


def test_a_tenth_kind_goes_through_open_vote_and_close_by_its_declaration_alone(house):
    anna, ben, cleo = house.founded("Anna", "Ben", "Cleo")
    ballot = house.do(propose_fair, house.council_id, "the yard", by=anna)
    assert (ballot.state, ballot.electorate) == (BallotState.OPEN, 3)
    for voter, choice in ((anna, "yes"), (ben, "yes"), (cleo, "no")):
        house.do(cast_vote, house.council_id, ballot.ballot_id, choice, by=voter)
    house.pass_time(days=2)
    closed = house.read(find_ballot, house.council_id, ballot.ballot_id)
    assert (closed.state, closed.outcome, closed.number) == (BallotState.CLOSED, Outcome.ADOPTED, 1)
    assert closed.subject == FairSubject("the yard")
    told = [entry.kind for entry in house.find(Entry, subject_id=ballot.ballot_id)]
    assert [kind for kind in told if kind.startswith("fair")] == ["fair_opens", "fair_held"]


def test_its_own_rule_decides_it(house):
    people = house.founded("Anna", "Ben", "Cleo", "Dan", "Eve")
    ballot = house.do(propose_fair, house.council_id, "the yard", by=people[0])
    for voter, choice in zip(people, ("yes", "yes", "yes", "no", "no"), strict=True):
        house.do(cast_vote, house.council_id, ballot.ballot_id, choice, by=voter)
    house.pass_time(days=2)
    closed = house.read(find_ballot, house.council_id, ballot.ballot_id)
    assert closed.outcome is Outcome.NOT_ADOPTED, "a proposal would have been adopted"


def test_what_comes_before_its_vote_is_declared_too(house, monkeypatch):
    declare(monkeypatch, begins_with=look_round)
    (anna, *_) = house.founded("Anna", "Ben", "Cleo")
    ballot = house.do(propose_fair, house.council_id, "the yard", by=anna)
    assert (ballot.state, ballot.about(FairSubject).days) == (BallotState.REPLY, (6, 7))
    assert house.read(find_ballot, house.council_id, ballot.ballot_id) == ballot


def test_how_long_it_is_open_is_the_rule_it_names(house, monkeypatch):
    house.founded("Anna", "Ben", "Cleo")
    assert house.read(duration_of, house.council_id, FAIR) == timedelta(days=3)
    declare(monkeypatch, lasts="reply_time")
    assert house.read(duration_of, house.council_id, FAIR) == timedelta(days=1)
    assert house.read(duration_of, house.council_id, FAIR, timedelta(days=5)) == timedelta(days=5)


def test_what_may_be_urgent_may_be_asked_for_an_hour(house, monkeypatch):
    house.founded("Anna", "Ben", "Cleo")
    hour = timedelta(hours=1)
    with pytest.raises(DurationOutOfRangeError):
        house.read(duration_of, house.council_id, FAIR, hour)
    declare(monkeypatch, may_be_urgent=True)
    assert house.read(duration_of, house.council_id, FAIR, hour) == hour
