from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ground.ids import BallotId, CouncilId, MandateId, OfficeId, PersonId
from bot.domain.mandates.mandate import EndReason, Mandate, counts_as_term, terms_running

DAY = timedelta(days=1)
TERM = 180 * DAY
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def spans(*days):
    """Spans given as (days before now at which it began, at which it ended)."""
    return [(NOW - begin * DAY, NOW - end * DAY) for begin, end in days]


@pytest.mark.parametrize(("served", "counts"), [(90, False), (91, True), (180, True), (0, False)])
def test_more_than_half_a_term_counts_as_one(served, counts):
    assert counts_as_term(served * DAY, TERM) is counts


@pytest.mark.parametrize(
    ("held", "running"),
    [
        ((), 0),
        (((180, 0),), 1),
        (((360, 180), (180, 0)), 2),
        (((450, 270), (180, 0)), 2),  # half a term between them is an election that took long
        (((451, 271), (180, 0)), 1),  # somebody else served a term in between
        (((270, 90),), 1),
        (((271, 91),), 0),  # that was long ago
        (((260, 180), (180, 0)), 1),  # a replacement served less than half
        (((280, 180), (180, 0)), 2),  # or more than half
    ],
)
def test_terms_in_a_row(held, running):
    assert terms_running(spans(*held), NOW, TERM) == running


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 400)), max_size=6))
def test_the_order_in_which_mandates_are_listed_never_matters(held):
    listed = spans(*((begin + length, begin) for begin, length in held))
    assert terms_running(listed, NOW, TERM) == terms_running(listed[::-1], NOW, TERM) <= len(listed)


def test_a_mandate_is_live_until_it_is_ended():
    mandate = Mandate(CouncilId("c"), MandateId("m"), OfficeId("o"), PersonId("p"), 1, BallotId("b"), NOW, NOW + TERM)
    assert mandate.is_live
    assert not replace(mandate, ended_at=NOW, end_reason=EndReason.RESIGNED).is_live
