"""At most one ballot of a series stands there at a time."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.planned import RepeatsTooOftenError
from bot.domain.removals.questions import ConfirmLeave
from bot.domain.roll.member import Member, MemberState
from bot.services.ballots.amending import amend
from bot.services.ballots.seconds import second
from bot.services.council.muting import fall_silent
from bot.services.record.doctor import examine
from bot.services.removals.leaving import leave
from handlers.views.ballots.proposals import seconded_words
from tests.services.test_series import NAMES, next_one, opens_at
from tests.support.council import House, words
from tests.support.lost_time import away, deaf
from tests.support.proposals import charter, now, proposed, vote


@pytest.fixture
def council():
    house = House()
    return house, house.founded(*NAMES)


def of_series(house, *states):
    return [one for one in house.find(Ballot) if one.state in states]


def standing(house):
    """What of it is open, or waits for room."""
    states = (BallotState.OPEN, BallotState.SUSPENDED)
    return of_series(house, *states) + [one for one in of_series(house, BallotState.QUEUED) if one.queued_at]


def test_after_an_absence_one_of_a_series_stands_there(council):
    house, people = council
    proposed(house, people[0], "every week: 2d: We clean")
    house.pass_time(days=1)
    away(house, days=30)
    assert len(standing(house)) == 1
    assert timedelta(0) < opens_at(house, next_one(house)) - house.now <= timedelta(days=7)
    house.pass_time(days=8)
    assert len([one for one in house.find(Ballot) if one.opened_at]) == 2
    assert house.read(examine) == []


def test_while_the_bot_is_muted_none_opens_beside_another(council):
    house, people = council
    proposed(house, people[0], "every week: 2d: We clean")
    house.do(fall_silent, house.council_id)
    house.pass_time(days=30)
    assert len(standing(house)) == 1


def test_a_date_that_comes_while_one_is_open_is_left_out(council):
    house, people = council
    first = proposed(house, people[0], "every week: 6d: We clean")
    due = opens_at(house, next_one(house))
    house.pass_time(days=5)
    deaf(house, days=4)
    assert standing(house) == [now(house, first)]
    assert opens_at(house, next_one(house)) == due + timedelta(days=7)
    house.pass_time(days=8)
    assert len([one for one in house.find(Ballot) if one.opened_at]) == 2
    assert house.read(examine) == []


def test_one_of_a_series_is_not_amended_to_outlast_the_next_date(council):
    house, people = council
    first = proposed(house, people[0], "every week: 2d: We clean")
    for ballot in (first, next_one(house)):
        with pytest.raises(RepeatsTooOftenError):
            house.do(amend, house.council_id, ballot.ballot_id, "14d: We clean all", by=people[0])


def test_where_all_rest_at_one_of_its_dates_it_waits_for_the_next(council):
    house, people = council
    proposed(house, people[0], "every week: 2d: We clean")
    due, following = opens_at(house, next_one(house)), next_one(house)
    house.do(lambda uow: [uow.change(row, state=MemberState.RESTING) for row in uow.find(Member)])
    house.pass_time(days=8)
    assert opens_at(house, following) == due + timedelta(days=7)
    house.do(lambda uow: [uow.change(row, state=MemberState.ACTIVE) for row in uow.find(Member)])
    house.pass_time(days=7)
    assert now(house, following).state is BallotState.OPEN
    assert house.read(examine) == []


WHICH = "every week: 6d: Who cleans?\n- Ann\n- Bob\n- Cy"


def tied(house, people, first):
    """The first round ends without a winner, and its run-off opens."""
    vote(house, first, "0", *people[:2])
    vote(house, first, "1", *people[2:4])
    vote(house, first, "2", people[4])
    house.pass_time(days=6, hours=1)
    (run_off,) = house.find(Ballot, run_off_of_id=first.ballot_id)
    return run_off


def test_the_next_one_waits_while_the_run_off_of_the_last_stands(council):
    house, people = council
    first = proposed(house, people[0], WHICH)
    due, following = opens_at(house, next_one(house)), next_one(house)
    run_off = tied(house, people, first)
    house.pass_time(days=2)
    assert (now(house, run_off).state, now(house, following).state) == (BallotState.OPEN, BallotState.QUEUED)
    assert opens_at(house, following) == due + timedelta(days=7)
    house.pass_time(days=6)
    assert now(house, following).state is BallotState.OPEN
    assert house.read(examine) == []


def in_seconding(house, people):
    """The next one waits for seconds with another text, and the run-off of the first stands there."""
    charter(house, seconds_small="2")
    first = proposed(house, people[0], WHICH)
    for person in people[1:3]:
        house.do(second, house.council_id, first.ballot_id, by=person)
    tied(house, people, first)
    following = house.do(amend, house.council_id, next_one(house).ballot_id, "Who sweeps?\n- A\n- B", by=people[0])
    assert following.state is BallotState.SECONDING
    house.pass_time(days=2)
    house.do(second, house.council_id, following.ballot_id, by=people[1])
    return following


def test_one_that_is_seconded_after_its_date_looks_again_whether_it_may_open(council):
    house, people = council
    following = in_seconding(house, people)
    given = house.do(second, house.council_id, following.ballot_id, by=people[2])
    assert "it opens on its date" in seconded_words(given, words())
    waiting = now(house, following)
    assert waiting.state is BallotState.QUEUED
    assert timedelta(0) < opens_at(house, waiting) - house.now < timedelta(days=7)
    until = opens_at(house, waiting)
    house.pass_time(days=7)
    assert (now(house, following).state, now(house, following).opened_at) == (BallotState.OPEN, until)
    assert house.read(examine) == []


def test_one_that_is_seconded_when_its_proposer_has_left_ends(council):
    house, people = council
    following = in_seconding(house, people)
    house.do(leave, house.council_id, ConfirmLeave(), by=people[0])
    given = house.do(second, house.council_id, following.ballot_id, by=people[2])
    assert "nobody answers for it" in seconded_words(given, words())
    assert now(house, following).state is BallotState.WITHDRAWN
    assert house.read(examine) == []
