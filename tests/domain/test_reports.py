from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ground.counting import Threshold
from bot.domain.reports.report import Verdict, judge

TENTH = Threshold(1, 10)


@pytest.mark.parametrize(
    ("accepts", "not_enoughs", "members", "verdict"),
    [
        (0, 0, 11, Verdict.NOTED),
        (1, 0, 11, Verdict.ACCEPTED),
        (2, 2, 11, Verdict.NOTED),
        (0, 1, 11, Verdict.NOTED),  # one alone rejects nothing
        (0, 2, 11, Verdict.REJECTED),
        (1, 2, 20, Verdict.REJECTED),
        (1, 2, 21, Verdict.NOTED),  # a tenth of 21 is three
        (1, 3, 21, Verdict.REJECTED),
        (99, 100, 1000, Verdict.REJECTED),
        (98, 99, 1000, Verdict.NOTED),
    ],
)
def test_the_verdict(accepts, not_enoughs, members, verdict):
    assert judge(accepts, not_enoughs, members, TENTH, 2).verdict is verdict


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 60))
def test_the_rule_as_the_charter_prints_it(accepts, not_enoughs, members):
    judged = judge(accepts, not_enoughs, members, TENTH, 2)
    assert judged.bar.needed == max(2, ceil(members / 10))
    assert (judged.verdict is Verdict.REJECTED) is (not_enoughs > accepts and not_enoughs >= judged.bar.needed)
    assert (judged.verdict is Verdict.ACCEPTED) is (accepts > not_enoughs)
