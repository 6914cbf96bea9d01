"""The rules a new council decides by, as a ballot of each kind reads them from the charter it copied."""

from bot.domain.ballots.ballot import BallotKind
from bot.domain.ballots.rules import rule_of
from bot.domain.charter.charter import Charter
from tests.domain.test_ballot import ballot


def of(kind, **fields):
    return rule_of(ballot(kind=kind, rules=Charter().copied(), **fields))


ADOPTION = of(BallotKind.PROPOSAL)
URGENT = of(BallotKind.PROPOSAL, is_urgent=True)
CHARTER_CHANGE = of(BallotKind.CHARTER)
REMOVAL = of(BallotKind.REMOVAL)
RECALL = of(BallotKind.RECALL)
RECALL_STV_SEAT = of(BallotKind.RECALL, subject={"is_one_of_several": True})
