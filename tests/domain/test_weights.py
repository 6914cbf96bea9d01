"""A paper of weight w counts as w papers do, whatever the order; heads matter to floors alone."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ballots.approval import count_election, count_options
from bot.domain.ballots.plurality import count_plurality
from bot.domain.ballots.schulze import count_schulze
from bot.domain.ballots.stv import count_stv
from bot.domain.ground.counting import (
    ABSTAIN,
    HALF,
    NONE,
    QUARTER,
    REOPEN,
    CheckName,
    Heads,
    YesNoRule,
    YesNoTally,
    decide_yes_no,
    has_quorum,
    weigh,
)

# The same cases on every machine, however slow.
STEADY = settings(derandomize=True, deadline=None)
ABC = ("A", "B", "C")
E = 1000

CHOICE = st.sampled_from([*ABC, NONE, ABSTAIN])
MARKS = st.sets(st.sampled_from(ABC)).map(lambda marks: tuple(sorted(marks)))
RANKING = st.permutations((*ABC, REOPEN)).flatmap(lambda names: st.integers(0, 4).map(lambda n: tuple(names[:n])))
TIERS = RANKING.map(lambda names: tuple((NONE if name == REOPEN else name,) for name in names))

COUNTS = {
    "one choice": (CHOICE, lambda papers: count_plurality(ABC, papers, E, turnout=None)),
    "one choice, run-off": (CHOICE, lambda papers: count_plurality(ABC, papers, E, is_run_off=True)),
    "many": (MARKS, lambda papers: count_options(ABC, papers, E, turnout=None)),
    "one seat": (MARKS, lambda papers: count_election(ABC, papers, E, turnout=None, is_run_off=True, lot=ABC)),
    "rank": (TIERS, lambda papers: count_schulze(ABC, papers, E, turnout=None)),
    "several seats": (RANKING, lambda papers: count_stv(ABC, papers, 2, lot=ABC)),
}


def papers_of(paper):
    return st.lists(st.tuples(paper, st.integers(1, 7)), max_size=12)


@pytest.mark.parametrize("method", COUNTS)
@STEADY
@given(st.data())
def test_a_weight_is_as_many_papers_and_the_order_never_matters(method, data):
    paper, count = COUNTS[method]
    papers = data.draw(papers_of(paper))
    repeated = [(paper, 1) for paper, weight in papers for _ in range(weight)]
    found = count(papers)
    assert found == count(repeated)
    assert found == count(data.draw(st.permutations(papers)))
    assert found == count(weigh(papers).items())


@pytest.mark.parametrize("method", [name for name in COUNTS if name != "several seats"])
@STEADY
@given(st.data())
def test_where_everybody_weighs_1_heads_tell_nothing_new(method, data):
    counts: dict[str, Any] = {
        "one choice": count_plurality, "one choice, run-off": count_plurality, "many": count_options,
        "one seat": count_election, "rank": count_schulze,
    }  # fmt: skip
    papers = [(paper, 1) for paper in data.draw(st.lists(COUNTS[method][0], max_size=9))]
    for electorate in (len(papers), len(papers) + 4, 4 * len(papers) + 1):
        heads = Heads(electorate, len(papers))
        assert counts[method](ABC, papers, electorate, heads=heads) == counts[method](ABC, papers, electorate)


@STEADY
@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 5))
def test_yes_and_no_with_weights_of_1_are_decided_as_before(yes, no, abstain, others):
    tally, electorate = YesNoTally(yes, no, abstain), yes + no + abstain + others
    for rule in (YesNoRule(turnout=QUARTER), YesNoRule(yes_of_electorate=QUARTER, floor_yes=2)):
        heads = Heads(electorate, tally.voted, yes)
        assert decide_yes_no(tally, electorate, rule, heads) == decide_yes_no(tally, electorate, rule)
    heads = Heads(electorate, tally.voted)
    assert has_quorum(tally.voted, electorate, HALF, 3, heads) == has_quorum(tally.voted, electorate, HALF, 3)


@STEADY
@given(st.lists(st.tuples(st.sampled_from(["yes", "no", "abstain", ""]), st.integers(1, 1000)), max_size=12))
def test_yes_and_no_by_weight_is_a_sum_and_floors_count_heads(seats):
    weights = weigh(seats)
    heads = Counter(choice for choice, _ in seats)
    electorate, voters = sum(weight for _, weight in seats), len(seats) - heads[""]
    rule = YesNoRule(turnout=QUARTER, floor_yes=2)
    tally = YesNoTally(weights["yes"], weights["no"], weights["abstain"])
    checks = {
        check.name: check
        for check in decide_yes_no(tally, electorate, rule, Heads(len(seats), voters, heads["yes"])).checks
    }
    assert checks[CheckName.APPROVAL].met == (tally.yes > tally.no)
    assert checks[CheckName.TURNOUT].met == (4 * tally.voted >= electorate)
    assert checks[CheckName.FLOOR_TURNOUT].met == (voters >= min(3, len(seats)))
    assert checks[CheckName.FLOOR_YES].met == (heads["yes"] >= min(2, len(seats)))


def test_one_heavy_seat_is_no_quorum_where_the_floor_asks_for_three():
    papers = [(("A",), 900), (("A",), 1)]
    found = count_options(ABC, papers, 1000, heads=Heads(5, 2))
    assert (found.voted, found.quorum, found.is_quorate, found.winner) == (901, 250, False, None)
    assert count_options(ABC, [*papers, ((), 1)], 1000, heads=Heads(5, 3)).winner == "A"
    assert not has_quorum(901, 1000, QUARTER, 3, Heads(5, 2))


@pytest.mark.parametrize("heads", [(2, 3, 0), (3, 2, 3), (2, 2, -1)])
def test_heads_that_cannot_be_are_refused(heads):
    with pytest.raises(ValueError, match="who voted"):
        Heads(*heads)


def test_a_negative_weight_is_refused():
    assert weigh([("A", 0), ("B", 1)]) == {"A": 0, "B": 1}
    with pytest.raises(ValueError, match="weighs"):
        count_plurality(ABC, [("A", -1)], 5)
