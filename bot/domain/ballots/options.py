"""Ballots over options: which method counts them, and what an urgent one asks besides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from bot.domain.ballots.approval import Marks, count_options
from bot.domain.ballots.papers import Pile
from bot.domain.ballots.plurality import count_plurality
from bot.domain.ballots.schulze import SchulzeResult, decide_pairs
from bot.domain.ground.counting import (
    ABSTAIN,
    MAJORITY,
    NONE,
    Box,
    Counted,
    Heads,
    OptionsOutcome,
    Weighed,
    YesNoRule,
    weigh,
)

TOO_FEW: Final = OptionsOutcome.TOO_FEW


def count_one(
    options: Sequence[str],
    papers: Weighed[tuple[str, ...]],
    electorate: int,
    rule: YesNoRule,
    heads: Heads | None = None,
    *,
    is_run_off: bool,
    is_lead_enough: bool = False,
) -> Counted:
    """One choice each. The share is asked of all choices, in the run-off as well: else the lead of a few would adopt.

    `is_lead_enough`: a run-off of the first release, which asked for no more.
    """
    counts = weigh((choice, weight) for (choice,), weight in papers)
    found = count_plurality(
        options,
        counts.items(),
        electorate,
        heads=heads,
        turnout=rule.turnout,
        floor=rule.floor_turnout,
        is_run_off=is_run_off,
    )
    told = replace(found, detail={"choices": found.choices, "more_than": MAJORITY.needed(found.choices)})
    has_own_share = is_lead_enough or not is_run_off
    return _weighed(told, rule, lambda winner: (counts[winner], found.choices), has_own_share=has_own_share)


def count_many(
    options: Sequence[str],
    papers: Weighed[tuple[str, ...]] | Marks,
    electorate: int,
    rule: YesNoRule,
    heads: Heads | None = None,
    *,
    is_run_off: bool,
) -> Counted:
    """Any number of approvals each."""
    found = count_options(
        options,
        papers,
        electorate,
        heads=heads,
        turnout=rule.turnout,
        floor=rule.floor_turnout,
        is_run_off=is_run_off,
    )
    return _weighed(found, rule, lambda winner: (dict(found.counts)[winner], found.voted - found.abstained))


def count_pairs(
    names: Sequence[str],
    pile: Pile,
    electorate: int,
    rule: YesNoRule,
    heads: Heads | None = None,
    *,
    is_run_off: bool,
) -> Counted:
    """Rankings again, from what is kept of them. `names`: the options in the ballot's order, then None."""
    firsts = tuple((name, pile.totals.get(name, 0)) for name in names)
    abstained = pile.totals.get(ABSTAIN, 0)
    box = Box.opened(firsts, pile.weight, abstained, electorate, rule.turnout, rule.floor_turnout, heads)
    return _told_in_pairs(decide_pairs(names, box, pile.pairs, is_run_off=is_run_off), rule)


def _told_in_pairs(found: SchulzeResult, rule: YesNoRule) -> Counted:
    detail = {"names": found.names, "pairs": found.pairs, "paths": found.paths, "winners": found.winners}
    return _weighed(replace(found, detail=detail), rule, partial(_against_none, found.names, found.pairs))


def _against_none(names: Sequence[str], pairs: Sequence[Sequence[int]], winner: str) -> tuple[int, int]:
    """What those weigh who rank the winner above None of these, and who rank one of the two above the other."""
    one, none = names.index(winner), names.index(NONE)
    return pairs[one][none], pairs[one][none] + pairs[none][one]


def _weighed(
    found: Counted, rule: YesNoRule, share: Callable[[str], tuple[int, int]], *, has_own_share: bool = True
) -> Counted:
    """Ask for the rule's share where the method does not ask for a majority by itself, or not for so much.

    `share`: what stands behind the winner, and of how much.
    """
    if found.winner is None or (has_own_share and rule.approval == MAJORITY):
        return found
    support, base = share(found.winner)
    weighed = replace(found, support=support, base=base, support_needed=rule.approval.needed(base))
    is_met = rule.approval.is_met(support, base)
    return weighed if is_met else replace(weighed, outcome=TOO_FEW, winner=None)
