"""A new time zone of the group: what is planned opens at the day and hour that were said."""

from datetime import UTC, datetime, timedelta

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.services.record.doctor import examine
from tests.services.test_series import NAMES, opens_at, until
from tests.support.council import House
from tests.support.proposals import change, now, proposed, vote
from tests.support.recalls import deliver

EVENING = datetime(2026, 3, 20, 18, tzinfo=UTC)
NEW_YORK_LATER = timedelta(hours=4)


def test_what_is_planned_keeps_its_day_and_hour_and_what_was_said_of_it_is_drawn_anew():
    house = House()
    anna, ben, cleo, *others = house.founded(*NAMES)
    planned = proposed(house, anna, "on 20 Mar 18:00: We meet")
    weekly = proposed(house, ben, "every week on 20 Mar 18:00: Tea")
    deliver(house)
    assert opens_at(house, planned) == EVENING
    zone = change(house, "zone", "America/New_York", cleo)
    vote(house, zone, "yes", anna, ben, cleo, *others)
    house.pass_time(days=3)
    at = EVENING + NEW_YORK_LATER
    assert [opens_at(house, each) for each in (planned, weekly)] == [at, at]
    drawn = house.screens("ballot_planned")
    assert len(drawn) == 4
    assert f'unix="{int(at.timestamp())}"' in house.show(drawn[2]).text
    assert house.read(examine) == []
    until(house, at)
    assert now(house, planned).state is BallotState.OPEN
    (following,) = house.find(Ballot, state=BallotState.QUEUED)
    assert opens_at(house, following) == at + timedelta(days=7)


def test_what_is_over_by_the_new_clocks_opens_at_once():
    house = House()
    people = house.founded(*NAMES)
    planned = proposed(house, people[0], "on 8 Mar 20:00: We meet")
    zone = change(house, "zone", "Pacific/Auckland", people[1])
    vote(house, zone, "yes", *people)
    house.pass_time(hours=1)
    until(house, datetime(2026, 3, 8, 12, tzinfo=UTC))
    assert now(house, planned).state is BallotState.OPEN
