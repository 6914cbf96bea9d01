"""What somebody who asked to be forgotten wrote goes from both rounds of a vote, unless the second adopted it."""

import pytest

from bot.domain.ballots.ballot import Ballot, Outcome
from bot.services.ballots.adding import add_option
from bot.services.me.forget import forget
from bot.services.record.doctor import examine
from tests.support.council import House
from tests.support.proposals import now, proposed, vote

WHERE = "2d: open:\nWhere do we go?\n- Sea\n- Hills"
WORDS = "Bens own words"


@pytest.fixture
def council():
    house = House()
    return house, house.founded("Anna", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus")


def first_round(house, people):
    """Nothing has more than half: Ben's option and the hills go into a run-off."""
    ballot = proposed(house, people[0], WHERE)
    house.do(add_option, house.council_id, ballot.ballot_id, WORDS, by=people[1])
    vote(house, ballot, "2", *people[:3])
    vote(house, ballot, "1", *people[3:6])
    vote(house, ballot, "0", people[6])
    return ballot


def run_off_of(house, first):
    house.pass_time(days=2, hours=1)
    (again,) = house.find(Ballot, run_off_of_id=first.ballot_id)
    assert set(again.options) == {"Hills", WORDS}
    return again


@pytest.mark.parametrize("is_early", [True, False])
@pytest.mark.parametrize("is_adopted", [True, False])
def test_an_option_goes_from_both_rounds_unless_the_second_adopted_it(council, is_early, is_adopted):
    house, people = council
    first = first_round(house, people)
    if is_early:
        house.do(forget, by=people[1])
    again = run_off_of(house, first)
    if not is_early:
        house.do(forget, by=people[1])
    assert WORDS in now(house, again).options, "it is being voted on"
    wanted = str(again.options.index(WORDS))
    vote(house, again, wanted if is_adopted else "none", *people[:6])
    house.pass_time(days=4)
    assert now(house, again).outcome is (Outcome.ADOPTED if is_adopted else Outcome.NOT_ADOPTED)
    for ballot in (first, again):
        assert (WORDS in now(house, ballot).options) is is_adopted
    assert (WORDS.encode() in house.dump()) is is_adopted
    assert house.read(examine) == []


def test_a_text_goes_from_both_rounds_when_the_second_adopts_nothing(council):
    house, people = council
    first = first_round(house, people)
    house.do(forget, by=people[0])
    again = run_off_of(house, first)
    house.pass_time(days=4)
    assert now(house, again).outcome is Outcome.NOT_ADOPTED
    assert {now(house, ballot).text for ballot in (first, again)} == {""}
    assert b"Where do we go?" not in house.dump()
    assert house.read(examine) == []
