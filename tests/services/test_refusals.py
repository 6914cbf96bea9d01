"""What a refusal says fits where it is shown."""

import pytest

from bot.domain.ballots.ballot import BallotClosedError, BallotState, NotInElectorateError
from bot.domain.elections.nominee import NominationsClosedError
from bot.domain.ground.voices import ButtonOldError
from bot.domain.recalls.recall import ReplyOverError
from bot.domain.recalls.signal import SignalsLostError
from bot.domain.removals.removal import NoReplyDueError
from bot.domain.reports.report import RatingsLostError
from bot.domain.roll.member import (
    AlreadyOnRollError,
    NotHereError,
    NotOnRollError,
    NotWaitingError,
    OwnVouchError,
    RemovedError,
    StillWaitingError,
    VouchedAlreadyError,
)
from bot.services.ground.dialogs import DialogOverError
from bot.services.record.refusals import refuse
from handlers.views.ground.errors import words_for
from tests.support.council import GROUP, House, words

T = words("en")


@pytest.mark.parametrize(
    "why", ["not_on_roll", "waiting", "founding", "resting", "joined_later", "concerned", "not_asked"]
)
@pytest.mark.parametrize("waits_s", [None, 86_400 * 29 + 3600 * 23])
def test_every_reason_fits_into_an_alert(why, waits_s):
    at = House().now
    words = words_for(NotInElectorateError(why=why, from_at=at, waits_s=waits_s), T)
    assert words.startswith("Not counted: ")
    assert len(words) <= 200


@pytest.mark.parametrize(
    "error",
    [
        NotOnRollError(waits_s=86_400 * 29 + 3600 * 23),
        NotOnRollError(),
        AlreadyOnRollError(may_vote_at=House().now),
        RemovedError(from_at=House().now),
        StillWaitingError(from_at=House().now),
        NotHereError(title="T" * 500),
        NotWaitingError(is_on_roll=None),
        OwnVouchError(),
        VouchedAlreadyError(),
        SignalsLostError(),
        RatingsLostError(),
        ButtonOldError(),
    ],
    ids=lambda error: error.code,
)
def test_every_refusal_fits_into_an_alert(error):
    words = words_for(error, T)
    assert words
    assert "(" not in words
    assert len(words) <= 200


def test_a_button_whose_time_is_over_goes_at_the_first_press_in_private():
    house = House()
    (anna,) = house.people("Anna")
    refused = ReplyOverError()
    house.do(refuse, anna.telegram_id, refused, is_press=True, by=anna, chat_id=anna.telegram_id, pressed_in=55)
    (row,) = house.screens("refusal")
    assert (row.message_id, row.person_id) == (55, anna.person_id)
    assert not house.show(row).keyboard


@pytest.mark.parametrize(
    ("error", "goes"),
    [
        (BallotClosedError(state=BallotState.CLOSED, outcome=None), True),
        (BallotClosedError(state=BallotState.SUSPENDED, outcome=None), False),
        (NominationsClosedError(state=BallotState.OPEN, office="clerk"), True),
        (NominationsClosedError(state=BallotState.SECONDING, office="clerk"), False),
        (NoReplyDueError(is_mine=True), True),
        (NoReplyDueError(is_mine=False), False),
        (DialogOverError(is_mine=True), True),
        (DialogOverError(is_mine=False), False),
        (StillWaitingError(from_at=House().now), False),
    ],
)
def test_what_may_come_about_still_keeps_its_buttons(error, goes):
    house = House()
    (anna,) = house.people("Anna")
    house.do(refuse, anna.telegram_id, error, is_press=True, by=anna, chat_id=anna.telegram_id, pressed_in=55)
    assert bool(house.screens("refusal")) is goes


def test_a_card_in_a_group_is_never_turned_by_a_refusal():
    house = House()
    (anna,) = house.people("Anna")
    house.do(refuse, GROUP, ReplyOverError(), is_press=True, by=anna, pressed_in=55)
    assert not house.screens("refusal")
