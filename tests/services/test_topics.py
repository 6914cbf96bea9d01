"""In a group with topics: what is made in one is posted in it, whatever it is; what is made in private is not."""

import pytest

from bot.domain.ballots.drafts import ElectionDraft
from bot.domain.ground.outgoing import Card
from bot.domain.instructions.instruction import InstructionState
from bot.domain.instructions.questions import ConfirmInstruct, ConfirmInstructionEnd
from bot.services.ballots.proposals import propose
from bot.services.charter.charter import change_charter
from bot.services.council.council import get_council
from bot.services.elections.elections import call_election
from bot.services.instructions.instructing import end_now, instruct_now
from bot.services.recalls.calls import post_call
from bot.services.removals.removal import begin_removal
from bot.services.reports.reports import Written, post_report
from tests.support.council import House
from tests.support.instructions import bind
from tests.support.offices import seat

GARDEN, PRIVATE = 77, 5
"""A topic of the group, and one of a private chat, which means nothing in the group."""


def make_proposal(uow, council_id, _):
    propose(uow, council_id, "We buy a rain barrel", uow.cause.thread_id)


def make_change(uow, council_id, _):
    change_charter(uow, council_id, "term", "12 months")


def make_election(uow, council_id, _):
    call_election(uow, get_council(uow, council_id), ElectionDraft("clerk"))


def make_call(uow, _, mandate):
    post_call(uow, mandate, "He sells the tools")


def make_removal(uow, council_id, mandate):
    begin_removal(uow, council_id, mandate.person_id, "He sells the tools")


def make_instruction(uow, council_id, mandate):
    instruct_now(uow, council_id, ConfirmInstruct(mandate.mandate_id, "Vote against the road"))


@pytest.fixture
def house():
    return House()


def made_by(house, make, by, mandate, **where):
    before = {card.card_id for card in house.find(Card)}
    house.do(make, house.council_id, mandate, by=by, **where)
    return [card.thread_id for card in house.find(Card) if card.card_id not in before]


MADE = [make_change, make_election, make_call, make_removal, make_instruction]


@pytest.mark.parametrize("make", [make_proposal, *MADE])
def test_what_is_made_in_a_topic_is_posted_in_it(house, make):
    anna, ben, *_ = house.founded("Anna", "Ben", "Cleo", "Dan")
    (mandate,) = seat(house, ben)
    assert made_by(house, make, anna, mandate, topic=GARDEN) == [GARDEN]


@pytest.mark.parametrize("make", MADE)
def test_what_is_made_in_a_topic_of_a_private_chat_goes_to_the_councils_own(house, make):
    anna, ben, *_ = house.founded("Anna", "Ben", "Cleo", "Dan")
    (mandate,) = seat(house, ben)
    assert made_by(house, make, anna, mandate, topic=PRIVATE, chat_id=anna.telegram_id) == [None]


def test_a_report_and_the_end_of_an_instruction_too(house):
    anna, ben, *_ = house.founded("Anna", "Ben", "Cleo", "Dan")
    (mandate,) = seat(house, ben)
    instruction = bind(house, mandate, "Vote against the road")

    def report(uow, *_):
        post_report(uow, mandate, Written("We met twice"))

    def withdraw(uow, council_id, _):
        end_now(uow, council_id, ConfirmInstructionEnd(instruction.instruction_id, InstructionState.WITHDRAWN))

    assert made_by(house, report, ben, mandate, topic=GARDEN) == [GARDEN]
    assert made_by(house, withdraw, anna, mandate, topic=GARDEN) == [GARDEN]
