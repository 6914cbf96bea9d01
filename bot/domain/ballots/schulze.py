"""Ranked options by the method of Schulze, with None of these ranked among them.

M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
method", Social Choice and Welfare 36 (2011). The strength of a pairwise victory is the weight of the papers on the
winning side ("winning votes", as Schulze recommends), not the margin. The two agree when every paper ranks everything
without ties, since then winning votes are (papers + margin) / 2; they differ only where papers stop early or hold ties.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from bot.domain.ground.counting import (
    ABSTAIN,
    NONE,
    QUARTER,
    Box,
    Counted,
    Counts,
    Heads,
    OptionsOutcome,
    Threshold,
    Weighed,
    ensure_names,
)

Tiers = tuple[tuple[str, ...], ...]
"""A ranking, best first; those in one tier are equal. What is left out is below all that is named, and equal."""

Matrix = tuple[tuple[int, ...], ...]
"""Rows and columns in the order of `names`; the diagonal is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchulzeResult(Counted):
    """The outcome and everything it can be recomputed from; `counts` says how many put each name first.

    `names`: the options in the ballot's order, then None. `pairs[i][j]`: the weight of papers that put i above j.
    `paths[i][j]`: the strength of the strongest path from i to j. `winners`: those whom nobody beats by paths.
    """

    names: tuple[str, ...]
    pairs: Matrix
    paths: Matrix
    winners: tuple[str, ...]


def count_schulze(
    options: Sequence[str],
    ballots: Weighed[Tiers],
    electorate: int,
    *,
    heads: Heads | None = None,
    turnout: Threshold | None = QUARTER,
    floor: int = 3,
    is_run_off: bool = False,
) -> SchulzeResult:
    """Count rankings of the options and NONE, each with what the papers that say so weigh.

    A paper may stop early and may hold ties; () and ((ABSTAIN,),) abstain. One winner is adopted, or None is chosen;
    tied options go to a run-off; a tie in the run-off, or with None, is not adopted. Without `heads` everybody weighs
    1. Raises ValueError for no options, a paper that ranks a name twice or one not on the ballot, a negative weight,
    or more papers than E.
    """
    names = _names(options)
    papers = _read(ballots, names)
    box = Box.opened(_firsts(names, papers), papers.total(), papers[()], electorate, turnout, floor, heads)
    return decide_pairs(names, box, _pairs(names, papers), is_run_off=is_run_off)


def decide_pairs(names: Sequence[str], box: Box, pairs: Matrix, *, is_run_off: bool) -> SchulzeResult:
    """Decide by the pairs alone, which are all that is kept of the papers (SPEC-RECORD section 1).

    `names`: the options in the ballot's order, then None.
    """
    paths = _paths(pairs)
    winners = _winners(names, paths)
    outcome = _decide(winners, is_run_off=is_run_off) if box.is_quorate else OptionsOutcome.NO_QUORUM
    return SchulzeResult.of(box, outcome, winners, names=tuple(names), pairs=pairs, paths=paths, winners=winners)


def pairs_of(names: Sequence[str], ballots: Weighed[Tiers]) -> Matrix:
    """What the papers weigh that put one above the other. Raises ValueError for what is no paper of these names."""
    return _pairs(names, _read(ballots, names))


def _names(options: Sequence[str]) -> tuple[str, ...]:
    ensure_names(options)
    if not options:
        raise ValueError("there is nothing on this ballot")
    return (*options, NONE)


def _read(ballots: Weighed[Tiers], names: Sequence[str]) -> Counter[Tiers]:
    papers: Counter[Tiers] = Counter()
    for tiers, number in ballots:
        ranked = [name for tier in tiers for name in tier]
        if ranked == [ABSTAIN] or not ranked:
            ranked, tiers = [], ()  # noqa: PLW2901
        if number < 0 or len(set(ranked)) != len(ranked) or not set(ranked) <= set(names):
            raise ValueError(f"not a valid paper: {tiers!r} x {number}")
        papers[tiers] += number
    return papers


def _firsts(names: Sequence[str], papers: Mapping[Tiers, int]) -> Counts:
    first: Counter[str] = Counter()
    for tiers, number in papers.items():
        first.update(dict.fromkeys(tiers[0] if tiers else (), number))
    return tuple((name, first[name]) for name in names)


def _pairs(names: Sequence[str], papers: Mapping[Tiers, int]) -> Matrix:
    above: Counter[tuple[str, str]] = Counter()
    for tiers, number in papers.items():
        place = {name: rank for rank, tier in enumerate(tiers) for name in tier}
        for one, other in permutations(names, 2):
            above[one, other] += number * (place.get(one, len(tiers)) < place.get(other, len(tiers)))
    return tuple(tuple(above[one, other] for other in names) for one in names)


def _paths(pairs: Matrix) -> Matrix:
    """Widen paths through every name in turn (Floyd-Warshall): a path is as strong as its weakest victory."""
    every = range(len(pairs))
    paths = [[pairs[i][j] if pairs[i][j] > pairs[j][i] else 0 for j in every] for i in every]
    for via, i, j in ((via, i, j) for via in every for i in every for j in every if i != j):
        paths[i][j] = max(paths[i][j], min(paths[i][via], paths[via][j]))
    return tuple(map(tuple, paths))


def _winners(names: Sequence[str], paths: Matrix) -> tuple[str, ...]:
    every = range(len(names))
    return tuple(name for i, name in enumerate(names) if all(paths[i][j] >= paths[j][i] for j in every))


def _decide(winners: tuple[str, ...], *, is_run_off: bool) -> OptionsOutcome:
    if winners == (NONE,):
        return OptionsOutcome.NONE_CHOSEN
    if len(winners) == 1:
        return OptionsOutcome.ADOPTED
    return OptionsOutcome.TIE if is_run_off or NONE in winners else OptionsOutcome.RUN_OFF
