"""What waits to be said when somebody asks faster than Telegram lets the bot answer."""

from collections import Counter

import pytest

from bot.domain.ballots.messages import Decisions
from bot.domain.ground.messages import Confirmed
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.ground.person import Person
from bot.services.ground.outbox import ANSWERS_AT_ONCE, redraw, reply, tell_council
from bot.services.ground.ports import Uow
from tests.support.council import GROUP, House


@pytest.fixture
def house() -> House:
    return House()


def ask(house: House, person: Person, times: int, chat_id: int = GROUP) -> None:
    for _ in range(times):
        house.do(reply, Confirmed(is_yes=True), by=person, chat_id=chat_id)


def waiting(house: House, chat_id: int = GROUP) -> Counter[str]:
    return Counter(row.screen for row in house.find(Outgoing, state=OutgoingState.WAITING, chat_id=chat_id))


def send(house: House, number: int) -> None:
    """So many answers have gone out, oldest first."""

    def note(uow: Uow) -> None:
        for row in uow.find(Outgoing, state=OutgoingState.WAITING, chat_id=GROUP, limit=number):
            uow.change(row, state=OutgoingState.SENT, sent_at=uow.now)

    house.do(note)


def test_a_flood_of_commands_by_one_person_gets_one_last_answer(house):
    anna, ben = house.people("Anna", "Ben")
    ask(house, anna, ANSWERS_AT_ONCE * 3)
    assert waiting(house) == {"confirmed": ANSWERS_AT_ONCE, "answers_left_out": 1}
    assert "ask again" in house.show(house.screens("answers_left_out")[0]).text
    ask(house, ben, 1)
    ask(house, anna, 1, chat_id=anna.telegram_id)
    assert waiting(house) == {"confirmed": ANSWERS_AT_ONCE + 1, "answers_left_out": 1}
    assert waiting(house, anna.telegram_id) == {"confirmed": 1}


def test_once_the_last_answer_is_out_the_next_command_is_answered_again(house):
    anna = house.person("Anna")
    ask(house, anna, ANSWERS_AT_ONCE + 1)
    send(house, ANSWERS_AT_ONCE)
    ask(house, anna, 1)
    assert waiting(house) == {"answers_left_out": 1}
    send(house, 1)
    ask(house, anna, 2)
    assert waiting(house) == {"confirmed": 2}


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
