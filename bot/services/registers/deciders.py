"""How the votes of each method are counted."""

from bot.domain.ballots.ballot import Method
from bot.domain.ballots.results import (
    Result,
    ResultOfElection,
    ResultOfOne,
    ResultOfOptions,
    ResultOfRank,
    ResultOfStv,
    ResultOfYesNo,
)
from bot.services.ballots import ballots, options
from bot.services.elections import counts
from bot.services.ground.ports import Decide

DECIDERS: dict[Method, Decide] = {
    Method.YES_NO: ballots.decide_yes_no_ballot,
    Method.ONE: options.decide_one,
    Method.MANY: options.decide_many,
    Method.RANK: options.decide_rank,
    Method.APPROVAL: counts.decide_approval,
    Method.STV: counts.decide_stv,
}

RESULTS: dict[Method, type[Result]] = {
    Method.YES_NO: ResultOfYesNo,
    Method.ONE: ResultOfOne,
    Method.MANY: ResultOfOptions,
    Method.RANK: ResultOfRank,
    Method.APPROVAL: ResultOfElection,
    Method.STV: ResultOfStv,
}
"""What storage reads the result of a ballot as."""

assert set(DECIDERS) == set(RESULTS) == set(Method)
