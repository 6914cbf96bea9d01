"""How much of a silence is given back."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ground.lost_time import lost_time

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(("began_h", "lost_h"), [(-5, 3), (0, 3), (1, 2), (3, 0)])
def test_only_what_fell_into_the_time_is_given_back(began_h, lost_h):
    began_at = NOON + timedelta(hours=began_h)
    assert lost_time(began_at, NOON, NOON + timedelta(hours=3)) == timedelta(hours=lost_h)
