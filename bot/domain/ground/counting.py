"""Counting in exact integers: thresholds, quorums and yes/no ballots.

Every rule is a fraction of a whole number and is decided by multiplying out, so "more than 1/2" is never "at least
51 %". Results carry the integers behind them, each as a `Check`, so that anyone can do the sum again by hand.

What is counted are weights: E, the tally and every share are sums of what the electors weigh, 1 each in a base council.
Floors alone count heads (SPEC-COUNCILS section 1), which `Heads` tells where not everybody weighs 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, Self, TypeVar

NONE: Final = "none"
ABSTAIN: Final = "abstain"
REOPEN: Final = "reopen"
RESERVED: Final = frozenset({NONE, ABSTAIN, REOPEN})

LATE_SPAN: Final = timedelta(hours=24)
LOWEST_FLOOR: Final = 3

P = TypeVar("P", bound=Hashable)

Weighed = Iterable[tuple[P, int]]
"""Papers, each with what it weighs: that of one elector, or of all who say the same; the order never matters."""

Counts = tuple[tuple[str, int], ...]
"""What the papers for each option weigh, in the order in which the ballot lists them."""


class YesNoOutcome(StrEnum):
    """What a yes/no ballot came to."""

    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"


class OptionsOutcome(StrEnum):
    """What a ballot over options came to.

    TIE is final and adopts nothing: a tie after the run-off, a tie with None of these, or nothing but abstentions.
    TOO_FEW: the winner of an urgent ballot has not the share that urgency asks.
    """

    ADOPTED = "adopted"
    RUN_OFF = "run_off"
    NONE_CHOSEN = "none_chosen"
    TIE = "tie"
    NO_QUORUM = "no_quorum"
    TOO_FEW = "too_few"


class CheckName(StrEnum):
    """Which condition a check is about."""

    APPROVAL = "approval"
    TURNOUT = "turnout"
    YES_OF_ELECTORATE = "yes_of_electorate"
    FLOOR_TURNOUT = "floor_turnout"
    FLOOR_YES = "floor_yes"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share of a whole: `part > base * numerator / denominator` if strict, else `>=`.

    Raises ValueError unless 0 <= numerator <= denominator and the denominator is positive.
    """

    numerator: int
    denominator: int
    strict: bool = False

    def __post_init__(self) -> None:
        if self.denominator < 1 or not 0 <= self.numerator <= self.denominator:
            raise ValueError(f"{self.numerator}/{self.denominator} is no share of a whole")

    def is_met(self, part: int, base: int) -> bool:
        """Whether `part` of `base` meets it, by `part * denominator` against `numerator * base`."""
        left, right = part * self.denominator, self.numerator * base
        return left > right if self.strict else left >= right

    def needed(self, base: int) -> int:
        """Return the smallest whole part of `base` that meets it: 13 for a quarter of 50."""
        if self.strict:
            return self.numerator * base // self.denominator + 1
        return -(-self.numerator * base // self.denominator)


MAJORITY: Final = Threshold(1, 2, strict=True)
TWO_THIRDS: Final = Threshold(2, 3)
HALF: Final = Threshold(1, 2)
QUARTER: Final = Threshold(1, 4)
ELECTION_TURNOUT: Final = QUARTER


@dataclass(frozen=True, slots=True)
class Heads:
    """How many electors there are, took part and said Yes, each counted as one whatever they weigh.

    Raises ValueError unless 0 <= yes <= voters <= electors.
    """

    electors: int
    voters: int
    yes: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.yes <= self.voters <= self.electors:
            raise ValueError(f"{self.yes} Yes of {self.voters} who voted of {self.electors}")

    def meet(self, floor: int) -> bool:
        """Whether as many took part as the floor asks, which is never more than there are."""
        return self.voters >= min(floor, self.electors)


@dataclass(frozen=True, slots=True)
class YesNoRule:
    """When a yes/no ballot adopts.

    `approval` is over Yes+No, `turnout` over E with abstentions, `yes_of_electorate` compares Yes with E. The floors
    are whole heads and never ask for more than there are: min(3, E) take part, and for a recall min(2, E) say Yes.
    """

    approval: Threshold = MAJORITY
    turnout: Threshold | None = None
    yes_of_electorate: Threshold | None = None
    floor_turnout: int = 3
    floor_yes: int = 0


@dataclass(frozen=True, slots=True)
class YesNoTally:
    """What those who chose it weigh. Raises ValueError for a negative number."""

    yes: int
    no: int
    abstain: int

    def __post_init__(self) -> None:
        if min(self.yes, self.no, self.abstain) < 0:
            raise ValueError("a tally has no negative numbers")

    @property
    def voted(self) -> int:
        """All who took part; abstention counts here and nowhere else."""
        return self.yes + self.no + self.abstain


@dataclass(frozen=True, slots=True)
class Check:
    """One condition as integers: `got` of `of`, `needed` to meet it."""

    name: CheckName
    got: int
    needed: int
    of: int
    met: bool


@dataclass(frozen=True, slots=True)
class YesNoResult:
    """The outcome with every condition behind it; adopted when all are met."""

    outcome: YesNoOutcome
    tally: YesNoTally
    electorate: int
    checks: tuple[Check, ...]


def decide_yes_no(tally: YesNoTally, electorate: int, rule: YesNoRule, heads: Heads | None = None) -> YesNoResult:
    """Decide a yes/no ballot over an electorate of E; without `heads` everybody weighs 1.

    A tie, nothing but abstentions, and E = 0 adopt nothing. Raises ValueError if more voted than there are.
    """
    ensure_fits(tally.voted, electorate)
    checks = tuple(_checks(tally, electorate, rule, heads or Heads(electorate, tally.voted, tally.yes)))
    outcome = YesNoOutcome.ADOPTED if all(check.met for check in checks) else YesNoOutcome.NOT_ADOPTED
    return YesNoResult(outcome, tally, electorate, checks)


def _checks(tally: YesNoTally, electorate: int, rule: YesNoRule, heads: Heads) -> Iterable[Check]:
    decided = tally.yes + tally.no
    # 2/3 of nothing is nothing: without the 1, a ballot of abstentions alone would adopt a charter change.
    yield _check(CheckName.APPROVAL, tally.yes, max(1, rule.approval.needed(decided)), decided)
    if rule.turnout is not None:
        yield _check(CheckName.TURNOUT, tally.voted, rule.turnout.needed(electorate), electorate)
    if rule.yes_of_electorate is not None:
        yield _check(CheckName.YES_OF_ELECTORATE, tally.yes, rule.yes_of_electorate.needed(electorate), electorate)
    yield _check(CheckName.FLOOR_TURNOUT, heads.voters, min(rule.floor_turnout, heads.electors), heads.electors)
    if rule.floor_yes:
        yield _check(CheckName.FLOOR_YES, heads.yes, min(rule.floor_yes, heads.electors), heads.electors)


def _check(name: CheckName, got: int, needed: int, of: int) -> Check:
    return Check(name, got, needed, of, met=got >= needed)


def quorum_needed(electorate: int, turnout: Threshold | None, floor: int = 3, *, electors: int | None = None) -> int:
    """Tell how much of E must take part, floor included; never less than one, so that nobody is no quorum.

    `electors`: how many make up E, where they do not all weigh 1. As many as the floor asks weigh as much at least.
    """
    share = turnout.needed(electorate) if turnout is not None else 1
    return max(share, min(floor, electorate if electors is None else electors), 1)


def has_quorum(
    voted: int, electorate: int, turnout: Threshold | None, floor: int = 3, heads: Heads | None = None
) -> bool:
    """Whether enough of E took part, and enough heads for the floor. Raises ValueError if more voted than there are."""
    ensure_fits(voted, electorate)
    heads = heads or Heads(electorate, voted)
    return voted >= quorum_needed(electorate, turnout, floor, electors=heads.electors) and heads.meet(floor)


def late_quorum_extension(
    reached_at: datetime, opened_at: datetime, closes_at: datetime, within: timedelta = LATE_SPAN
) -> timedelta | None:
    """Tell by how much a ballot is extended whose quorum was first reached at `reached_at`; None if by nothing.

    The span is `within` (24 h unless the charter says otherwise), or a third of the ballot if that is shorter. A quorum
    first reached within the span before the close extends by the span, so that nobody is outvoted in the last minute
    (the idea of OpenZeppelin's GovernorPreventLateQuorum); the more so one reached after it, by presses that were still
    on their way. "Once" is kept by asking with the close as it first was. Raises ValueError if the ballot closes before
    it opens.
    """
    if closes_at <= opened_at:
        raise ValueError("a ballot closes after it opens")
    span = min(within, (closes_at - opened_at) // 3)
    return span if reached_at >= closes_at - span else None


@dataclass(frozen=True, slots=True)
class Box:
    """What lies in the box. `counts`: of every name in the ballot's order, then of what stands against them all.

    `voted`: what the papers handed in weigh, those that abstain among them; `quorum`: how much of the electorate it had
    to be. `is_floor_met`: enough heads took part.
    """

    counts: Counts
    voted: int
    abstained: int
    electorate: int
    quorum: int
    is_floor_met: bool = True

    @classmethod
    def opened(
        cls,
        counts: Counts,
        voted: int,
        abstained: int,
        electorate: int,
        turnout: Threshold | None,
        floor: int,
        heads: Heads | None = None,
    ) -> Self:
        """Raise ValueError if more voted than the electorate holds."""
        ensure_fits(voted, electorate)
        heads = heads or Heads(electorate, voted)
        quorum = quorum_needed(electorate, turnout, floor, electors=heads.electors)
        return cls(counts, voted, abstained, electorate, quorum, heads.meet(floor))

    @property
    def is_quorate(self) -> bool:
        """Whether enough took part."""
        return self.voted >= self.quorum and self.is_floor_met


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted(Box):
    """What a count of options came to, with its integers.

    `run_off`: who goes to the second round, in the ballot's order; None of these is offered there again. `support` of
    `base` is the share that an urgent ballot asks `support_needed` of. `detail` holds what the method alone knows.
    """

    outcome: OptionsOutcome
    winner: str | None = None
    run_off: tuple[str, ...] = ()
    support: int = 0
    base: int = 0
    support_needed: int = 0
    detail: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, box: Box, outcome: OptionsOutcome, chosen: tuple[str, ...], **more: Any) -> Self:
        """Of the `chosen` the first is adopted, or all go to the run-off; by any other outcome nobody."""
        return cls(
            box.counts,
            box.voted,
            box.abstained,
            box.electorate,
            box.quorum,
            box.is_floor_met,
            outcome=outcome,
            winner=chosen[0] if outcome is OptionsOutcome.ADOPTED else None,
            run_off=chosen if outcome is OptionsOutcome.RUN_OFF else (),
            **more,
        )


def rank_by_lot(tiers: Iterable[Collection[str]], lot: Sequence[str]) -> tuple[str, ...]:
    """Make one order out of tiers of equals: tiers keep their place, equals stand as the lot drew them.

    Raises ValueError for a name the lot did not draw.
    """
    place = {name: number for number, name in enumerate(lot)}
    try:
        return tuple(name for tier in tiers for name in sorted(tier, key=place.__getitem__))
    except KeyError as missing:
        raise ValueError(f"the lot did not draw {missing}") from None


def weigh(papers: Weighed[P]) -> Counter[P]:
    """What the papers that say the same weigh together. Raises ValueError for a negative weight."""
    found: Counter[P] = Counter()
    for paper, weight in papers:
        if weight < 0:
            raise ValueError(f"a paper weighs {weight}")
        found[paper] += weight
    return found


def ensure_fits(voted: int, electorate: int) -> None:
    """Raise ValueError if more voted than the electorate holds, or either is negative."""
    if not 0 <= voted <= electorate:
        raise ValueError(f"{voted} votes in an electorate of {electorate}")


def ensure_names(names: Sequence[str]) -> None:
    """Raise ValueError unless the keys of options or candidates are distinct and none is a reserved word."""
    if len(set(names)) != len(names) or RESERVED & set(names):
        raise ValueError(f"keys must be distinct and not reserved: {names!r}")
