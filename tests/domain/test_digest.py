"""When the weekly digest comes: on Mondays by day, wherever one's councils are."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ground.calendar import is_night
from bot.domain.me.digest import next_digest_at, waits_until

MOMENTS = st.datetimes(datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2028-01-01")).map(
    lambda at: at.replace(tzinfo=UTC)
)
ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Tokyo", "Pacific/Auckland", "Asia/Kathmandu"]
)


@given(MOMENTS, ZONES)
def test_it_is_the_next_monday_at_nine_there(now, zone):
    at = next_digest_at(now, zone).astimezone(ZoneInfo(zone))
    assert (at.weekday(), at.hour, at.minute) == (0, 9, 0)
    assert timedelta(0) < at - now <= timedelta(days=7, hours=1)


def test_at_the_very_moment_it_is_next_week():
    monday = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert next_digest_at(monday, "UTC") == monday + timedelta(days=7)


@given(MOMENTS, st.lists(ZONES, min_size=1, max_size=3))
def test_it_waits_for_a_moment_at_which_nobody_sleeps(now, zones):
    until = waits_until(now, zones)
    if until is None:
        steps = (now + timedelta(minutes=15 * step) for step in range(1, 95))
        by_day = not any(is_night(now, zone) for zone in zones)
        assert by_day or all(any(is_night(at, zone) for zone in zones) for at in steps)
    else:
        assert now < until <= now + timedelta(days=1)
        assert not any(is_night(until, zone) for zone in zones)


def test_by_day_it_waits_for_nothing_and_by_night_for_the_morning():
    noon, night = datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert waits_until(noon, ["UTC"]) is None
    assert waits_until(night, ["UTC"]) == datetime(2026, 3, 3, 7, tzinfo=UTC)
    assert waits_until(noon, ["UTC", "Pacific/Auckland"]) == datetime(2026, 3, 2, 18, tzinfo=UTC)
    assert waits_until(noon, ["UTC", "Pacific/Auckland", "Asia/Tokyo", "America/New_York"]) is None
