"""Several seats by the Scottish single transferable vote, as the law counts it, with Reopen nominations in the race.

Source: Scottish Local Government Elections Order 2007 (SSI 2007/42), Schedule 1, rules 45 to 52, "the Order": quota
(Droop) floor(papers / (seats + 1)) + 1; a surplus is transferred from all papers of the elected (Weighted Inclusive
Gregory), largest surplus first, one per round; each goes on at surplus times its value over votes, cut to five
decimals; with no surplus left the candidate with the fewest votes is excluded and the papers go on at their value; when
as many continue as seats are vacant, they are elected without a quota. Ties go by the most recent earlier round in
which the tied were unequal, then by lot. So whole numbers of 1/100,000 of a vote count everything, and what cutting
loses stands with the papers that name nobody left.

Where we differ, and why:

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
from itertools import groupby

from bot.domain.ballots.stv_rounds import UNIT, Action, Round, StvOutcome, StvResult, Tallies, Tie, TieBreak
from bot.domain.ground.counting import ABSTAIN, REOPEN, Weighed, ensure_names, rank_by_lot
from bot.domain.ground.pauses import Pausing, run_through

Ranking = tuple[str, ...]
"""Names, best first; may stop early. What stands behind REOPEN counts once Reopen is out of the race."""

PAPERS_IN_A_STEP = 500
"""Papers that are read or go on before the count pauses: a few milliseconds."""


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
    return run_through(stv_in_parts(candidates, ballots, seats, lot=lot, has_reopen=has_reopen))


def stv_in_parts(
    candidates: Sequence[str],
    ballots: Weighed[Ranking],
    seats: int,
    *,
    lot: Sequence[str] | None = None,
    has_reopen: bool = True,
) -> Pausing[StvResult]:
    """The same, with a pause after every few milliseconds. Raises the same ValueErrors."""
    _ensure_question(candidates, seats, lot)
    rankings = yield from _read(ballots, {*candidates, REOPEN} if has_reopen else {*candidates})
    count = _Count(candidates, rankings, seats, lot, has_reopen=has_reopen)
    yield from count.run()
    return count.result(abstained=rankings[()])


def _ensure_question(candidates: Sequence[str], seats: int, lot: Sequence[str] | None) -> None:
    ensure_names(candidates)
    if seats < 1:
        raise ValueError(f"an election fills at least one seat, not {seats}")
    if lot is not None and not set(candidates) <= set(lot):
        raise ValueError("the lot is drawn over all candidates")


def _read(ballots: Weighed[Ranking], names: set[str]) -> Pausing[Counter[Ranking]]:
    papers: Counter[Ranking] = Counter()
    for place, (paper, number) in enumerate(ballots):
        ranking = () if paper == (ABSTAIN,) else paper
        if number < 0 or len(set(ranking)) != len(ranking) or not set(ranking) <= names:
            raise ValueError(f"not a valid paper: {ranking!r} x {number}")
        papers[ranking] += number
        if place % PAPERS_IN_A_STEP == PAPERS_IN_A_STEP - 1:
            yield
    return papers


class _NeedsLotError(Exception):
    """Ends the count inside this module; the result says the same in words."""

    def __init__(self, tied: tuple[str, ...]) -> None:
        super().__init__(tied)
        self.tied = tied


class _Count:
    """The table on which the papers lie: piles of papers by what each still says and is worth."""

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
        self.rankings = {ranking: number for ranking, number in rankings.items() if ranking and number}
        self.papers = sum(self.rankings.values())
        self.quota = self.papers // (seats + 1) + 1
        self.piles: dict[str, Counter[tuple[Ranking, int]]] = {name: Counter() for name in (*candidates, *self.copies)}
        self.votes = dict.fromkeys(self.piles, 0)
        self.continuing = list(self.piles)
        self.surpluses: list[str] = []
        self.elected: list[str] = []
        self.excluded: list[str] = []
        self.history: list[dict[str, int]] = []
        self.rounds: list[Round] = []
        self.tied: tuple[str, ...] = ()
        self.dealt = 0

    def _spread(self, ranking: Ranking) -> Ranking:
        return tuple(copy for name in ranking for copy in (self.copies if name == REOPEN else (name,)))

    def run(self) -> Pausing[None]:
        """Count until every seat is filled, or nobody is left, or only a lot can tell."""
        yield from self._deal((self._spread(ranking), UNIT, number) for ranking, number in self.rankings.items())
        self._close_round(Action.FIRST_PREFERENCES)
        try:
            while self.continuing and len(self.elected) < self.seats:
                yield from self._step()
        except _NeedsLotError as stop:
            self.tied = stop.tied

    def _step(self) -> Pausing[None]:
        if len(self.continuing) <= self.seats - len(self.elected):
            self._close_round(Action.LAST_VACANCIES)
        elif self.surpluses:
            yield from self._transfer_surplus()
        else:
            yield from self._exclude()

    def _deal(self, papers: Iterable[tuple[Ranking, int, int]]) -> Pausing[None]:
        """Give each paper, at its value, to the next continuing name on it; on the way there is a pause."""
        standing = {*self.continuing}
        for ranking, value, number in papers:
            self.dealt += 1
            if self.dealt % PAPERS_IN_A_STEP == 0:
                yield
            place = next((place for place, name in enumerate(ranking) if name in standing), None)
            if place is not None:
                self.piles[ranking[place]][ranking[place + 1 :], value] += number
                self.votes[ranking[place]] += value * number

    def _transfer_surplus(self) -> Pausing[None]:
        most = max(self.votes[name] for name in self.surpluses)
        name, tie = self._pick([name for name in self.surpluses if self.votes[name] == most], is_highest=True)
        surplus = most - self.quota * UNIT
        self.surpluses.remove(name)
        papers, self.piles[name] = self.piles[name], Counter()
        self.votes[name] = self.quota * UNIT
        yield from self._deal(
            (rest, surplus * value // most, number) for (rest, value), number in papers.items()
        )  # fmt: skip
        self._close_round(Action.SURPLUS, name, surplus * UNIT // most, tie)

    def _exclude(self) -> Pausing[None]:
        fewest = min(self.votes[name] for name in self.continuing)
        name, tie = self._pick([name for name in self.continuing if self.votes[name] == fewest], is_highest=False)
        self.continuing.remove(name)
        self.excluded.append(name)
        papers, self.piles[name] = self.piles[name], Counter()
        self.votes[name] = 0
        yield from self._deal((rest, value, number) for (rest, value), number in papers.items())
        # A copy of Reopen without votes leaves the table silently: nothing moved, and members know of one Reopen only.
        if papers or name not in self.copies:
            self._close_round(Action.EXCLUSION, name, UNIT, tie)

    def _pick(self, names: list[str], *, is_highest: bool) -> tuple[str, Tie | None]:
        """Choose among those with equal votes who counts as highest, or as lowest, and tell how."""
        left = self._look_back(names, is_highest=is_highest)
        copies = [name for name in left if name in self.copies]
        people = [name for name in left if name not in self.copies]
        if len(left) == 1:
            return left[0], self._tie(names, left[0], TieBreak.EARLIER_ROUND)
        if copies and (is_highest or not people):
            # Several are only ever tied without a vote, as each paper names them one behind the other.
            return copies[0], self._tie(names, copies[0], TieBreak.REOPEN)
        if len(people) == 1:
            return people[0], self._tie(names, people[0], TieBreak.REOPEN)
        if self.copies and not self.votes[people[0]]:
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
        factor: int | None = None,
        tie: Tie | None = None,
    ) -> None:
        """Elect who reached the quota, or all who continue when only the last vacancies are left; write it down."""
        is_last = action is Action.LAST_VACANCIES
        elected = self._by_votes(name for name in self.continuing if is_last or self.votes[name] >= self.quota * UNIT)
        self.elected += elected
        self.continuing = [name for name in self.continuing if name not in elected]
        self.surpluses += [name for name in elected if self.votes[name] > self.quota * UNIT]
        self.history.append({**self.votes})
        self.rounds.append(
            Round(
                len(self.rounds) + 1,
                action,
                self._tallies(),
                self.papers * UNIT - sum(self.votes.values()),
                tuple(map(self._shown, elected)),
                None if subject is None else self._shown(subject),
                factor,
                tie,
            )
        )

    def _by_votes(self, names: Iterable[str]) -> list[str]:
        return sorted(names, key=self.votes.__getitem__, reverse=True)

    def _tallies(self) -> Tallies:
        people = tuple((name, self.votes[name]) for name in self.candidates)
        reopen = ((REOPEN, sum(self.votes[name] for name in self.copies)),) if self.copies else ()
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
        reopen = [self.votes[name] for name in self.continuing if name in self.copies]
        standing = [name for name in self.continuing if all(self.votes[name] > votes for votes in reopen)]
        for _, tier in groupby(self._by_votes(standing), key=self.votes.__getitem__):
            yield tuple(tier)
        for name in () if reopen else reversed(self.excluded):
            if name in self.copies:
                return
            yield (name,)
