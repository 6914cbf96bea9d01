from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ballots.ballot import ABSTAIN, NONE
from bot.domain.ballots.options import TOO_FEW, count_many, count_one, count_pairs
from bot.domain.ballots.papers import Pile
from bot.domain.ballots.schulze import count_schulze, pairs_of
from bot.domain.ballots.tally import Tally
from bot.domain.ground.counting import Threshold
from bot.domain.ground.ids import BallotId, CouncilId
from tests.domain.rules import ADOPTION, URGENT

OPTIONS = ("0", "1", "2")
JUST_OVER = replace(ADOPTION, approval=Threshold(51, 100))


def each(papers):
    return [(paper, 1) for paper in papers]


def ranked(options, papers, electorate, rule, *, is_run_off):
    """Rankings, counted from their pairs as a pile keeps them."""
    tiers = [(tuple((name,) for name in paper if name != ABSTAIN), weight) for paper, weight in papers]
    firsts = Tally.of((paper[:1], weight) for paper, weight in papers)
    names, weight = (*options, NONE), sum(weight for _, weight in papers)
    pile = Pile(CouncilId("c"), BallotId("b"), len(papers), weight, totals=firsts, pairs=pairs_of(names, tiers))
    return count_pairs(names, pile, electorate, rule, is_run_off=is_run_off)


@pytest.mark.parametrize(
    ("counts", "rule", "is_run_off", "outcome", "winner"),
    [
        ({"0": 4, "1": 2, "2": 1}, ADOPTION, False, "adopted", "0"),
        ({"0": 4, "1": 4}, ADOPTION, False, "run_off", None),
        ({"0": 4, "1": 4}, ADOPTION, True, "tie", None),
        ({"0": 5, "1": 4}, ADOPTION, True, "adopted", "0"),
        ({"0": 4, "1": 3, NONE: 1}, ADOPTION, True, TOO_FEW, None),  # half is not more than half
        ({"0": 5, "1": 3, NONE: 1}, ADOPTION, True, "adopted", "0"),
        ({"0": 4, "1": 2, NONE: 3}, ADOPTION, True, TOO_FEW, None),
        ({"0": 4, "1": 2, NONE: 3}, JUST_OVER, True, TOO_FEW, None),
        ({"0": 5, "1": 4}, JUST_OVER, True, "adopted", "0"),
        ({"0": 5, "1": 4}, JUST_OVER, False, "adopted", "0"),
        ({NONE: 4, "1": 2, "0": 3}, ADOPTION, True, "none_chosen", None),
        ({NONE: 5, "1": 2}, ADOPTION, False, "none_chosen", None),
        ({"0": 2}, ADOPTION, False, "no_quorum", None),
        ({ABSTAIN: 8}, ADOPTION, False, "tie", None),
        ({"0": 5, "1": 3}, URGENT, False, TOO_FEW, None),
        ({"0": 6, "1": 3}, URGENT, False, "adopted", "0"),
    ],
)
def test_one_choice_each(counts, rule, is_run_off, outcome, winner):
    found = count_one(OPTIONS, [((choice,), n) for choice, n in counts.items()], 10, rule, is_run_off=is_run_off)
    assert (found.outcome, found.winner) == (outcome, winner)
    assert found.voted == sum(counts.values())
    assert dict(found.counts)["0"] == counts.get("0", 0)


@pytest.mark.parametrize(
    ("papers", "rule", "outcome", "winner"),
    [
        ([("0", "1"), ("1",), ("1", "2")], ADOPTION, "adopted", "1"),
        ([("0",), ("1",), (ABSTAIN,)], ADOPTION, "run_off", None),
        ([("0",), (NONE,), (NONE,)], ADOPTION, "none_chosen", None),
        ([("0",), ("0", "1"), ("1", "2"), ("2",), (ABSTAIN,), ("0",)], URGENT, TOO_FEW, None),
        ([("0",), ("0", "1"), ("0",), ("2",), (ABSTAIN,), ("0",)], URGENT, "adopted", "0"),
    ],
)
def test_as_many_as_one_likes(papers, rule, outcome, winner):
    found = count_many(OPTIONS, each(papers), 8, rule, is_run_off=False)
    assert (found.outcome, found.winner) == (outcome, winner)


def test_what_a_stricter_share_asks_is_told_with_its_integers():
    found = count_one(OPTIONS, [(("0",), 5), (("1",), 3)], 10, URGENT, is_run_off=False)
    assert (found.support, found.base, found.support_needed) == (5, 8, 6)
    plain = count_one(OPTIONS, [(("0",), 5), (("1",), 3)], 10, ADOPTION, is_run_off=False)
    assert (plain.winner, plain.support, plain.base, plain.support_needed) == ("0", 0, 0, 0)
    run_off = count_one(OPTIONS, [(("0",), 4), (("1",), 2), ((NONE,), 3)], 10, ADOPTION, is_run_off=True)
    assert (run_off.support, run_off.base, run_off.support_needed) == (4, 9, 5)
    many = count_many(OPTIONS, each([("0", "1"), ("0",), ("1", "2"), (ABSTAIN,)]), 8, URGENT, is_run_off=True)
    assert (many.outcome, many.support_needed) == ("tie", 0)
    many = count_many(OPTIONS, each([("0",), ("0",), ("1",), (ABSTAIN,)]), 8, URGENT, is_run_off=False)
    assert (many.outcome, many.support, many.base, many.support_needed) == ("adopted", 2, 3, 2)


def test_in_a_run_off_of_the_first_release_the_lead_is_enough():
    papers = [(("0",), 4), (("1",), 3), ((NONE,), 1)]
    for is_lead_enough, winner in ((True, "0"), (False, None)):
        found = count_one(OPTIONS, papers, 10, ADOPTION, is_run_off=True, is_lead_enough=is_lead_enough)
        assert found.winner == winner


def test_by_more_than_half_an_approval_asks_for_no_share_of_its_own():
    papers = [("0",), ("0",), ("1",), ("2",), (NONE,)]
    assert count_many(OPTIONS, each(papers), 8, ADOPTION, is_run_off=False).winner == "0"
    strict = count_many(OPTIONS, each(papers), 8, JUST_OVER, is_run_off=False)
    assert (strict.outcome, strict.support, strict.base) == (TOO_FEW, 2, 5)


def test_rankings():
    papers = [("0", "1"), ("0", NONE), ("1", "0"), (ABSTAIN,)]
    found = ranked(OPTIONS, each(papers), 6, ADOPTION, is_run_off=False)
    assert (found.outcome, found.winner, found.voted, found.abstained) == ("adopted", "0", 4, 1)
    assert dict(found.counts) == {"0": 2, "1": 1, "2": 0, NONE: 0}
    tied = ranked(OPTIONS, each([("0",), ("1",), (ABSTAIN,)]), 6, ADOPTION, is_run_off=False)
    assert (tied.outcome, tied.run_off) == ("run_off", ("0", "1"))


def test_an_urgent_ranking_asks_for_two_thirds_against_none():
    papers = [("0", NONE)] * 3 + [("1", NONE, "0")] * 2
    assert ranked(OPTIONS, each(papers), 6, ADOPTION, is_run_off=False).winner == "0"
    urgent = ranked(OPTIONS, each(papers), 6, URGENT, is_run_off=False)
    assert (urgent.outcome, urgent.support, urgent.base, urgent.support_needed) == (TOO_FEW, 3, 5, 4)
    assert urgent.abstained == 0


@given(st.lists(st.tuples(st.permutations(["0", "1", NONE]), st.integers(1, 3)), max_size=8))
def test_rankings_are_counted_alike_from_the_papers_and_from_their_pairs(drawn):
    papers = [(tuple(order), weight) for order, weight in drawn]
    tiers = [(tuple((name,) for name in order), weight) for order, weight in papers]
    for is_run_off in (False, True):
        by_papers = count_schulze(("0", "1"), tiers, 24, is_run_off=is_run_off)
        by_pairs = ranked(("0", "1"), papers, 24, ADOPTION, is_run_off=is_run_off)
        assert (by_pairs.outcome, by_pairs.winner, by_pairs.counts) == (
            by_papers.outcome, by_papers.winner, by_papers.counts,
        )  # fmt: skip
