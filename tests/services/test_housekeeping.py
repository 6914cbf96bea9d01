"""What has served its purpose goes, however much of it a busy day left behind."""

from datetime import timedelta

from bot.domain.ballots.ballot import BallotState
from bot.domain.ground.duties import EndKey, Housekeeping
from bot.domain.ground.ids import NO_COUNCIL
from bot.domain.ground.inbox import Incoming
from bot.domain.ground.installation import StrayKey
from bot.services.ballots.papers import key_of
from bot.services.ballots.proposals import propose
from bot.services.ground.housekeeping import keep_house, plan_housekeeping
from bot.services.ground.schedule import deadline, plan
from bot.services.ground.strays import KEPT_FOR
from bot.services.ground.voices import lay_out
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


UNKNOWN = ["ballot-of-an-opening-that-was-rolled-back", "voices-of-what-was-rolled-back-1"]


def hold(house):
    """A council of one with an open ballot."""
    (anna,) = house.founded("Anna")
    return house.do(propose, house.council_id, "We buy a barrel", None, by=anna)


def test_keys_that_nothing_knows_go_after_a_while_and_those_of_open_ballots_stay():
    house = House()
    ballot = hold(house)
    for each in UNKNOWN:
        house.sealing.make_key(each)
    house.do(keep_house, NO_COUNCIL, Housekeeping())
    house.now += KEPT_FOR - timedelta(seconds=1)
    house.do(keep_house, NO_COUNCIL, Housekeeping())
    assert house.sealing.key_ids() == sorted([key_of(ballot), *UNKNOWN])
    assert [stray.key_id for stray in house.find(StrayKey)] == UNKNOWN
    house.now += timedelta(seconds=1)
    house.do(keep_house, NO_COUNCIL, Housekeeping())
    assert house.sealing.key_ids() == [key_of(ballot)]
    house.do(keep_house, NO_COUNCIL, Housekeeping())
    assert house.find(StrayKey) == []


def test_a_key_that_is_known_again_is_no_stray_any_more():
    house = House()
    ballot = hold(house)
    house.do(lambda uow: uow.add(StrayKey(key_of(ballot), uow.now - KEPT_FOR)))
    house.do(keep_house, NO_COUNCIL, Housekeeping())
    assert (house.sealing.key_ids(), house.find(StrayKey)) == ([key_of(ballot)], [])


def test_keys_of_what_is_known_to_be_over_go_at_once():
    house = House()
    ballot = hold(house)
    house.pass_time(days=8)
    house.do(lay_out, house.council_id, "of the council", [])
    house.do(lay_out, house.council_id, "of the council", [])
    house.pass_time(minutes=1)
    held = ["tokens-of the council", "voices-of the council-2"]
    assert house.sealing.key_ids() == held
    for each in (key_of(ballot), "voices-of the council-1"):
        house.sealing.make_key(each)
    house.sealing.make_key("voices-of the council-3")
    house.do(keep_house, NO_COUNCIL, Housekeeping())
    assert house.sealing.key_ids() == [*held, "voices-of the council-3"], "the third may be of a newer database"


def test_the_key_of_what_a_backup_has_not_opened_yet_waits_for_who_goes_back():
    house = House()
    ballot = hold(house)
    house.do(lambda uow: uow.change(ballot, state=BallotState.SECONDING))
    house.do(keep_house, NO_COUNCIL, Housekeeping())
    assert house.sealing.key_ids() == [key_of(ballot)]


def test_a_key_whose_end_is_noted_waits_for_the_duty():
    house = House()
    house.sealing.make_key("voices-x-1")
    house.do(lambda uow: plan(uow, house.council_id, EndKey("voices-x-1"), uow.now + KEPT_FOR * 3))
    for _ in range(2):
        house.do(keep_house, NO_COUNCIL, Housekeeping())
        house.now += KEPT_FOR
    assert (house.sealing.key_ids(), house.find(StrayKey)) == (["voices-x-1"], [])
