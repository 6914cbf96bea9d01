"""Nothing makes a sound between 22:00 and 7:00, where the group is, or where a person is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.council.council import Council
from bot.domain.ground.ids import NO_COUNCIL
from bot.domain.roll.member import Member
from bot.services.council.council import ensure_council
from bot.services.council.delivery import destination
from tests.support.council import GROUP, House


def at(hour, minute=0):
    return datetime(2026, 3, 2, hour, minute, tzinfo=UTC)


def is_quiet(house, council_id, person_id):
    to = house.read(destination, council_id, person_id, None)
    assert to is not None
    return to.is_night


def live_in(house, zone, council_id=None):
    house.do(lambda uow: uow.change(uow.get(Council, council_id or house.council_id), zone=zone))


@pytest.mark.parametrize(("zone", "night"), [("UTC", True), ("Asia/Tokyo", False)])
def test_what_a_group_gets_by_its_night_makes_no_sound(zone, night):
    house = House(at(23))
    live_in(house, zone)
    assert is_quiet(house, house.council_id, None) is night
    anna = house.person("Anna")
    house.join(anna)
    assert is_quiet(house, house.council_id, anna.person_id) is night
    assert is_quiet(house, NO_COUNCIL, anna.person_id) is night


def test_a_persons_own_zone_goes_before_that_of_their_councils():
    house = House(at(23))
    anna = house.person("Anna")
    house.join(anna)
    house.do(lambda uow: uow.change(anna, zone="Asia/Tokyo"))
    assert not is_quiet(house, house.council_id, anna.person_id)


def test_whoever_is_in_councils_of_two_zones_sleeps_in_both():
    house = House(at(23))
    anna = house.person("Anna")
    house.join(anna)
    live_in(house, "Asia/Tokyo")
    other = house.do(ensure_council, GROUP - 1, "Choir")
    house.do(
        lambda uow: uow.add(replace(uow.get(Member, house.council_id, anna.person_id), council_id=other.council_id))
    )
    assert is_quiet(house, NO_COUNCIL, anna.person_id)
