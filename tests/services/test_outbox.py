"""What waits to be said when somebody asks faster than Telegram lets the bot answer."""

from collections import Counter

import pytest

from bot.domain.ballots.drafts import ElectionDraft
from bot.domain.ballots.messages import Decisions
from bot.domain.ground.messages import Confirmed
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.ground.person import Person
from bot.domain.ground.text import ProposalEmptyError
from bot.domain.roll.member import StillWaitingError
from bot.services.ballots.proposals import propose
from bot.services.elections.elections import call_election
from bot.services.ground.budget import MEMBER, NEWCOMER, TooManyPostsError, spend_post
from bot.services.ground.outbox import ANSWERS_AT_ONCE, REDRAWS_AT_ONCE, redraw, reply, tell_council
from bot.services.ground.ports import Uow
from handlers.views.ground.errors import words_for
from tests.support.council import GROUP, House, words
from tests.support.roll import council


@pytest.fixture
def house() -> House:
    return House()


def ask(house: House, person: Person, times: int, chat_id: int = GROUP) -> None:
    for _ in range(times):
        house.do(reply, Confirmed(is_yes=True), by=person, chat_id=chat_id)


def waiting(house: House, chat_id: int = GROUP) -> Counter[str]:
    return Counter(row.screen for row in house.find(Outgoing, state=OutgoingState.WAITING, chat_id=chat_id))


def send(house: House, number: int, chat_id: int = GROUP) -> None:
    """So many answers have gone out, oldest first."""

    def note(uow: Uow) -> None:
        for row in uow.find(Outgoing, state=OutgoingState.WAITING, chat_id=chat_id, limit=number):
            uow.change(row, state=OutgoingState.SENT, sent_at=uow.now)

    house.do(note)


def test_a_flood_of_commands_by_one_person_gets_one_last_answer(house):
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    zed = house.person("Zed")
    ask(house, anna, ANSWERS_AT_ONCE * 3)
    assert waiting(house) == {"confirmed": MEMBER.in_an_hour, "answers_left_out": 1}
    assert "in private I answer at once" in house.show(house.screens("answers_left_out")[0]).text
    ask(house, ben, 1)
    ask(house, anna, 1, chat_id=anna.telegram_id)
    assert waiting(house) == {"confirmed": MEMBER.in_an_hour + 1, "answers_left_out": 1}
    assert waiting(house, anna.telegram_id) == {"confirmed": 1}
    ask(house, zed, ANSWERS_AT_ONCE)
    newcomers = MEMBER.in_an_hour + 1 + NEWCOMER.in_an_hour
    assert waiting(house) == {"confirmed": newcomers, "answers_left_out": 2}


def test_an_hour_later_commands_are_answered_again_until_the_day_is_full(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    for _ in range(5):
        ask(house, anna, ANSWERS_AT_ONCE)
        send(house, ANSWERS_AT_ONCE)
        house.pass_time(minutes=61)
    assert len(house.screens("confirmed")) == MEMBER.in_a_day
    house.pass_time(days=1)
    ask(house, anna, 2)
    assert waiting(house) == {"confirmed": 2}


def test_in_private_once_the_last_answer_is_out_the_next_command_is_answered_again(house):
    anna = house.person("Anna")
    here = anna.telegram_id
    ask(house, anna, ANSWERS_AT_ONCE + 1, chat_id=here)
    assert "ask again" in house.show(house.screens("answers_left_out")[0]).text
    send(house, ANSWERS_AT_ONCE, here)
    ask(house, anna, 1, chat_id=here)
    assert waiting(house, here) == {"answers_left_out": 1}
    send(house, 1, here)
    ask(house, anna, 2, chat_id=here)
    assert waiting(house, here) == {"confirmed": 2}


def test_what_one_person_puts_to_the_vote_is_bounded_whatever_it_is_made_of(house):
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    chat_id = council(house).chat_id
    for _ in range(MEMBER.in_an_hour):
        house.do(spend_post, chat_id, by=anna)
    with pytest.raises(TooManyPostsError) as refused:
        house.do(propose, house.council_id, "We buy a barrel", None, by=anna)
    assert "10 things" in words_for(refused.value, words("en"))
    with pytest.raises(TooManyPostsError):
        house.do(call_election, council(house), ElectionDraft("Clerk", 1, None), by=anna, chat_id=anna.telegram_id)
    house.do(propose, house.council_id, "We buy a barrel", None, by=ben)
    house.pass_time(minutes=61)
    house.do(propose, house.council_id, "We buy a bench", None, by=anna)


def test_whoever_waits_puts_nothing_before_the_group(house):
    house.founded("Anna", "Ben", "Cleo")
    zed = house.person("Zed")
    house.join(zed)
    with pytest.raises(StillWaitingError):
        house.do(propose, house.council_id, "We buy a barrel", None, by=zed)


def test_what_is_refused_costs_nothing(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    for _ in range(MEMBER.in_an_hour + 1):
        with pytest.raises(ProposalEmptyError):
            house.do(propose, house.council_id, " ", None, by=anna)
    house.do(propose, house.council_id, "We buy a barrel", None, by=anna)


def test_nothing_but_answers_is_ever_left_out(house):
    anna = house.person("Anna")
    ask(house, anna, ANSWERS_AT_ONCE * 2)
    for number in range(ANSWERS_AT_ONCE * 2):
        house.do(tell_council, house.council_id, Confirmed(is_yes=False), once=f"{number}", by=anna)
    assert len(house.find(Outgoing, chat_id=None, screen="confirmed")) == ANSWERS_AT_ONCE * 2


def test_of_many_new_forms_of_one_message_only_the_last_is_drawn(house):
    anna = house.person("Anna")
    for page in range(ANSWERS_AT_ONCE * 2):
        house.do(redraw, Decisions("", page, is_all=False), message_id=7, council_id=house.council_id, by=anna)
    house.do(redraw, Confirmed(is_yes=True), message_id=8, by=anna)
    drawn = house.find(Outgoing, state=OutgoingState.WAITING, chat_id=GROUP)
    assert [(row.screen, row.message_id) for row in drawn] == [("decisions", 7), ("confirmed", 8)]
    assert drawn[0].params["page"] == ANSWERS_AT_ONCE * 2 - 1
    assert {row.trouble for row in house.find(Outgoing, state=OutgoingState.DROPPED)} == {"drawn over"}


def test_of_many_messages_that_one_person_turns_only_the_last_few_wait(house):
    anna, ben = house.people("Anna", "Ben")
    house.do(redraw, Confirmed(is_yes=True), message_id=1, by=ben)
    for message_id in range(100, 100 + REDRAWS_AT_ONCE * 3):
        house.do(redraw, Confirmed(is_yes=True), message_id=message_id, by=anna)
    assert waiting(house) == {"confirmed": REDRAWS_AT_ONCE + 1}


def test_until_a_council_is_founded_everybody_may_look_around(house):
    anna = house.person("Anna")
    ask(house, anna, ANSWERS_AT_ONCE)
    assert waiting(house) == {"confirmed": MEMBER.in_an_hour, "answers_left_out": 1}
