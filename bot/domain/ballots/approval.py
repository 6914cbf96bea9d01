"""Approval: everyone marks as many as they like; the most marks win (Brams and Fishburn 1978).

Used for options with `many` and for the election of one seat. In both a word stands against everything on the ballot
(None of these, Reopen nominations), excludes marks on the same paper, and has to be beaten, not just equalled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ground.counting import (
    ABSTAIN,
    ELECTION_TURNOUT,
    NONE,
    QUARTER,
    REOPEN,
    Box,
    Counted,
    Heads,
    OptionsOutcome,
    Threshold,
    Weighed,
    ensure_names,
    rank_by_lot,
    weigh,
)


class ElectionOutcome(StrEnum):
    """What the election of one seat came to.

    RUN_OFF: among those tied. NEEDS_LOT: tied in the run-off as well. REOPENED: nobody got more than Reopen.
    """

    ELECTED = "elected"
    RUN_OFF = "run_off"
    NEEDS_LOT = "needs_lot"
    REOPENED = "reopened"
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionResult(Box):
    """The outcome of the election of one seat, with its integers.

    `tied`: those who go to a run-off or a lot, or among whom the lot chose the winner.
    """

    outcome: ElectionOutcome
    winner: str | None = None
    tied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """Papers added up, which is all that the count needs: how much marks each name or word, was handed in, abstains."""

    by_name: Mapping[str, int]
    voted: int
    abstained: int


@dataclass(frozen=True, slots=True)
class _Papers:
    """What lies in the box: `against` is None or Reopen, and `leaders` those with the most marks, if they beat it."""

    names: tuple[str, ...]
    against: str
    marks: Counter[str]
    voted: int
    abstained: int

    @property
    def most(self) -> int:
        return max(self.marks[name] for name in self.names)

    @property
    def leaders(self) -> tuple[str, ...]:
        beaten = self.marks[self.against]
        return tuple(name for name in self.names if self.marks[name] == self.most > beaten)

    def box(self, electorate: int, turnout: Threshold | None, floor: int, heads: Heads | None) -> Box:
        counts = tuple((name, self.marks[name]) for name in (*self.names, self.against))
        return Box.opened(counts, self.voted, self.abstained, electorate, turnout, floor, heads)


def count_options(
    options: Sequence[str],
    ballots: Weighed[tuple[str, ...]] | Marks,
    electorate: int,
    *,
    heads: Heads | None = None,
    turnout: Threshold | None = QUARTER,
    floor: int = 3,
    is_run_off: bool = False,
) -> Counted:
    """Count papers that approve any number of options, or are (NONE,), or (ABSTAIN,) or empty, each at its weight.

    The most approvals, and more than chose None, is adopted; a tie of options goes to a run-off; a tie in the run-off,
    or with None, is not adopted. Without `heads` everybody weighs 1. Raises ValueError for no options, a paper that
    mixes a word with options or names what is not on the ballot, a negative weight, or more papers than E.
    """
    papers = _open(options, NONE, ballots)
    box = papers.box(electorate, turnout, floor, heads)
    outcome = _decide_options(papers, is_run_off=is_run_off) if box.is_quorate else OptionsOutcome.NO_QUORUM
    return Counted.of(box, outcome, papers.leaders)


def _decide_options(papers: _Papers, *, is_run_off: bool) -> OptionsOutcome:
    leaders = papers.leaders
    if len(leaders) == 1:
        return OptionsOutcome.ADOPTED
    if leaders:
        return OptionsOutcome.TIE if is_run_off else OptionsOutcome.RUN_OFF
    return OptionsOutcome.NONE_CHOSEN if papers.marks[NONE] > papers.most else OptionsOutcome.TIE


def count_election(
    candidates: Sequence[str],
    ballots: Weighed[tuple[str, ...]] | Marks,
    electorate: int,
    *,
    heads: Heads | None = None,
    turnout: Threshold | None = ELECTION_TURNOUT,
    floor: int = 3,
    is_run_off: bool = False,
    lot: Sequence[str] | None = None,
) -> ElectionResult:
    """Count the election of one seat: papers approve any number of candidates, or are (REOPEN,), (ABSTAIN,) or empty.

    Each counts at its weight.
    The most approvals, and more than Reopen, is elected; a tie at the top goes to a run-off, a tie in the run-off to
    the lot (`lot`: all candidates in the order drawn; without it the outcome is NEEDS_LOT). One candidate: the same
    count. Raises ValueError as count_options does, and for a tied name that the lot did not draw.
    """
    papers = _open(candidates, REOPEN, ballots)
    box, leaders = papers.box(electorate, turnout, floor, heads), papers.leaders
    outcome, winner = _decide_election(papers, lot, is_run_off=is_run_off)
    if not box.is_quorate:
        outcome, winner, leaders = ElectionOutcome.NO_QUORUM, None, ()
    return ElectionResult(
        box.counts,
        box.voted,
        box.abstained,
        box.electorate,
        box.quorum,
        box.is_floor_met,
        outcome=outcome,
        winner=winner,
        tied=leaders if len(leaders) > 1 else (),
    )


def _decide_election(
    papers: _Papers, lot: Sequence[str] | None, *, is_run_off: bool
) -> tuple[ElectionOutcome, str | None]:
    leaders = papers.leaders
    if not leaders:
        return ElectionOutcome.REOPENED, None
    if len(leaders) == 1:
        return ElectionOutcome.ELECTED, leaders[0]
    if not is_run_off:
        return ElectionOutcome.RUN_OFF, None
    if lot is None:
        return ElectionOutcome.NEEDS_LOT, None
    return ElectionOutcome.ELECTED, rank_by_lot([leaders], lot)[0]


def rank_alternates(results: Iterable[ElectionResult], winner: str) -> tuple[tuple[str, ...], ...]:
    """Rank those who stand in for the winner, from the results of the election, the newest (the run-off) first.

    The next in the count who beat Reopen: by approvals, in tiers of equals (`rank_by_lot` makes one order of them). Who
    was in a run-off is judged by the run-off alone; the others follow, as they stood in the count before. Everybody on
    the ballot has accepted; who no longer does is passed over by the caller.
    """
    seen = {winner, REOPEN}
    return tuple(tier for result in results for tier in _tiers_behind(result, seen))


def _tiers_behind(result: ElectionResult, seen: set[str]) -> Iterator[tuple[str, ...]]:
    marks = dict(result.counts)
    behind = [name for name in marks if name not in seen]
    seen.update(behind)
    for number in sorted({marks[name] for name in behind if marks[name] > marks[REOPEN]}, reverse=True):
        yield tuple(name for name in behind if marks[name] == number)


def _open(names: Sequence[str], against: str, ballots: Weighed[tuple[str, ...]] | Marks) -> _Papers:
    ensure_names(names)
    if not names:
        raise ValueError("there is nothing on this ballot")
    if isinstance(ballots, Marks):
        if not ballots.by_name.keys() <= {*names, against}:
            raise ValueError(f"not on this ballot: {sorted(ballots.by_name)}")
        return _Papers(tuple(names), against, Counter(ballots.by_name), ballots.voted, ballots.abstained)
    papers = weigh((_read(paper, {*names}, against), weight) for paper, weight in ballots)
    marks: Counter[str] = Counter()
    for paper, weight in papers.items():
        marks.update(dict.fromkeys(paper, weight))
    return _Papers(tuple(names), against, marks, papers.total(), papers[frozenset()])


def _read(paper: Collection[str], names: set[str], against: str) -> frozenset[str]:
    marks = frozenset(paper) - {ABSTAIN}
    is_one_word = len(paper) == 1 and marks <= {against}
    if is_one_word or (len(marks) == len(paper) and marks <= names):
        return marks
    raise ValueError(f"not a valid paper: {sorted(paper)}")
