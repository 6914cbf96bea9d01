from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ground.calendar import (
    ZoneUnknownError,
    add_months,
    at_local_hour,
    dates_met,
    day_of,
    end_of_local_day,
    ensure_zone,
    is_night,
    local_date,
    met_until,
    missed_at,
    moved_by_outage,
    next_full_hour,
    next_local_date,
    next_morning,
    next_report_on,
    reminder_dates,
)

BERLIN = "Europe/Berlin"
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
zones = st.sampled_from([BERLIN, "UTC", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia", "Asia/Kathmandu"])
days = st.dates(date(2000, 1, 1), date(2037, 12, 31))
moments = st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "zone", "end"),
    [
        (date(2026, 1, 31), BERLIN, "2026-01-31T23:00"),
        (date(2026, 7, 1), BERLIN, "2026-07-01T22:00"),
        (date(2026, 3, 28), BERLIN, "2026-03-28T23:00"),
        (date(2026, 3, 29), BERLIN, "2026-03-29T22:00"),
        (date(2026, 10, 25), BERLIN, "2026-10-25T23:00"),
        (date(2026, 1, 31), "Asia/Kathmandu", "2026-01-31T18:15"),
        # Midnight does not exist: clocks go from 24:00 to 01:00.
        (date(2018, 11, 3), "America/Sao_Paulo", "2018-11-04T03:00"),
        # The day itself does not exist.
        (date(2011, 12, 30), "Pacific/Apia", "2011-12-30T10:00"),
    ],
)
def test_a_day_ends_at_local_midnight(day, zone, end):
    assert end_of_local_day(day, zone) == at(end)
    assert end_of_local_day(day, zone).tzinfo is UTC


@given(days, zones)
def test_the_end_of_a_day_is_the_first_moment_after_it(day, zone):
    end = end_of_local_day(day, zone)
    assert local_date(end - timedelta(seconds=1), zone) <= day
    assert local_date(end, zone) > day


def test_an_hour_of_the_day():
    assert at_local_hour(date(2026, 7, 1), 9, BERLIN) == at("2026-07-01T07:00")
    assert at_local_hour(date(2026, 3, 29), 2, BERLIN) == at("2026-03-29T01:00")


@pytest.mark.parametrize(
    ("moment", "months", "later"),
    [
        ("2026-01-15T11:00", 6, "2026-07-15T10:00"),
        ("2026-08-31T10:00", 6, "2027-02-28T11:00"),
        ("2026-12-01T00:00", 1, "2027-01-01T00:00"),
        ("2027-08-31T10:00", 6, "2028-02-29T11:00"),
        ("2026-01-15T11:00", -1, "2025-12-15T11:00"),
        # 23:30 UTC is the next day in Berlin.
        ("2026-01-30T23:30", 1, "2026-02-27T23:30"),
        # 02:30 does not exist on that day.
        ("2026-02-28T01:30", 1, "2026-03-28T01:30"),
        ("2026-01-29T01:30", 2, "2026-03-29T01:30"),
    ],
)
def test_months_are_those_of_the_calendar(moment, months, later):
    assert add_months(at(moment), months, BERLIN) == at(later)


@given(moments, st.integers(1, 24), zones)
def test_months_keep_the_local_day_or_end_the_month(moment, months, zone):
    before, after = (when.astimezone(ZoneInfo(zone)) for when in (moment, add_months(moment, months, zone)))
    elapsed = (after.year - before.year) * 12 + after.month - before.month
    assert elapsed == months or after.date() == date(2011, 12, 31)


@pytest.mark.parametrize(
    ("now", "hour"),
    [
        ("2026-01-01T10:00:00.000001", "2026-01-01T11:00"),
        ("2026-01-01T10:59:59", "2026-01-01T11:00"),
        ("2026-01-01T10:00", "2026-01-01T11:00"),
        ("2026-12-31T23:30", "2027-01-01T00:00"),
    ],
)
def test_the_next_full_hour(now, hour):
    assert next_full_hour(at(now)) == at(hour)


def test_dates_count_from_the_old_date():
    assert next_local_date(date(2026, 1, 10), 14 * DAY) == date(2026, 1, 24)


@pytest.mark.parametrize(
    ("posted", "left_open"),
    [
        (date(2026, 1, 2), date(2026, 1, 10)),
        (date(2026, 1, 3), date(2026, 1, 24)),
        (date(2026, 1, 10), date(2026, 1, 24)),
        (date(2026, 1, 16), date(2026, 1, 24)),
        (date(2026, 1, 17), date(2026, 2, 7)),
        (date(2026, 3, 1), date(2026, 3, 21)),
    ],
)
def test_a_report_leaves_the_next_date_open(posted, left_open):
    assert next_report_on(date(2026, 1, 10), 14 * DAY, posted) == left_open


@given(days, st.integers(7, 92), st.integers(-100, 100))
def test_the_date_left_open_is_the_first_not_met(due, every, offset):
    posted, every = due + offset * DAY, every * DAY
    left_open = next_report_on(due, every, posted)
    series = [due + step * every for step in range(30)]
    assert left_open == min(day for day in series if day not in dates_met(series, posted, every))
    assert left_open > posted or left_open == due


def test_one_report_meets_all_dates_due_soon():
    due = [date(2026, 1, 20), date(2026, 1, 9), date(2026, 1, 17), date(2026, 1, 18)]
    assert dates_met(due, date(2026, 1, 10), 14 * DAY) == (date(2026, 1, 9), date(2026, 1, 17))


def test_weekly_reports_stay_weekly():
    assert met_until(date(2026, 1, 10), 7 * DAY) == date(2026, 1, 13)
    assert next_report_on(date(2026, 1, 10), 7 * DAY, date(2026, 1, 10)) == date(2026, 1, 17)


def test_overdue_after_the_end_of_its_day_and_missed_three_days_later():
    due_on = date(2026, 1, 10)
    assert end_of_local_day(due_on, BERLIN) == at("2026-01-10T23:00")
    assert missed_at(due_on, BERLIN) == at("2026-01-13T23:00")


def test_days_of_grace_are_days_of_the_calendar():
    assert missed_at(date(2026, 3, 27), BERLIN) == at("2026-03-30T22:00")


def test_reminders():
    assert [day.day for day in reminder_dates(date(2026, 1, 10))] == [7, 9, 10, 11, 13]


@pytest.mark.parametrize(
    ("down_from", "down_until", "due"),
    [
        ("2026-01-10T10:00", "2026-01-10T12:00", 11),
        ("2026-01-08T10:00", "2026-01-10T10:00", 12),
        ("2026-01-10T10:00", "2026-01-12T11:00", 13),
        ("2026-01-10T10:00", "2026-01-10T10:59", 10),
        ("2026-01-08T10:00", "2026-01-09T23:00", 10),
        ("2026-01-10T23:00", "2026-01-12T23:00", 10),
    ],
)
def test_an_outage_on_the_day_moves_the_date(down_from, down_until, due):
    assert moved_by_outage(date(2026, 1, 10), at(down_from), at(down_until), BERLIN).day == due


@given(days, moments, st.timedeltas(timedelta(0), 30 * DAY), zones)
def test_an_outage_never_brings_a_date_nearer(day, down_from, outage, zone):
    moved = moved_by_outage(day, down_from, down_from + outage, zone)
    assert day <= moved
    assert (moved - day) < outage + DAY


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin ", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("St. Johns", "America/St_Johns"),
        ("Buenos Aires", "America/Buenos_Aires"),
        ("Istanbul", "Asia/Istanbul"),
        ("utc", "UTC"),
        ("Etc/GMT-3", "Etc/GMT-3"),
    ],
)
def test_zones_are_found(typed, zone):
    assert ensure_zone(typed) == zone


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("Berlim", "Europe/Berlin"), ("Moskow", "Europe/Moscow"), ("eastern", "US/Eastern"), ("west", "Australia/West")],
)
def test_unknown_zones_are_answered_with_the_nearest(typed, nearest):
    with pytest.raises(ZoneUnknownError) as refused:
        ensure_zone(typed)
    offered = refused.value.fields["nearest"]
    assert isinstance(offered, tuple)
    assert nearest in offered
    assert len(offered) <= 5


@pytest.mark.parametrize("typed", ["", "UTC+3", "GMT+3", "../etc/passwd", "localtime", "\x00"])
def test_what_is_no_zone_is_refused(typed):
    with pytest.raises(ZoneUnknownError):
        ensure_zone(typed)


@given(st.text())
def test_only_domain_errors(typed):
    with suppress(ZoneUnknownError):
        ZoneInfo(ensure_zone(typed))


def test_a_day_is_one_for_everybody():
    moment = datetime(2026, 3, 2, 1, 30, tzinfo=timezone(timedelta(hours=3)))
    assert day_of(moment) == datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "minute", "night"),
    [(21, 59, False), (22, 0, True), (0, 0, True), (6, 59, True), (7, 0, False)],
)
def test_the_night_is_from_22_to_7(hour, minute, night):
    assert is_night(datetime(2026, 3, 2, hour, minute, tzinfo=UTC), "UTC") is night


def test_the_morning_is_the_next_one_where_people_live():
    late, early = datetime(2026, 3, 2, 23, tzinfo=UTC), datetime(2026, 3, 2, 3, tzinfo=UTC)
    assert next_morning(late, "UTC") == datetime(2026, 3, 3, 7, tzinfo=UTC)
    assert next_morning(early, "UTC") == datetime(2026, 3, 2, 7, tzinfo=UTC)
    assert next_morning(datetime(2026, 3, 2, 21, tzinfo=UTC), "Asia/Tokyo") == datetime(2026, 3, 2, 22, tzinfo=UTC)
    assert next_morning(datetime(2026, 3, 2, 22, tzinfo=UTC), "UTC") == datetime(2026, 3, 3, 7, tzinfo=UTC)


def test_dates_come_in_their_order_whatever_the_order_they_are_given_in():
    due = [date(2026, 1, 17), date(2026, 1, 9), date(2026, 1, 12)]
    assert dates_met(due, date(2026, 1, 10), 14 * DAY) == tuple(sorted(due))
    assert reminder_dates(date(2026, 1, 10), (3, -3)) == (date(2026, 1, 7), date(2026, 1, 13))


def test_an_outage_of_an_hour_moves_the_date_and_a_shorter_one_does_not():
    noon = datetime(2026, 1, 10, 12, tzinfo=UTC)
    hour = timedelta(hours=1)
    assert moved_by_outage(date(2026, 1, 10), noon, noon + hour, BERLIN) == date(2026, 1, 11)
    assert moved_by_outage(date(2026, 1, 10), noon, noon + hour - timedelta(seconds=1), BERLIN) == date(2026, 1, 10)


@pytest.mark.parametrize("typed", ["west", "north", "south", "pacific", "general"])
def test_what_follows_the_slash_is_no_city_everywhere(typed):
    with pytest.raises(ZoneUnknownError):
        ensure_zone(typed)


@pytest.mark.parametrize(
    ("typed", "zone"), [("buenos aires", "America/Buenos_Aires"), ("Louisville", "America/Louisville")]
)
def test_of_two_names_for_one_zone_the_shorter_one_is_meant(typed, zone):
    assert ensure_zone(typed) == zone


def test_zones_that_hold_what_was_typed_are_named_in_their_order():
    with pytest.raises(ZoneUnknownError) as refused:
        ensure_zone("us/")
    assert refused.value.fields["nearest"] == (
        "US/Alaska", "US/Aleutian", "US/Arizona", "US/Central", "US/East-Indiana",
    )  # fmt: skip
