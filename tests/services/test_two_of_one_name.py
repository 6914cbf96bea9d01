"""Two people of one name: wherever they are named, the same number tells which of them is meant."""

import pytest

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.drafts import ElectionDraft
from bot.domain.elections.messages import ElectionCard
from bot.domain.ground.kept import name_of
from bot.domain.ground.outgoing import Card
from bot.domain.ground.person import Person
from bot.domain.mandates.messages import MandateList, MandatePage
from bot.domain.roll.messages import RollPage
from bot.services.council.council import get_council
from bot.services.elections.elections import call_election
from bot.services.elections.nominations import stand
from tests.support.council import House
from tests.support.offices import seat


@pytest.fixture
def house():
    made = House()
    made.founded("Anna", "Anna", "Ben", "Cleo", "Dora")
    return made


def annas(house):
    return sorted(house.find(Person, name="Anna"), key=lambda anna: anna.person_id)


def election_card(house):
    (card,) = house.find(Card, screen=name_of(ElectionCard))
    return house.show(card)


def test_on_the_roll_and_on_a_mandate_each_bears_their_number(house):
    _, second = annas(house)
    (mandate,) = seat(house, second)
    assert "Anna (1)" in house.aside(RollPage(0), second).text
    assert "Anna (2)" in house.aside(RollPage(0), second).text
    assert "Anna (2)" in house.aside(MandatePage(mandate.mandate_id, 0), second).text
    assert "Treasurer: Anna (2)" in house.aside(MandateList(0), second).text


def test_who_stands_and_who_is_on_the_paper_bear_the_same_number(house):
    first, second = annas(house)
    council = house.read(get_council, house.council_id)
    ballot = house.do(call_election, council, ElectionDraft("Clerk"), by=first)
    for anna in (second, first):
        house.do(stand, house.council_id, ballot.ballot_id, by=anna)
    assert "Anna (2) stands" in election_card(house).text
    house.pass_time(hours=49)
    assert sorted(house.one(Ballot, ballot_id=ballot.ballot_id).options) == ["Anna (1)", "Anna (2)"]


def test_who_alone_on_the_paper_bears_the_name_bears_their_number_too(house):
    _, second = annas(house)
    council = house.read(get_council, house.council_id)
    ballot = house.do(call_election, council, ElectionDraft("Clerk"), by=second)
    house.do(stand, house.council_id, ballot.ballot_id, by=second)
    house.pass_time(hours=49)
    assert house.one(Ballot, ballot_id=ballot.ballot_id).options == ("Anna (2)",)
