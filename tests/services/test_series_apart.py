"""At most one ballot of a series stands there at a time."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.planned import RepeatsTooOftenError
from bot.domain.roll.member import Member, MemberState
from bot.services.ballots.amending import amend
from bot.services.council.muting import fall_silent
from bot.services.record.doctor import examine
from tests.services.test_series import NAMES, next_one, opens_at
from tests.support.council import House
from tests.support.lost_time import away, deaf
from tests.support.proposals import now, proposed


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
