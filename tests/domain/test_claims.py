"""When a council goes on in another group, as members of it say there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.council.claim import Claimed, is_minority
from bot.domain.council.council import Council
from bot.domain.ground.ids import CouncilId

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("ours", "others", "goes_on"),
    [
        (0, 0, True),
        (1, 0, True),
        (0, 1, False),
        (1, 1, False),
        (2, 1, True),
        (3, 6, False),
        (6, 6, False),
        (7, 6, True),
    ],
)
def test_more_of_those_who_joined_are_on_its_roll_than_not(ours, others, goes_on):
    claimed = Claimed(0, ours, others)
    assert claimed.is_continuation is goes_on
    assert claimed.is_done is goes_on
    assert not replace(claimed, missing=1).is_done
    assert not replace(claimed, from_at=NOW).is_done


@pytest.mark.parametrize(
    ("on_roll", "people", "is_it"), [(3, None, False), (3, 5, False), (3, 6, True), (3, 9, True), (1, 1, False)]
)
def test_a_roll_on_which_half_of_the_chat_is_not_at_least(on_roll, people, is_it):
    assert is_minority(on_roll, people) is is_it


@pytest.mark.parametrize(
    ("after", "settles"), [(-HOUR, False), (0 * HOUR, True), (23 * HOUR, True), (24 * HOUR, False), (48 * HOUR, False)]
)
def test_it_has_a_day_to_settle_where_it_was_claimed(after, settles):
    council = Council(CouncilId("c"), -1, "Garden", NOW)
    assert council.settles_until(NOW + after) is None
    claimed = replace(council, claimed_at=NOW)
    assert claimed.settles_until(NOW + after) == (NOW + 24 * HOUR if settles else None)
