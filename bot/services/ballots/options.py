"""Ballots over options: how they are decided, and the run-off that a first round without a winner leads to."""

from collections.abc import Callable
from typing import Any

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import Ballot, BallotState, Outcome
from bot.domain.ballots.decided import Decided
from bot.domain.ballots.options import count_many, count_one, count_pairs, count_rank
from bot.domain.ballots.results import ResultOfOne, ResultOfOptions, ResultOfRank
from bot.domain.ballots.rounds import second_round
from bot.domain.ballots.rules import heads_of, rule_of
from bot.domain.ballots.tally import Tally
from bot.domain.ground.counting import Counted, OptionsOutcome
from bot.domain.ground.ids import BallotId
from bot.services.ballots.ballots import open_ballot
from bot.services.ballots.papers import papers_of, pile_of
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record

OUTCOMES: dict[str, Outcome] = {OptionsOutcome.ADOPTED: Outcome.ADOPTED, OptionsOutcome.RUN_OFF: Outcome.RUN_OFF}


def decide_one(_: Reads, ballot: Ballot) -> Decided:
    """One choice each, from the kept tally."""
    is_run_off = ballot.run_off_of_id is not None
    papers = (((choice,), weight) for choice, weight in ballot.counts.items())
    rule, heads = rule_of(ballot), heads_of(ballot)
    found = count_one(_keys(ballot), papers, ballot.electorate, rule, heads, is_run_off=is_run_off)
    return _decided(found, ResultOfOne)


def decide_many(reads: Reads, ballot: Ballot) -> Decided:
    """Approvals, from the papers."""
    return _decided(_count_papers(count_many, reads, ballot), ResultOfOptions)


def decide_rank(reads: Reads, ballot: Ballot) -> Decided:
    """Rankings: from their pairs once they are a pile."""
    pile, is_run_off = pile_of(reads, ballot), ballot.run_off_of_id is not None
    if pile is None:
        return _decided(_count_papers(count_rank, reads, ballot), ResultOfRank)
    names, rule, heads = ballot.choices[:-1], rule_of(ballot), heads_of(ballot)
    return _decided(count_pairs(names, pile, ballot.electorate, rule, heads, is_run_off=is_run_off), ResultOfRank)


def _count_papers(count: Callable[..., Counted], reads: Reads, ballot: Ballot) -> Counted:
    papers, rule, heads = papers_of(reads, ballot), rule_of(ballot), heads_of(ballot)
    is_run_off = ballot.run_off_of_id is not None
    return count(_keys(ballot), papers, ballot.electorate, rule, heads, is_run_off=is_run_off)


def _keys(ballot: Ballot) -> tuple[str, ...]:
    return tuple(str(index) for index in range(len(ballot.options)))


def _decided(found: Counted, kind: type[ResultOfOptions]) -> Decided:
    """The outcome with every integer behind it."""
    told: dict[str, Any] = {
        "counts": Tally(found.counts),
        "why": found.outcome,
        "voted": found.voted,
        "abstain": found.abstained,
        "quorum": found.quorum,
        "winner": found.winner,
        "run_off": found.run_off,
        **found.detail,
    }
    if found.support_needed:
        told |= {"support": found.support, "base": found.base, "support_needed": found.support_needed}
    return Decided(OUTCOMES.get(found.outcome, Outcome.NOT_ADOPTED), kind(**told))


def open_run_off(uow: Uow, ballot: Ballot) -> Ballot:
    """The second round over the options that the first left, at once and for as long as the first."""
    left = ballot.came_to(ResultOfOptions).run_off
    options = tuple(ballot.options[int(key)] for key in left)
    second = second_round(ballot, BallotId(uow.new_id()), uow.now, BallotState.QUEUED, options)
    uow.add(second)
    record(uow, ballot.council_id, ballots_entries.RunOffOpened(of=ballot.ballot_id, options=left), second.ballot_id)
    return open_ballot(uow, second)
