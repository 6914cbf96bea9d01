"""How many signals open a recall, and what of their number may be seen."""

from math import ceil

import pytest

from bot.domain.charter.charter import Charter, RuleValueError
from bot.domain.recalls.confidence import SIGNALS, show_signals, signal_rule, signals_needed


@pytest.mark.parametrize("base", range(1, 201))
def test_a_fifth_of_the_base_rounded_up_with_its_floors(base):
    assert signals_needed(base, 200) == max(ceil(base / 5), 2 if base < 6 else 3)
    assert signals_needed(base, 200, is_lowered=True) == max(ceil(base / 10), 2)


@pytest.mark.parametrize(
    ("base", "others", "normal", "lowered"),
    [
        (0, 0, 1, 1),
        (1, 1, 1, 1),
        (2, 2, 2, 2),
        (5, 5, 2, 2),
        (6, 6, 3, 2),
        (11, 11, 3, 2),
        (16, 16, 4, 2),
        (21, 30, 5, 3),
    ],
)
def test_never_above_the_number_of_others_and_never_nobody(base, others, normal, lowered):
    assert signals_needed(base, others) == normal
    assert signals_needed(base, others, is_lowered=True) == lowered


def test_lowering_never_raises():
    pairs = [(signals_needed(n, n), signals_needed(n, n, is_lowered=True)) for n in range(300)]
    assert all(lowered <= normal for normal, lowered in pairs)


@pytest.mark.parametrize(("base", "others"), [(-1, 3), (4, 3)])
def test_the_base_is_part_of_the_others(base, others):
    with pytest.raises(ValueError, match="base"):
        signals_needed(base, others)


@pytest.mark.parametrize(
    ("signals", "base", "needed", "is_reached", "count"),
    [
        (2, 11, 3, False, None),
        (3, 11, 3, True, None),
        (5, 29, 6, False, None),
        (4, 30, 6, False, 0),
        (9, 45, 9, True, 5),
    ],
)
def test_a_count_is_coarse_and_in_a_small_base_not_shown(signals, base, needed, is_reached, count):
    shown = show_signals(signals, base, needed)
    assert (shown.is_reached, shown.count, shown.needed, shown.base) == (is_reached, count, needed, base)


def test_in_a_small_base_one_signal_under_the_threshold_changes_nothing_that_is_seen():
    assert len({show_signals(n, 29, 6) for n in range(6)}) == 1


CHARTERS = [
    {},
    {"signals_fraction": "1/3"},
    {"signals_minimum": "2", "signals_minimum_small": "1", "signals_lowered_minimum": "2"},
    {"signals_fraction": "1/20", "signals_lowered": "1/20"},
]


@pytest.mark.parametrize("changed", CHARTERS)
def test_in_every_charter_lowering_never_raises_and_a_larger_base_never_needs_fewer(changed):
    rule = signal_rule(Charter.from_json(changed))
    normal = [signals_needed(n, 100, rule=rule) for n in range(61)]
    lowered = [signals_needed(n, 100, is_lowered=True, rule=rule) for n in range(61)]
    assert all(low <= high for low, high in zip(lowered, normal, strict=True))
    assert (normal, lowered) == (sorted(normal), sorted(lowered))


def test_the_default_charter_has_the_default_rule():
    assert signal_rule(Charter()) == SIGNALS


def test_the_entrenched_rule_never_asks_for_more_than_a_third():
    with pytest.raises(RuleValueError):
        Charter().with_value("signals_fraction", "2/5")
