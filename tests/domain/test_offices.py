"""Offices: who may hold which beside which, and what a new one needs."""

import pytest

from bot.domain.elections.office import (
    InspectorAloneError,
    TooManyOfficesError,
    ensure_free_for,
    is_inspection,
    seconds_needed,
)


@pytest.mark.parametrize(
    ("awake", "is_new", "needed"),
    [(1, True, 0), (5, True, 0), (6, True, 2), (1000, True, 2), (6, False, 0), (1000, False, 0)],
)
def test_only_a_new_office_from_six_members_on_needs_seconds(awake, is_new, needed):
    assert seconds_needed(awake - 1, 2, is_new=is_new) == needed


@pytest.mark.parametrize("name", ["Inspector", "inspectors", "INSPECTOR", "\u0406nspector", "Инспектор"])
def test_the_office_of_inspection_is_known_by_its_name(name):
    assert is_inspection(name)


@pytest.mark.parametrize("name", ["treasurer", "inspector of drains", ""])
def test_other_offices_are_none_of_inspection(name):
    assert not is_inspection(name)


@pytest.mark.parametrize(
    ("office", "held", "limit", "refusal"),
    [
        ("treasurer", (), 1, None),
        ("treasurer", ("secretary",), 2, None),
        ("treasurer", ("secretary",), 1, TooManyOfficesError),
        ("treasurer", ("secretary", "gardener"), 2, TooManyOfficesError),
        ("Treasurer", ("treasurer", "secretary"), 2, None),
        ("inspector", (), 2, None),
        ("inspector", ("secretary",), 2, InspectorAloneError),
        ("treasurer", ("secretary", "inspector"), 9, InspectorAloneError),
        ("secretary", ("inspector",), 2, InspectorAloneError),
        ("inspector", ("Inspector",), 2, None),
    ],
)
def test_who_holds_others_may_hold_it_too_or_not(office, held, limit, refusal):
    if refusal is None:
        ensure_free_for(office, held, limit)
        return
    with pytest.raises(refusal):
        ensure_free_for(office, held, limit)
