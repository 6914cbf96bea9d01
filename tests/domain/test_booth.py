"""A ballot paper under marks: they set, they repeat without harm, and whatever comes out can be counted."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ballots.approval import count_election
from bot.domain.ballots.ballot import (
    Ballot,
    BallotState,
    ChoiceUnknownError,
    Method,
    ensure_choice,
    picks_after,
)
from bot.domain.ballots.booth import ABSTENTION, SUBMIT, filled_in, handed_in, marked, marks_on, names_on, throws_away
from bot.domain.ballots.schulze import count_schulze
from bot.domain.ballots.stv import count_stv
from bot.domain.ballots.subject import ProposalSubject
from bot.domain.elections.election import Race
from bot.domain.ground.ids import BallotId, CouncilId

STEADY = settings(derandomize=True, deadline=None)
METHODS = (Method.APPROVAL, Method.STV, Method.RANK)
MARKS = st.lists(st.from_regex(r"[+-]([0-3]|reopen|none)|k[0-9]", fullmatch=True), max_size=12)


def paper_of(method: Method) -> Ballot:
    kind = ProposalSubject.KIND if method is Method.RANK else Race.KIND
    now = datetime(2026, 3, 2, tzinfo=UTC)
    return Ballot(
        CouncilId("c"), BallotId("b"), kind, method, BallotState.OPEN, "text", now, 60, options=("A", "B", "C", "D")
    )  # fmt: skip


def fill(ballot: Ballot, marks: list[str]) -> tuple[str, ...]:
    picks: tuple[str, ...] = ()
    for mark in marks:
        try:
            picks = marked(ballot, picks, mark)
        except ChoiceUnknownError:
            continue
    return picks


def test_names_rank_in_the_order_in_which_they_are_put_on():
    assert fill(paper_of(Method.STV), ["+2", "+0", "+2", "+reopen"]) == ("2", "0", "reopen")
    assert fill(paper_of(Method.RANK), ["+1", "+none", "-1"]) == ("none",)
    assert fill(paper_of(Method.STV), ["+2", "+0", "+1", "k1"]) == ("2",)
    assert fill(paper_of(Method.STV), ["+2", "+0", "k0"]) == ()


def test_reopen_takes_the_place_of_approvals_and_a_name_that_of_reopen():
    ballot = paper_of(Method.APPROVAL)
    assert fill(ballot, ["+2", "+0"]) == ("0", "2")
    assert fill(ballot, ["+2", "+reopen"]) == ("reopen",)
    assert fill(ballot, ["+reopen", "+1"]) == ("1",)


@pytest.mark.parametrize("mark", ["", "+", "+4", "+abstain", "+none", "k", "k100", "+1\n", "1", "\u0967"])
def test_what_is_not_on_the_paper_is_refused(mark):
    with pytest.raises(ChoiceUnknownError):
        marked(paper_of(Method.STV), (), mark)


def test_a_name_that_was_struck_can_be_marked_no_more():
    race = Race("delegates", "delegates", (1, 2), 60, struck=("1",))
    for method in (Method.APPROVAL, Method.STV):
        ballot = replace(paper_of(method), subject=race)
        assert "1" not in names_on(ballot)
        assert "+1" not in marks_on(ballot)
        with pytest.raises(ChoiceUnknownError):
            marked(ballot, (), "+1")
    approval = replace(paper_of(Method.APPROVAL), subject=race)
    with pytest.raises(ChoiceUnknownError):
        ensure_choice(approval, "1")
    ensure_choice(approval, "0")
    assert picks_after(approval, ("1", "2"), "0") == ("0", "2")


def test_an_abstention_throws_away_what_names_something():
    assert throws_away(("0",), ("abstain",))
    assert throws_away(("reopen",), ("abstain",))
    assert not throws_away((), ("abstain",))
    assert not throws_away(("abstain",), ("abstain",))
    assert not throws_away(("0",), ("1",))


def test_an_empty_paper_is_handed_in_as_an_abstention_and_shown_empty_again():
    assert handed_in(()) == ("abstain",)
    assert handed_in(("1",)) == ("1",)
    assert filled_in(("abstain",)) == ()
    assert filled_in(("1", "0")) == ("1", "0")


@STEADY
@given(st.sampled_from(METHODS), MARKS)
def test_a_mark_given_twice_is_a_mark_given_once(method, marks):
    ballot = paper_of(method)
    twice = [mark for mark in marks for _ in range(2)]
    assert fill(ballot, marks) == fill(ballot, twice)


@STEADY
@given(st.sampled_from(METHODS), MARKS)
def test_every_paper_that_can_be_filled_in_can_be_counted(method, marks):
    ballot = paper_of(method)
    picks = handed_in(fill(ballot, marks))
    keys = ("0", "1", "2", "3")
    assert set(picks) <= {*names_on(ballot), "abstain"}
    match method:
        case Method.APPROVAL:
            assert count_election(keys, [(picks, 1)], 5).voted == 1
        case Method.STV:
            found = count_stv(keys, [(picks, 1)], 2, lot=keys)
            assert found.papers + found.abstained == 1
        case _:
            assert count_schulze(keys, [(tuple((pick,) for pick in picks), 1)], 5).voted == 1


@pytest.mark.parametrize("method", [Method.APPROVAL, Method.RANK, Method.STV])
def test_every_mark_that_a_button_can_carry_is_one_of_the_paper(method):
    ballot = paper_of(method)
    marks = marks_on(ballot)
    assert len(set(marks)) == len(marks)
    assert [mark for mark in marks if mark[0] == "k"] == [f"k{kept}" for kept in range(len(names_on(ballot)) + 1)]
    assert {f"+{key}" for key in names_on(ballot)} <= set(marks)
    for mark in set(marks) - {SUBMIT, ABSTENTION}:
        assert set(marked(ballot, (), mark)) <= set(names_on(ballot))
