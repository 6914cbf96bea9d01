"""Room for cards: nobody takes all places, the queue has an end, urgent ones go first; who waits puts nothing up."""

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, QueueFullError, TooManyProposalsError
from bot.domain.ballots.drafts import ElectionDraft
from bot.domain.elections.election import Race
from bot.domain.ground.dialog import Answer
from bot.domain.instructions.instruction import InstructionState
from bot.domain.mandates.mandate import EndReason
from bot.domain.recalls.questions import AskRecallGrounds
from bot.domain.roll.member import StillWaitingError
from bot.services.ballots.amending import withdraw
from bot.services.ballots.proposals import begin_proposal
from bot.services.ballots.queue import QUEUE_LIMIT
from bot.services.ballots.seconds import second
from bot.services.charter.charter import change_charter
from bot.services.charter.wizard import ask_value, preview
from bot.services.council.council import get_council
from bot.services.elections.elections import call_election, elect
from bot.services.elections.nominations import accept, nominate, nominate_for, nominate_on_card, stand
from bot.services.elections.pages import ask_office
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.naming import Who
from bot.services.instructions.breaches import propose_waiver
from bot.services.instructions.instructing import instruct_holder, start_ending, start_instructing
from bot.services.instructions.instructions import end_by_ballot, instruct
from bot.services.mandates.mandates import end_mandate
from bot.services.recalls.calls import start_call, take_grounds
from bot.services.removals.removal import ask_to_remove
from bot.services.roll.roll import vouch
from handlers.views.ground.errors import words_for
from tests.support.council import House, words
from tests.support.instructions import bind
from tests.support.offices import seat
from tests.support.proposals import charter, now, proposed

RULES = ("term", "terms_in_a_row", "vouchers", "alternate_days", "open_cards", "ballot_duration", "waiting_period")
VALUES = ("5", "3", "3", "20", "9", "4d", "2d")
T = words("en")


def states(house):
    return [ballot.state for ballot in house.find(Ballot, order="created_at")]


def test_one_member_takes_three_of_the_ten_places_and_a_leaking_roof_does_not_wait():
    house = House()
    anna, ben, *_ = house.founded(*"ABCDE")
    changes = zip(RULES, VALUES, strict=True)
    for rule, value in [next(changes) for _ in range(6)]:
        house.do(change_charter, house.council_id, rule, value, by=anna)
    assert states(house) == [BallotState.OPEN] * 3 + [BallotState.QUEUED] * 3
    with pytest.raises(TooManyProposalsError) as refused:
        house.do(change_charter, house.council_id, *next(changes), by=anna)
    assert "your proposals wait to be opened as may: 3" in words_for(refused.value, T)
    assert proposed(house, ben, "2h: Close the roof").state is BallotState.OPEN


def test_a_members_fourth_of_whatever_kind_queues_and_opens_when_one_of_theirs_closes():
    house = House()
    anna, ben, *_ = house.founded(*"ABCDE")
    (mandate,) = seat(house, ben)
    first = proposed(house, anna)
    house.do(change_charter, house.council_id, "term", "5", by=anna)
    house.do(call_election, house.do(get_council, house.council_id), ElectionDraft("Clerk", 1, None), by=anna)
    fourth = house.do(instruct, house.council_id, mandate.office_id, "Buy a barrel", by=anna)
    assert fourth.state is BallotState.QUEUED
    assert "as many ballots of A are open as" in house.show(house.screens("ballot_queued")[-1]).text
    assert proposed(house, ben).state is BallotState.OPEN
    house.do(withdraw, house.council_id, first.ballot_id, by=anna)
    assert now(house, fourth).state is BallotState.OPEN


def test_what_is_queued_of_one_member_keeps_nobody_else_waiting():
    house = House()
    anna, ben, cleo, *_ = house.founded(*"ABCDE")
    charter(house, open_cards="4")
    for number in range(5):
        proposed(house, anna, f"No. {number}")
    assert proposed(house, ben, "14d: Fountain").state is BallotState.OPEN
    waits = proposed(house, cleo, "Pond")
    house.pass_time(days=3, hours=1)
    assert now(house, waits).state is BallotState.OPEN


def test_what_waits_says_for_which_limit_and_that_it_repeats():
    house = House()
    anna, ben, *_ = house.founded(*"ABCDE")
    charter(house, open_cards="3")
    for by in (anna, anna, ben):
        proposed(house, by)
    house.do(begin_proposal, "every 3 months: Gutters", None, None, by=anna, chat_id=anna.telegram_id)
    said = "It waits at place 1 in the queue: as many ballots are open as the charter allows."
    for screen in ("proposed", "ballot_queued"):
        text = house.show(house.screens(screen)[-1]).text
        assert said in text
        assert "Repeats every 3 months, 11 more times." in text


def test_urgent_ones_go_before_ordinary_ones():
    house = House()
    people = house.founded(*"ABCDEF")
    charter(house, open_cards="3")
    first, *_ = [proposed(house, person) for person in people[:3]]
    ordinary = proposed(house, people[3], "A bench")
    urgent = proposed(house, people[4], "2h: Close the roof")
    assert "place 1" in house.show(house.screens("ballot_queued")[-1]).text
    assert "place 2" in house.show(house.screens("ballot_queued")[0]).text
    house.do(withdraw, house.council_id, first.ballot_id, by=people[0])
    assert (now(house, urgent).state, now(house, ordinary).state) == (BallotState.OPEN, BallotState.QUEUED)


def test_the_queue_has_an_end_and_says_so():
    house = House()
    people = house.founded(*(f"P{number}" for number in range(20)))
    charter(house, open_cards="3")
    for person in people[:3]:
        proposed(house, person)
    for number in range(QUEUE_LIMIT):
        assert proposed(house, people[3 + number // 3]).state is BallotState.QUEUED
    with pytest.raises(QueueFullError) as refused:
        proposed(house, people[19])
    assert "30 proposals wait" in words_for(refused.value, T)


def test_what_was_seconded_while_the_queue_filled_is_let_in():
    house = House()
    people = house.founded(*(f"P{number}" for number in range(25)))
    charter(house, open_cards="3")
    seconded = proposed(house, people[24])
    charter(house, seconds_medium="0", open_cards="3")
    for number in range(3 + QUEUE_LIMIT):
        proposed(house, people[number // 3])
    for person in people[20:22]:
        house.do(second, house.council_id, seconded.ballot_id, by=person)
    assert now(house, seconded).state is BallotState.QUEUED


def test_three_wait_for_seconds_of_one_member_and_no_more():
    house = House()
    anna, *_ = house.founded(*(f"P{number}" for number in range(25)))
    for number in range(3):
        assert proposed(house, anna, f"No. {number}").state is BallotState.SECONDING
    with pytest.raises(TooManyProposalsError):
        proposed(house, anna)


def test_the_removals_that_one_member_asks_for_take_three_places():
    house = House()
    anna, *others = house.founded(*"ABCDEF")
    for person in others[:3]:
        house.do(ask_to_remove, Who(telegram_id=person.telegram_id, rest="Sells the tools"), by=anna)
        house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    with pytest.raises(TooManyProposalsError) as refused:
        house.do(ask_to_remove, Who(telegram_id=others[3].telegram_id, rest="Sells the tools"), by=anna)
    assert "that you asked for are open as may be at a time: 3" in words_for(refused.value, T)


def test_a_replacement_that_follows_ones_resignation_is_nobodys():
    house = House()
    anna, *_ = house.founded(*"ABCDE")
    (mandate,) = seat(house, anna)
    house.do(end_mandate, mandate, EndReason.RESIGNED, by=anna)
    assert house.one(Ballot, kind=Race.KIND, state=BallotState.NOMINATING).proposer_id is None
    for number in range(3):
        assert proposed(house, anna, f"No. {number}").state is BallotState.OPEN


# who waits ------------------------------------------------------------------------------------------------------------


class Garden(House):
    """A council with an office and nominations, and Zoe, who has just joined."""

    def __init__(self):
        super().__init__()
        self.anna, self.ben, *_ = self.founded(*"ABCDE")
        (self.mandate,) = seat(self, self.ben)
        self.order = bind(self, self.mandate, "Buy a barrel")
        council = self.do(get_council, self.council_id)
        self.election = self.do(call_election, council, ElectionDraft("Clerk", 1, None), by=self.anna)
        self.zoe = self.person("Zoe")
        self.join(self.zoe)


@pytest.fixture
def garden():
    return Garden()


ACTS = {
    "propose": lambda house: house.do(begin_proposal, "A pool", None, None, by=house.zoe),
    "propose, asked": lambda house: house.do(begin_proposal, "", None, None, by=house.zoe),
    "change a rule": lambda house: house.do(change_charter, house.council_id, "term", "5", by=house.zoe),
    "look at a change": lambda house: house.do(preview, house.council_id, "term", "5", in_place=False, by=house.zoe),
    "type a value": lambda house: house.do(ask_value, house.council_id, "term", by=house.zoe),
    "elect": lambda house: house.do(elect, "Cook", by=house.zoe),
    "elect by button": lambda house: house.do(ask_office, house.council_id, by=house.zoe),
    "stand": lambda house: house.do(stand, house.council_id, house.election.ballot_id, by=house.zoe),
    "nominate": lambda house: house.do(nominate, Who(telegram_id=house.anna.telegram_id), by=house.zoe),
    "nominate by button": lambda house: house.do(
        nominate_on_card, house.council_id, house.election.ballot_id, by=house.zoe
    ),
    "instruct": lambda house: house.do(
        start_instructing, Who(telegram_id=house.ben.telegram_id, rest="Sell it"), by=house.zoe
    ),
    "instruct by button": lambda house: house.do(
        instruct_holder, house.council_id, house.mandate.mandate_id, by=house.zoe
    ),
    "withdraw an instruction": lambda house: house.do(
        start_ending, house.council_id, house.order.instruction_id, InstructionState.WITHDRAWN, by=house.zoe
    ),
    "end an instruction": lambda house: house.do(
        end_by_ballot, house.council_id, house.order.instruction_id, InstructionState.BROKEN, by=house.zoe
    ),
    "waive": lambda house: house.do(propose_waiver, house.council_id, "none", by=house.zoe),
    "recall": lambda house: house.do(
        start_call, Who(telegram_id=house.ben.telegram_id, rest="Does nothing"), by=house.zoe
    ),
    "recall in private": lambda house: house.do(
        take_grounds,
        house.council_id,
        AskRecallGrounds(house.mandate.mandate_id),
        Answer("Does nothing"),
        by=house.zoe,
        chat_id=house.zoe.telegram_id,
    ),
    "remove": lambda house: house.do(
        ask_to_remove, Who(telegram_id=house.ben.telegram_id, rest="Sells it"), by=house.zoe
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_who_waits_may_not(garden, act):
    before = len(garden.find(Ballot)), len(garden.screens())
    with pytest.raises(StillWaitingError) as refused:
        ACTS[act](garden)
    assert refused.value.fields["from_at"] > garden.now
    assert (len(garden.find(Ballot)), len(garden.screens())) == before


def test_somebody_nominated_while_waiting_accepts_once_they_may_vote(garden):
    garden.do(nominate_for, garden.council_id, garden.election.ballot_id, garden.zoe.person_id, by=garden.anna)
    with pytest.raises(StillWaitingError):
        garden.do(accept, garden.council_id, garden.election.ballot_id, by=garden.zoe)
    for voucher in (garden.anna, garden.ben):
        garden.do(vouch, garden.council_id, garden.zoe.person_id, by=voucher)
    garden.do(accept, garden.council_id, garden.election.ballot_id, by=garden.zoe)
    assert "Zoe" in garden.card(garden.election.ballot_id).text
