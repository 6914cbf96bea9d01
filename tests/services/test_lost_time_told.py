"""Who is told of time that was lost, and for whom silence counts."""

from datetime import timedelta

import pytest

from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.recalls.recall import Recall
from bot.services.elections.elections import elect
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.naming import Who
from bot.services.removals.leaving import note_gone
from bot.services.removals.removal import ask_to_remove
from bot.services.roll.roll import ensure_member
from tests.support.council import GROUP, House
from tests.support.lost_time import NAMES, away, deaf, facing_recall
from tests.support.offices import seat


@pytest.mark.parametrize("lose", [deaf, away])
def test_who_is_to_be_removed_is_told_that_there_is_more_time_to_reply(lose):
    house = House()
    anna, ben, *_ = house.founded(*NAMES)
    house.do(ask_to_remove, Who(telegram_id=ben.telegram_id, rest="He sells the tools"), by=anna)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    house.pass_time(hours=20)
    lose(house, hours=10)
    first, second = house.screens("removal_self")
    assert first.person_id == second.person_id == ben.person_id
    until = house.now + timedelta(hours=4)
    assert f'unix="{int(until.timestamp())}"' in house.show(second).text


def test_what_the_group_was_told_of_the_reply_is_drawn_again():
    house = facing_recall(is_told=True)
    (told,) = house.screens("recall_reached")
    house.do(lambda uow: uow.change(uow.get(Outgoing, told.outgoing_id), message_id=7, chat_id=GROUP))
    house.pass_time(hours=20)
    deaf(house, hours=10)
    _, again = house.screens("recall_reached")
    assert again.message_id == 7, "an edit, no second message"
    until = house.now + timedelta(hours=4)
    assert f'unix="{int(until.timestamp())}"' in house.show(again).text


def test_whoever_left_the_chat_hears_that_there_is_more_time_to_come_back():
    house = House()
    anna, *_ = house.founded(*NAMES)
    seat(house, anna)
    house.do(note_gone, GROUP, anna.telegram_id, anna.telegram_id, by=anna)
    house.pass_time(hours=20)
    deaf(house, hours=10)
    _, later = house.screens("holder_left_self")
    until = house.now + timedelta(hours=4)
    assert f'unix="{int(until.timestamp())}"' in house.show(later).text
    assert len(house.screens("holder_left")) == 2


@pytest.mark.parametrize(("lose", "screen"), [(deaf, "outage_over"), (away, "returned")])
def test_the_group_hears_once_what_was_moved_also_where_no_ballot_is_open(lose, screen):
    house = House()
    anna, *_ = house.founded(*NAMES)
    seat(house, anna, has_report_backs=True)
    house.do(elect, "secretary", by=anna)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    lose(house, days=40)
    (told,) = house.screens(screen)
    assert "deadlines" in house.show(told).text
    assert (told.params["ballots"], told.params["others"]) == (0, 2)


@pytest.mark.parametrize("lose", [deaf, away])
def test_after_ninety_days_in_which_the_bot_was_not_there_nobody_is_called_silent(lose):
    house = House()
    house.founded(*NAMES)
    house.pass_time(days=10)
    lose(house, days=90)
    house.pass_time(days=47)
    assert not house.screens("still_here")
    house.pass_time(days=5)
    assert len(house.screens("still_here")) == len(NAMES), "sixty days in which it was there"


def test_silence_counts_where_it_was_heard_whatever_was_lost_before():
    house = House()
    anna, *_ = house.founded(*NAMES)
    deaf(house, days=90)
    house.do(ensure_member, house.council_id, by=anna)
    house.pass_time(days=63)
    assert len(house.screens("still_here")) == len(NAMES)


@pytest.mark.parametrize("lose", [deaf, away])
def test_the_holder_who_was_told_until_when_to_reply_is_told_that_it_is_later(lose):
    house = facing_recall(is_told=True)
    (first,) = house.screens("recall_reply_wanted")
    recall = house.one(Recall)
    version = house.find(Card, subject_id=recall.mandate_id)[0].version
    house.pass_time(hours=20)
    lose(house, hours=10)
    _, second = house.screens("recall_reply_wanted")
    assert second.person_id == first.person_id
    until = house.now + timedelta(hours=4)
    assert f'unix="{int(until.timestamp())}"' in house.show(second).text
    assert house.find(Card, subject_id=recall.mandate_id)[0].version > version


def test_a_holder_who_was_not_told_yet_is_told_once():
    house = facing_recall(is_told=False)
    deaf(house, hours=10)
    assert len(house.screens("recall_reply_wanted")) == 1
