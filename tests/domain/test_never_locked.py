"""Whatever a charter holds, a majority of all can change it and recall: every value in its range, at E = 1 to 60."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ballots import rules
from bot.domain.ballots.subject import CharterSubject, ProposalSubject, Subject
from bot.domain.charter.charter import Charter
from bot.domain.charter.rules import RULES, suggest
from bot.domain.charter.values import RuleKind, Unit, read_value
from bot.domain.elections.office import seconds_needed as seconds_for_office
from bot.domain.ground.counting import Threshold, YesNoOutcome, YesNoTally, decide_yes_no
from bot.domain.recalls.confidence import signal_rule, signals_needed
from bot.domain.recalls.subject import RecallSubject
from bot.domain.reports.report import Verdict, judge

SIZES = range(1, 61)
COUNTS = [key for key, rule in RULES.items() if rule.unit is Unit.PERSONS and key != "live_counts_from"]
"""Rules that ask for so many people; from how many counts are shown decides nothing."""
SHARES = [key for key, rule in RULES.items() if rule.kind is RuleKind.FRACTION]
CHANGE = CharterSubject("term", "6", "12")
RECALLS = (RecallSubject(), RecallSubject(is_one_of_several=True))


def values(key):
    """All that a vote may make of this rule; of shares those that are offered, the ends among them."""
    rule = RULES[key]
    if isinstance(rule.lowest, int) and isinstance(rule.highest, int):
        return [str(value) for value in range(rule.lowest, rule.highest + 1)]
    return suggest(rule)


def charter(**changed):
    read = {key: read_value(RULES[key].kind, text, RULES[key].unit) for key, text in changed.items()}
    return Charter({key: value for key, value in read.items() if value is not None})


def decided(held: Charter, subject: Subject, electors: int, yes: int) -> bool:
    """Whether so many Yes of so many adopt it, if all others stay away."""
    rule = subject.rule_by(rules.rules_for(held, subject, electors), is_urgent=False)
    return decide_yes_no(YesNoTally(yes, 0, 0), electors, rule).outcome is YesNoOutcome.ADOPTED


def majority(electors):
    return electors // 2 + 1


def ensure_free(held: Charter, electors: int) -> None:
    """A majority that acts alone finds its seconds among itself, changes the charter, signals, and recalls."""
    many = majority(electors)
    assert rules.seconds_needed(held, electors - 1) <= many - 1
    assert seconds_for_office(electors - 1, held.count("new_office_seconds"), is_new=True) <= many - 1
    assert decided(held, CHANGE, electors, many)
    assert decided(held, replace(CHANGE, is_ordinary=True), electors, many)
    assert all(decided(held, subject, electors, many) for subject in RECALLS)
    for is_lowered in (False, True):
        assert signals_needed(electors, electors, is_lowered=is_lowered, rule=signal_rule(held)) <= many


def charters(*keys):
    return st.fixed_dictionaries({}, optional={key: st.sampled_from(values(key)) for key in keys})


@pytest.mark.parametrize("key", [*COUNTS, *SHARES])
def test_no_value_of_any_rule_locks_a_council(key):
    for text in values(key):
        for electors in SIZES:
            ensure_free(charter(**{key: text}), electors)


@given(
    st.fixed_dictionaries({}, optional={key: st.sampled_from(values(key)) for key in (*COUNTS, *SHARES)}),
    st.sampled_from(SIZES),
)
def test_nor_do_any_values_together(changed, electors):
    ensure_free(charter(**changed), electors)


@given(
    st.fixed_dictionaries({}, optional={key: st.sampled_from(values(key)) for key in COUNTS}), st.sampled_from(SIZES)
)
def test_what_is_entrenched_holds_whatever_counts_a_charter_has(changed, electors):
    """No floor lets fewer than 3 decide, unless a majority is fewer; nor one alone recall, where there are two."""
    held = charter(**changed)
    least = min(3, majority(electors))
    assert not decided(held, ProposalSubject(), electors, least - 1)
    assert not decided(held, RecallSubject(), electors, min(2, electors) - 1)
    assert not decided(held, CHANGE, electors, least - 1)


@pytest.mark.parametrize(
    ("electors", "floor", "asked"),
    [
        (1, 3, 1),
        (2, 3, 2),
        (3, 3, 2),
        (4, 3, 3),
        (5, 3, 3),
        (8, 10, 4),
        (9, 10, 5),
        (19, 10, 10),
        (60, 10, 10),
        (60, 3, 3),
    ],
)
def test_a_higher_floor_asks_for_half_of_all_at_most(electors, floor, asked):
    held = charter(floor_turnout=str(floor), adoption_turnout="0/1")
    ballot = rules.rules_for(held, ProposalSubject(), electors)
    assert min(ballot.count("floor_turnout"), electors) == asked


@pytest.mark.parametrize(("electors", "asked"), [(1, 1), (2, 2), (3, 2), (6, 2), (7, 3), (60, 3)])
def test_a_recall_asks_for_a_third_of_all_at_most_and_for_two(electors, asked):
    held = charter(recall_floor_yes="3", floor_turnout="10")
    ballot = rules.rules_for(held, RecallSubject(), electors)
    assert min(ballot.count("recall_floor_yes"), electors) == asked
    assert ballot.count("floor_turnout") <= 3


@pytest.mark.parametrize(
    ("others", "asked", "needed"), [(0, 5, 0), (1, 5, 0), (2, 5, 1), (3, 5, 1), (7, 5, 3), (30, 20, 15)]
)
def test_seconds_are_asked_of_half_of_the_others_at_most(others, asked, needed):
    assert rules.seconds_among(asked, others) == needed


@pytest.mark.parametrize(("members", "needed"), [(1, 2), (2, 2), (3, 2), (7, 4), (8, 4), (40, 10)])
def test_a_report_can_be_rejected_by_half_whatever_minimum_a_charter_holds(members, needed):
    judged = judge(0, needed, members, Threshold(1, 20), 10)
    assert (judged.bar.needed, judged.verdict) == (needed, Verdict.REJECTED)


def test_a_count_bounded_for_one_use_is_the_same_when_it_is_read_again():
    held = charter(floor_turnout="10", term="12")
    for highest in (2, 3, 4, 12):
        bounded = held.at_most("floor_turnout", highest)
        assert bounded.count("floor_turnout") == min(10, highest)
        assert Charter.from_json(bounded.to_json()) == bounded
        assert bounded.count("term") == 12
