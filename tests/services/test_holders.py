"""Seats as electors: who votes for them, what they weigh, and what becomes of a vote when a seat changes hands."""

from dataclasses import replace

import pytest

from bot.domain.ballots.ballot import BallotState, Method, Outcome
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.rules import is_quorate
from bot.domain.ballots.tally import Tally
from bot.domain.council.council import Council
from bot.domain.ground.ids import CouncilId, ElectorId, SeatId
from bot.domain.roll.seat import Seat
from bot.services.ballots.ballots import find_ballot
from bot.services.ballots.holders import holder_changed
from bot.services.ballots.papers import keep_paper, paper_of, papers_of
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.record.doctor import examine
from tests.support.council import House

NAMES = ("Ana", "Bea", "Cem")


class Upper(House):
    """A council of councils whose seats weigh so much, each held by one of its people and sent by another council."""

    def __init__(self, *weights, vacant=0):
        super().__init__()
        self.holders = self.founded(*NAMES[: max(1, len(weights))])
        self.do(lambda uow: uow.change(uow.get(Council, self.council_id), tier=10))
        self.seats = [
            self._seat(number, weight, holder.person_id)
            for number, (weight, holder) in enumerate(zip(weights, self.holders, strict=False), 1)
        ]
        self.seats += [self._seat(9 + number, 1, None) for number in range(vacant)]

    def _seat(self, number, weight, holder_id):
        seat = Seat(self.council_id, SeatId(f"seat{number}"), CouncilId(f"below{number}"), 1, weight, holder_id)
        self.do(lambda uow: uow.add(seat))
        return ElectorId(seat.seat_id)

    def put(self, text="Buy a barrel"):
        return self.do(propose, self.council_id, text, None, by=self.holders[0])

    def vote(self, ballot, *holders, choice="yes"):
        for holder in holders:
            self.do(cast_vote, self.council_id, ballot.ballot_id, choice, by=holder)

    def pass_on(self, seat, person):
        self.do(holder_changed, self.council_id, seat, person.person_id if person else None)

    def set(self, row, **changes):
        self.do(lambda uow: uow.change(row, **changes))

    def rewrite(self, ballot, seat, **changes):
        """As advice from below will do it: the paper of this seat says something else."""

        def seal(uow):
            keep_paper(uow, ballot, seat, replace(paper_of(uow, ballot, seat), **changes))

        self.do(seal)

    def now_of(self, ballot):
        return self.read(find_ballot, self.council_id, ballot.ballot_id)

    def weights(self, ballot):
        return Tally.of(self.read(papers_of, self.now_of(ballot)))

    def ensure_sound(self):
        assert [f for f in self.read(examine) if f.check in {"electorates", "tallies", "results"}] == []


def test_the_electorate_of_an_upper_council_is_its_seats_and_vacant_ones_too():
    house = Upper(5, 2, 1, vacant=1)
    ballot = house.put()
    assert (ballot.electorate, ballot.electors, ballot.quorum) == (9, 4, 3)
    frozen = house.find(Elector, ballot_id=ballot.ballot_id)
    assert [elector.holder_id for elector in frozen if elector.weight == 5] == [house.holders[0].person_id]
    assert sum(elector.holder_id is None for elector in frozen) == 1
    house.vote(ballot, house.holders[0])
    counted = house.now_of(ballot)
    assert (counted.voted, counted.voters, house.weights(ballot)) == (5, 1, {"yes": 5})


def test_the_floor_counts_seats_and_every_share_counts_weights():
    house = Upper(5, 2, 1, vacant=1)
    ana, bea, cem = house.holders
    two = house.put()
    house.vote(two, ana, bea)
    assert house.now_of(two).quorum_at is None, "7 of 9, but two seats where the floor asks for three"
    three = house.put("Sell a barrel")
    house.vote(three, ana)
    house.vote(three, bea, cem, choice="no")
    assert house.now_of(three).quorum_at is not None
    house.pass_time(days=4)
    assert house.now_of(two).outcome is Outcome.NOT_ADOPTED
    closed = house.now_of(three)
    assert (closed.outcome, closed.result.counts) == (Outcome.ADOPTED, {"yes": 5, "no": 3, "abstain": 0})
    house.ensure_sound()


@pytest.mark.parametrize(("weights", "is_practice"), [((1,), True), ((4, 9), True), ((1, 1, 1), False)])
def test_a_ballot_of_few_seats_binds_nobody(weights, is_practice):
    assert Upper(*weights).put().is_practice is is_practice


def test_with_nobody_in_the_electorate_nothing_is_passed_on():
    house = Upper()
    ballot = house.put()
    assert (ballot.electorate, ballot.electors) == (0, 0)
    house.pass_on(ElectorId("seat1"), house.holders[0])
    assert house.now_of(ballot) == ballot


@pytest.mark.parametrize("weights", [(1,), (7,), (1, 1), (3, 2), (1, 1, 1), (5, 2, 1)])
@pytest.mark.parametrize("is_vacant", [True, False])
def test_a_vote_of_ones_own_is_void_when_the_holder_falls_until_the_next_casts_it(weights, is_vacant):
    house = Upper(*weights)
    ballot, (dan,) = house.put(), house.people("Dan")
    house.join(dan)
    voters = house.holders[: len(weights)]
    house.vote(ballot, *voters)
    full = house.now_of(ballot)
    assert full.closes_at < ballot.closes_at, "everybody has voted: it closes early"
    house.pass_on(house.seats[0], None if is_vacant else dan)
    void = house.now_of(ballot)
    assert (void.voted, void.voters) == (sum(weights[1:]), len(weights) - 1)
    assert house.weights(ballot) == ({"yes": sum(weights[1:])} if weights[1:] else {})
    assert void.closes_at == ballot.closes_at, "as if it had never been cast"
    assert (void.quorum_at is not None) is is_quorate(void)
    if is_vacant:
        house.pass_on(house.seats[0], dan)
    house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=dan)
    again = house.now_of(ballot)
    assert (again.voted, again.voters, house.weights(ballot)) == (full.voted, full.voters, {"yes": sum(weights)})
    assert again.closes_at < ballot.closes_at
    house.ensure_sound()


@pytest.mark.parametrize("weights", [(1,), (3, 2), (5, 2, 1)])
def test_a_vote_cast_as_instructed_stands(weights):
    house = Upper(*weights)
    ballot = house.put()
    house.vote(ballot, *house.holders[: len(weights)])
    house.rewrite(ballot, house.seats[0], is_instructed=True)
    before = house.now_of(ballot)
    house.pass_on(house.seats[0], None)
    assert house.now_of(ballot) == before
    assert house.one(Elector, elector_id=house.seats[0]).holder_id is None


def test_a_vote_of_the_holders_own_takes_the_place_of_an_instructed_one():
    house = Upper(1, 1, 1)
    ballot = house.put()
    house.vote(ballot, house.holders[0])
    house.rewrite(ballot, house.seats[0], is_instructed=True)
    house.vote(ballot, house.holders[0], choice="no")
    assert not house.papers(ballot.ballot_id)[house.seats[0]].is_instructed


def test_a_closed_ballot_keeps_the_vote_of_a_holder_who_falls_later():
    house = Upper(1, 1, 1)
    ballot = house.put()
    house.vote(ballot, *house.holders)
    house.pass_time(days=4)
    closed = house.now_of(ballot)
    house.pass_on(house.seats[0], None)
    assert (closed.state, house.now_of(ballot)) == (BallotState.CLOSED, closed)


def test_the_quorum_is_asked_anew_but_an_extension_is_not_taken_back():
    house = Upper(1, 1, 1, vacant=1)
    ballot = house.put()
    house.pass_time(days=2, hours=12)
    house.vote(ballot, *house.holders)
    extended = house.now_of(ballot)
    assert extended.closes_at > ballot.closes_at
    house.pass_on(house.seats[0], None)
    void = house.now_of(ballot)
    assert (void.quorum_at, void.closes_at, void.extended_at) == (None, extended.closes_at, extended.extended_at)


def test_a_ranking_that_became_void_is_not_counted():
    house = Upper(5, 1, 1)
    ballot = house.put("Which\nrank\n- Oak\n- Elm")
    assert ballot.method is Method.RANK
    for seat, pick in zip(house.seats, "011", strict=True):
        house.rewrite(ballot, seat, picks=(pick,))
    house.set(ballot, voted=7, voters=3)
    house.pass_on(house.seats[0], None)
    house.pass_time(days=4)
    closed = house.now_of(ballot)
    assert (closed.voted, closed.voters, closed.result.counts) == (2, 2, {"0": 0, "1": 2, "none": 0})
    house.ensure_sound()
