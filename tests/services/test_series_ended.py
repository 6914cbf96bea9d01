"""What the council has ended is not begun anew behind its back while it votes."""

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.subject import SeriesEndSubject
from bot.services.ballots.amending import amend
from bot.services.record.doctor import examine
from handlers.views.ground.words import bare
from tests.services.test_series import NAMES, next_one, stop
from tests.support.council import House
from tests.support.proposals import now, proposed, vote


@pytest.fixture
def council():
    house = House()
    return house, house.founded(*NAMES)


def contested(house, people, first):
    stop(house, first, people[1])
    (ending,) = house.find(Ballot, kind=SeriesEndSubject.KIND)
    return ending


def test_what_its_proposer_ended_and_began_anew_ends_too(council):
    house, people = council
    first = proposed(house, people[0], "every week: 1d: We buy a barrel")
    ending = contested(house, people, first)
    stop(house, first, people[0])
    proposed(house, people[0], "every 2 weeks: 1d: We buy a  barrel.")
    others = proposed(house, people[2], "every week: 1d: We buy a barrel")
    another = proposed(house, people[0], "every week: 1d: We buy a bench")
    vote(house, ending, "yes", *people[1:5])
    house.pass_time(days=4)
    waiting = house.find(Ballot, state=BallotState.QUEUED)
    going_on = {one.subject.series.series_id for one in waiting}
    assert going_on == {others.ballot_id, another.ballot_id}
    assert house.read(examine) == []


def test_it_is_voted_on_by_the_text_that_is_to_come(council):
    house, people = council
    first = proposed(house, people[0], "every week: 1d: Milk")
    house.do(amend, house.council_id, next_one(house).ballot_id, "Oats", by=people[0])
    ending = contested(house, people, first)
    assert "Oats" in bare(house.card(ending.ballot_id).text)
    vote(house, ending, "yes", *people[1:5])
    house.pass_time(days=4)
    assert now(house, ending).state is BallotState.CLOSED
