"""What one person was offered in a message of their own loses its buttons when its time is over, pressed or not."""

import pytest

from bot.domain.ballots.messages import BallotReminder
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.instructions.messages import InstructionGiven
from bot.domain.removals.questions import ConfirmLeave
from bot.domain.reports.report import Claim
from bot.services.ballots import offers
from bot.services.ballots.amending import withdraw
from bot.services.ballots.booth import open_paper_here
from bot.services.ballots.decisions import show_ballot
from bot.services.ballots.proposals import propose
from bot.services.council.delivery import mark_sent
from bot.services.ground.outbox import tell_person
from bot.services.instructions.instructions import settle_claim
from bot.services.removals.leaving import leave
from tests.support.council import House
from tests.support.instructions import bind
from tests.support.offices import seat


def sent(house, screen, message_id=70):
    """The last message of this kind went out, with its buttons."""
    row = house.screens(screen)[-1]
    verbs = " ".join(button.data[1:3] for line in house.show(row).keyboard for button in line if button.data)
    assert verbs, "it offers something"
    house.do(mark_sent, row.outgoing_id, row.chat_id or 1, message_id, verbs)
    return row


def stands(house, message_id=70):
    """What stands in that message now, and its buttons."""
    row = house.find(Outgoing, order="outgoing_id", message_id=message_id)[-1]
    shown = house.show(row)
    return shown.text, [button.label for line in shown.keyboard for button in line]


def in_private(house, use_case, *arguments, by):
    return house.do(use_case, *arguments, by=by, chat_id=by.telegram_id)


@pytest.mark.parametrize("how", ["closes", "is withdrawn"])
def test_a_ballot_opened_in_private(how):
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    ballot = house.do(propose, house.council_id, "Buy a barrel", None, by=anna)
    in_private(house, show_ballot, house.council_id, ballot.ballot_id, by=ben)
    sent(house, "ballot_private")
    if how == "closes":
        house.pass_time(days=3, minutes=1)
    else:
        house.do(withdraw, house.council_id, ballot.ballot_id, by=anna)
    house.pass_time(minutes=1)
    text, buttons = stands(house)
    assert "Buy a barrel" in text
    assert not {"Yes", "No", "Abstain"} & set(buttons)


def test_nominations_are_over_and_then_the_vote_is(hall, five):
    anna, ben, cleo, *_ = five
    ballot = hall.elect("Treasurer", anna)
    in_private(hall, show_ballot, hall.council_id, ballot.ballot_id, by=cleo)
    sent(hall, "election_private")
    assert "Stand" in [
        button.label for line in hall.show(hall.screens("election_private")[-1]).keyboard for button in line
    ]
    hall.stand(ballot, ben)
    hall.pass_time(hours=49)
    _, buttons = stands(hall)
    assert "Stand" not in buttons
    assert "Ben" in " ".join(buttons)
    edit = hall.find(Outgoing, order="outgoing_id", message_id=70)[-1]
    hall.do(mark_sent, edit.outgoing_id, cleo.telegram_id, 70, "vo")
    hall.pass_time(days=4)
    assert not any("Ben" in label for label in stands(hall)[1])


def test_the_paper_in_the_group_closes_with_the_ballot(hall, five):
    ballot = hall.elect("2 delegates", five[0])
    hall.stand(ballot, *five[1:4])
    hall.pass_time(hours=49)
    hall.do(open_paper_here, hall.council_id, ballot.ballot_id, by=five[0])
    sent(hall, "paper_here")
    assert "Clear my ballot" in stands(hall)[1]
    hall.pass_time(days=4)
    text, buttons = stands(hall)
    assert "delegates" in text
    assert not buttons


def test_a_reminder_goes_with_the_last_vote_it_names():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    first = house.do(propose, house.council_id, "Buy a barrel", None, by=anna)
    house.pass_time(hours=1)
    second = house.do(propose, house.council_id, "Buy a bench", None, by=anna)
    said = BallotReminder(tuple((house.council_id, each.ballot_id) for each in (first, second)))
    house.do(lambda uow: tell_person(uow, ben.person_id, said, once="r", council_id=house.council_id))
    sent(house, "ballot_reminder")
    house.pass_time(days=3, minutes=-30)
    text, buttons = stands(house)
    assert "barrel" not in text
    assert buttons == ["Vote", "No more reminders"]
    edit = house.find(Outgoing, order="outgoing_id", message_id=70)[-1]
    house.do(mark_sent, edit.outgoing_id, ben.telegram_id, 70, "bs")
    house.pass_time(hours=2)
    text, buttons = stands(house)
    assert text == "“Buy a barrel” is over.\n“Buy a bench” is over.\n/decisions shows what came of it."
    assert not buttons


def test_an_instruction_that_is_over_asks_for_no_answer():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    (mandate,) = seat(house, anna)
    instruction = bind(house, mandate, "Buy a barrel")
    given = InstructionGiven(instruction.instruction_id)
    house.do(lambda uow: tell_person(uow, anna.person_id, given, once="i", council_id=house.council_id))
    sent(house, "instruction_given")
    house.do(lambda uow: settle_claim(uow, house.council_id, instruction.instruction_id, Claim.KEPT))
    house.pass_time(minutes=1)
    assert not stands(house)[1]


def test_who_left_the_roll_learns_nothing_more():
    house = House()
    anna, ben, *_ = house.founded("Anna", "Ben", "Cleo", "Dan")
    ballot = house.do(propose, house.council_id, "Buy a barrel", None, by=anna)
    in_private(house, show_ballot, house.council_id, ballot.ballot_id, by=ben)
    sent(house, "ballot_private")
    house.do(leave, house.council_id, ConfirmLeave(), by=ben)
    house.pass_time(days=4)
    text, buttons = stands(house)
    assert text == "You are not on the roll any more, so what stood here is not shown to you."
    assert not buttons


def test_what_a_message_was_turned_into_stays():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    ballot = house.do(propose, house.council_id, "Buy a barrel", None, by=anna)
    in_private(house, show_ballot, house.council_id, ballot.ballot_id, by=ben)
    row = sent(house, "ballot_private")
    later = Outgoing("f" * 32, "k", house.council_id, ben.person_id, "remembered", house.now, house.now)
    house.do(lambda uow: uow.add(later))
    house.do(lambda uow: uow.change(later, message_id=70, chat_id=row.chat_id))
    house.pass_time(days=4)
    assert house.find(Outgoing, order="outgoing_id", message_id=70)[-1].screen == "remembered"


def test_many_are_drawn_a_page_at_a_time(monkeypatch):
    monkeypatch.setattr(offers, "PAGE", 2)
    house = House()
    people = house.founded("Anna", "Ben", "Cleo", "Dan", "Eve")
    ballot = house.do(propose, house.council_id, "Buy a barrel", None, by=people[0])
    for number, person in enumerate(people):
        in_private(house, show_ballot, house.council_id, ballot.ballot_id, by=person)
        sent(house, "ballot_private", 70 + number)
    house.pass_time(days=4)
    assert all("Yes" not in stands(house, 70 + number)[1] for number in range(5))
    assert not house.find(Outgoing, about_id=ballot.ballot_id, state=OutgoingState.SENT)
