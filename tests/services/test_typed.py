"""A vote that is typed under a card does not count, and whoever types it hears what does."""

import pytest

from bot.domain.ground.dialog import Answer
from bot.services.ground.answering import answer_dialog
from tests.support.council import House
from tests.support.proposals import place_card, proposed


@pytest.fixture
def house():
    return House()


def say(house, text, by, reply_to=77):
    return house.do(answer_dialog, Answer(text, (), reply_to), is_group=True, by=by)


@pytest.mark.parametrize("text", ["yes", "No!", "+", "Да"])
def test_a_typed_vote_under_a_card_is_told_what_to_press(house, text):
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    place_card(house, ballot)
    say(house, text, ben)
    (told,) = house.screens("press_to_vote")
    assert "press a button on the card" in house.show(told).text
    assert not house.papers(ballot.ballot_id)


def test_talk_under_a_card_is_left_alone(house):
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    place_card(house, ballot)
    say(house, "Yes, but who pays for it?", ben)
    say(house, "yes", ben, reply_to=None)
    house.pass_time(days=4)
    say(house, "yes", ben)
    assert not house.screens("press_to_vote")
