"""A council is found again: thrown out, the group upgraded unheard, the bot added to what it became."""

import pytest

from bot.domain.council.claim import ClaimOverError, NotOfFormerError
from bot.domain.council.council import Council
from bot.domain.ground.outgoing import Card
from bot.domain.mandates.mandate import Mandate
from bot.domain.roll.member import Member, NotInChatError
from bot.domain.roll.seen import InChat
from bot.services.council.council import ensure_council, note_kicked
from bot.services.roll.claiming import claim_council
from bot.services.roll.roll import join
from tests.support.council import GROUP, House
from tests.support.offices import seat

NEW = -100_999


@pytest.fixture
def lost():
    """Four founders and a treasurer; the bot is out of their group, and in one of the same name."""
    house = House()
    people = house.founded("Anna", "Ben", "Cleo", "Dan")
    seat(house, people[0])
    house.do(note_kicked, GROUP)
    house.pass_time(days=2)
    younger = house.do(ensure_council, NEW, "Garden")
    return house, people, younger


def claim(house, person, in_chat=InChat.YES):
    return house.do(claim_council, house.council_id, in_chat, by=person, chat_id=NEW)


def welcome(house, council):
    return house.show(house.find(Card, council_id=council.council_id, screen="welcome")[-1])


def test_it_is_offered_and_goes_on_once_three_of_its_roll_say_so(lost):
    house, people, younger = lost
    offered = welcome(house, younger)
    assert "4 on its roll" in offered.text
    assert offered.keyboard[0][0].label == "This is our council"
    assert [claim(house, person) for person in people[:3]] == [2, 1, 0]
    found = house.one(Council)
    assert (found.council_id, found.chat_id) == (house.council_id, NEW)
    assert len(house.find(Member, council_id=house.council_id)) == 4
    assert house.one(Mandate).is_live
    with pytest.raises(ClaimOverError):
        claim(house, people[3])


def test_nobody_says_so_twice_or_for_others(lost):
    house, people, _ = lost
    assert [claim(house, people[0]) for _ in range(3)] == [2, 2, 2]
    with pytest.raises(NotOfFormerError):
        claim(house, house.person("Zed"))
    with pytest.raises(NotInChatError):
        claim(house, people[1], InChat.NO)
    with pytest.raises(NotInChatError):
        claim(house, people[1], InChat.UNSAID)


def test_a_council_whose_group_the_bot_is_in_is_nobodys_to_claim():
    house = House()
    people = house.founded("Anna", "Ben", "Cleo")
    younger = house.do(ensure_council, NEW, "Garden")
    assert welcome(house, younger).keyboard[0][0].label == "Join the roll"
    with pytest.raises(ClaimOverError):
        claim(house, people[0])


def test_who_founded_the_other_meanwhile_waits_like_any_newcomer(lost):
    house, people, younger = lost
    zed = house.person("Zed")
    house.do(join, younger.council_id, InChat.YES, by=zed, chat_id=NEW)
    for person in people[:3]:
        claim(house, person)
    newcomer = house.one(Member, council_id=house.council_id, person_id=zed.person_id)
    assert newcomer.is_waiting(house.now)
    assert not newcomer.is_founder


def test_of_several_of_one_name_that_is_offered_whose_members_were_seen_here(lost):
    house, people, younger = lost
    other = house.do(ensure_council, -5, "Garden")
    house.do(join, other.council_id, InChat.YES, by=house.person("Yve"), chat_id=-5)
    house.do(note_kicked, -5)
    house.do(join, younger.council_id, InChat.YES, by=people[0], chat_id=NEW)
    assert "4 on its roll" in welcome(house, younger).text
