"""Options, one choice each: more than half adopts, else one run-off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.ground.counting import (
    ABSTAIN,
    MAJORITY,
    NONE,
    QUARTER,
    Box,
    Counted,
    Heads,
    OptionsOutcome,
    Threshold,
    Weighed,
    ensure_names,
    weigh,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PluralityResult(Counted):
    """The outcome and the integers behind it."""

    @property
    def choices(self) -> int:
        """All that named an option, or None: of them more than half is asked."""
        return self.voted - self.abstained


@dataclass(frozen=True, slots=True)
class _Tally:
    options: tuple[str, ...]
    by_choice: Counter[str]

    @property
    def choices(self) -> int:
        return self.by_choice.total() - self.by_choice[ABSTAIN]

    @property
    def leaders(self) -> list[str]:
        """Those with the most choices, None among them; nobody if nothing was chosen."""
        most = max(self.by_choice[name] for name in (*self.options, NONE))
        return [name for name in (*self.options, NONE) if most and self.by_choice[name] == most]


def count_plurality(
    options: Sequence[str],
    ballots: Weighed[str],
    electorate: int,
    *,
    heads: Heads | None = None,
    turnout: Threshold | None = QUARTER,
    floor: int = 3,
    is_run_off: bool = False,
) -> PluralityResult:
    """Count a ballot in which everyone names one option, None of these (NONE) or ABSTAIN, at their weight.

    First round: more than half of all choices (abstentions are none) adopts, or chooses None; else the two options with
    the most go to one run-off, with all that tie for second place, but none that nobody chose. Run-off: the most
    choices leads, and options.py asks the rule's share of it; a tie is not adopted. Options are keys, not texts.
    Without `heads` everybody weighs 1. Raises ValueError for no options, a key that is not on the ballot, a negative
    weight, or more ballots than E.
    """
    tally = _tally(options, ballots)
    counts = tuple((name, tally.by_choice[name]) for name in (*tally.options, NONE))
    box = Box.opened(counts, tally.by_choice.total(), tally.by_choice[ABSTAIN], electorate, turnout, floor, heads)
    outcome, chosen = _decide(tally, quorate=box.is_quorate, is_run_off=is_run_off)
    return PluralityResult.of(box, outcome, chosen)


def _tally(options: Sequence[str], ballots: Weighed[str]) -> _Tally:
    ensure_names(options)
    by_choice = weigh(ballots)
    unknown = by_choice.keys() - {*options, NONE, ABSTAIN}
    if unknown or not options:
        raise ValueError(f"not on this ballot: {sorted(unknown)}")
    return _Tally(tuple(options), by_choice)


def _decide(tally: _Tally, *, quorate: bool, is_run_off: bool) -> tuple[OptionsOutcome, tuple[str, ...]]:
    if not quorate:
        return OptionsOutcome.NO_QUORUM, ()
    if not tally.choices:
        return OptionsOutcome.TIE, ()
    leaders = tally.leaders
    if not is_run_off and not MAJORITY.is_met(tally.by_choice[leaders[0]], tally.choices):
        return OptionsOutcome.RUN_OFF, _top_two(tally)
    if len(leaders) > 1:
        return OptionsOutcome.TIE, ()
    return (OptionsOutcome.NONE_CHOSEN, ()) if leaders == [NONE] else (OptionsOutcome.ADOPTED, tuple(leaders))


def _top_two(tally: _Tally) -> tuple[str, ...]:
    numbers = sorted((tally.by_choice[name] for name in tally.options), reverse=True)
    border = max(1, numbers[min(1, len(numbers) - 1)])
    return tuple(name for name in tally.options if tally.by_choice[name] >= border)
