"""A photo or file that was sent with a proposal stays with it: below the card, with the result, for who asks."""

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.messages import AskAmendment, AskProposal
from bot.domain.ground.dialog import Answer
from bot.services.ballots.amending import amend, begin_by_command, take_amendment
from bot.services.ballots.decisions import show_ballot
from bot.services.ballots.proposals import propose_by_command, take_proposal
from bot.services.me.forget import forget
from tests.support.council import GROUP, House
from tests.support.proposals import labels, now, place_card, vote

PHOTO = ("photo", "F1")


@pytest.fixture
def house():
    return House()


def put(house, by, text, *files, **named):
    house.do(propose_by_command, text, None, None, None, files, by=by, **named)
    return house.find(Ballot)[-1]


def files_shown(house):
    return [house.show(row) for row in house.screens("proposal_file")]


def test_a_photo_sent_in_private_stands_below_the_card_and_with_the_result(house):
    anna, ben, cleo = house.founded("Anna", "Ben", "Cleo")
    ballot = put(house, anna, "Buy this barrel", PHOTO, chat_id=anna.telegram_id)
    house.pass_time(minutes=2)
    assert not files_shown(house), "the card must stand first"
    place_card(house, ballot, 55)
    house.pass_time(minutes=2)
    assert [screen.files for screen in files_shown(house)] == [(PHOTO,)]
    assert house.screens("proposal_file")[0].reply_to == 55
    card = house.card(ballot.ballot_id)
    assert "1 photo" in card.text
    assert "Photos and files" in labels(card)
    vote(house, ballot, "yes", anna, ben, cleo)
    house.pass_time(days=4)
    result = house.card(ballot.ballot_id)
    assert "1 photo" in result.text
    assert "Photos and files" in labels(result)


def test_a_photo_sent_in_the_group_stands_there_and_is_shown_in_private_to_who_asks(house):
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    ballot = put(house, anna, "Buy this barrel", PHOTO, ("document", "F2"))
    place_card(house, ballot, 55)
    house.pass_time(minutes=2)
    assert not files_shown(house)
    house.do(show_ballot, house.council_id, ballot.ballot_id, by=ben, chat_id=GROUP)
    assert not files_shown(house)
    house.do(show_ballot, house.council_id, ballot.ballot_id, by=ben, chat_id=ben.telegram_id)
    assert [screen.files for screen in files_shown(house)] == [(PHOTO,), (("document", "F2"),)]
    assert {row.person_id for row in house.screens("proposal_file")} == {ben.person_id}


def test_a_photo_under_the_bare_command_is_kept_until_the_text_comes(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(propose_by_command, "", None, None, None, (PHOTO,), by=anna)
    assert not house.find(Ballot)
    asked = AskProposal(None, (PHOTO,))
    house.do(take_proposal, house.council_id, asked, Answer("Buy this barrel", (("photo", "F2"),)), by=anna)
    assert house.one(Ballot).files == (PHOTO, ("photo", "F2"))


def test_an_amended_text_keeps_them(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = put(house, anna, "Buy this barrel", PHOTO)
    house.do(amend, house.council_id, ballot.ballot_id, "Buy this barrel, in green", by=anna)
    assert now(house, ballot).files == (PHOTO,)


def test_those_that_come_with_another_text_stay_with_all_that_is_to_come_of_it(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    put(house, anna, "every week: 2d: We clean", PHOTO)
    new = ("photo", "F3")
    house.do(begin_by_command, "amend", "", None, (new,), by=anna, chat_id=anna.telegram_id)
    first = house.one(Ballot, state=BallotState.OPEN)
    asked, answer = AskAmendment(first.ballot_id, (new,)), Answer("We sweep", (("photo", "F4"),))
    house.do(take_amendment, house.council_id, asked, answer, by=anna, chat_id=anna.telegram_id)
    assert {each.files for each in house.find(Ballot)} == {(PHOTO, new, ("photo", "F4"))}
    house.pass_time(days=8)
    assert [each.files for each in house.find(Ballot, state=BallotState.OPEN)] == [(PHOTO, new, ("photo", "F4"))]


def test_a_photo_with_the_command_that_amends_is_kept(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    put(house, anna, "We clean")
    house.do(begin_by_command, "amend", "We sweep", None, (PHOTO,), by=anna)
    assert (house.one(Ballot).text, house.one(Ballot).files) == ("We sweep", (PHOTO,))


def test_what_was_seconded_keeps_them_when_it_is_put_anew(house):
    people = house.founded(*(f"P{number}" for number in range(21)))
    ballot = put(house, people[0], "Buy this barrel", PHOTO)
    house.do(amend, house.council_id, ballot.ballot_id, "Buy this barrel, in green", by=people[0])
    assert all(each.files == (PHOTO,) for each in house.find(Ballot))


def test_they_are_forgotten_with_a_text_that_was_not_adopted(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = put(house, anna, "Buy this barrel", PHOTO)
    house.pass_time(days=4)
    house.do(forget, by=anna)
    house.pass_time(days=1)
    assert now(house, ballot).files == ()
