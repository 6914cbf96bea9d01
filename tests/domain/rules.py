"""The rules a new council decides by, as a ballot of each kind reads them from the charter it copied."""

from bot.domain.ballots.rules import rule_of
from bot.domain.ballots.subject import CharterSubject, ProposalSubject
from bot.domain.charter.charter import Charter
from bot.domain.ground.ids import PersonId
from bot.domain.recalls.subject import RecallSubject
from bot.domain.removals.subject import RemovalSubject
from tests.domain.test_ballot import ballot


def of(subject, **fields):
    return rule_of(ballot(subject=subject, rules=Charter(), **fields))


ADOPTION = of(ProposalSubject())
URGENT = of(ProposalSubject(), is_urgent=True)
CHARTER_CHANGE = of(CharterSubject("seconds_small", "0", "1"))
REMOVAL = of(RemovalSubject(PersonId("anna")))
RECALL = of(RecallSubject())
RECALL_STV_SEAT = of(RecallSubject(is_one_of_several=True))
