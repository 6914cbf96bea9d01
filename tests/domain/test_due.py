"""Duties: each has one key, and what stopped its time is known at any moment."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ballots.duties import CloseBallot
from bot.domain.ground.due import HEARD, Due, Duty, Stop, key_of, subject_of
from bot.domain.ground.duties import Housekeeping
from bot.domain.ground.ids import BallotId, CouncilId
from bot.domain.ground.inbox import key_at
from bot.domain.ground.lost_time import taken
from bot.domain.mandates.duties import EndMandate
from bot.domain.reports.duties import RemindOfReport

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
CLOSE = CloseBallot(BallotId("b"))


@pytest.mark.parametrize(
    ("duty", "key", "subject", "subject_id"),
    [
        (CLOSE, "close_ballot:b", {"ballot_id": "b"}, "b"),
        (RemindOfReport("r", -3), "remind_of_report:r:-3", {"report_back_id": "r", "days": -3}, "r"),
        (Housekeeping(), "housekeeping", {}, ""),
    ],
)
def test_a_duty_is_kept_as_its_name_and_its_fields(duty: Duty, key: str, subject: dict[str, object], subject_id: str):
    assert (key_of(duty), subject_of(duty), duty.subject_id) == (key, subject, subject_id)


def test_what_people_must_do_in_time_is_stopped_by_whatever_keeps_them_from_it():
    assert [stop.value for stop in (Stop.NOTHING, *Stop)] == [0, 1, 2, 4], "as rows hold them"
    assert CLOSE.stops == HEARD == Stop.DEAF | Stop.AWAY | Stop.SUSPENDED
    assert EndMandate.stops is Stop.NOTHING


@pytest.mark.parametrize(("held_h", "lost_h"), [(None, 0), (2, 3), (-1, 5)])
def test_what_holds_it_now_stops_its_time_until_now(held_h, lost_h):
    held_at = None if held_h is None else NOW + held_h * HOUR
    due = Due(CouncilId("c"), "d", key_of(CLOSE), "close_ballot", subject_of(CLOSE), NOW, NOW, held_since_at=held_at)
    assert taken(due.stopped_until(NOW + 5 * HOUR)) == lost_h * HOUR


def test_presses_of_ten_minutes_share_a_key():
    first = key_at(datetime(2026, 3, 2, 10, 0, tzinfo=UTC))
    assert key_at(datetime(2026, 3, 2, 10, 9, 59, tzinfo=UTC)) == first
    assert key_at(datetime(2026, 3, 2, 10, 10, tzinfo=UTC)) != first
