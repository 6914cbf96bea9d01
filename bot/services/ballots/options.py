"""Ballots over options: how they are decided, and the run-off that a first round without a winner leads to."""

from typing import Any

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import Ballot, BallotState, Outcome
from bot.domain.ballots.decided import Decided
from bot.domain.ballots.options import count_many, count_one, count_pairs
from bot.domain.ballots.papers import Pile, marks_of
from bot.domain.ballots.results import ResultOfOne, ResultOfOptions, ResultOfRank
from bot.domain.ballots.rounds import second_round
from bot.domain.ballots.rules import heads_of, rule_of
from bot.domain.ballots.tally import Tally
from bot.domain.ground.counting import Counted, OptionsOutcome
from bot.domain.ground.ids import BallotId
from bot.domain.ground.pauses import AT_ONCE, Pausing
from bot.services.ballots.ballots import open_ballot
from bot.services.ground.ports import Uow
from bot.services.ground.record import record

OUTCOMES: dict[str, Outcome] = {OptionsOutcome.ADOPTED: Outcome.ADOPTED, OptionsOutcome.RUN_OFF: Outcome.RUN_OFF}


def decide_one(ballot: Ballot, pile: Pile, _: str) -> Pausing[Decided]:
    """One choice each."""
    yield from AT_ONCE
    is_run_off = ballot.run_off_of_id is not None
    papers = (((choice,), weight) for choice, weight in pile.totals.items())
    rule, heads = rule_of(ballot), heads_of(ballot)
    found = count_one(
        _keys(ballot),
        papers,
        ballot.electorate,
        rule,
        heads,
        is_run_off=is_run_off,
        is_lead_enough=_was_adopted_by_lead(ballot),
    )
    return _decided(found, ResultOfOne)


def _was_adopted_by_lead(ballot: Ballot) -> bool:
    """A recount of what the first release adopted, which asked for no share in a run-off."""
    kept = ballot.result
    is_old = isinstance(kept, ResultOfOne) and not kept.support_needed
    return is_old and ballot.outcome is Outcome.ADOPTED


def decide_many(ballot: Ballot, pile: Pile, _: str) -> Pausing[Decided]:
    """Approvals."""
    yield from AT_ONCE
    is_run_off, rule, heads = ballot.run_off_of_id is not None, rule_of(ballot), heads_of(ballot)
    found = count_many(_keys(ballot), marks_of(pile), ballot.electorate, rule, heads, is_run_off=is_run_off)
    return _decided(found, ResultOfOptions)


def decide_rank(ballot: Ballot, pile: Pile, _: str) -> Pausing[Decided]:
    """Rankings, from their pairs."""
    yield from AT_ONCE
    is_run_off = ballot.run_off_of_id is not None
    names, rule, heads = ballot.choices[:-1], rule_of(ballot), heads_of(ballot)
    return _decided(count_pairs(names, pile, ballot.electorate, rule, heads, is_run_off=is_run_off), ResultOfRank)


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
