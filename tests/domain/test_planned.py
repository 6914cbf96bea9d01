"""When a ballot opens, and how it repeats: what is written, and which dates that means."""

from calendar import monthrange
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ballots.ballot import BallotState
from bot.domain.ballots.drafts import parse_proposal
from bot.domain.ballots.planned import (
    AT_ONCE,
    EXAMPLE_EVERY,
    EXAMPLE_ON,
    Every,
    On,
    Plan,
    RepeatsTooOftenError,
    Series,
    Unit,
    WhenPastError,
    WhenTooFarError,
    WhenUnreadableError,
    begin_series,
    ensure_apart,
    in_zone,
    next_date,
    opens_at,
    shortest_between,
    take_plan,
)
from bot.domain.ballots.rounds import second_round
from bot.domain.ballots.subject import CharterSubject, ProposalSubject
from bot.domain.ground.ids import BallotId
from tests.domain.test_added import OPEN

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
BERLIN = "Europe/Berlin"
SIX = time(18)


@pytest.mark.parametrize(
    ("front", "plan"),
    [
        ("on 5 Dec 18:00:", Plan(On(5, 12, at=SIX))),
        ("On December 5th, 18:00:", Plan(On(5, 12, at=SIX))),
        ("on 5 December 2026:", Plan(On(5, 12, 2026))),
        ("on May 1, 2027 at 9:30:", Plan(On(1, 5, 2027, time(9, 30)))),
        ("on 5.12. 18:00:", Plan(On(5, 12, at=SIX))),
        ("on 05.12.2026 18.00:", Plan(On(5, 12, 2026, SIX))),
        ("on 2026-12-05 18:00\uff1a", Plan(On(5, 12, 2026, SIX))),
        ("на 5 декабря в 18:00:", Plan(On(5, 12, at=SIX))),
        ("на 5 декабря 2026 года в 18:00:", Plan(On(5, 12, 2026, SIX))),
        ("every month:", Plan(None, Every(1, Unit.MONTH))),
        ("each week:", Plan(None, Every(1, Unit.WEEK))),
        ("every 2 weeks 6 times:", Plan(None, Every(2, Unit.WEEK, 6))),
        ("every year, 3 times:", Plan(None, Every(1, Unit.YEAR, 3))),
        ("каждый месяц:", Plan(None, Every(1, Unit.MONTH))),
        ("каждые 2 недели, 6 раз:", Plan(None, Every(2, Unit.WEEK, 6))),
        ("каждый год на 1 мая:", Plan(On(1, 5), Every(1, Unit.YEAR))),
        ("every month on 31 Jan:", Plan(On(31, 1), Every(1, Unit.MONTH))),
        ("on 5 Dec 18:00 every month:", Plan(On(5, 12, at=SIX), Every(1, Unit.MONTH))),
    ],
)
def test_what_stands_in_front(front, plan):
    assert take_plan(f"{front} We buy a barrel") == (plan, " We buy a barrel")


@pytest.mark.parametrize(
    "text",
    [
        "on 5 loaves: yes",
        "on reflection: no",
        "On 5 December we meet: who comes?",
        "every member: pays",
        "every month we meet: yes?",
        "on",
        "",
        "We meet on 5 Dec 18:00: yes?",
    ],
)
def test_what_is_a_text(text):
    assert take_plan(text) == (AT_ONCE, text)


@pytest.mark.parametrize(
    "text",
    [
        "on 35 Dec 18:00: x",
        "on 5 Dec 25:00: x",
        "on 30 Feb: x",
        "on 3: x",
        "every day: x",
        "every 2 days: x",
        "каждый день: x",
        "every 0 weeks: x",
        "every 99 weeks: x",
        "every 1.5 weeks: x",
        "every month 1 times: x",
        "every month 100 times: x",
        "every month on 5 loaves: x",
    ],
)
def test_what_can_only_be_meant_so_is_refused_with_the_form(text):
    with pytest.raises(WhenUnreadableError) as refused:
        take_plan(text)
    assert str(refused.value.fields["example"]).endswith(":")


@pytest.mark.parametrize(
    ("front", "plan"),
    [
        ("every 12 weeks 60 times:", Plan(None, Every(12, Unit.WEEK, 60))),
        ("every month 2 times:", Plan(None, Every(1, Unit.MONTH, 2))),
        ("on 29 Feb:", Plan(On(29, 2, at=time(9)))),
    ],
)
def test_the_last_of_what_can_be_said_is_read(front, plan):
    assert take_plan(f"{front} x") == (plan, " x")


@pytest.mark.parametrize("front", ["every 13 weeks:", "every month 61 times:", "every month 1 times:"])
def test_the_first_of_what_is_too_much_is_refused(front):
    with pytest.raises(WhenUnreadableError):
        take_plan(f"{front} x")


@pytest.mark.parametrize(
    ("text", "got", "example"),
    [
        ("on 3: x", "on 3", EXAMPLE_ON),
        ("every day: x", "every day", EXAMPLE_EVERY),
        ("every month on 5 loaves: x\nmore", "every month on 5 loaves: x", EXAMPLE_ON),
        ("every month on 5 loaves: " + 60 * "x", "every month on 5 loaves: " + 35 * "x", EXAMPLE_ON),
    ],
)
def test_what_was_not_read_is_repeated_in_short_with_the_form(text, got, example):
    with pytest.raises(WhenUnreadableError) as refused:
        take_plan(text)
    assert refused.value.fields == {"got": got, "example": example}


def test_a_day_is_repeated_as_it_was_meant():
    assert [str(On(5, 12)), str(On(5, 12, 2026, SIX))] == ["05.12 09:00", "05.12.2026 18:00"]


def test_the_rest_of_a_proposal_follows_it():
    draft = parse_proposal("every month: 3d: many open: Which?\n- a\n- b")
    assert (draft.plan.every, draft.duration, draft.text) == (Every(1, Unit.MONTH), timedelta(days=3), "Which?")
    assert (draft.options, draft.takes_options) == (("a", "b"), True)


@pytest.mark.parametrize(
    ("on", "zone", "at"),
    [
        (On(5, 12, at=SIX), "UTC", datetime(2026, 12, 5, 18, tzinfo=UTC)),
        (On(5, 12, at=SIX), BERLIN, datetime(2026, 12, 5, 17, tzinfo=UTC)),
        (On(5, 7, at=SIX), BERLIN, datetime(2026, 7, 5, 16, tzinfo=UTC)),
        (On(2, 3, at=SIX), BERLIN, datetime(2026, 3, 2, 17, tzinfo=UTC)),
        (On(29, 3, at=time(2, 30)), BERLIN, datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (On(1, 3, 2027), "UTC", datetime(2027, 3, 1, 9, tzinfo=UTC)),
    ],
)
def test_the_moment_is_of_the_groups_zone(on, zone, at):
    assert opens_at(on, NOW, zone) == at


def test_in_december_the_5th_of_january_is_the_next_one():
    december = datetime(2026, 12, 20, tzinfo=UTC)
    assert opens_at(On(5, 1), december, "UTC") == datetime(2027, 1, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "on", "at"),
    [
        (datetime(2026, 12, 30, 10, tzinfo=UTC), On(1, 7, at=SIX), datetime(2027, 7, 1, 18, tzinfo=UTC)),
        (datetime(2026, 12, 20, 9, tzinfo=UTC), On(20, 12), datetime(2027, 12, 20, 9, tzinfo=UTC)),
        (datetime(2026, 12, 20, 8, tzinfo=UTC), On(20, 12), datetime(2026, 12, 20, 9, tzinfo=UTC)),
        (datetime(2027, 3, 1, 10, tzinfo=UTC), On(29, 2), datetime(2028, 2, 29, 9, tzinfo=UTC)),
        (datetime(2028, 2, 28, 10, tzinfo=UTC), On(29, 2), datetime(2028, 2, 29, 9, tzinfo=UTC)),
    ],
)
def test_a_day_without_a_year_is_the_next_one(now, on, at):
    assert opens_at(on, now, "UTC") == at


@pytest.mark.parametrize("year", [2028, 2096])
def test_the_next_leap_day_may_be_too_far(year):
    with pytest.raises(WhenTooFarError):
        opens_at(On(29, 2), datetime(year, 3, 1, tzinfo=UTC), "UTC")


def test_a_year_and_a_day_ahead_is_the_farthest():
    assert opens_at(On(3, 3, 2027, time(10)), NOW, "UTC") == NOW + timedelta(days=366)
    with pytest.raises(WhenTooFarError) as refused:
        opens_at(On(3, 3, 2027, time(10, 1)), NOW, "UTC")
    assert refused.value.fields["days"] == 366


def test_a_series_that_has_not_begun_begins_with_its_first_date():
    first = datetime(2026, 4, 1, 12, tzinfo=UTC)
    assert next_date(local("2026-04-01T12:00"), 1, Unit.MONTH, NOW, "UTC") == first


def test_how_much_is_between_two_at_least():
    assert [shortest_between(2, unit).days for unit in (Unit.WEEK, Unit.MONTH, Unit.YEAR)] == [14, 56, 730]


@pytest.mark.parametrize(
    ("on", "error"),
    [
        (On(2, 3, 2026, time(10)), WhenPastError),
        (On(1, 3, 2026), WhenPastError),
        (On(5, 12, 2025), WhenPastError),
        (On(5, 12, 2027), WhenTooFarError),
        (On(29, 2, 2027), WhenUnreadableError),
        (On(1, 1, 1), WhenPastError),
    ],
)
def test_times_that_are_over_or_too_far(on, error):
    with pytest.raises(error) as refused:
        opens_at(on, NOW, "UTC")
    assert str(on.day) in refused.value.fields["got"]


def local(text):
    """A local time, as a series keeps its first date."""
    return datetime.fromisoformat(text)


ZONES = st.sampled_from(["UTC", BERLIN, "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu", "Africa/Casablanca"])
FIRSTS = st.datetimes(local("2024-01-01"), local("2028-01-01")).map(lambda at: at.replace(second=0, microsecond=0))
UNITS = st.sampled_from(list(Unit))


def local_of(moment, zone):
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@given(FIRSTS, st.integers(1, 12), UNITS, ZONES, st.timedeltas(timedelta(0), timedelta(days=4000)))
def test_the_next_date_is_after_now_on_the_same_day_and_hour_and_none_is_left_out(first, number, unit, zone, later):
    begins_at = first.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    now = begins_at + later
    at = next_date(first, number, unit, now, zone)
    assert at > now
    assert at - now <= number * {Unit.WEEK: timedelta(8), Unit.MONTH: timedelta(32), Unit.YEAR: timedelta(367)}[unit]
    day = local_of(at, zone)
    # An hour that clocks skip is as long after the skip; in Apia a whole day was skipped, long before.
    assert abs(datetime.combine(day.date(), first.time()) - day) <= timedelta(hours=1)
    if unit is Unit.WEEK:
        assert (day.date() - first.date()).days % (7 * number) == 0
    else:
        months = (day.year - first.year) * 12 + day.month - first.month
        assert months % (number * (12 if unit is Unit.YEAR else 1)) == 0
        assert day.day == min(first.day, monthrange(day.year, day.month)[1])


@given(FIRSTS, st.integers(1, 12), UNITS, ZONES)
def test_dates_follow_each_other_as_far_apart_as_is_promised(first, number, unit, zone):
    at = first.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    for _ in range(20):
        following = next_date(first, number, unit, at, zone)
        assert following - at >= shortest_between(number, unit) - timedelta(hours=2)
        at = following


def test_the_31st_is_the_31st_again_after_february():
    dates = []
    at = datetime(2026, 1, 31, 17, tzinfo=UTC)
    for _ in range(3):
        at = next_date(local("2026-01-31T18:00"), 1, Unit.MONTH, at, BERLIN)
        dates.append(local_of(at, BERLIN))
    assert dates == [local(f"2026-{day}T18:00") for day in ("02-28", "03-31", "04-30")]


def test_a_series_counts_from_its_first_date_and_ends():
    series = begin_series(Every(1, Unit.MONTH, 3), BallotId("b"), NOW + timedelta(seconds=7), BERLIN)
    assert series == Series(BallotId("b"), 1, Unit.MONTH, 2, "2026-03-02T11:00:00")
    assert series.next().left == 1
    assert series.opens_after(NOW, BERLIN) == datetime(2026, 4, 2, 9, tzinfo=UTC)


def test_an_hour_that_clocks_skip_on_the_first_day_is_that_of_the_others():
    on = On(29, 3, at=time(2, 30))
    first_at = opens_at(on, NOW, BERLIN)
    series = begin_series(Every(1, Unit.WEEK), BallotId("b"), first_at, BERLIN, on)
    assert local_of(first_at, BERLIN) == local("2026-03-29T03:30")
    assert local_of(series.opens_after(first_at, BERLIN), BERLIN) == local("2026-04-05T02:30")
    assert series.opens_after(NOW, BERLIN) == first_at


def test_what_is_planned_keeps_its_day_and_hour_in_another_zone():
    at = datetime(2026, 3, 20, 18, tzinfo=UTC)
    assert in_zone(at, "UTC", BERLIN) == datetime(2026, 3, 20, 17, tzinfo=UTC)
    assert in_zone(at, "UTC", "Pacific/Auckland") == datetime(2026, 3, 20, 5, tzinfo=UTC)
    skipped = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    series = Series(BallotId("b"), 1, Unit.WEEK, 2, "2026-03-22T02:30:00")
    assert in_zone(skipped, BERLIN, "UTC", series) == datetime(2026, 3, 29, 2, 30, tzinfo=UTC)


def test_one_is_over_before_the_next_one_opens():
    ensure_apart(Every(1, Unit.WEEK), timedelta(days=6))
    with pytest.raises(RepeatsTooOftenError) as refused:
        ensure_apart(Every(1, Unit.WEEK), timedelta(days=7))
    assert refused.value.fields["days"] == 7


def test_a_run_off_begins_no_series():
    series = Series(BallotId("b"), 1, Unit.MONTH, 2, "2026-03-02T11:00:00")
    first = replace(OPEN, subject=ProposalSubject(series=series))
    assert second_round(first, BallotId("c"), NOW, BallotState.QUEUED).subject == ProposalSubject()
    assert CharterSubject("rule", "old", "new").series is None
