"""What has served its purpose goes, however much of it a busy day left behind."""

from datetime import timedelta

from bot.domain.ground.duties import Housekeeping
from bot.domain.ground.ids import NO_COUNCIL
from bot.domain.ground.inbox import Incoming
from bot.services.ballots.papers import key_of
from bot.services.ballots.proposals import propose
from bot.services.ground.housekeeping import keep_house, plan_housekeeping
from bot.services.ground.schedule import deadline
from tests.support.council import House


def handled(house, number):
    """So many updates, done with and blanked."""
    house.do(lambda uow: uow.add_all(Incoming(each, done_on=uow.now.date()) for each in range(number)))


def test_a_busy_day_in_the_inbox_is_gone_within_minutes_of_its_time():
    house = House()
    handled(house, 2500)
    house.pass_time(days=4)
    house.do(plan_housekeeping)
    house.pass_time(hours=1, minutes=2)
    assert not house.find(Incoming)
    again_at = house.read(deadline, NO_COUNCIL, Housekeeping())
    assert again_at is not None
    assert again_at > house.now + timedelta(minutes=50)


def test_what_is_younger_stays_to_recognise_repeated_updates():
    house = House()
    handled(house, 3)
    house.pass_time(days=2)
    house.do(keep_house, NO_COUNCIL, Housekeeping())
    assert len(house.find(Incoming)) == 3


def test_keys_that_nothing_needs_go_with_the_hour_and_those_of_open_ballots_stay():
    house = House()
    (anna,) = house.founded("Anna")
    ballot = house.do(propose, house.council_id, "We buy a barrel", None, by=anna)
    house.sealing.make_key("ballot-of-an-opening-that-was-rolled-back")
    house.sealing.make_key("voices-of-what-was-rolled-back-1")
    house.do(keep_house, NO_COUNCIL, Housekeeping())
    assert house.sealing.key_ids() == [key_of(ballot)]
