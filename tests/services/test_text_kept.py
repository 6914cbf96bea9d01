"""The first words of an office name it, and what was written with a name that nobody bears is not lost."""

import pytest

from bot.domain.ground.dialog import Answer
from bot.domain.recalls.recall import RecallCall
from bot.services.ground import dialogs
from bot.services.ground.answering import answer_dialog
from bot.services.ground.naming import Who, is_named_in_part
from bot.services.instructions.instructing import start_instructing
from bot.services.recalls.calls import start_call
from tests.support.council import House
from tests.support.offices import seat

LONG = "Deputy Coordinator for the Garden and Repairs"
WATER = "Ask the city for water"


@pytest.fixture
def garden():
    house = House()
    anna, ben, cleo = house.founded("Anna", "Ben", "Cleo")
    seat(house, cleo, office=LONG)
    return house, anna, ben, cleo


def said_last(house):
    return house.show(house.screens()[-1]).text


def test_the_first_words_of_an_office_are_that_office_and_the_text_is_what_follows(garden):
    house, anna, *_ = garden
    house.do(start_instructing, Who(words=f"deputy {WATER}"), by=anna)
    assert f"\n\n{WATER}\n\n" in said_last(house)
    house.do(start_call, Who(words="deputy coordinator she does nothing"), by=anna)
    assert "Call for signals on Cleo" in said_last(house)
    assert "Grounds: she does nothing" in said_last(house)


def test_first_words_that_two_offices_share_are_asked_about_and_the_text_is_kept(garden):
    house, anna, ben, cleo = garden
    seat(house, ben, office="Deputy Treasurer")
    house.do(start_instructing, Who(words=f"deputy {WATER}"), by=anna)
    house.do(dialogs.answer_pick, anna.person_id, cleo.person_id, by=anna)
    assert WATER in said_last(house)
    house.do(answer_dialog, Answer(WATER), is_group=False, by=anna)
    assert f"\n\n{WATER}\n\n" in said_last(house), "other words take the place of those"


def test_first_words_of_an_office_nominate_nobody_before_it_is_asked_back(garden):
    house, _, _, cleo = garden
    assert house.read(is_named_in_part, house.council_id, Who(words="Deputy Smith"), cleo)
    assert not house.read(is_named_in_part, house.council_id, Who(words=LONG), cleo)


@pytest.mark.parametrize("name", ["bo", "dep"])
def test_a_name_that_was_tried_is_none_of_the_grounds_that_are_shown_before_they_are_published(garden, name):
    house, anna, _, cleo = garden
    house.do(start_call, Who(words=f"{name} she does nothing"), by=anna)
    assert "she does nothing" not in said_last(house)
    assert f"here as {name}." in said_last(house) or f"called just {name}." in said_last(house)
    assert house.show(house.screens()[-1]).keyboard[0][0].label == f"{LONG}: Cleo"
    house.do(dialogs.answer_pick, anna.person_id, cleo.person_id, by=anna)
    assert "Grounds: she does nothing\n" in said_last(house)
    assert not house.find(RecallCall)


def test_letters_that_two_offices_begin_with_mean_neither(garden):
    house, anna, ben, _ = garden
    seat(house, ben, office="Depot")
    house.do(start_call, Who(words="dep she does nothing"), by=anna)
    assert "I know nobody here as dep." in said_last(house)


@pytest.mark.parametrize("start", [start_call, start_instructing])
def test_where_no_name_is_known_what_was_written_is_not_lost(garden, start):
    house, anna, _, cleo = garden
    house.do(start, Who(words="bo never answers"), by=anna)
    house.do(dialogs.answer_pick, anna.person_id, cleo.person_id, by=anna)
    assert "never answers" in said_last(house)
    house.do(answer_dialog, Answer("Never answers"), is_group=False, by=anna)
    assert "Never answers" in said_last(house)
