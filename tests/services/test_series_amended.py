"""A series follows its open ballot: another text, and being taken back."""

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.services.ballots.amending import amend, begin_withdrawing, vote_on_whole_text
from bot.services.ballots.seconds import second
from bot.services.ground.dialogs import answer_confirm
from bot.services.record.doctor import examine
from handlers.views.ground.words import bare
from tests.services.test_series import NAMES, next_one, opens_at, stop
from tests.support.council import House
from tests.support.proposals import charter, labels, now, proposed


@pytest.fixture
def council():
    house = House()
    return house, house.founded(*NAMES)


def seconded(house, ballot, *people):
    for person in people:
        house.do(second, house.council_id, ballot.ballot_id, by=person)
    return now(house, ballot)


def test_what_is_to_come_has_the_new_text(council):
    house, people = council
    first = proposed(house, people[0], "every month: 2d: Milk?\n- A\n- B")
    house.do(amend, house.council_id, first.ballot_id, "3d: Oats?\n- C\n- D", by=people[0])
    house.pass_time(days=32)
    opened = house.find(Ballot, state=BallotState.OPEN)
    assert [(one.text, one.options, one.duration_s) for one in opened] == [("Oats?", ("C", "D"), 3 * 86_400)]
    assert next_one(house).text == "Oats?"
    assert house.read(examine) == []


def test_a_new_text_of_the_next_leaves_the_open_one(council):
    house, people = council
    first = proposed(house, people[0], "every month: 2d: Milk")
    house.do(amend, house.council_id, next_one(house).ballot_id, "Oats", by=people[0])
    assert (now(house, first).text, next_one(house).text) == ("Milk", "Oats")


def test_the_whole_text_is_voted_on_from_then_on(council):
    house, people = council
    first = proposed(house, people[0], "every month: 2d: Which?\n- A\n- B")
    house.do(vote_on_whole_text, house.council_id, first.ballot_id, by=people[0])
    assert (next_one(house).options, next_one(house).method) == ((), now(house, first).method)
    assert house.read(examine) == []


def test_with_seconds_the_series_goes_on_once_the_new_text_is_seconded(council):
    house, people = council
    charter(house, seconds_small="2")
    first = proposed(house, people[0], "every month: 2d: Milk")
    seconded(house, first, *people[1:3])
    due = opens_at(house, next_one(house))
    anew = house.do(amend, house.council_id, first.ballot_id, "Oats", by=people[0])
    assert house.find(Ballot, state=BallotState.QUEUED) == []
    assert seconded(house, anew, *people[1:3]).state is BallotState.OPEN
    assert (next_one(house).text, opens_at(house, next_one(house))) == ("Oats", due)
    house.pass_time(days=32)
    assert [one.text for one in house.find(Ballot, state=BallotState.OPEN)] == ["Oats"]
    assert house.read(examine) == []


def test_with_seconds_that_nobody_gives_the_series_is_over(council):
    house, people = council
    charter(house, seconds_small="2")
    first = proposed(house, people[0], "every month: 2d: Milk")
    seconded(house, first, *people[1:3])
    house.do(amend, house.council_id, first.ballot_id, "Oats", by=people[0])
    house.pass_time(days=60)
    assert {one.state for one in house.find(Ballot)} == {BallotState.WITHDRAWN}


def test_what_does_not_repeat_any_more_begins_no_series_by_another_text(council):
    house, people = council
    charter(house, seconds_small="2")
    first = proposed(house, people[0], "every month: 2d: Milk")
    seconded(house, first, *people[1:3])
    stop(house, first, people[0])
    anew = house.do(amend, house.council_id, first.ballot_id, "Oats", by=people[0])
    seconded(house, anew, *people[1:3])
    assert house.find(Ballot, state=BallotState.QUEUED) == []


@pytest.mark.parametrize(("is_whole", "left"), [(False, BallotState.QUEUED), (True, BallotState.WITHDRAWN)])
def test_taking_it_back_asks_whether_the_series_goes_too(council, is_whole, left):
    house, people = council
    first = proposed(house, people[0], "every month: 2d: Milk")
    following = next_one(house)
    house.do(begin_withdrawing, first, by=people[0])
    asked = house.show(house.screens("confirm_withdraw")[-1])
    assert "only this ballot" in bare(asked.text)
    assert labels(asked) == ["Only this one", "The whole series", "No"]
    house.do(answer_confirm, people[0].person_id, is_yes=True, is_whole=is_whole, by=people[0])
    assert (now(house, first).state, now(house, following).state) == (BallotState.WITHDRAWN, left)
    assert house.read(examine) == []


def test_what_does_not_repeat_is_asked_about_as_before(council):
    house, people = council
    ballot = proposed(house, people[0], "Milk")
    house.do(begin_withdrawing, ballot, by=people[0])
    asked = house.show(house.screens("confirm_withdraw")[-1])
    assert labels(asked) == ["Yes", "No"]
    house.do(answer_confirm, people[0].person_id, is_yes=True, is_whole=True, by=people[0])
    assert now(house, ballot).state is BallotState.WITHDRAWN
