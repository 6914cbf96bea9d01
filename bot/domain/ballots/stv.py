"""Several seats by the Scottish single transferable vote, in exact fractions, with Reopen nominations in the race.

Source: Scottish Local Government Elections Order 2007 (SSI 2007/42), Schedule 1, rules 45 to 52, "the Order": quota
(Droop) floor(papers / (seats + 1)) + 1; a surplus is transferred from all papers of the elected, each at its value
times surplus over votes (Weighted Inclusive Gregory), largest surplus first, one per round; with no surplus left the
candidate with the fewest votes is excluded and the papers go on at their value; when as many continue as seats are
vacant, they are elected without a quota. Ties go by the most recent earlier round in which the tied were unequal,
then by lot.

Where we differ, and why:

- The Order cuts every transfer value to five decimals, for counting by hand; we keep exact fractions, so no vote is
  lost.
- Reopen nominations stands as often as there are seats, one behind the other on the papers that rank it: the ruling
  of the British National Union of Students on RON and STV, which keeps the proportion between those who want somebody
  and those who want nobody. Each seat that Reopen wins stays open. In a tie that earlier rounds do not break Reopen
  counts as having more, without a lot, as one seat too asks for more than Reopen. So nobody is ever elected without a
  vote.
- Excluding those without any vote, one by one, changes nobody's votes and, with Reopen in the race, elects none of
  them, whatever the order: no lot is drawn for that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from bot.domain.ground.counting import ABSTAIN, REOPEN, Weighed, ensure_names, rank_by_lot

Ranking = tuple[str, ...]
"""Names, best first; may stop early. What stands behind REOPEN counts once Reopen is out of the race."""

Tallies = tuple[tuple[str, Fraction], ...]
"""The votes of every candidate in the ballot's order, then of Reopen: what the elected keep is among them."""

_ZERO, _ONE = Fraction(0), Fraction(1)


class StvOutcome(StrEnum):
    """COMPLETE, or stopped at a tie that only a lot can break: count again with `lot`."""

    COMPLETE = "complete"
    NEEDS_LOT = "needs_lot"


class Action(StrEnum):
    """What a round did."""

    FIRST_PREFERENCES = "first_preferences"
    SURPLUS = "surplus"
    EXCLUSION = "exclusion"
    LAST_VACANCIES = "last_vacancies"


class TieBreak(StrEnum):
    """How a tie was broken; NO_VOTES: it is without effect who of those without a vote goes first."""

    EARLIER_ROUND = "earlier_round"
    REOPEN = "reopen"
    NO_VOTES = "no_votes"
    LOT = "lot"


@dataclass(frozen=True, slots=True)
class Tie:
    """Who was tied, who was chosen (for the transfer or the exclusion), and how."""

    tied: tuple[str, ...]
    chosen: str
    broken_by: TieBreak


@dataclass(frozen=True, slots=True)
class Round:
    """One stage of the count, as it stood at its end; tallies and `exhausted` always add up to the papers.

    `subject`: whose surplus or papers moved. `factor`: by what the value of each paper was multiplied. `elected`: who
    reached the quota (or the last seats) now, REOPEN once for each seat it won.
    """

    number: int
    action: Action
    tallies: Tallies
    exhausted: Fraction
    elected: tuple[str, ...] = ()
    subject: str | None = None
    factor: Fraction | None = None
    tie: Tie | None = None


@dataclass(frozen=True, slots=True)
class StvResult:
    """The count, round by round.

    `papers`: the weight of those that rank somebody. `winners`: in the order elected, of one round by votes.
    `reopened`: seats won by Reopen. `vacant`: seats for which nobody stood. `alternates`: tiers of equals, see
    `count_stv`. `tied`: who needs a lot.
    """

    outcome: StvOutcome
    seats: int
    papers: int
    abstained: int
    quota: int
    rounds: tuple[Round, ...]
    winners: tuple[str, ...]
    reopened: int
    vacant: int
    alternates: tuple[tuple[str, ...], ...]
    tied: tuple[str, ...] = ()


def count_stv(
    candidates: Sequence[str],
    ballots: Weighed[Ranking],
    seats: int,
    *,
    lot: Sequence[str] | None = None,
    has_reopen: bool = True,
) -> StvResult:
    """Count rankings of the candidates and REOPEN, each with what the papers that say so weigh.

    () and (ABSTAIN,) abstain. The turnout is asked beforehand, by `has_quorum`. `lot`: all candidates in the order
    drawn; in a tie that nothing else breaks, who stands first in it is transferred first and excluded last.

    Alternates are the candidates not elected who beat Reopen, the next in the count first: who was still in it at the
    end, with more votes than Reopen had, by their votes; then who was excluded after Reopen was, the last first.
    Where Reopen won a seat nobody else has beaten it. Without Reopen in the race, all who were not elected.

    Raises ValueError for fewer than one seat, a paper that ranks a name twice or one not on the ballot, a negative
    weight, or a lot that left a candidate out.
    """
    _ensure_question(candidates, seats, lot)
    rankings = _read(ballots, {*candidates, REOPEN} if has_reopen else {*candidates})
    count = _Count(candidates, rankings, seats, lot, has_reopen=has_reopen)
    count.run()
    return count.result(abstained=rankings[()])


def _ensure_question(candidates: Sequence[str], seats: int, lot: Sequence[str] | None) -> None:
    ensure_names(candidates)
    if seats < 1:
        raise ValueError(f"an election fills at least one seat, not {seats}")
    if lot is not None and not set(candidates) <= set(lot):
        raise ValueError("the lot is drawn over all candidates")


def _read(ballots: Weighed[Ranking], names: set[str]) -> Counter[Ranking]:
    papers: Counter[Ranking] = Counter()
    for paper, number in ballots:
        ranking = () if paper == (ABSTAIN,) else paper
        if number < 0 or len(set(ranking)) != len(ranking) or not set(ranking) <= names:
            raise ValueError(f"not a valid paper: {ranking!r} x {number}")
        papers[ranking] += number
    return papers


class _NeedsLotError(Exception):
    """Ends the count inside this module; the result says the same in words."""

    def __init__(self, tied: tuple[str, ...]) -> None:
        super().__init__(tied)
        self.tied = tied


class _Count:
    """The table on which the papers lie: piles of weights by what each paper still says."""

    def __init__(
        self,
        candidates: Sequence[str],
        rankings: Counter[Ranking],
        seats: int,
        lot: Sequence[str] | None,
        *,
        has_reopen: bool,
    ) -> None:
        self.copies = tuple(f"{REOPEN}\0{number}" for number in range(1, seats + 1)) if has_reopen else ()
        self.candidates, self.seats, self.lot = tuple(candidates), seats, lot
        self.rankings = {self._spread(ranking): number for ranking, number in rankings.items() if ranking and number}
        self.papers = sum(self.rankings.values())
        self.quota = self.papers // (seats + 1) + 1
        self.piles: dict[str, dict[Ranking, Fraction]] = {name: {} for name in (*candidates, *self.copies)}
        self.kept = dict.fromkeys(self.piles, _ZERO)
        self.exhausted = _ZERO
        self.continuing = list(self.piles)
        self.surpluses: list[str] = []
        self.elected: list[str] = []
        self.excluded: list[str] = []
        self.history: list[dict[str, Fraction]] = []
        self.rounds: list[Round] = []
        self.tied: tuple[str, ...] = ()

    def _spread(self, ranking: Ranking) -> Ranking:
        return tuple(copy for name in ranking for copy in (self.copies if name == REOPEN else (name,)))

    def run(self) -> None:
        """Count until every seat is filled, or nobody is left, or only a lot can tell."""
        self._deal(self.rankings.items(), _ONE)
        self._close_round(Action.FIRST_PREFERENCES)
        try:
            while self.continuing and len(self.elected) < self.seats:
                self._step()
        except _NeedsLotError as stop:
            self.tied = stop.tied

    def _step(self) -> None:
        if len(self.continuing) <= self.seats - len(self.elected):
            self._close_round(Action.LAST_VACANCIES)
        elif self.surpluses:
            self._transfer_surplus()
        else:
            self._exclude()

    def _votes(self, name: str) -> Fraction:
        return self.kept[name] + sum(self.piles[name].values(), _ZERO)

    def _deal(self, papers: Iterable[tuple[Ranking, Fraction | int]], factor: Fraction) -> None:
        """Give each paper to the next continuing name on it, at its weight times the factor."""
        for ranking, weight in papers:
            place = next((place for place, name in enumerate(ranking) if name in self.continuing), None)
            if place is None:
                self.exhausted += weight * factor
                continue
            pile, rest = self.piles[ranking[place]], ranking[place + 1 :]
            pile[rest] = pile.get(rest, _ZERO) + weight * factor

    def _transfer_surplus(self) -> None:
        most = max(map(self._votes, self.surpluses))
        name, tie = self._pick([name for name in self.surpluses if self._votes(name) == most], is_highest=True)
        factor = (most - self.quota) / most
        self.surpluses.remove(name)
        self.kept[name] = Fraction(self.quota)
        papers, self.piles[name] = self.piles[name], {}
        self._deal(papers.items(), factor)
        self._close_round(Action.SURPLUS, name, factor, tie)

    def _exclude(self) -> None:
        fewest = min(map(self._votes, self.continuing))
        name, tie = self._pick([name for name in self.continuing if self._votes(name) == fewest], is_highest=False)
        self.continuing.remove(name)
        self.excluded.append(name)
        papers, self.piles[name] = self.piles[name], {}
        self._deal(papers.items(), _ONE)
        # A copy of Reopen without votes leaves the table silently: nothing moved, and members know of one Reopen only.
        if papers or name not in self.copies:
            self._close_round(Action.EXCLUSION, name, _ONE, tie)

    def _pick(self, names: list[str], *, is_highest: bool) -> tuple[str, Tie | None]:
        """Choose among those with equal votes who counts as highest, or as lowest, and tell how."""
        left = self._look_back(names, is_highest=is_highest)
        copies = [name for name in left if name in self.copies]
        people = [name for name in left if name not in self.copies]
        if len(left) == 1:
            return left[0], self._tie(names, left[0], TieBreak.EARLIER_ROUND)
        if copies and (is_highest or not people):
            return copies[0 if is_highest else -1], self._tie(names, copies[0], TieBreak.REOPEN)
        if len(people) == 1:
            return people[0], self._tie(names, people[0], TieBreak.REOPEN)
        if self.copies and not self._votes(people[0]):
            return people[0], self._tie(names, people[0], TieBreak.NO_VOTES)
        chosen = self._draw(people)[0 if is_highest else -1]
        return chosen, self._tie(names, chosen, TieBreak.LOT)

    def _look_back(self, names: list[str], *, is_highest: bool) -> list[str]:
        for votes in reversed(self.history):
            extreme = (max if is_highest else min)(votes[name] for name in names)
            names = [name for name in names if votes[name] == extreme]
        return names

    def _draw(self, names: list[str]) -> tuple[str, ...]:
        if self.lot is None:
            raise _NeedsLotError(tuple(names))
        return rank_by_lot([names], self.lot)

    def _tie(self, names: list[str], chosen: str, broken_by: TieBreak) -> Tie | None:
        tied = tuple(dict.fromkeys(map(self._shown, names)))
        return Tie(tied, self._shown(chosen), broken_by) if len(tied) > 1 else None

    def _close_round(
        self,
        action: Action,
        subject: str | None = None,
        factor: Fraction | None = None,
        tie: Tie | None = None,
    ) -> None:
        """Elect who reached the quota, or all who continue when only the last vacancies are left; write it down."""
        is_last = action is Action.LAST_VACANCIES
        elected = self._by_votes(name for name in self.continuing if is_last or self._votes(name) >= self.quota)
        self.elected += elected
        self.continuing = [name for name in self.continuing if name not in elected]
        self.surpluses += [name for name in elected if self._votes(name) > self.quota]
        self.history.append({name: self._votes(name) for name in self.piles})
        self.rounds.append(
            Round(
                len(self.rounds) + 1,
                action,
                self._tallies(),
                self.exhausted,
                tuple(map(self._shown, elected)),
                None if subject is None else self._shown(subject),
                factor,
                tie,
            )
        )

    def _by_votes(self, names: Iterable[str]) -> list[str]:
        return sorted(names, key=self._votes, reverse=True)

    def _tallies(self) -> Tallies:
        people = tuple((name, self._votes(name)) for name in self.candidates)
        reopen = ((REOPEN, sum(map(self._votes, self.copies), _ZERO)),) if self.copies else ()
        return people + reopen

    def _shown(self, name: str) -> str:
        return REOPEN if name in self.copies else name

    def result(self, abstained: int) -> StvResult:
        winners = tuple(name for name in self.elected if name not in self.copies)
        is_complete = not self.tied
        return StvResult(
            StvOutcome.COMPLETE if is_complete else StvOutcome.NEEDS_LOT,
            self.seats,
            self.papers,
            abstained,
            self.quota,
            tuple(self.rounds),
            winners,
            reopened=len(self.elected) - len(winners),
            vacant=self.seats - len(self.elected) if is_complete else 0,
            alternates=tuple(self._alternates()) if is_complete and len(winners) == len(self.elected) else (),
            tied=self.tied,
        )

    def _alternates(self) -> Iterator[tuple[str, ...]]:
        """Yield the tiers of those who beat Reopen; called only where Reopen won no seat."""
        reopen = [self._votes(name) for name in self.continuing if name in self.copies]
        beaten = max(reopen, default=_ZERO) if self.copies else -_ONE
        standing = [name for name in self.continuing if name not in self.copies and self._votes(name) > beaten]
        for _, tier in groupby(self._by_votes(standing), key=self._votes):
            yield tuple(tier)
        for name in () if reopen else reversed(self.excluded):
            if name in self.copies:
                return
            yield (name,)
