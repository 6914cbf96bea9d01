from dataclasses import replace
from datetime import UTC, datetime
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ground.counting import Threshold
from bot.domain.ground.ids import CouncilId, InstructionId, MandateId, PersonId, ReportId
from bot.domain.reports.questions import ReportDraft
from bot.domain.reports.report import Bar, Claim, Report, Verdict, accepts_needed, is_settling, judge

TENTH = Threshold(1, 10)
NOW = datetime(2026, 3, 2, tzinfo=UTC)


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


@pytest.mark.parametrize(
    ("members", "needed"), [(1, 2), (2, 2), (3, 2), (4, 2), (5, 3), (8, 4), (19, 10), (30, 10), (101, 11)]
)
def test_half_of_the_members_reject_whatever_minimum_a_charter_holds(members, needed):
    assert judge(0, 0, members, TENTH, 10).bar.needed == needed


@pytest.mark.parametrize(
    ("verdict", "accepts", "bar", "holds"),
    [
        (Verdict.ACCEPTED, 1, Bar(2, 11), False),
        (Verdict.ACCEPTED, 2, Bar(2, 11), True),
        (Verdict.ACCEPTED, 1, Bar(1, 4), False),  # whatever a charter says, nobody ends an instruction alone
        (Verdict.ACCEPTED, 3, Bar(4, 31), False),
        (Verdict.ACCEPTED, 4, Bar(4, 31), True),
        (Verdict.NOTED, 9, Bar(2, 11), False),
    ],
)
def test_what_a_report_says_holds_only_if_enough_accepted_it(verdict, accepts, bar, holds):
    report = Report(
        CouncilId("council"), ReportId("report"), MandateId("mandate"), PersonId("anna"), "", NOW, verdict=verdict,
        accepts=accepts, result=bar,
    )  # fmt: skip
    assert is_settling(report) is holds
    assert accepts_needed(bar) == max(2, bar.needed)


def test_a_draft_says_something_by_words_by_claims_or_by_files():
    draft = ReportDraft(MandateId("m"))
    assert not draft.is_written
    assert replace(draft, text="We bought it").is_written
    assert replace(draft, claims=((InstructionId("i"), Claim.KEPT),)).is_written
    assert replace(draft, files=(("photo", "F1"),)).is_written
