"""What a refusal says fits where it is shown."""

import pytest

from bot.domain.ballots.ballot import NotInElectorateError
from bot.domain.ground.voices import ButtonOldError
from bot.domain.recalls.signal import SignalsLostError
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
from handlers.views.ground.errors import words_for
from tests.support.council import House, words

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
