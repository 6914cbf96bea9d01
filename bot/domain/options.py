"""Ballots over options: which method counts them, and what an urgent one asks besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.approval import count_options
from bot.domain.ballot import ABSTAIN, NONE
from bot.domain.counting import MAJORITY, Counts, OptionsOutcome, YesNoRule
from bot.domain.plurality import count_plurality
from bot.domain.schulze import count_schulze

TOO_FEW = "too_few"
"""The outcome of an urgent ballot whose winner has not the share that urgency asks."""


@dataclass(frozen=True, slots=True)
class OptionsResult:
    """What a count came to, as the result card shows it.

    `outcome`: an OptionsOutcome, or TOO_FEW. `counts`: every option by its key, then None. `support` of `base` is the
    share that an urgent ballot asks `support_needed` of. `detail` holds what the method alone knows.
    """

    outcome: str
    counts: Counts
    voted: int
    abstained: int
    quorum: int
    winner: str | None = None
    run_off: tuple[str, ...] = ()
    support: int = 0
    base: int = 0
    support_needed: int = 0
    detail: Mapping[str, Any] = field(default_factory=dict)


def count_one(
    options: Sequence[str], counts: Mapping[str, int], electorate: int, rule: YesNoRule, *, is_run_off: bool
) -> OptionsResult:
    """One choice each, from the kept tally (choice -> number)."""
    papers = Counter(counts).elements()
    found = count_plurality(
        options, papers, electorate, turnout=rule.turnout, floor=rule.floor_turnout, is_run_off=is_run_off
    )
    support = counts.get(found.winner, 0) if found.winner else 0
    result = OptionsResult(
        found.outcome,
        found.counts,
        found.choices + found.abstained,
        found.abstained,
        found.quorum,
        found.winner,
        found.run_off,
        detail={"choices": found.choices, "more_than": MAJORITY.needed(found.choices)},
    )
    return _weighed(result, rule, support, found.choices)


def count_many(
    options: Sequence[str], papers: Iterable[Collection[str]], electorate: int, rule: YesNoRule, *, is_run_off: bool
) -> OptionsResult:
    """Any number of approvals each."""
    found = count_options(
        options, papers, electorate, turnout=rule.turnout, floor=rule.floor_turnout, is_run_off=is_run_off
    )
    support = dict(found.counts)[found.winner] if found.winner else 0
    result = OptionsResult(
        found.outcome, found.counts, found.voted, found.abstained, found.quorum, found.winner, found.run_off
    )
    return _weighed(result, rule, support, found.voted - found.abstained)


def count_rank(
    options: Sequence[str], papers: Iterable[Sequence[str]], electorate: int, rule: YesNoRule, *, is_run_off: bool
) -> OptionsResult:
    """Rankings, best first; `counts` says how many put each name first."""
    ranked = Counter(tuple((name,) for name in paper if name != ABSTAIN) for paper in papers)
    found = count_schulze(
        options,
        ranked.items(),
        electorate,
        turnout=rule.turnout,
        floor=rule.floor_turnout,
        is_run_off=is_run_off,
    )
    first: Counter[str] = Counter()
    for paper, number in ranked.items():
        first.update(dict.fromkeys(paper[0] if paper else (), number))
    support, base = _against_none(found.names, found.pairs, found.winner)
    result = OptionsResult(
        found.outcome,
        tuple((name, first[name]) for name in found.names),
        found.voted,
        found.abstained,
        found.quorum,
        found.winner,
        found.run_off,
        detail={"names": found.names, "pairs": found.pairs, "paths": found.paths, "winners": found.winners},
    )
    return _weighed(result, rule, support, base)


def _against_none(names: Sequence[str], pairs: Sequence[Sequence[int]], winner: str | None) -> tuple[int, int]:
    """How many rank the winner above None of these, and how many rank one of the two above the other."""
    if winner is None:
        return 0, 0
    one, none = names.index(winner), names.index(NONE)
    return pairs[one][none], pairs[one][none] + pairs[none][one]


def _weighed(result: OptionsResult, rule: YesNoRule, support: int, base: int) -> OptionsResult:
    """Ask for the rule's share where it is stricter than a majority: an urgent ballot, or the charter's choice."""
    if result.outcome != OptionsOutcome.ADOPTED or rule.approval == MAJORITY:
        return result
    needed = rule.approval.needed(base)
    is_met = rule.approval.is_met(support, base)
    return OptionsResult(
        result.outcome if is_met else TOO_FEW,
        result.counts,
        result.voted,
        result.abstained,
        result.quorum,
        result.winner if is_met else None,
        (),
        support,
        base,
        needed,
        result.detail,
    )
