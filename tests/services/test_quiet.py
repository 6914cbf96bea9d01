"""Nothing makes a sound between 22:00 and 7:00, where the group is, or where a person is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.council.council import Council
from bot.domain.ground.calendar import is_night, next_morning
from bot.domain.ground.ids import NO_COUNCIL
from bot.domain.roll.member import Member
from bot.services.council.council import ensure_council
from bot.services.council.delivery import destination
from tests.support.council import GROUP, House


def at(hour, minute=0):
    return datetime(2026, 3, 2, hour, minute, tzinfo=UTC)


def live_in(house, zone, council_id=None):
    house.do(lambda uow: uow.change(uow.get(Council, council_id or house.council_id), zone=zone))


@pytest.mark.parametrize(
    ("hour", "minute", "night"),
    [(21, 59, False), (22, 0, True), (0, 0, True), (6, 59, True), (7, 0, False)],
)
def test_the_night_is_from_22_to_7(hour, minute, night):
    assert is_night(at(hour, minute), "UTC") is night


def test_the_morning_is_the_next_one_where_people_live():
    assert next_morning(at(23), "UTC") == datetime(2026, 3, 3, 7, tzinfo=UTC)
    assert next_morning(at(3), "UTC") == at(7)
    assert next_morning(at(21), "Asia/Tokyo") == at(22)


@pytest.mark.parametrize(("zone", "night"), [("UTC", True), ("Asia/Tokyo", False)])
def test_what_a_group_gets_by_its_night_makes_no_sound(zone, night):
    house = House(at(23))
    live_in(house, zone)
    assert house.read(destination, house.council_id, None, None).is_night is night
    anna = house.person("Anna")
    house.join(anna)
    assert house.read(destination, house.council_id, anna.person_id, None).is_night is night
    assert house.read(destination, NO_COUNCIL, anna.person_id, None).is_night is night


def test_a_persons_own_zone_goes_before_that_of_their_councils():
    house = House(at(23))
    anna = house.person("Anna")
    house.join(anna)
    house.do(lambda uow: uow.change(anna, zone="Asia/Tokyo"))
    assert not house.read(destination, house.council_id, anna.person_id, None).is_night


def test_whoever_is_in_councils_of_two_zones_sleeps_in_both():
    house = House(at(23))
    anna = house.person("Anna")
    house.join(anna)
    live_in(house, "Asia/Tokyo")
    other = house.do(ensure_council, GROUP - 1, "Choir")
    house.do(
        lambda uow: uow.add(replace(uow.get(Member, house.council_id, anna.person_id), council_id=other.council_id))
    )
    assert house.read(destination, NO_COUNCIL, anna.person_id, None).is_night
