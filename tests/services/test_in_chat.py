"""Who is in the chat, and who vouches: joining where a press shows nothing."""

from datetime import timedelta

import pytest

from bot.domain.ground.person import Sender
from bot.domain.roll.member import (
    Member,
    MemberState,
    NewVoucherError,
    NotInChatError,
    VouchedEnoughError,
)
from bot.domain.roll.seen import InChat
from bot.services.council.council import get_council
from bot.services.ground.naming import Who
from bot.services.removals.presence import Presence, ServiceNote, note_presence, note_service
from bot.services.roll.asking import ask_to_vouch
from bot.services.roll.roll import join, vouch
from bot.services.roll.seen import note_seen
from handlers.views.ground.errors import words_for
from handlers.views.roll.roll import joined_words
from tests.support.council import GROUP, House, words
from tests.support.roll import council, member

T = words("en")


class TestInTheChat:
    """In a public group people press who are not in the chat."""

    def test_whom_telegram_denies_does_not_join(self):
        house = House()
        with pytest.raises(NotInChatError) as refused:
            house.do(join, house.council_id, InChat.NO, by=house.person("Zed"))
        assert "Join the group first" in words_for(refused.value, T)
        assert council(house).on_roll == 0

    def test_who_was_never_seen_waits_though_the_council_is_being_founded(self):
        house = House()
        house.join(*house.people("Anna", "Ben"))
        zed = house.person("Zed")
        joined = house.do(join, house.council_id, InChat.UNSAID, by=zed)
        assert "I have not seen you write here" in joined_words(joined, T)
        assert not member(house, zed).is_founder
        assert member(house, zed).may_vote_at == house.now + timedelta(hours=24)
        assert "<b>Zed</b> may vote" not in house.card("newcomers").text
        assert "Not seen in this chat." in house.card("newcomers").text

    def test_who_writes_then_is_a_founder_after_all(self):
        house = House()
        house.join(*house.people("Anna", "Ben"))
        zed = house.person("Zed")
        house.do(join, house.council_id, InChat.UNSAID, by=zed)
        house.do(note_seen, GROUP, zed.person_id, by=zed)
        assert member(house, zed).is_founder
        assert member(house, zed).may_vote(house.now)
        assert "Not seen" not in house.card("newcomers").text

    def test_who_writes_after_the_founding_waits_on_but_is_not_marked_any_more(self):
        house = House()
        house.founded("Anna", "Ben", "Cleo")
        zed = house.person("Zed")
        house.do(join, house.council_id, InChat.UNSAID, by=zed)
        assert "Not seen in this chat." in house.card("newcomers").text
        house.do(note_seen, GROUP, zed.person_id, by=zed)
        assert member(house, zed).is_waiting(house.now)
        assert "Not seen" not in house.card("newcomers").text

    def test_who_was_seen_before_joins_like_everybody_until_they_leave(self):
        house = House()
        zed = house.person("Zed")
        house.do(note_service, came(GROUP, zed))
        assert not house.do(join, house.council_id, InChat.UNSAID, by=zed).is_unseen
        yve = house.person("Yve")
        house.do(note_service, came(GROUP, yve))
        house.do(note_presence, GROUP, yve.telegram_id, yve.telegram_id, Presence.GONE)
        assert house.do(join, house.council_id, InChat.UNSAID, by=yve).is_unseen

    def test_who_is_resting_is_back_whatever_telegram_says(self):
        house = House()
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        house.do(lambda uow: uow.change(member_of(uow, house, anna), state=MemberState.RESTING))
        assert house.do(join, house.council_id, InChat.UNSAID, by=anna).is_back


class TestVouchers:
    def test_they_are_named_while_the_newcomer_waits_and_after_it(self):
        house = House()
        anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
        dan = house.person("Dan")
        house.join(dan)
        house.do(vouch, house.council_id, dan.person_id, by=anna)
        assert "1 of 2 vouch. Vouched for by Anna." in house.card("newcomers").text
        house.do(vouch, house.council_id, dan.person_id, by=ben)
        assert "Dan may vote: vouched for by Anna, Ben." in house.card("newcomers").text
        house.pass_time(days=8)
        assert "Anna" not in house.card("newcomers").text

    def test_one_member_vouches_for_three_within_seven_days(self):
        house = House()
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        more = house.people("Dan", "Eve", "Finn", "Gus")
        house.do(change_waiting, house.council_id, "30d")
        house.join(*more)
        for newcomer in more[:3]:
            house.do(vouch, house.council_id, newcomer.person_id, by=anna)
            house.pass_time(hours=1)
        with pytest.raises(VouchedEnoughError) as refused:
            house.do(vouch, house.council_id, more[3].person_id, by=anna)
        assert "12 Mar 2026, 11:00 UTC" in words_for(refused.value, T)
        house.pass_time(days=7)
        assert house.do(vouch, house.council_id, more[3].person_id, by=anna).missing == 1

    def test_who_was_let_in_lets_in_nobody_for_seven_days(self):
        house = House()
        anna, ben, *_ = house.founded("Anna", "Ben", "Cleo", "Dan")
        crowd = house.people(*(f"Sock {n}" for n in range(8)))
        house.do(change_waiting, house.council_id, "30d")
        house.join(*crowd)
        for newcomer in crowd[:3]:
            for voucher in (anna, ben):
                house.do(vouch, house.council_id, newcomer.person_id, by=voucher)
        with pytest.raises(NewVoucherError) as refused:
            house.do(vouch, house.council_id, crowd[3].person_id, by=crowd[0])
        with pytest.raises(NewVoucherError):
            house.do(ask_to_vouch, Who(words="Sock 4"), by=crowd[0])
        assert "from 12 Mar 2026, 11:00 UTC on" in words_for(refused.value, T)
        assert len(words_for(refused.value, T)) <= 200
        house.pass_time(days=7)
        assert house.do(vouch, house.council_id, crowd[3].person_id, by=crowd[0]).missing == 1
        with pytest.raises(NewVoucherError) as refused:
            house.do(vouch, house.council_id, crowd[3].person_id, by=crowd[4])
        assert "4 Apr 2026" in words_for(refused.value, T)


def member_of(uow, house, person):
    return uow.get(Member, house.council_id, person.person_id)


def came(chat_id, *people):
    senders = tuple(Sender(one.telegram_id, one.name, one.username, "en") for one in people)
    return ServiceNote(chat_id, None, None, None, senders, None)


def change_waiting(uow, council_id, value):
    council = get_council(uow, council_id)
    uow.change(council, charter={**council.charter, "waiting_period": value})
