"""How elections are decided: one seat by approval, several by Scottish STV, what remains tied by the promised lot."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.ballots.approval import ElectionOutcome, ElectionResult, Marks, count_election, rank_alternates
from bot.domain.ballots.ballot import Ballot, Outcome
from bot.domain.ballots.decided import Decided
from bot.domain.ballots.lot import Lot
from bot.domain.ballots.papers import Pile, marks_of
from bot.domain.ballots.results import ResultOfElection, ResultOfStv, RoundTold
from bot.domain.ballots.rules import heads_of, rule_of
from bot.domain.ballots.stv import stv_in_parts
from bot.domain.ballots.stv_rounds import UNIT, Round, StvOutcome, StvResult
from bot.domain.ballots.tally import Tally
from bot.domain.elections.election import race_of
from bot.domain.ground.counting import has_quorum, quorum_needed, rank_by_lot
from bot.domain.ground.pauses import AT_ONCE, Pausing
from bot.services.ballots.lots import draw_lot

DECIMALS = 5
"""To so many the law cuts the values of papers."""

Papers = list[tuple[tuple[str, ...], int]]
"""What the papers say, and what they weigh."""

OUTCOMES = {
    ElectionOutcome.ELECTED: Outcome.ELECTED,
    ElectionOutcome.RUN_OFF: Outcome.RUN_OFF,
    ElectionOutcome.REOPENED: Outcome.REOPEN,
    ElectionOutcome.NO_QUORUM: Outcome.VACANT,
}


def keys_of(ballot: Ballot) -> tuple[str, ...]:
    """The keys of the names on the paper, without those that were struck from it."""
    struck = race_of(ballot).struck
    return tuple(key for key in map(str, range(len(ballot.options))) if key not in struck)


def _standing(ballot: Ballot, pile: Pile) -> Papers:
    """What the rankings say of those who can still be elected; one that names nobody else abstains."""
    struck = race_of(ballot).struck
    return [(tuple(pick for pick in picks if pick not in struck), weight) for picks, weight in pile.rankings]


def decide_approval(ballot: Ballot, pile: Pile, context: str) -> Pausing[Decided]:
    """One seat. A tie goes to a run-off, a tie in the run-off to the lot."""
    yield from AT_ONCE
    marks, lot = marks_of(pile, race_of(ballot).struck), draw_lot(ballot, context, keys_of(ballot))
    found = _count_one(ballot, marks, None)
    is_drawn = found.outcome is ElectionOutcome.NEEDS_LOT
    if is_drawn:
        found = _count_one(ballot, marks, lot.order)
    result = ResultOfElection(
        counts=Tally(found.counts),
        voted=found.voted,
        abstain=found.abstained,
        quorum=found.quorum,
        winners=(found.winner,) if found.winner else (),
        tied=found.tied,
        why=found.outcome.value,
    )
    tiers: tuple[tuple[str, ...], ...] = ()
    if found.winner is not None:
        tiers = rank_alternates([found], found.winner)
    return _decided(OUTCOMES[found.outcome], result, tiers, lot, is_drawn=is_drawn)


def _count_one(ballot: Ballot, marks: Marks, lot: Sequence[str] | None) -> ElectionResult:
    rule = rule_of(ballot)
    return count_election(
        keys_of(ballot),
        marks,
        ballot.electorate,
        heads=heads_of(ballot),
        turnout=rule.turnout,
        floor=rule.floor_turnout,
        is_run_off=ballot.run_off_of_id is not None,
        lot=lot,
    )


def decide_stv(ballot: Ballot, pile: Pile, context: str) -> Pausing[Decided]:
    """Several seats; a tie that earlier rounds do not break is broken by the lot within the count."""
    rule, lot = rule_of(ballot), draw_lot(ballot, context, keys_of(ballot))
    needed = quorum_needed(ballot.electorate, rule.turnout, rule.floor_turnout, electors=ballot.electors)
    if not has_quorum(pile.weight, ballot.electorate, rule.turnout, rule.floor_turnout, heads_of(ballot)):
        result = ResultOfStv(why="no_quorum", voted=pile.weight, quorum=needed, decimals=DECIMALS)
        return _decided(Outcome.VACANT, result, (), lot, is_drawn=False)
    found = yield from _count_several(ballot, pile, None)
    is_drawn = found.outcome is StvOutcome.NEEDS_LOT
    if is_drawn:
        found = yield from _count_several(ballot, pile, lot.order)
    outcome = Outcome.ELECTED if found.winners else Outcome.REOPEN if found.reopened else Outcome.VACANT
    return _decided(outcome, _told(found, pile.weight, needed), found.alternates, lot, is_drawn=is_drawn)


def _count_several(ballot: Ballot, pile: Pile, lot: Sequence[str] | None) -> Pausing[StvResult]:
    return stv_in_parts(keys_of(ballot), _standing(ballot, pile), len(race_of(ballot).seats), lot=lot)


def _told(found: StvResult, voted: int, quorum: int) -> ResultOfStv:
    """The count as a result keeps it: numbers as text, every round; `counts` are the first preferences."""
    return ResultOfStv(
        counts=Tally(tuple((key, units // UNIT) for key, units in found.rounds[0].tallies)),
        why="elected" if found.winners else "reopened" if found.reopened else "nobody",
        voted=voted,
        quorum=quorum,
        abstain=found.abstained,
        winners=found.winners,
        papers=found.papers,
        quota=found.quota,
        reopened=found.reopened,
        vacant=found.vacant,
        rounds=tuple(_round(each) for each in found.rounds),
        decimals=DECIMALS,
    )


def _round(found: Round) -> RoundTold:
    return RoundTold(
        found.action,
        tuple((key, told_share(units)) for key, units in found.tallies),
        told_share(found.exhausted),
        found.elected,
        found.subject,
        told_share(found.factor) if found.factor is not None else None,
        found.tie,
    )


def told_share(units: int) -> str:
    """Votes as text, without zeroes at the end: "3", "6.25"."""
    whole, rest = divmod(units, UNIT)
    return f"{whole}.{rest:0{DECIMALS}}".rstrip("0") if rest else str(whole)


def _decided(
    outcome: Outcome, result: ResultOfElection, tiers: tuple[tuple[str, ...], ...], lot: Lot, *, is_drawn: bool
) -> Decided:
    """Equals among the alternates stand as the lot drew them; the lot is shown whether it was needed or not."""
    is_drawn = is_drawn or any(len(tier) > 1 for tier in tiers)
    shown = replace(lot, is_drawn=is_drawn)
    return Decided(outcome, replace(result, alternates=rank_by_lot(tiers, lot.order), lot=shown))


def earlier_result(ballot: Ballot) -> ElectionResult:
    """A closed ballot's count as its result keeps it, to rank alternates behind a run-off."""
    kept = ballot.came_to(ResultOfElection)
    return ElectionResult(
        kept.counts.weights,
        kept.voted,
        kept.abstain,
        ballot.electorate,
        kept.quorum,
        outcome=ElectionOutcome.RUN_OFF,
    )
