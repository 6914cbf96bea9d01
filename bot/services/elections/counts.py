"""How elections are decided: one seat by approval, several by Scottish STV, what remains tied by the promised lot."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from bot.domain.ballots.approval import ElectionOutcome, ElectionResult, count_election, rank_alternates
from bot.domain.ballots.ballot import Ballot, Outcome
from bot.domain.ballots.decided import Decided
from bot.domain.ballots.lot import Lot
from bot.domain.ballots.results import ResultOfElection, ResultOfStv, RoundTold
from bot.domain.ballots.rules import heads_of, rule_of
from bot.domain.ballots.stv import Round, StvOutcome, StvResult, count_stv
from bot.domain.ballots.tally import Tally
from bot.domain.elections.election import race_of
from bot.domain.ground.counting import has_quorum, quorum_needed, rank_by_lot
from bot.services.ballots.lots import draw_lot
from bot.services.ballots.papers import papers_of
from bot.services.ground.ports import Reads

DIGITS = 40
"""Fractions longer than this are kept rounded: nobody reads them, and they would fill the record."""

Papers = list[tuple[tuple[str, ...], int]]
"""What the papers say, and what they weigh."""

OUTCOMES = {
    ElectionOutcome.ELECTED: Outcome.ELECTED,
    ElectionOutcome.RUN_OFF: Outcome.RUN_OFF,
    ElectionOutcome.REOPENED: Outcome.REOPEN,
    ElectionOutcome.NO_QUORUM: Outcome.VACANT,
}


def keys_of(ballot: Ballot) -> tuple[str, ...]:
    """The keys of the names on the paper."""
    return tuple(str(key) for key in range(len(ballot.options)))


def decide_approval(reads: Reads, ballot: Ballot) -> Decided:
    """One seat. A tie goes to a run-off, a tie in the run-off to the lot."""
    papers, lot = papers_of(reads, ballot), draw_lot(reads, ballot, keys_of(ballot))
    found = _count_one(ballot, papers, None)
    is_drawn = found.outcome is ElectionOutcome.NEEDS_LOT
    if is_drawn:
        found = _count_one(ballot, papers, lot.order)
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


def _count_one(ballot: Ballot, papers: Papers, lot: Sequence[str] | None) -> ElectionResult:
    rule = rule_of(ballot)
    return count_election(
        keys_of(ballot),
        papers,
        ballot.electorate,
        heads=heads_of(ballot),
        turnout=rule.turnout,
        floor=rule.floor_turnout,
        is_run_off=ballot.run_off_of_id is not None,
        lot=lot,
    )


def decide_stv(reads: Reads, ballot: Ballot) -> Decided:
    """Several seats; a tie that earlier rounds do not break is broken by the lot within the count."""
    rule, papers = rule_of(ballot), papers_of(reads, ballot)
    lot = draw_lot(reads, ballot, keys_of(ballot))
    voted = sum(weight for _, weight in papers)
    needed = quorum_needed(ballot.electorate, rule.turnout, rule.floor_turnout, electors=ballot.electors)
    if not has_quorum(voted, ballot.electorate, rule.turnout, rule.floor_turnout, heads_of(ballot)):
        result = ResultOfStv(why="no_quorum", voted=voted, quorum=needed)
        return _decided(Outcome.VACANT, result, (), lot, is_drawn=False)
    found = _count_several(ballot, papers, None)
    is_drawn = found.outcome is StvOutcome.NEEDS_LOT
    if is_drawn:
        found = _count_several(ballot, papers, lot.order)
    outcome = Outcome.ELECTED if found.winners else Outcome.REOPEN if found.reopened else Outcome.VACANT
    return _decided(outcome, _told(found, voted, needed), found.alternates, lot, is_drawn=is_drawn)


def _count_several(ballot: Ballot, papers: Papers, lot: Sequence[str] | None) -> StvResult:
    return count_stv(keys_of(ballot), papers, len(race_of(ballot).seats), lot=lot)


def _told(found: StvResult, voted: int, quorum: int) -> ResultOfStv:
    """The count as a result keeps it: fractions as text, every round; `counts` are the first preferences."""
    return ResultOfStv(
        counts=Tally(tuple((key, int(votes)) for key, votes in found.rounds[0].tallies)),
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
    )


def _round(found: Round) -> RoundTold:
    return RoundTold(
        found.action,
        tuple((key, told_share(votes)) for key, votes in found.tallies),
        told_share(found.exhausted),
        found.elected,
        found.subject,
        told_share(found.factor) if found.factor is not None else None,
        found.tie,
    )


def told_share(votes: Fraction) -> str:
    """An exact number as text; one of thousands of digits, as transfers of transfers make, rounded and marked "≈".

    The count itself stays exact, and a recount makes it again.
    """
    exact = str(votes)
    return exact if len(exact) <= DIGITS else f"≈ {float(votes):.6f}"


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
