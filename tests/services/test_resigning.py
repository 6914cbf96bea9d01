"""Resigning: asked first, recorded as what it was."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import BallotState
from bot.domain.elections.election import race_of
from bot.domain.ground.ids import RecallId
from bot.domain.mandates.mandate import EndReason, NoMandateError, NotHolderError
from bot.domain.recalls.recall import Recall, RecallState
from bot.services.ground.dialogs import answer_confirm
from bot.services.recalls.resigning import resign_from, start_resigning
from tests.support.council import House
from tests.support.mandates import elections, live, said, seat
from tests.support.offices import mandate_now

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eva", "Finn")


@pytest.fixture
def house():
    return House()


def test_resigning_asks_first_and_names_what_will_happen(house):
    anna, ben, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    with pytest.raises(NoMandateError):
        house.do(start_resigning, by=ben)
    house.do(start_resigning, by=anna)
    assert "do you resign as Treasurer in Garden?" in said(house, "confirm_resign")[0]
    assert live(house)
    house.do(answer_confirm, anna.person_id, is_yes=False, by=anna)
    assert live(house)
    house.do(start_resigning, by=anna)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    assert mandate_now(house, mandate).end_reason is EndReason.RESIGNED
    (ballot,) = elections(house, BallotState.NOMINATING)
    assert race_of(ballot).barred == ()


def test_resigning_while_a_threshold_stands_is_recorded_so_with_the_same_bar(house):
    anna, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    recall = Recall(
        house.council_id, RecallId("0" * 32), mandate.mandate_id, RecallState.REACHED, house.now,
        house.now + timedelta(hours=1), 5, 2, 2, 2,
    )  # fmt: skip
    house.do(lambda uow: uow.add(recall))
    house.do(start_resigning, by=anna)
    assert "A recall is under way" not in said(house, "confirm_resign")[0]
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    assert mandate_now(house, mandate).end_reason is EndReason.RESIGNED_FACING_RECALL
    (ballot,) = elections(house, BallotState.NOMINATING)
    assert race_of(ballot).barred == (anna.person_id,)


def test_with_two_offices_the_one_to_resign_from_is_picked(house):
    anna, ben, *_ = house.founded(*NAMES)
    seat(house, anna)
    (second,) = seat(house, anna, office="Secretary")
    (others,) = seat(house, ben, office="Driver")
    house.do(start_resigning, by=anna)
    (row,) = house.screens("resign_pick")
    assert [button.label for line in house.show(row).keyboard for button in line] == [
        "Treasurer",
        "Secretary",
        "Cancel",
    ]
    with pytest.raises(NotHolderError):
        house.do(resign_from, house.council_id, others.mandate_id, by=anna)
    house.do(resign_from, house.council_id, second.mandate_id, by=anna)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    assert [each.office_id for each in live(house)] != [second.office_id]
    assert mandate_now(house, second).end_reason is EndReason.RESIGNED
