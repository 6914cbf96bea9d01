# ruff: noqa: RUF001 - letters of other scripts are what is tested
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ground.errors import DomainError
from bot.domain.ground.spans import (
    LONGEST,
    SHORTEST,
    DurationOutOfRangeError,
    DurationUnreadableError,
    ensure_span,
    format_parts,
    is_like_span,
    is_span,
    parse_span,
    span_text,
)

minutes = st.integers(1, LONGEST // SHORTEST).map(lambda count: timedelta(minutes=count))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("30m", timedelta(minutes=30)),
        ("12h", timedelta(hours=12)),
        ("3d", timedelta(days=3)),
        ("1w", timedelta(weeks=1)),
        (" 2 D ", timedelta(days=2)),
        ("3 days", timedelta(days=3)),
        ("1 Week", timedelta(weeks=1)),
        ("45 min.", timedelta(minutes=45)),
        ("1d 12h", timedelta(hours=36)),
        ("1d12h", timedelta(hours=36)),
        ("1 day, 2 hours", timedelta(hours=26)),
        ("3 дня", timedelta(days=3)),
        ("٣d", timedelta(days=3)),
        ("３ｄ", timedelta(days=3)),
    ],
)
def test_reads_what_people_write(text, span):
    assert parse_span(text) == span
    assert is_span(text)


@pytest.mark.parametrize("text", ["", "3", "d", "soon", "3x", "-3d", "1.5h", "3d!", "9999999999d", "3mo", "½d"])
def test_refuses_the_unreadable_with_an_example(text):
    assert not is_span(text)
    with pytest.raises(DurationUnreadableError) as refused:
        parse_span(text)
    assert refused.value.fields == {"got": text, "example": "3d"}


@pytest.mark.parametrize("text", ["23h", "0d", "15d", "999999999w"])
def test_refuses_what_is_out_of_range_with_the_range(text):
    assert is_span(text)
    with pytest.raises(DurationOutOfRangeError) as refused:
        parse_span(text, timedelta(days=1), timedelta(days=14))
    assert refused.value.fields == {"got": text, "lowest": "1d", "highest": "14d", "example": "3d"}


def test_the_example_lies_in_the_range():
    with pytest.raises(DurationOutOfRangeError) as refused:
        parse_span("1w", timedelta(minutes=5), timedelta(hours=24))
    assert refused.value.fields["example"] == "1d"


@pytest.mark.parametrize(
    ("span", "parts"),
    [
        (timedelta(days=2, hours=4, minutes=59), ((2, "d"), (4, "h"))),
        (timedelta(days=2, minutes=59), ((2, "d"),)),
        (timedelta(days=200), ((200, "d"),)),
        (timedelta(hours=1, minutes=1), ((1, "h"), (1, "m"))),
        (timedelta(minutes=59, seconds=59), ((59, "m"),)),
        (timedelta(seconds=59), ((0, "m"),)),
        (timedelta(days=-3), ((0, "m"),)),
    ],
)
def test_tells_the_two_largest_units(span, parts):
    assert format_parts(span) == parts


@given(st.timedeltas(min_value=timedelta(0)))
def test_never_tells_more_than_there_is(span):
    unit_of = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}
    parts = format_parts(span)
    told = sum((count * unit_of[unit] for count, unit in parts), timedelta(0))
    assert timedelta(0) <= span - told < unit_of[parts[-1][1]]


@given(minutes)
def test_written_and_read_it_is_the_same(span):
    assert parse_span(span_text(span)) == span


def test_the_longest_span_is_within_the_range():
    assert parse_span("366d") == LONGEST
    assert ensure_span(LONGEST, SHORTEST, LONGEST) == LONGEST
    assert ensure_span(SHORTEST, SHORTEST, LONGEST) == SHORTEST
    with pytest.raises(DurationOutOfRangeError):
        ensure_span(LONGEST + SHORTEST, SHORTEST, LONGEST)


def test_a_bound_that_is_no_full_minute_is_kept_to_the_second():
    assert parse_span("2m", timedelta(seconds=90), timedelta(seconds=150)) == timedelta(minutes=2)
    for text in ("1m", "3m", "999999999w 999999999w"):
        with pytest.raises(DurationOutOfRangeError):
            parse_span(text, timedelta(seconds=90), timedelta(seconds=150))


@pytest.mark.parametrize("text", ["1d 3x", "3x 1d", "3x"])
def test_one_word_that_is_no_unit_makes_it_unreadable(text):
    assert not is_span(text)
    assert not is_like_span(text)


def test_zero_can_be_written():
    assert span_text(timedelta(0)) == "0m"
    assert parse_span("0m", lowest=timedelta(0)) == timedelta(0)


@given(st.text() | st.from_regex(r"\d+ *\w+"))
def test_only_domain_errors(text):
    with suppress(DomainError):
        assert SHORTEST <= parse_span(text) <= LONGEST
