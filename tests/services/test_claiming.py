"""A council is found again: thrown out, the group upgraded unheard, the bot added to what it became."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot
from bot.domain.council.claim import ClaimAloneError, ClaimLateError, ClaimOverError, NotOfFormerError, Vacated
from bot.domain.council.council import Council
from bot.domain.ground.entry import Entry
from bot.domain.ground.outgoing import Card
from bot.domain.mandates.mandate import Mandate
from bot.domain.roll.member import Member, MemberState, NotInChatError, RemovedError
from bot.domain.roll.seen import InChat
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.council.council import council_of_chat, ensure_council, note_kicked
from bot.services.council.delivery import mark_drawn
from bot.services.ground.pressed import PressElsewhereError
from bot.services.record.doctor import examine
from bot.services.roll.claiming import claim_council
from bot.services.roll.in_chat import note_chat_size
from bot.services.roll.migration import migrate
from bot.services.roll.roll import join
from handlers.views.council.claims import claimed_words
from tests.support.council import GROUP, House, words
from tests.support.offices import seat
from tests.support.roll import put

NEW = -100_999
WELCOMED = 7


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


def claim(house, person, in_chat=InChat.YES, former_id=None, chat_id=NEW, pressed_in=None):
    """Pressed on the first card of the group, once it is drawn."""
    here = house.do(council_of_chat, chat_id)
    if not pressed_in:
        card = house.find(Card, council_id=here.council_id, screen="welcome")[-1]
        house.do(mark_drawn, here.council_id, card.card_id, card.version, chat_id, WELCOMED, "jo tc")
    named = {"by": person, "chat_id": chat_id, "pressed_in": pressed_in or WELCOMED}
    return house.do(claim_council, former_id or house.council_id, in_chat, **named)


def claim_all(house, people):
    """What the last of them is told."""
    return [claim(house, person) for person in people][-1]


def found(house, younger, *people):
    for person in people:
        house.do(join, younger.council_id, InChat.YES, by=person, chat_id=younger.chat_id)


def welcome(house, council):
    return house.show(house.find(Card, council_id=council.council_id, screen="welcome")[-1])


def test_it_is_offered_and_goes_on_once_three_of_its_roll_say_so(lost):
    house, people, younger = lost
    offered = welcome(house, younger)
    assert "4 on its roll" in offered.text
    assert offered.keyboard[0][0].label == "This is our council"
    assert [claim(house, person).missing for person in people[:3]] == [2, 1, 0]
    found = house.one(Council)
    assert (found.council_id, found.chat_id) == (house.council_id, NEW)
    assert len(house.find(Member, council_id=house.council_id)) == 4
    assert house.one(Mandate).is_live
    with pytest.raises(ClaimOverError):
        claim(house, people[3])


def test_nobody_says_so_twice_or_for_others(lost):
    house, people, _ = lost
    assert [claim(house, people[0]).missing for _ in range(3)] == [2, 2, 2]
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


def test_who_founded_the_other_meanwhile_keeps_what_they_had(lost):
    house, people, younger = lost
    zed = house.person("Zed")
    found(house, younger, zed, *people[:2])
    claim_all(house, people[:3])
    came = house.one(Member, council_id=house.council_id, person_id=zed.person_id)
    assert (came.is_founder, came.is_waiting(house.now)) == (True, False)


def test_strangers_with_a_council_of_their_own_take_over_none_that_others_found(lost):
    """They have a council of the same name, and are in the chat."""
    house, strangers, younger = lost
    found(house, younger, house.person("Max"), house.person("Moe"), *strangers[:2])
    said = claim_all(house, strangers)
    assert (said.missing, said.ours, said.others, said.is_done) == (0, 2, 2, False)
    assert "2 are on its roll and 2 are not" in claimed_words(said, words())
    assert house.one(Council, chat_id=NEW).council_id == younger.council_id
    found(house, younger, strangers[2])
    assert claim(house, strangers[0]).is_done


def test_where_most_are_not_on_its_roll_they_can_join_first(lost):
    house, people, younger = lost
    house.do(note_chat_size, younger.council_id, 10)
    said = claim_all(house, people)
    assert (said.missing, said.is_done, said.from_at) == (0, False, house.now + timedelta(hours=24))
    assert "can join first" in claimed_words(said, words())
    house.pass_time(hours=24)
    assert claim(house, people[0]).is_done


def test_one_person_brings_no_council_to_a_group_with_others():
    house = House()
    alone = house.person("Max")
    house.do(join, house.council_id, InChat.YES, by=alone)
    house.do(note_kicked, GROUP)
    younger = house.do(ensure_council, NEW, "Garden")
    found(house, younger, house.person("Eve"))
    with pytest.raises(ClaimAloneError):
        claim(house, alone)


def test_of_two_on_the_roll_both_say_so():
    house = House()
    people = [house.person("Max"), house.person("Moe")]
    for person in people:
        house.do(join, house.council_id, InChat.YES, by=person)
    house.do(note_kicked, GROUP)
    house.do(ensure_council, NEW, "Garden")
    assert [claim(house, person).missing for person in people] == [1, 0]


def test_it_is_offered_by_the_bot_or_not_at_all(lost):
    """Made up under another message, for a council of another name, or where a council is founded."""
    house, people, younger = lost
    with pytest.raises(PressElsewhereError):
        claim(house, people[0], pressed_in=WELCOMED + 1)
    other = house.do(ensure_council, -5, "Orchard")
    house.do(join, other.council_id, InChat.YES, by=people[0], chat_id=-5)
    house.do(note_kicked, -5)
    with pytest.raises(ClaimOverError):
        claim(house, people[0], former_id=other.council_id)
    found(house, younger, *map(house.person, ("Eve", "Finn", "Gil")))
    house.do(note_chat_size, younger.council_id, 4)
    with pytest.raises(ClaimLateError):
        claim(house, people[0])


def test_all_on_its_roll_hear_of_it_and_the_group_it_left_brings_it_back(lost):
    house, people, _ = lost
    claim_all(house, people[:3])
    house.pass_time(minutes=1)
    told = house.screens("goes_on_elsewhere")
    assert {row.person_id for row in told} == {person.person_id for person in people}
    assert "goes on in another group, Garden: 3 of its roll" in house.show(told[0]).text
    back = house.do(ensure_council, GROUP, "Garden")
    assert "goes on in another group" in welcome(house, back).text
    assert [claim(house, person, chat_id=GROUP).missing for person in people[1:]] == [2, 1, 0]
    assert house.one(Council).chat_id == GROUP
    assert [row.chat_id for row in house.find(Vacated)] == [NEW]
    assert house.do(examine) == []


def test_nothing_closes_on_the_day_after_and_what_opens_on_it_a_day_later():
    house = House()
    people = house.founded("Anna", "Ben", "Cleo", "Dan")
    before = put(house, people[0])
    house.pass_time(days=2, hours=23)
    house.do(note_kicked, GROUP)
    house.do(ensure_council, NEW, "Garden")
    claim_all(house, people[:3])
    until = house.now + timedelta(hours=24)
    after = house.do(propose, house.council_id, "1d: Anna sells the house", None, by=people[0], chat_id=NEW)
    for person in people:
        house.do(cast_vote, house.council_id, after.ballot_id, "yes", by=person, chat_id=NEW)
    closes = {row.ballot_id: row.closes_at for row in house.find(Ballot)}
    assert closes == {before.ballot_id: until, after.ballot_id: until + timedelta(hours=24)}
    assert house.do(examine) == []


def test_all_of_them_may_join_first_and_find_it_still(lost):
    house, people, younger = lost
    found(house, younger, *people)
    house.do(note_chat_size, younger.council_id, len(people) + 1)
    assert house.one(Council, chat_id=NEW).founded_at is None
    assert claim_all(house, people[:3]).is_done


def test_who_was_removed_stays_barred(lost):
    house, people, younger = lost
    eve = house.person("Eve")
    found(house, younger, eve)
    at = house.now
    removed = Member(house.council_id, eve.person_id, at, at, at, MemberState.REMOVED, ended_at=at)
    house.do(lambda uow: uow.add(removed))
    claim_all(house, people[:3])
    assert house.one(Member, council_id=house.council_id, person_id=eve.person_id).state is MemberState.REMOVED
    with pytest.raises(RemovedError):
        house.do(join, house.council_id, InChat.YES, by=eve, chat_id=NEW)


def test_telegram_says_later_that_it_is_the_same_group(lost):
    house, people, _ = lost
    claim_all(house, people[:3])
    house.do(ensure_council, GROUP, "Garden")
    house.do(migrate, GROUP, NEW)
    assert [(row.council_id, row.chat_id) for row in house.find(Council)] == [(house.council_id, NEW)]
    assert house.do(council_of_chat, GROUP).council_id == house.council_id
    assert not house.find(Vacated)


def test_the_record_tells_who_claimed_it_and_doctor_misses_that(lost):
    house, people, _ = lost
    claim_all(house, people[:3])
    (entry,) = house.find(Entry, kind="council_merged")
    assert set(entry.data["claimed_by"]) == {person.person_id for person in people[:3]}
    assert house.do(examine) == []
    house.write_raw("UPDATE councils SET claimed_at = claimed_at - 1000000")
    assert {each.check for each in house.do(examine)} == {"claims"}


def test_of_several_of_one_name_that_is_offered_whose_members_were_seen_here(lost):
    house, people, younger = lost
    other = house.do(ensure_council, -5, "Garden")
    house.do(join, other.council_id, InChat.YES, by=house.person("Yve"), chat_id=-5)
    house.do(note_kicked, -5)
    house.do(join, younger.council_id, InChat.YES, by=people[0], chat_id=NEW)
    assert "4 on its roll" in welcome(house, younger).text
