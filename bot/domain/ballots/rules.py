"""Which rule of the charter decides which kind of ballot. A ballot copies the charter when it opens and asks here."""

from datetime import datetime, timedelta

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.subject import Subject
from bot.domain.charter.charter import Charter
from bot.domain.ground.counting import LOWEST_FLOOR, Heads, Threshold, YesNoRule, late_quorum_extension, quorum_needed
from bot.domain.ground.spans import ensure_span

REMINDED_BEFORE = timedelta(hours=6)
"""The last reminder comes so long before the close, or a sixth of the ballot if that is shorter. Our judgement."""

SMALL_ROLL = 20
MEDIUM_ROLL = 200
"""Up to so many members who are awake, a council is small or medium where seconds are asked (SPEC section 3)."""

LOWEST_FLOOR_YES = 2
ENTRENCHED_YES = Threshold(1, 3)
"""A recall asks for so many Yes, or for such a share of the electorate at most (SPEC section 3, "entrenched")."""


def rules_for(charter: Charter, subject: Subject, electors: int) -> Charter:
    """The rules under which a ballot on this opens, asked of so many: the charter's, its counts bounded by them.

    Whatever numbers a charter holds, a majority of all can change it and recall (SPEC section 3, "floor").
    """
    highest = floor_at_most(electors)
    if subject.FLOOR_AT_MOST is not None:
        highest = min(highest, subject.FLOOR_AT_MOST)
    bounded = charter.at_most("floor_turnout", highest)
    return bounded.at_most("recall_floor_yes", max(LOWEST_FLOOR_YES, ENTRENCHED_YES.needed(electors)))


def floor_at_most(electors: int) -> int:
    """How many of so many a floor may ask: half of them, rounded up; or 3, unless a majority is fewer."""
    return max(min(LOWEST_FLOOR, electors // 2 + 1), -(-electors // 2))


def rule_of(ballot: Ballot) -> YesNoRule:
    """When this ballot adopts; for elections and options the turnout and floor of it count (SPEC section 3)."""
    return ballot.subject.rule_by(ballot.rules, is_urgent=ballot.is_urgent)


def quorum_of(ballot: Ballot) -> int:
    """How much of the electorate must take part."""
    rule = rule_of(ballot)
    return quorum_needed(ballot.electorate, rule.turnout, rule.floor_turnout, electors=ballot.electors)


def is_quorate(ballot: Ballot) -> bool:
    """Whether enough took part so far, by weight and, for the floor, by heads."""
    return ballot.voted >= ballot.quorum and heads_of(ballot).meet(rule_of(ballot).floor_turnout)


def heads_of(ballot: Ballot, yes: int = 0) -> Heads:
    """How many electors there are and took part; `yes`: how many of them said Yes, where that matters."""
    return Heads(ballot.electors, ballot.voters, yes)


def early_close_after(ballot: Ballot) -> timedelta | None:
    """How long after everybody has voted the ballot closes early; None if the charter has no early close."""
    charter = ballot.rules
    return charter.span("early_close_after") if charter.flag("early_close") else None


def extension_of(ballot: Ballot, now: datetime) -> timedelta | None:
    """By how much a quorum first reached now extends the ballot; None: not late, done before, or not in the charter."""
    charter = ballot.rules
    if ballot.opened_at is None or ballot.closes_at is None or ballot.extended_at is not None:
        return None
    if not charter.flag("late_quorum"):
        return None
    return late_quorum_extension(now, ballot.opened_at, ballot.closes_at, charter.span("late_quorum_within"))


def seconds_needed(charter: Charter, others: int) -> int:
    """How many others must want a proposal before it goes to ballot; `others`: who is awake besides its proposer."""
    size = "small" if others < SMALL_ROLL else "medium" if others < MEDIUM_ROLL else "large"
    return seconds_among(charter.count(f"seconds_{size}"), others)


def seconds_among(asked: int, others: int) -> int:
    """Whatever the charter says, at most half of the others are asked for: who waits or rests seconds nothing."""
    return min(asked, others // 2)


def ensure_duration(charter: Charter, asked: timedelta, *, may_be_urgent: bool = False) -> timedelta:
    """Return what was asked for; raise DurationOutOfRangeError. What may be urgent may be shorter."""
    lowest = charter.span("urgent_shortest" if may_be_urgent else "ballot_shortest")
    return ensure_span(asked, lowest, charter.span("ballot_longest"))


def is_urgent(charter: Charter, duration: timedelta) -> bool:
    """Whether a proposal so short falls under the stricter rule."""
    return duration < charter.span("ballot_shortest")


def shows_counts(ballot: Ballot) -> bool:
    """Whether the card may say how many chose what; turnout it always says (SPEC section 3, "results")."""
    if ballot.state is BallotState.CLOSED:
        return True
    if ballot.subject.IS_PERSONAL or ballot.state is not BallotState.OPEN:
        return False
    return is_named(ballot) or counts_in_steps(ballot)


def counts_in_steps(ballot: Ballot) -> bool:
    """Whether its counts are shown while it is open, and nobody's choice: after every few votes."""
    if ballot.subject.IS_PERSONAL or ballot.state is not BallotState.OPEN:
        return False
    is_live = ballot.rules.choice("ballot_visibility") == "live"
    return is_live and ballot.electors >= ballot.rules.count("live_counts_from")


def is_named(ballot: Ballot) -> bool:
    """Whether everybody sees who chose what; never on ballots about persons."""
    return not ballot.subject.IS_PERSONAL and ballot.rules.choice("ballot_visibility") == "named"


def half_time(ballot: Ballot) -> datetime | None:
    """When the council is reminded first."""
    if ballot.opened_at is None or ballot.closes_at is None:
        return None
    return ballot.opened_at + (ballot.closes_at - ballot.opened_at) / 2


def last_reminder_at(ballot: Ballot) -> datetime | None:
    """When those who have not voted are reminded, and the council if the quorum is missing."""
    if ballot.opened_at is None or ballot.closes_at is None:
        return None
    return ballot.closes_at - min(REMINDED_BEFORE, (ballot.closes_at - ballot.opened_at) / 6)
