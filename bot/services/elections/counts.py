"""How elections are decided: one seat by approval, several by Scottish STV, what remains tied by the promised lot."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from bot.domain.ballots.approval import ElectionOutcome, ElectionResult, count_election, rank_alternates
from bot.domain.ballots.ballot import REOPEN, Ballot, Outcome
from bot.domain.ballots.decided import Decided
from bot.domain.ballots.rules import heads_of, rule_of
from bot.domain.ballots.stv import Round, StvOutcome, StvResult, Tie, count_stv
from bot.domain.elections.election import race_of
from bot.domain.ground.counting import has_quorum, quorum_needed, rank_by_lot
from bot.services.ballots.lots import Lot, draw_lot
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
    result = {
        "counts": dict(found.counts),
        "voted": found.voted,
        "abstain": found.abstained,
        "quorum": found.quorum,
        "winners": [found.winner] if found.winner else [],
        "tied": list(found.tied),
        "why": found.outcome,
    }
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
    result: dict[str, Any] = {"voted": voted, "quorum": needed}
    if not has_quorum(voted, ballot.electorate, rule.turnout, rule.floor_turnout, heads_of(ballot)):
        return _decided(Outcome.VACANT, {**result, "why": "no_quorum"}, (), lot, is_drawn=False)
    found = _count_several(ballot, papers, None)
    is_drawn = found.outcome is StvOutcome.NEEDS_LOT
    if is_drawn:
        found = _count_several(ballot, papers, lot.order)
    outcome = Outcome.ELECTED if found.winners else Outcome.REOPEN if found.reopened else Outcome.VACANT
    return _decided(outcome, {**result, **_told(found)}, found.alternates, lot, is_drawn=is_drawn)


def _count_several(ballot: Ballot, papers: Papers, lot: Sequence[str] | None) -> StvResult:
    return count_stv(keys_of(ballot), papers, len(race_of(ballot).seats), lot=lot)


def _told(found: StvResult) -> dict[str, Any]:
    """The count as a result keeps it: fractions as text, every round; `counts` are the first preferences."""
    return {
        "abstain": found.abstained,
        "counts": {key: int(votes) for key, votes in found.rounds[0].tallies},
        "papers": found.papers,
        "quota": found.quota,
        "winners": list(found.winners),
        "reopened": found.reopened,
        "vacant": found.vacant,
        "rounds": [_round(each) for each in found.rounds],
        "why": "elected" if found.winners else "reopened" if found.reopened else "nobody",
    }


def _round(found: Round) -> dict[str, Any]:
    return {
        "action": found.action,
        "tallies": [[key, told_share(votes)] for key, votes in found.tallies],
        "exhausted": told_share(found.exhausted),
        "elected": list(found.elected),
        "subject": found.subject,
        "factor": told_share(found.factor) if found.factor is not None else None,
        "tie": _tie(found.tie) if found.tie else None,
    }


def told_share(votes: Fraction) -> str:
    """An exact number as text; one of thousands of digits, as transfers of transfers make, rounded and marked "≈".

    The count itself stays exact, and a recount makes it again.
    """
    exact = str(votes)
    return exact if len(exact) <= DIGITS else f"≈ {float(votes):.6f}"


def _tie(tie: Tie) -> dict[str, Any]:
    return {"tied": list(tie.tied), "chosen": tie.chosen, "by": tie.broken_by}


def _decided(
    outcome: Outcome, result: dict[str, Any], tiers: tuple[tuple[str, ...], ...], lot: Lot, *, is_drawn: bool
) -> Decided:
    """Equals among the alternates stand as the lot drew them; the lot is shown whether it was needed or not."""
    is_drawn = is_drawn or any(len(tier) > 1 for tier in tiers)
    alternates = list(rank_by_lot(tiers, lot.order))
    shown = {**lot.to_json(), "is_drawn": is_drawn}
    return Decided(outcome, {**result, "alternates": alternates, "against": REOPEN, "lot": shown})


def earlier_result(ballot: Ballot) -> ElectionResult:
    """A closed ballot's count as its result keeps it, to rank alternates behind a run-off."""
    kept = ballot.result
    return ElectionResult(
        tuple((key, number) for key, number in kept["counts"].items()),
        kept["voted"],
        kept["abstain"],
        ballot.electorate,
        kept["quorum"],
        outcome=ElectionOutcome.RUN_OFF,
    )
