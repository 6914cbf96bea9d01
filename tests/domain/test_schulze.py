"""Ranked options by Schulze: his examples, None of these in the race, short papers and ties."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ballots.schulze import count_schulze
from bot.domain.ground.counting import ABSTAIN, NONE, OptionsOutcome

# The same cases on every machine, however slow.
STEADY = settings(derandomize=True, deadline=None)
ABC = ("A", "B", "C")


def ranked(text, number=1):
    """A paper from "A B=C -": "-" is None of these."""
    return tuple(tuple(NONE if name == "-" else name for name in tier.split("=")) for tier in text.split()), number


def strict(order, number):
    return tuple((name,) for name in order), number


def rankings(names=(*ABC, NONE)):
    """Weak orders, some of them short: a place for each name, or none."""
    places = st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=len(names), max_size=len(names))

    def paper(marks):
        tiers = (tuple(n for n, m in zip(names, marks, strict=True) if m == place) for place in range(4))
        return tuple(tier for tier in tiers if tier)

    return st.lists(st.tuples(places.map(paper), st.integers(0, 3)), max_size=8)


# Schulze 2011, example 1 of section 3: 45 papers, five candidates, E wins.
EXAMPLE = [
    strict(order, number)
    for order, number in [
        ("ACBED", 5),
        ("ADECB", 5),
        ("BEDAC", 8),
        ("CABED", 3),
        ("CAEBD", 7),
        ("CBADE", 2),
        ("DCEBA", 7),
        ("EBADC", 8),
    ]
]


def test_the_known_example_of_45_papers():
    result = count_schulze(tuple("ABCDE"), EXAMPLE, 45)
    assert (result.outcome, result.winner) == (OptionsOutcome.ADOPTED, "E")
    assert [row[:5] for row in result.pairs[:5]] == [
        (0, 20, 26, 30, 22),
        (25, 0, 16, 33, 18),
        (19, 29, 0, 17, 24),
        (15, 12, 28, 0, 14),
        (23, 27, 21, 31, 0),
    ]
    assert [row[:5] for row in result.paths[:5]] == [
        (0, 28, 28, 30, 24),
        (25, 0, 28, 33, 24),
        (25, 29, 0, 29, 24),
        (25, 28, 28, 0, 24),
        (25, 28, 28, 31, 0),
    ]


@pytest.mark.parametrize(
    ("ballots", "outcome", "winner", "run_off"),
    [
        ([ranked("A B C", 3), ranked("B A", 2)], OptionsOutcome.ADOPTED, "A", ()),
        ([ranked("A B", 2), ranked("B A", 2)], OptionsOutcome.RUN_OFF, None, ("A", "B")),
        ([ranked("A=B C", 4)], OptionsOutcome.RUN_OFF, None, ("A", "B")),
        ([ranked("- A", 3), ranked("A", 2)], OptionsOutcome.NONE_CHOSEN, None, ()),
        ([ranked("-", 2), ranked("A", 2)], OptionsOutcome.TIE, None, ()),
        ([((), 3), (((ABSTAIN,),), 1)], OptionsOutcome.TIE, None, ()),
        ([ranked("A")], OptionsOutcome.NO_QUORUM, None, ()),
        ([ranked("A B C", 2), ranked("B C A", 2), ranked("C A B", 2)], OptionsOutcome.RUN_OFF, None, ABC),
    ],
)
def test_outcomes(ballots, outcome, winner, run_off):
    result = count_schulze(ABC, ballots, 12)
    assert (result.outcome, result.winner, result.run_off) == (outcome, winner, run_off)


def test_a_tie_in_the_run_off_is_not_adopted():
    result = count_schulze(ABC, [ranked("A B", 2), ranked("B A", 2)], 12, is_run_off=True)
    assert (result.outcome, result.run_off, result.winners) == (OptionsOutcome.TIE, (), ("A", "B"))


def test_what_is_left_out_is_below_all_and_abstentions_count_for_turnout_only():
    result = count_schulze(ABC, [ranked("A", 2), ((), 1)], 12)
    assert result.pairs == ((0, 2, 2, 2), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0))
    assert (result.voted, result.abstained, result.quorum, result.electorate) == (3, 1, 3, 12)


def strongest(pairs, start, end):
    """The strongest path by trying every path there is."""
    best = 0
    open_paths: list[tuple[tuple[int, ...], int]] = [((start,), 10**9)]
    while open_paths:
        path, strength = open_paths.pop()
        for step in set(range(len(pairs))) - set(path):
            forward, back = pairs[path[-1]][step], pairs[step][path[-1]]
            reached = min(strength, forward) if forward > back else 0
            if step == end:
                best = max(best, reached)
            elif reached:
                open_paths.append(((*path, step), reached))
    return best


@STEADY
@given(rankings())
def test_paths_are_the_strongest_and_there_is_always_a_winner(ballots):
    result = count_schulze(ABC, ballots, 24)
    every = range(4)
    assert result.paths == tuple(tuple(0 if i == j else strongest(result.pairs, i, j) for j in every) for i in every)
    assert result.winners


@STEADY
@given(rankings(), st.randoms(use_true_random=False))
def test_the_order_of_papers_does_not_matter(ballots, random):
    assert count_schulze(ABC, ballots, 24) == count_schulze(ABC, random.sample(ballots, len(ballots)), 24)


@STEADY
@given(rankings())
def test_who_beats_everybody_wins_alone(ballots):
    result = count_schulze(ABC, ballots, 24)
    for i, name in enumerate(result.names):
        if all(result.pairs[i][j] > result.pairs[j][i] for j in range(4) if j != i):
            assert result.winners == (name,)


@STEADY
@given(rankings())
def test_a_paper_more_that_puts_the_winner_alone_on_top_keeps_it(ballots):
    before = count_schulze(ABC, ballots, 30)
    if before.winner:
        assert count_schulze(ABC, [*ballots, ranked(before.winner)], 30).winner == before.winner


@pytest.mark.parametrize(
    "paper", [ranked("A A"), ranked("A=A"), ranked("D"), ranked("A", -1), ((("A",), (ABSTAIN,)), 1)]
)
def test_a_paper_that_contradicts_itself_is_refused(paper):
    with pytest.raises(ValueError, match="not a valid paper"):
        count_schulze(ABC, [paper], 5)


def test_names_that_cannot_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="distinct"):
        count_schulze(("A", "A"), [], 5)


def test_an_empty_ballot_is_refused():
    with pytest.raises(ValueError, match="nothing"):
        count_schulze((), [], 5)
