"""Approval: options with many, and the election of one seat."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ballots.approval import (
    ElectionOutcome,
    Marks,
    count_election,
    count_options,
    rank_alternates,
)
from bot.domain.ground.counting import ABSTAIN, NONE, REOPEN, OptionsOutcome, rank_by_lot

# The same cases on every machine, however slow.
STEADY = settings(derandomize=True, deadline=None)
ABC = ("A", "B", "C")
WORDS = {"-": NONE, "x": ABSTAIN, "r": REOPEN, "_": ""}


def cast(text):
    """Papers from "AB A - x _", each of weight 1: None, an abstention, an empty paper."""
    return each(tuple(WORDS.get(letter, letter) for letter in paper if letter != "_") for paper in text.split())


def each(papers):
    return [(paper, 1) for paper in papers]


def papers(against):
    marks = st.sets(st.sampled_from(ABC)).map(tuple)
    return st.lists(st.one_of(marks, st.just((against,)), st.just((ABSTAIN,))), max_size=25)


@pytest.mark.parametrize(
    ("ballots", "is_run_off", "outcome", "winner", "run_off"),
    [
        ("AB A B A", False, OptionsOutcome.ADOPTED, "A", ()),
        ("AB AB C", False, OptionsOutcome.RUN_OFF, None, ("A", "B")),
        ("AB AB C", True, OptionsOutcome.TIE, None, ()),
        ("AB AB C - - -", False, OptionsOutcome.NONE_CHOSEN, None, ()),
        ("A A - -", False, OptionsOutcome.TIE, None, ()),  # not more than chose None
        ("x _ x", False, OptionsOutcome.TIE, None, ()),
        ("A x _", False, OptionsOutcome.ADOPTED, "A", ()),
        ("A A", False, OptionsOutcome.NO_QUORUM, None, ()),
    ],
)
def test_options_by_approval(ballots, is_run_off, outcome, winner, run_off):
    result = count_options(ABC, cast(ballots), 12, is_run_off=is_run_off)
    assert (result.outcome, result.winner, result.run_off) == (outcome, winner, run_off)


@pytest.mark.parametrize(
    ("ballots", "is_run_off", "lot", "outcome", "winner", "tied"),
    [
        ("AB A B A r", False, None, ElectionOutcome.ELECTED, "A", ()),
        ("AB AB C", False, None, ElectionOutcome.RUN_OFF, None, ("A", "B")),
        ("AB AB C", True, None, ElectionOutcome.NEEDS_LOT, None, ("A", "B")),
        ("AB AB C", True, "CBA", ElectionOutcome.ELECTED, "B", ("A", "B")),
        ("A A r r", False, None, ElectionOutcome.REOPENED, None, ()),  # equalled is not beaten
        ("AB AB r r r", True, "ABC", ElectionOutcome.REOPENED, None, ()),
        ("x _ x", False, None, ElectionOutcome.REOPENED, None, ()),
        ("AB AB", False, None, ElectionOutcome.NO_QUORUM, None, ()),
    ],
)
def test_the_election_of_one_seat(ballots, is_run_off, lot, outcome, winner, tied):
    result = count_election(ABC, cast(ballots), 12, is_run_off=is_run_off, lot=lot)
    assert (result.outcome, result.winner, result.tied) == (outcome, winner, tied)


def test_the_integers_behind_it():
    result = count_election(ABC, cast("AB A r x _"), 50, turnout=None)
    assert result.counts == (("A", 2), ("B", 1), ("C", 0), (REOPEN, 1))
    assert (result.voted, result.abstained, result.electorate, result.quorum) == (5, 2, 50, 3)


def test_one_nominee_has_to_beat_reopen():
    assert count_election(("A",), cast("A A r"), 3).winner == "A"
    assert count_election(("A",), cast("A r r"), 3).outcome is ElectionOutcome.REOPENED


def test_alternates_beat_reopen_and_come_in_tiers():
    names = ("A", "B", "C", "D", "E")
    result = count_election(names, cast("ABC ABC AD AE A r"), 8)
    assert rank_alternates([result], "A") == (("B", "C"),)
    assert rank_by_lot(rank_alternates([result], "A"), ("E", "C", "D", "B", "A")) == ("C", "B")


def test_who_was_in_the_run_off_is_judged_by_it_alone():
    first = count_election(("A", "B", "C", "D"), cast("AB AB AB C C D"), 8)
    assert first.tied == ("A", "B")
    close = count_election(("A", "B"), cast("A A A B B r"), 8, is_run_off=True)
    lost = count_election(("A", "B"), cast("A A A B r r"), 8, is_run_off=True)
    assert rank_alternates([close, first], "A") == (("B",), ("C",), ("D",))
    assert rank_alternates([lost, first], "A") == (("C",), ("D",))


@STEADY
@given(papers(REOPEN), st.randoms(use_true_random=False))
def test_the_order_of_papers_does_not_matter_and_the_tally_is_their_sum(ballots, random):
    shuffled = random.sample(ballots, len(ballots))
    result = count_election(ABC, each(ballots), 30)
    assert result == count_election(ABC, each(shuffled), 30)
    marks = Counter(name for paper in ballots for name in paper)
    assert dict(result.counts) == {name: marks[name] for name in (*ABC, REOPEN)}


@STEADY
@given(papers(NONE), papers(REOPEN), st.booleans())
def test_added_up_papers_come_to_the_same(options, candidates, is_run_off):
    def added(drawn):
        marks = Counter(name for paper in drawn for name in paper)
        abstained = sum(set(paper) <= {ABSTAIN} for paper in drawn)
        del marks[ABSTAIN]
        return Marks(marks, len(drawn), abstained)

    assert count_options(ABC, added(options), 40, is_run_off=is_run_off) == count_options(
        ABC, each(options), 40, is_run_off=is_run_off
    )
    one, other = (count_election(ABC, given, 40, lot=ABC) for given in (added(candidates), each(candidates)))
    assert one == other


def test_marks_for_what_is_not_on_the_ballot_are_refused():
    with pytest.raises(ValueError, match="not on this ballot"):
        count_election(ABC, Marks({"X": 1}, 1, 0), 5)


@STEADY
@given(papers(REOPEN), st.booleans())
def test_one_more_approval_never_unseats(ballots, is_run_off):
    before = count_election(ABC, each(ballots), 30, is_run_off=is_run_off, lot=ABC)
    if before.winner:
        after = count_election(ABC, each([*ballots, (before.winner,)]), 30, is_run_off=is_run_off, lot=ABC)
        assert after.winner == before.winner


@STEADY
@given(papers(NONE))
def test_what_is_adopted_has_more_than_all_others_and_none(ballots):
    result = count_options(ABC, each(ballots), 30)
    numbers = dict(result.counts)
    if result.winner:
        assert all(numbers[result.winner] > number for name, number in result.counts if name != result.winner)


@pytest.mark.parametrize(
    "paper", [("A", NONE), ("A", ABSTAIN), ("D",), ("A", "A"), (NONE, NONE), (REOPEN,), (NONE, ABSTAIN)]
)
def test_a_paper_that_contradicts_itself_is_refused(paper):
    with pytest.raises(ValueError, match="not a valid paper"):
        count_options(ABC, each([paper]), 5)


@pytest.mark.parametrize("names", [("A", "A"), ("A", NONE)])
def test_names_that_cannot_be_told_apart_are_refused(names):
    with pytest.raises(ValueError, match="distinct"):
        count_options(names, [], 5)


def test_more_papers_than_electors_are_refused():
    with pytest.raises(ValueError, match="2 votes in an electorate of 1"):
        count_options(ABC, cast("A A"), 1)


def test_an_empty_ballot_is_refused():
    with pytest.raises(ValueError, match="nothing"):
        count_election((), [], 5)
