"""Whoever asks anything of the bot is there: commands, presses and answers are acts, signals are none."""

from datetime import timedelta

import pytest

from bot.domain.ground.ids import NO_COUNCIL
from bot.domain.roll.member import Member, MemberState
from bot.services.council.council import ensure_council
from bot.services.roll.standing import note_request
from tests.support.council import GROUP, House
from tests.support.signals import change_member

NAMES = ("Anna", "Ben", "Cleo", "Dan")


def requested(house, by, chat_id=GROUP, council_id=NO_COUNCIL):
    house.do(note_request, council_id, by=by, chat_id=chat_id)


@pytest.mark.parametrize("where", ["group", "private"])
def test_who_does_nothing_but_ask_never_rests(where):
    house = House()
    anna, *_ = house.founded(*NAMES)
    chat_id = GROUP if where == "group" else anna.telegram_id
    for _ in range(4):
        house.pass_time(days=50)
        requested(house, anna, chat_id)
    resting = {member.person_id for member in house.find(Member, state=MemberState.RESTING)}
    assert anna.person_id not in resting
    assert len(resting) == len(NAMES) - 1


def test_who_rests_is_back_with_whatever_they_ask():
    house = House()
    anna, *_ = house.founded(*NAMES)
    change_member(house, anna, state=MemberState.RESTING)
    requested(house, anna, anna.telegram_id, house.council_id)
    assert house.one(Member, person_id=anna.person_id).state is MemberState.ACTIVE


def test_in_private_nobody_acts_in_a_council_that_is_not_meant():
    house = House()
    anna, *_ = house.founded(*NAMES)
    other = house.do(ensure_council, GROUP - 1, "Choir")
    now = house.now
    place = Member(other.council_id, anna.person_id, now, now, now)
    house.do(lambda uow: (uow.add(place), uow.change(other, on_roll=1)))
    house.now += timedelta(days=3)
    requested(house, anna, anna.telegram_id)
    assert all(member.last_act_at < house.now - timedelta(days=2) for member in house.find(Member))
    requested(house, anna, anna.telegram_id, other.council_id)
    acted = [member.council_id for member in house.find(Member) if member.last_act_at > house.now - timedelta(days=2)]
    assert acted == [other.council_id]


def test_nobody_acts_by_asking_where_they_are_not_on_the_roll():
    house = House()
    house.founded(*NAMES)
    before = house.find(Member)
    requested(house, house.person("Zoe"))
    requested(house, None)
    requested(house, house.person("Yan"), -5)
    assert house.find(Member) == before
