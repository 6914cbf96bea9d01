"""Instructions: put to the vote, adopted, answered, passed on, ended by report or ballot."""

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, Outcome
from bot.domain.ground.dialog import Answer
from bot.domain.ground.outgoing import Card
from bot.domain.ground.text import TextTooLongError
from bot.domain.instructions.instruction import (
    Instruction,
    InstructionAnswer,
    InstructionContestedError,
    InstructionNotFoundError,
    InstructionOverError,
    InstructionState,
)
from bot.domain.instructions.subjects import InstructionSubject
from bot.domain.mandates.mandate import (
    Alternate,
    EndReason,
    NobodyHoldsOfficeError,
    NoMandateError,
    NotHolderError,
    OfficeVacantError,
)
from bot.domain.roll.member import NotOnRollError
from bot.services.ballots.decisions import show_decisions, show_open
from bot.services.ballots.voting import cast_vote
from bot.services.ground.answering import answer_dialog
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.naming import Who
from bot.services.instructions.instructing import (
    instruct_holder,
    press_accept,
    start_ending,
    start_instructing,
    start_refusal,
)
from bot.services.instructions.instructions import accept, instruct, open_instructions, refuse
from bot.services.mandates.mandates import end_mandate, live_mandates
from bot.services.mandates.pages import show_page
from handlers.views.ground.words import bare
from tests.support.council import GROUP, House
from tests.support.instructions import bind
from tests.support.offices import seat

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eva", "Finn")
OPEN = InstructionState.OPEN


class Garden:
    """Anna is treasurer."""

    def __init__(self):
        self.house = House()
        self.anna, *self.others = self.house.founded(*NAMES)
        (self.mandate,) = seat(self.house, self.anna)
        self.ben = self.others[0]

    def do(self, use_case, *arguments, by=None, **named):
        return self.house.do(use_case, *arguments, by=by or self.ben, **named)

    def yes(self, person=None):
        person = person or self.ben
        self.do(answer_confirm, person.person_id, is_yes=True, by=person)

    def decide(self, choice="yes", voters=4):
        """The one open ballot is voted on and closes."""
        (ballot,) = self.house.find(Ballot, state=BallotState.OPEN)
        for voter in self.others[:voters]:
            self.do(cast_vote, self.house.council_id, ballot.ballot_id, choice, by=voter)
        self.house.pass_time(days=3, hours=1)

    def said(self, screen):
        return [self.house.show(row).text for row in self.house.screens(screen)]

    def instruction(self, one):
        return self.house.one(Instruction, instruction_id=one.instruction_id)

    def labels(self, one):
        return [button.label for row in self.house.card(one.instruction_id).keyboard for button in row]

    def reply(self, screen, text, person):
        """Somebody answers the last forced reply of this screen."""
        asked = self.house.screens(screen)[-1]
        self.house.do(lambda uow: uow.change(asked, chat_id=GROUP, message_id=500))
        return self.do(answer_dialog, Answer(text, (), 500), is_group=True, by=person)


@pytest.fixture
def garden():
    return Garden()


def test_an_instruction_is_asked_about_first_then_voted_on_then_binds(garden):
    house = garden.house
    garden.do(start_instructing, Who(words="Anna Buy a barrel by May"))
    assert not house.find(Ballot, kind=InstructionSubject.KIND)
    (sure,) = garden.said("confirm_instruct")
    assert "Instruct Treasurer: Anna, on the roll since 2 Mar 2026?" in sure
    assert "Buy a barrel by May" in sure
    garden.yes()
    (ballot,) = house.find(Ballot, kind=InstructionSubject.KIND)
    assert (ballot.state, ballot.text, ballot.mandate_id) == (
        BallotState.OPEN,
        "Buy a barrel by May",
        garden.mandate.mandate_id,
    )
    assert "<b>Instruct Anna as Treasurer?</b>" in house.card(ballot.ballot_id).text
    garden.decide()
    instruction = house.one(Instruction)
    assert (instruction.state, instruction.answer) == (OPEN, InstructionAnswer.AWAITED)
    assert garden.labels(instruction) == ["Accept", "Refuse", "Withdraw this instruction", "Declare it broken"]
    (told,) = house.screens("instruction_given")
    assert told.person_id == garden.anna.person_id
    assert [button.label for row in house.show(told).keyboard for button in row] == ["Accept", "Refuse"]
    assert "• Buy a barrel by May" in house.card(garden.mandate.mandate_id).text
    house.do(press_accept, house.council_id, instruction.instruction_id, by=garden.anna)
    assert garden.labels(instruction) == ["Withdraw this instruction", "Declare it broken", "Refuse"]


def test_a_practice_result_binds_nobody():
    house = House()
    anna, ben = house.founded("Anna", "Ben")
    (mandate,) = seat(house, anna)
    ballot = house.do(instruct, house.council_id, mandate.office_id, "Buy a barrel", by=ben)
    for voter in (anna, ben):
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=voter)
    house.pass_time(days=4)
    assert house.one(Ballot, ballot_id=ballot.ballot_id).outcome is Outcome.ADOPTED
    assert not house.find(Instruction)


def test_a_ballot_that_fails_binds_nobody(garden):
    garden.do(instruct, garden.house.council_id, garden.mandate.office_id, "Buy a barrel")
    garden.decide("no")
    assert garden.house.find(Ballot, kind=InstructionSubject.KIND)[0].outcome is Outcome.NOT_ADOPTED
    assert not garden.house.find(Instruction)


def test_the_office_can_be_named_and_the_text_asked_for(garden):
    garden.do(start_instructing, Who(words="Treasurer"))
    assert garden.reply("ask_instruct_text", "Mend the fence", garden.ben)
    garden.yes()
    assert garden.house.one(Ballot, kind=InstructionSubject.KIND).text == "Mend the fence"


def test_instruct_alone_offers_the_holders(garden):
    seat(garden.house, garden.others[1], office="Driver")
    garden.do(start_instructing, Who())
    (row,) = garden.house.screens("pick_person")
    assert [line[0].label for line in garden.house.show(row).keyboard][:2] == ["Anna", "Cleo"]


def test_somebody_with_two_offices_is_instructed_in_one_of_them(garden):
    (second,) = seat(garden.house, garden.anna, office="Secretary")
    garden.do(start_instructing, Who(words="Anna Write it down"))
    (row,) = garden.house.screens("instruct_pick")
    assert [line[0].label for line in garden.house.show(row).keyboard] == ["Treasurer", "Secretary", "Cancel"]
    garden.do(instruct_holder, garden.house.council_id, second.mandate_id)
    assert "Instruct Secretary" in garden.said("confirm_instruct")[0]
    assert "Write it down" in garden.said("confirm_instruct")[0]


def test_an_office_that_is_named_is_the_one_that_is_instructed(garden):
    seat(garden.house, garden.anna, office="Secretary")
    garden.do(start_instructing, Who(words="secretary Write it down"))
    assert not garden.house.screens("instruct_pick")
    assert "Instruct Secretary" in garden.said("confirm_instruct")[0]


def test_lists_of_ballots_say_what_is_ordered(garden):
    house = garden.house
    ballot = garden.do(instruct, house.council_id, garden.mandate.office_id, "Mend the fence\nby May")
    garden.do(show_open)
    assert "Mend the fence" in garden.said("open_ballots")[0]
    for person in (garden.anna, *garden.others):
        garden.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=person)
    house.pass_time(hours=2)
    garden.do(show_decisions, "")
    assert "To Treasurer (Anna): Mend the fence" in garden.said("decisions")[0]
    # What was decided stays as it was, whoever holds the office later.
    house.pass_time(hours=1)
    house.do(end_mandate, garden.mandate, EndReason.RESIGNED)
    seat(house, garden.ben)
    garden.do(show_decisions, "")
    assert "To Treasurer (Anna): Mend the fence" in garden.said("decisions")[-1]


def test_refusals(garden):
    house, council_id = garden.house, garden.house.council_id
    with pytest.raises(NotOnRollError):
        garden.do(start_instructing, Who(words="Anna go"), by=house.person("Zed"))
    with pytest.raises(NoMandateError):
        garden.do(start_instructing, Who(words="Cleo go"))
    with pytest.raises(TextTooLongError) as long:
        garden.do(instruct, council_id, garden.mandate.office_id, "x" * 1001)
    assert long.value.fields == {"got": 1001, "limit": 1000}
    house.do(end_mandate, garden.mandate, EndReason.RESIGNED)
    with pytest.raises(NobodyHoldsOfficeError):
        garden.do(start_instructing, Who(words="Anna go"))
    seat(house, garden.ben, office="Driver")
    with pytest.raises(OfficeVacantError):
        garden.do(start_instructing, Who(words="treasurer go"))
    assert not house.find(Ballot, kind=InstructionSubject.KIND)


def test_the_holder_accepts_in_private_and_the_card_says_so(garden):
    one = bind(garden.house, garden.mandate, "Buy a barrel")
    council_id = garden.house.council_id
    with pytest.raises(NotHolderError):
        garden.do(accept, council_id, one.instruction_id)
    garden.do(press_accept, council_id, one.instruction_id, by=garden.anna, chat_id=garden.anna.telegram_id)
    assert "Anna accepts it." in garden.house.card(one.instruction_id).text
    garden.house.pass_time(days=5)
    assert garden.instruction(one).answer is InstructionAnswer.ACCEPTED
    assert not garden.said("instruction_unanswered")


def test_the_holder_refuses_in_public_with_reasons(garden):
    one = bind(garden.house, garden.mandate, "Buy a barrel")
    garden.do(start_refusal, garden.house.council_id, one.instruction_id, by=garden.anna)
    assert garden.instruction(one).answer is InstructionAnswer.AWAITED
    assert garden.reply("ask_refusal", "There is <no> money", garden.anna)
    assert garden.instruction(one).answer is InstructionAnswer.REFUSED
    (said,) = garden.said("instruction_refused")
    assert "Anna refuses this instruction. It binds all the same: “Buy a barrel”" in said
    assert "Reasons: There is &lt;no&gt; money" in said
    assert "Reasons: There is &lt;no&gt; money" in garden.house.card(one.instruction_id).text
    garden.do(accept, garden.house.council_id, one.instruction_id, by=garden.anna)
    assert garden.labels(one)[-1] == "Refuse"


def test_unanswered_after_three_days_it_is_not_accepted_and_binds_all_the_same(garden):
    one = bind(garden.house, garden.mandate, "Buy a barrel")
    garden.house.pass_time(days=2, hours=23)
    assert garden.instruction(one).answer is InstructionAnswer.AWAITED
    garden.house.pass_time(hours=1)
    assert (garden.instruction(one).answer, garden.instruction(one).state) == (InstructionAnswer.NOT_ACCEPTED, OPEN)
    assert "The holder did not answer in time: not accepted." in bare(garden.house.card(one.instruction_id).text)
    garden.do(accept, garden.house.council_id, one.instruction_id, by=garden.anna)
    assert garden.instruction(one).answer is InstructionAnswer.ACCEPTED


def test_open_instructions_pass_to_alternate_and_successor(garden):
    house, cleo, dan = garden.house, garden.others[1], garden.others[2]
    one = bind(house, garden.mandate, "Buy a barrel")
    ended = bind(house, garden.mandate, "Old")
    house.do(lambda uow: uow.change(garden_row(uow, ended), state=InstructionState.KEPT, ended_at=uow.now))
    row = Alternate(house.council_id, garden.mandate.source_ballot_id, 1, cleo.person_id, garden.mandate.office_id)
    house.do(lambda uow: uow.add(row))
    house.do(end_mandate, garden.mandate, EndReason.RECALLED)
    (acting,) = house.read(live_mandates, house.council_id)
    assert [each.instruction_id for each in house.read(open_instructions, acting)] == [one.instruction_id]
    (successor,) = seat(house, dan)
    assert [each.instruction_id for each in house.read(open_instructions, successor)] == [one.instruction_id]
    told = {row.person_id for row in house.screens("instruction_given") if "Buy" in house.show(row).text}
    assert told == {garden.anna.person_id, cleo.person_id, dan.person_id}
    garden.do(refuse, house.council_id, one.instruction_id, "no money", by=dan)
    assert "Dan refuses it." in house.card(one.instruction_id).text


def test_an_alternate_and_a_successor_answer_themselves(garden):
    house, cleo, dan = garden.house, garden.others[1], garden.others[2]
    one = bind(house, garden.mandate, "Buy a barrel")
    row = Alternate(house.council_id, garden.mandate.source_ballot_id, 1, cleo.person_id, garden.mandate.office_id)
    house.do(lambda uow: uow.add(row))
    garden.do(accept, house.council_id, one.instruction_id, by=garden.anna)
    house.do(end_mandate, garden.mandate, EndReason.RECALLED)
    assert garden.instruction(one).answer is InstructionAnswer.AWAITED, "the acceptance was of who was recalled"
    asked = [row for row in house.screens("instruction_given") if row.person_id == cleo.person_id]
    assert [button.label for button in house.show(asked[-1]).keyboard[0]] == ["Accept", "Refuse"]
    garden.do(refuse, house.council_id, one.instruction_id, "no money", by=cleo)
    seat(house, dan)
    assert garden.instruction(one).answer is InstructionAnswer.AWAITED
    assert "no money" not in house.card(one.instruction_id).text
    house.pass_time(days=3)
    assert garden.instruction(one).answer is InstructionAnswer.NOT_ACCEPTED


def test_who_holds_the_office_again_has_answered_already(garden):
    house = garden.house
    one = bind(house, garden.mandate, "Buy a barrel")
    garden.do(accept, house.council_id, one.instruction_id, by=garden.anna)
    house.do(end_mandate, garden.mandate, EndReason.TERM)
    seat(house, garden.anna)
    assert garden.instruction(one).answer is InstructionAnswer.ACCEPTED


def garden_row(uow, one):
    return uow.get(Instruction, one.council_id, one.instruction_id)


def test_nobody_is_blamed_while_the_office_is_vacant(garden):
    one = bind(garden.house, garden.mandate, "Buy a barrel")
    garden.house.do(end_mandate, garden.mandate, EndReason.RESIGNED)
    garden.house.pass_time(days=4)
    assert garden.instruction(one).answer is InstructionAnswer.AWAITED
    seat(garden.house, garden.ben)
    garden.house.pass_time(days=3)
    assert garden.instruction(one).answer is InstructionAnswer.NOT_ACCEPTED


@pytest.mark.parametrize("state", [InstructionState.WITHDRAWN, InstructionState.BROKEN])
def test_an_instruction_ends_by_ballot(garden, state):
    house = garden.house
    one = bind(house, garden.mandate, "Buy a barrel")
    garden.do(start_ending, house.council_id, one.instruction_id, state)
    assert "The council votes on it." in garden.said("confirm_instruction_end")[0]
    assert not house.find(Ballot, state=BallotState.OPEN)
    garden.yes()
    with pytest.raises(InstructionContestedError):
        garden.do(start_ending, house.council_id, one.instruction_id, InstructionState.WITHDRAWN)
    garden.decide()
    assert garden.instruction(one).state is state
    assert "Instructions" not in house.card(garden.mandate.mandate_id).text
    assert f"State: {state.value}" in house.card(one.instruction_id).text
    assert garden.labels(one) == []
    with pytest.raises(InstructionOverError):
        garden.do(accept, house.council_id, one.instruction_id, by=garden.anna)
    with pytest.raises(InstructionNotFoundError):
        garden.do(accept, house.council_id, "0" * 32, by=garden.anna)


def test_a_ballot_on_ending_it_that_fails_leaves_it_open(garden):
    one = bind(garden.house, garden.mandate, "Buy a barrel")
    garden.do(start_ending, garden.house.council_id, one.instruction_id, InstructionState.BROKEN)
    garden.yes()
    garden.decide("no")
    assert garden.instruction(one).state is OPEN


def test_a_mandates_page_has_every_state_and_numbered_buttons(garden):
    _, second, _ = (bind(garden.house, garden.mandate, text) for text in ("one", "two", "three"))
    garden.house.do(lambda uow: uow.change(garden_row(uow, second), state=InstructionState.OVERTAKEN, ended_at=uow.now))
    garden.do(show_page, garden.house.council_id, garden.mandate.mandate_id, 0, in_place=False)
    screen = garden.house.show(garden.house.screens("mandate_page")[0])
    assert "1. one (open, not answered yet)\n2. three (open, not answered yet)\n3. two (overtaken)" in screen.text
    labels = [button.label for row in screen.keyboard for button in row]
    assert [label for label in labels if "ithdraw" in label or "broken" in label] == [
        "1. Withdraw this instruction", "1. Declare it broken", "2. Withdraw this instruction", "2. Declare it broken",
    ]  # fmt: skip


def test_every_change_draws_the_cards_again(garden):
    one = bind(garden.house, garden.mandate, "Buy a barrel")
    before = {card.card_id: card.version for card in garden.house.find(Card)}
    garden.do(accept, garden.house.council_id, one.instruction_id, by=garden.anna)
    raised = {card.subject_id for card in garden.house.find(Card) if card.version > before[card.card_id]}
    assert raised == {one.instruction_id, garden.mandate.mandate_id}
