"""What becomes of the seconds of a proposal that is amended: nobody seconded the new text."""

from bot.domain.ballots.ballot import BallotState, Second
from bot.domain.council.council import Council
from bot.services.ballots.amending import amend
from bot.services.ballots.seconds import second
from tests.support.council import House
from tests.support.proposals import MANY, labels, now, proposed, shown, vote
from tests.support.roll import let_rest


def seconded_in_a_queue(house, people):
    """Two others wanted it; as many cards are open as may be."""
    council = house.one(Council, council_id=house.council_id)
    house.do(lambda uow: uow.change(council, charter={"open_cards": "3", "seconds_medium": "0"}))
    for person in people[5:8]:
        proposed(house, person)
    house.do(lambda uow: uow.change(uow.get(Council, house.council_id), charter={"open_cards": "3"}))
    ballot = proposed(house, people[0], "Plant a tree")
    for person in people[1:3]:
        house.do(second, house.council_id, ballot.ballot_id, by=person)
    return now(house, ballot)


def test_what_was_seconded_and_waits_in_the_queue_needs_its_seconds_anew_once_it_is_amended():
    house = House()
    people = house.founded(*MANY)
    ballot = seconded_in_a_queue(house, people)
    assert ballot.state is BallotState.QUEUED
    house.do(amend, house.council_id, ballot.ballot_id, "Spend all the money", by=people[0])
    assert now(house, ballot).state is BallotState.SECONDING
    assert "Second (0 of 2)" in labels(house.card(ballot.ballot_id))
    told = shown(house, "amended").text
    assert all(part in told for part in ("The seconds of", "P1", "P2", "were cleared"))
    house.pass_time(days=4)
    assert now(house, ballot).state is BallotState.SECONDING, "there is room, and nobody wants it"
    house.pass_time(days=4)
    assert "got 0 of the 2 seconds" in shown(house, "unseconded").text


def test_what_was_seconded_and_is_open_needs_its_seconds_anew_once_it_is_amended():
    house = House()
    people = house.founded(*MANY)
    ballot = proposed(house, people[0], "3d: Plant a tree")
    for person in people[1:3]:
        house.do(second, house.council_id, ballot.ballot_id, by=person)
    vote(house, ballot, "yes", people[0], people[3])
    anew = house.do(amend, house.council_id, ballot.ballot_id, "Spend all the money", by=people[0])
    assert now(house, ballot).state is BallotState.WITHDRAWN
    assert (anew.state, anew.text, anew.duration_s) == (BallotState.SECONDING, "Spend all the money", 3 * 86_400)
    assert "Second (0 of 2)" in labels(house.card(anew.ballot_id))
    told = [house.show(row).text for row in house.screens("vote_cleared")]
    assert [text for text in told if "you voted on was amended" in text and "Spend all the money" in text]
    assert [text for text in told if "you seconded was amended" in text and "Spend all the money" in text]
    for person in people[4:6]:
        house.do(second, house.council_id, anew.ballot_id, by=person)
    assert now(house, anew).state is BallotState.OPEN
    assert not house.papers(anew.ballot_id)


def test_seconds_taken_back_by_an_amendment_are_not_asked_for_again_of_those_who_rest_by_now():
    house = House()
    people = house.founded(*MANY)
    ballot = seconded_in_a_queue(house, people)
    let_rest(house, *people[1:5], *people[8:])
    house.do(amend, house.council_id, ballot.ballot_id, "Spend all the money", by=people[0])
    assert "Second (0 of 1)" in labels(house.card(ballot.ballot_id))


def test_an_amended_proposal_needs_its_seconds_anew():
    house = House()
    people = house.founded(*MANY)
    ballot = proposed(house, people[0])
    house.do(second, house.council_id, ballot.ballot_id, by=people[1])
    house.do(amend, house.council_id, ballot.ballot_id, "Other", by=people[0])
    assert not house.find(Second)
    assert "you seconded was amended" in house.show(house.screens("vote_cleared")[0]).text
