"""Which rule of the charter decides which kind of ballot. A ballot copies the charter when it opens and asks here."""

from datetime import timedelta

from bot.domain.ballot import Ballot, BallotKind
from bot.domain.charter import Charter
from bot.domain.counting import MAJORITY, YesNoRule, quorum_needed


def charter_of(ballot: Ballot) -> Charter:
    """The charter as it was when the ballot opened."""
    return Charter.from_json(ballot.rules)


def rule_of(ballot: Ballot) -> YesNoRule:
    """When this ballot adopts; for elections and options the turnout and floor of it count (SPEC section 3)."""
    charter = charter_of(ballot)
    floor = charter.count("floor_turnout")
    match ballot.kind:
        case BallotKind.RECALL:
            return _recall_rule(charter, is_one_of_several=bool(ballot.subject.get("is_one_of_several")))
        case BallotKind.REMOVAL:
            return YesNoRule(
                charter.fraction("removal_approval"), charter.fraction("removal_turnout"), floor_turnout=floor
            )
        case BallotKind.CHARTER if not ballot.subject.get("is_ordinary"):
            return YesNoRule(
                charter.fraction("charter_approval"), charter.fraction("charter_turnout"), floor_turnout=floor
            )
        case BallotKind.ELECTION:
            return YesNoRule(MAJORITY, charter.fraction("election_turnout"), floor_turnout=floor)
        case _ if ballot.is_urgent:
            return YesNoRule(
                charter.fraction("urgent_approval"), charter.fraction("urgent_turnout"), floor_turnout=floor
            )
        case _:
            return YesNoRule(
                charter.fraction("adoption_approval"), charter.fraction("adoption_turnout"), floor_turnout=floor
            )


def _recall_rule(charter: Charter, *, is_one_of_several: bool) -> YesNoRule:
    """A bare majority could unseat, one by one, those whom a proportional count seated for a minority."""
    approval = charter.fraction("recall_one_of_several" if is_one_of_several else "recall_approval")
    return YesNoRule(
        approval,
        yes_of_electorate=charter.fraction("recall_yes_of_electorate"),
        floor_turnout=charter.count("floor_turnout"),
        floor_yes=charter.count("recall_floor_yes"),
    )


def quorum_of(ballot: Ballot) -> int:
    """How many of the electorate must take part."""
    rule = rule_of(ballot)
    return quorum_needed(ballot.electorate, rule.turnout, rule.floor_turnout)


def early_close_after(ballot: Ballot) -> timedelta | None:
    """How long after everybody has voted the ballot closes early; None if the charter has no early close."""
    charter = charter_of(ballot)
    return charter.span("early_close_after") if charter.flag("early_close") else None
