"""Papers, packed to be sealed, and piles that count as the papers did."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ballots.approval import Marks
from bot.domain.ballots.ballot import ABSTAIN, NONE, Ballot, BallotState, Method
from bot.domain.ballots.papers import (
    EMPTY,
    Paper,
    Pile,
    are_alike,
    joined,
    length_for,
    length_of,
    many_on,
    marks_of,
    message_of,
    pack,
    papers_again,
    unpack,
)
from bot.domain.ballots.subject import ProposalSubject
from bot.domain.ballots.tally import Tally
from bot.domain.ground.ids import BallotId, CouncilId

NOW = datetime(2026, 3, 2, tzinfo=UTC)
CHOICES = (*(str(index) for index in range(20)), NONE, ABSTAIN)
PICKS = st.lists(st.sampled_from(CHOICES), unique=True).map(tuple)
PAPERS = st.builds(
    Paper,
    st.none() | PICKS,
    st.integers(0, 65535),
    st.booleans(),
    st.none() | PICKS,
    st.integers(0, 255),
    st.integers(-(2**63), 2**63 - 1),
)


@given(PAPERS)
def test_a_paper_is_unpacked_as_it_was_packed_and_every_one_is_as_long(paper):
    packed = pack(CHOICES, paper, length_of(CHOICES))
    assert (unpack(CHOICES, packed), len(packed)) == (paper, length_of(CHOICES))


@given(st.integers(2, 20), st.integers(2, 20), st.data())
def test_a_paper_says_the_same_however_many_options_were_added_since(many, more, data):
    def choices(number):
        return (*(str(index) for index in range(number)), NONE, ABSTAIN)

    then, now = choices(min(many, more)), choices(max(many, more))
    picks = data.draw(st.none() | st.lists(st.sampled_from(then), unique=True).map(tuple))
    paper = Paper(picks, 1, draft=picks, message_id=7)
    packed = pack(then, paper, length_of(CHOICES))
    assert (unpack(now, packed), many_on(packed)) == (paper, len(then))


def test_papers_of_a_ballot_that_takes_options_have_room_for_all_there_may_be():
    few = Ballot(
        CouncilId("c"), BallotId("b"), ProposalSubject.KIND, Method.ONE, BallotState.OPEN, "text", NOW, 0,
        options=("a", "b"), subject=ProposalSubject(),
    )  # fmt: skip
    assert length_for(few) == length_of(few.choices) == 32
    assert length_for(replace(few, subject=ProposalSubject(takes_options=True))) == length_of(CHOICES) == 64


def test_an_empty_paper_is_as_long_as_the_fullest():
    assert len(pack(CHOICES, EMPTY, 64)) == len(pack(CHOICES, Paper(CHOICES, 1, draft=CHOICES), 64)) == 64


def test_a_paper_that_is_too_long_for_its_slot_is_refused():
    with pytest.raises(ValueError, match="longer than its slot"):
        pack(CHOICES, EMPTY, 32)


def test_a_paper_shows_nothing_of_itself():
    assert repr(Paper(("yes",), 3)) == str(Paper(("no",), 1)) == "<sealed>"


MARKS = st.lists(st.sampled_from("012345"), unique=True, min_size=1).map(lambda keys: tuple(sorted(keys)))
APPROVALS = st.lists(MARKS | st.sampled_from([(ABSTAIN,), (NONE,)]), max_size=30)


@given(APPROVALS)
def test_papers_made_again_from_totals_have_the_same_totals_and_as_many_abstain(papers):
    totals = Tally.of((paper, 1) for paper in papers)
    again = papers_again(Pile(CouncilId("c"), BallotId("b"), len(papers), len(papers), totals))
    assert (Tally.of(again), sum(weight for _, weight in again)) == (totals, len(papers))
    assert all(picks and len(set(picks)) == len(picks) for picks, _ in again)
    assert Counter(dict(again))[(ABSTAIN,)] == papers.count((ABSTAIN,))


@given(APPROVALS, APPROVALS)
def test_two_piles_joined_are_the_pile_of_all(one, other):
    def pile(papers):
        totals = Tally.of((paper, 1) for paper in papers)
        rankings = tuple(sorted(Counter(papers).items()))
        pairs = ((0, len(papers)), (papers.count((ABSTAIN,)), 0))
        heads = Tally.of((paper[:1], 1) for paper in papers)
        return Pile(CouncilId("c"), BallotId("b"), len(papers), len(papers), totals, heads, pairs, rankings)

    assert joined(pile(one), pile(other)) == pile([*one, *other])


def test_approvals_of_a_struck_name_are_nobodys():
    pile = Pile(CouncilId("c"), BallotId("b"), 5, 5, Tally.from_kept({"0": 3, "1": 2, ABSTAIN: 1}))
    assert marks_of(pile) == Marks({"0": 3, "1": 2}, 5, 1)
    assert marks_of(pile, ("0",)) == Marks({"1": 2}, 5, 1)
    assert marks_of(replace(pile, totals=Tally((("0", 3),)))).abstained == 0


@pytest.mark.parametrize(("choices", "length"), [(0, 32), (3, 32), (9, 32), (10, 64), (25, 64), (26, 96)])
def test_a_paper_is_no_longer_than_its_choices_need(choices, length):
    assert length_of([str(number) for number in range(choices)]) == length


@pytest.mark.parametrize("message_id", [2**62, -(2**62), 255, 0])
def test_a_message_of_any_number_is_found_again(message_id):
    packed = pack(CHOICES, Paper(message_id=message_id), length_of(CHOICES))
    assert message_of(packed) == unpack(CHOICES, packed).message_id == message_id


def test_a_paper_may_fill_its_slot_to_the_last_byte():
    assert unpack(("0", "1"), pack(("0", "1"), EMPTY, 17)) == EMPTY
    with pytest.raises(ValueError, match="longer"):
        pack(("0", "1"), EMPTY, 16)


def test_approvals_are_dealt_and_listed_in_an_order_that_tells_nothing():
    pile = Pile(CouncilId("c"), BallotId("b"), 2, 2, Tally((("1", 1), ("0", 2))))
    assert papers_again(pile) == [(("0",), 1), (("0", "1"), 1)]


def test_one_paper_is_like_itself():
    assert are_alike(Pile(CouncilId("c"), BallotId("b"), 1, 1, Tally((("yes", 1),))))


def test_rankings_are_made_again_as_they_are():
    rankings = ((("0", "1"), 3), (("1",), 1))
    assert papers_again(Pile(CouncilId("c"), BallotId("b"), 4, 4, rankings=rankings)) == list(rankings)


@pytest.mark.parametrize(
    ("pile", "expected"),
    [
        ({}, False),
        ({"totals": {"yes": 3}}, True),
        ({"totals": {"yes": 2, "no": 1}}, False),
        ({"totals": {"0": 3, "1": 3}}, True),
        ({"totals": {"0": 3, "1": 2}}, False),
        ({"totals": {"0": 3}, "pairs": ((0, 3, 3), (0, 0, 3), (0, 0, 0))}, True),
        ({"totals": {"0": 3}, "pairs": ((0, 3, 3), (0, 0, 2), (0, 1, 0))}, False),
        ({"rankings": ((("0", "1"), 3),)}, True),
        ({"rankings": ((("0", "1"), 2), (("1",), 1))}, False),
    ],
)
def test_where_all_chose_the_same_the_pile_tells(pile, expected):
    voters = 3 if pile else 0
    totals = Tally(tuple(pile.pop("totals", {}).items()))
    assert are_alike(Pile(CouncilId("c"), BallotId("b"), voters, voters, totals, **pile)) is expected
