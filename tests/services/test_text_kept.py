"""The first words of an office name it, and what was written with a name that nobody bears is not lost."""

import pytest

from bot.domain.ground.dialog import Answer
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


@pytest.mark.parametrize(
    ("start", "grounds"), [(start_call, "bo never answers"), (start_instructing, "bo never answers")]
)
def test_where_no_name_is_known_what_was_written_is_not_lost(garden, start, grounds):
    house, anna, _, cleo = garden
    house.do(start, Who(words=grounds), by=anna)
    house.do(dialogs.answer_pick, anna.person_id, cleo.person_id, by=anna)
    assert grounds in said_last(house)
    house.do(answer_dialog, Answer("Never answers"), is_group=False, by=anna)
    assert "Never answers" in said_last(house)
