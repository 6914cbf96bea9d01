"""What shows somebody their own paper waits in memory alone, and goes out like everything else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot
from bot.domain.ground.messages import Confirmed
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.ground.person import Person
from bot.services.ballots.booth import enter_booth, mark_paper
from bot.services.ballots.proposals import propose
from bot.services.council.delivery import mark_sent, mark_trouble, waiting
from bot.services.ground.outbox import redraw
from tests.support.council import House


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def anna(house: House) -> Person:
    return house.founded("Anna", "Ben", "Cleo")[0]


@pytest.fixture
def ballot(house: House, anna: Person) -> Ballot:
    return house.do(propose, house.council_id, "rank: In which order?\n- Oak\n- Elm\n- Ash", None, by=anna)


def in_memory(house: House) -> list[Outgoing]:
    """What delivery finds that stands in no row."""
    rows = house.find(Outgoing)
    return [row for row in house.read(waiting).messages if row not in rows]


def test_the_booth_stands_in_no_row_and_is_delivered_once(house, anna, ballot):
    rows = house.find(Outgoing)
    for _ in range(3):
        house.do(enter_booth, house.council_id, ballot.ballot_id, by=anna, chat_id=anna.telegram_id)
    (row,) = in_memory(house)
    assert (row.person_id, row.screen, row.chat_id) == (anna.person_id, "booth", anna.telegram_id)
    assert house.find(Outgoing) == rows
    house.do(mark_sent, row.outgoing_id, anna.telegram_id, 7)
    assert in_memory(house) == []
    assert house.find(Outgoing) == rows


def mark(house: House, anna: Person, ballot: Ballot) -> None:
    house.do(mark_paper, house.council_id, ballot.ballot_id, "+0", by=anna, chat_id=anna.telegram_id)


@pytest.mark.parametrize("state", [OutgoingState.SHELVED, OutgoingState.DROPPED])
def test_what_cannot_go_out_is_left_out(house, anna, ballot, state):
    mark(house, anna, ballot)
    (row,) = in_memory(house)
    assert row.message_id is not None
    house.do(mark_trouble, row.outgoing_id, "no way there", state)
    assert in_memory(house) == []


def test_what_may_go_out_later_is_tried_again(house, anna, ballot):
    mark(house, anna, ballot)
    (row,) = in_memory(house)
    house.do(mark_trouble, row.outgoing_id, "TimedOut", OutgoingState.WAITING, timedelta(seconds=5))
    assert in_memory(house) == []
    house.pass_time(seconds=5)
    (again,) = in_memory(house)
    assert (again.outgoing_id, again.attempts) == (row.outgoing_id, 1)


def test_what_turns_the_message_into_something_else_takes_its_place(house, anna, ballot):
    mark(house, anna, ballot)
    (row,) = in_memory(house)
    house.do(redraw, Confirmed(is_yes=True), message_id=row.message_id, by=anna, chat_id=anna.telegram_id)
    assert in_memory(house) == []


def test_the_close_leaves_no_booth_to_be_drawn(house, anna, ballot):
    mark(house, anna, ballot)
    house.pass_time(days=4)
    assert in_memory(house) == []
    (told,) = house.screens("booth")
    assert "This vote is closed" in house.show(told).text
