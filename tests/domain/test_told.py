"""The fields of an error as they are kept, wherever errors of any kind may stand."""

import json
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from bot.domain.ballots.ballot import BallotState
from bot.domain.ground.kept import NotReadableError, Unreadable
from bot.domain.ground.told import Fields

GIVEN = {
    "state": BallotState.OPEN,
    "at": datetime(2026, 1, 2, tzinfo=UTC),
    "share": Fraction(2, 6),
    "names": ["Ann", "Ben"],
    "spans": ((timedelta(0), None),),
    "is_mine": False,
    "limit": 3,
}
KEPT = {
    "state": "open",
    "at": "2026-01-02T00:00:00+00:00",
    "share": "1/3",
    "names": ["Ann", "Ben"],
    "spans": [["0:00:00", None]],
    "is_mine": False,
    "limit": 3,
}


def test_they_come_back_as_they_were_kept():
    fields = Fields.of(GIVEN)
    assert json.loads(json.dumps(fields.to_kept())) == KEPT
    again = Fields.from_kept(KEPT)
    assert (again, hash(again), len(again)) == (fields, hash(fields), len(GIVEN))
    assert again["names"] == ("Ann", "Ben")


@pytest.mark.parametrize("kept", [[], None, Unreadable(), {"at": 1.5}, {"at": {"year": 2026}}])
def test_what_no_error_says_is_not_read(kept):
    with pytest.raises(NotReadableError):
        Fields.from_kept(kept)
