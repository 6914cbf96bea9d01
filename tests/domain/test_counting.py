"""Thresholds, quorums and yes/no ballots, against sums made independently with fractions."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import product

import pytest

from bot.domain.ground.counting import (
    ELECTION_TURNOUT,
    HALF,
    MAJORITY,
    QUARTER,
    TWO_THIRDS,
    CheckName,
    Threshold,
    YesNoOutcome,
    YesNoTally,
    decide_yes_no,
    ensure_names,
    has_quorum,
    late_quorum_extension,
    quorum_needed,
    rank_by_lot,
)
from tests.domain.rules import ADOPTION, CHARTER_CHANGE, RECALL, RECALL_STV_SEAT, REMOVAL, URGENT

OPENED = datetime(2026, 3, 1, 12, tzinfo=UTC)


def tallies(most):
    return [t for t in product(range(most + 1), repeat=3) if sum(t) <= most]


def is_adopted(yes, no, abstain, electorate, rule):
    return decide_yes_no(YesNoTally(yes, no, abstain), electorate, rule).outcome is YesNoOutcome.ADOPTED


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("share", ["0", "1/10", "1/5", "1/4", "1/3", "1/2", "2/3", "3/4", "1"])
def test_a_threshold_is_exact_for_every_part_of_every_base_up_to_60(share, strict):
    bound = Fraction(share)
    threshold = Threshold(bound.numerator, bound.denominator, strict=strict)
    for base in range(61):
        meeting = [n for n in range(62) if (n > bound * base if strict else n >= bound * base)]
        assert [n for n in range(62) if threshold.is_met(n, base)] == meeting
        assert threshold.needed(base) == meeting[0]


@pytest.mark.parametrize("share", [(1, 0), (-1, 2), (3, 2), (1, -2)])
def test_a_threshold_is_a_share_of_a_whole(share):
    with pytest.raises(ValueError, match="no share"):
        Threshold(*share)


# The rules of the charter once more, in words of their own: from (yes, no, abstain, electorate) to adopted or not.
ORACLES = {
    "adoption": (ADOPTION, lambda y, n, a, e: y > n and Fraction(y + n + a, e) >= Fraction(1, 4)),
    "urgent": (URGENT, lambda y, n, a, e: y and Fraction(y, y + n) >= Fraction(2, 3) and Fraction(y + n + a, e) >= 0.5),
    "charter": (CHARTER_CHANGE, lambda y, n, a, e: y and 3 * y >= 2 * (y + n) and 2 * (y + n + a) >= e),
    "removal": (REMOVAL, lambda y, n, a, e: y and 3 * y >= 2 * (y + n) and 2 * (y + n + a) >= e),
    "recall": (RECALL, lambda y, n, _, e: y > n and Fraction(y, e) >= Fraction(1, 4) and y >= min(2, e)),
    "recall of one of several": (
        RECALL_STV_SEAT,
        lambda y, n, _, e: y and y >= 2 * n and Fraction(y, e) >= Fraction(1, 4) and y >= min(2, e),
    ),
}


@pytest.mark.parametrize("name", ORACLES)
def test_every_default_rule_is_exact_for_every_tally_of_small_electorates(name):
    rule, oracle = ORACLES[name]
    for e in (*range(1, 13), 19):
        for y, n, a in tallies(e):
            assert is_adopted(y, n, a, e, rule) == bool(oracle(y, n, a, e) and y + n + a >= min(3, e)), (y, n, a, e)


@pytest.mark.parametrize("name", ORACLES)
def test_every_default_rule_is_exact_up_to_60_without_abstentions(name):
    rule, oracle = ORACLES[name]
    for e in range(1, 61):
        for y, n in ((yes, no) for yes in range(e + 1) for no in range(e + 1 - yes)):
            assert is_adopted(y, n, 0, e, rule) == bool(oracle(y, n, 0, e) and y + n >= min(3, e)), (y, n, e)


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "electorate", "rule", "adopted"),
    [
        (7, 6, 0, 50, ADOPTION, True),
        (6, 6, 1, 50, ADOPTION, False),  # a tie
        (7, 5, 0, 50, ADOPTION, False),  # 12 of 50
        (7, 5, 1, 50, ADOPTION, True),  # abstention counts for turnout
        (0, 0, 50, 50, ADOPTION, False),
        (0, 0, 50, 50, CHARTER_CHANGE, False),
        (0, 0, 0, 0, ADOPTION, False),
        (1, 0, 0, 1, ADOPTION, True),
        (2, 0, 0, 12, ADOPTION, False),  # two people decide for nobody
        (1, 0, 2, 4, RECALL, False),  # one Yes of four is a quarter, and still one person
        (2, 1, 0, 8, RECALL, True),
        (2, 1, 0, 9, RECALL, False),
    ],
)
def test_known_tallies(yes, no, abstain, electorate, rule, adopted):
    assert is_adopted(yes, no, abstain, electorate, rule) is adopted


def test_a_result_carries_the_integers_behind_it():
    result = decide_yes_no(YesNoTally(5, 4, 1), 21, RECALL)
    found = [(check.name, check.got, check.needed, check.of, check.met) for check in result.checks]
    assert found == [
        (CheckName.APPROVAL, 5, 5, 9, True),
        (CheckName.YES_OF_ELECTORATE, 5, 6, 21, False),
        (CheckName.FLOOR_TURNOUT, 10, 3, 21, True),
        (CheckName.FLOOR_YES, 5, 2, 21, True),
    ]
    assert result.outcome is YesNoOutcome.NOT_ADOPTED


def test_one_more_yes_never_loses_what_was_adopted():
    for rule, _ in ORACLES.values():
        for y, n, a in tallies(9):
            assert not is_adopted(y, n, a, 10, rule) or is_adopted(y + 1, n, a, 10, rule)


def test_a_tally_fits_its_electorate_and_has_no_negative_numbers():
    with pytest.raises(ValueError, match="3 votes in an electorate of 2"):
        decide_yes_no(YesNoTally(1, 1, 1), 2, ADOPTION)
    with pytest.raises(ValueError, match="negative"):
        YesNoTally(1, -1, 0)


def test_a_quorum_is_the_share_or_the_floor_and_never_nobody():
    assert quorum_needed(50, QUARTER) == 13
    assert [quorum_needed(e, ELECTION_TURNOUT) for e in (0, 1, 2, 3, 12, 13)] == [1, 1, 2, 3, 3, 4]
    assert quorum_needed(50, None, 0) == 1
    for e in range(1, 61):
        for voted in range(e + 1):
            assert has_quorum(voted, e, HALF) == (Fraction(voted, e) >= Fraction(1, 2) and voted >= min(3, e))
    assert not has_quorum(0, 0, QUARTER)
    with pytest.raises(ValueError, match="electorate"):
        has_quorum(4, 3, QUARTER)


@pytest.mark.parametrize(
    ("lasts_h", "before_close_h", "extended_h"),
    [
        (72, 24, 24),
        (72, 24.01, None),
        (72, 0.01, 24),
        (72, 0, 24),
        (72, -0.01, 24),
        (336, 24, 24),
        (24, 8, 8),
        (24, 8.01, None),
        (24, 1, 8),
    ],
)
def test_a_late_quorum_extends_by_a_day_or_a_third(lasts_h, before_close_h, extended_h):
    closes = OPENED + timedelta(hours=lasts_h)
    extension = late_quorum_extension(closes - timedelta(hours=before_close_h), OPENED, closes)
    assert extension == (None if extended_h is None else timedelta(hours=extended_h))


def test_a_ballot_closes_after_it_opens():
    with pytest.raises(ValueError, match="after"):
        late_quorum_extension(OPENED, OPENED, OPENED)


def test_the_lot_orders_equals_and_nobody_else():
    assert rank_by_lot([("a", "b"), ("c",), ("d", "e")], ["e", "c", "b", "d", "a"]) == ("b", "a", "c", "e", "d")
    with pytest.raises(ValueError, match="did not draw"):
        rank_by_lot([("a", "x")], ["a"])


@pytest.mark.parametrize("names", [("a", "a"), ("a", "none"), ("abstain",), ("reopen", "b")])
def test_keys_are_distinct_and_not_reserved(names):
    with pytest.raises(ValueError, match="distinct"):
        ensure_names(names)


def test_the_words_of_the_charter_are_these_fractions():
    assert (MAJORITY.strict, TWO_THIRDS.strict, HALF.strict, QUARTER.strict) == (True, False, False, False)
    assert ADOPTION.approval == RECALL.approval == MAJORITY
