"""How much of a silence is given back, whatever came before it."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ground.lost_time import EPOCH, Stretches, lost_time, only_since, taken, with_lost

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(("began_h", "lost_h"), [(-5, 3), (0, 3), (1, 2), (3, 0), (5, 0)])
def test_only_what_fell_into_the_time_is_given_back(began_h, lost_h):
    assert lost_time(NOON + began_h * HOUR, (), NOON, NOON + 3 * HOUR) == lost_h * HOUR


@pytest.mark.parametrize(("begin", "end", "lost_h"), [(0, 3, 0), (1, 2, 0), (2, 5, 2), (-2, 4, 3), (4, 6, 2)])
def test_what_was_given_back_is_not_given_twice(begin, end, lost_h):
    stopped = with_lost(NOON - 9 * HOUR, (), NOON, NOON + 3 * HOUR)
    assert lost_time(NOON - 9 * HOUR, stopped, NOON + begin * HOUR, NOON + end * HOUR) == lost_h * HOUR


def test_nothing_lost_is_no_stretch_and_what_touches_is_one():
    first = with_lost(NOON, (), NOON + HOUR, NOON + 2 * HOUR)
    assert with_lost(NOON, (), NOON + HOUR, NOON + HOUR) == ()
    assert with_lost(NOON, first, NOON + 2 * HOUR, NOON + 3 * HOUR) == with_lost(NOON, (), NOON + HOUR, NOON + 3 * HOUR)


silences = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)))


@given(since=st.integers(0, 60), silences=silences)
def test_together_they_are_as_long_as_the_seconds_in_any_of_them(since, silences):
    stopped: Stretches = ()
    began_at, given_back = EPOCH + since * HOUR, timedelta(0)
    for begin, end in silences:
        span = (EPOCH + begin * HOUR, EPOCH + end * HOUR)
        given_back += lost_time(began_at, stopped, *span)
        stopped = with_lost(began_at, stopped, *span)
    hours = {hour for begin, end in silences for hour in range(max(begin, since), end)}
    assert given_back == taken(stopped) == len(hours) * HOUR
    assert taken(stopped, EPOCH + 30 * HOUR) == len({hour for hour in hours if hour >= 30}) * HOUR
    assert all(last < first for (_, last), (first, _) in itertools.pairwise(stopped))


@pytest.mark.parametrize(("since", "left"), [(0, 2), (3, 1), (4, 1), (7, 0)])
def test_what_ended_long_ago_can_be_forgotten(since, left):
    stopped = with_lost(EPOCH, with_lost(EPOCH, (), EPOCH + HOUR, EPOCH + 3 * HOUR), EPOCH + 4 * HOUR, EPOCH + 7 * HOUR)
    kept = only_since(stopped, EPOCH + since * HOUR)
    assert len(kept) == left
    assert taken(kept, EPOCH + since * HOUR) == taken(stopped, EPOCH + since * HOUR)
