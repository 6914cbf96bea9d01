"""Ballots of every kind: opening, casting, closing. What a kind does besides is registered by its own module.

A kind's module registers, for its BallotKind, what adoption does (`on_close`); a method's module registers how its
votes are decided (`decider`). This file knows neither.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.ballot import (
    ABSTAIN,
    NO,
    YES,
    Ballot,
    BallotKind,
    BallotNotFoundError,
    BallotState,
    Choice,
    Elector,
    Method,
    NotInElectorateError,
    Outcome,
    ensure_choice,
    ensure_open,
    recount,
)
from bot.domain.ballot_rules import early_close_after, quorum_of, rule_of
from bot.domain.counting import YesNoOutcome, YesNoTally, decide_yes_no, late_quorum_extension
from bot.domain.council import PRACTICE_BELOW, Council
from bot.domain.ids import BallotId, CouncilId, PersonId
from bot.domain.member import Member, MemberState
from bot.domain.outgoing import Card
from bot.services.council import charter_in_force, get_council
from bot.services.outbox import open_card, tell_council
from bot.services.ports import Reads, Uow
from bot.services.record import record
from bot.services.schedule import due_kind, plan

CARD = "ballot"


@dataclass(frozen=True, slots=True)
class Decided:
    """What a count came to: the outcome, and the integers behind it as the result shows them."""

    outcome: Outcome
    result: dict[str, Any]


Decide = Callable[[Reads, Ballot], Decided]
Effect = Callable[[Uow, Council, Ballot], None]

DECIDERS: dict[Method, Decide] = {}
EFFECTS: dict[BallotKind, Effect] = {}


def decider(*methods: Method) -> Callable[[Decide], Decide]:
    """Register how ballots of these methods are decided."""

    def register(decide: Decide) -> Decide:
        DECIDERS.update(dict.fromkeys(methods, decide))
        return decide

    return register


def on_close(*kinds: BallotKind) -> Callable[[Effect], Effect]:
    """Register what the close of a ballot of these kinds brings about; it looks at the outcome itself."""

    def register(effect: Effect) -> Effect:
        EFFECTS.update(dict.fromkeys(kinds, effect))
        return effect

    return register


def open_ballot(uow: Uow, ballot: Ballot, *, without: tuple[PersonId, ...] = ()) -> Ballot:
    """Freeze the electorate and the rules, set the close, post the card. `ballot` must be stored already.

    In the founding window a ballot closes at the window's end at the earliest. `without`: the holder of a recall.
    """
    council = get_council(uow, ballot.council_id)
    roll = uow.find(Member, council_id=ballot.council_id, state=MemberState.ACTIVE)
    voters = [member.person_id for member in roll if member.may_vote(uow.now) and member.person_id not in without]
    closes_at = uow.now + timedelta(seconds=ballot.duration_s)
    if council.is_founding(uow.now) and council.founding_ends_at is not None:
        closes_at = max(closes_at, council.founding_ends_at)
    opened = uow.change(
        ballot,
        state=BallotState.OPEN,
        opened_at=uow.now,
        closes_at=closes_at,
        electorate=len(voters),
        rules=charter_in_force(council).copied(),
        is_practice=len(roll) < PRACTICE_BELOW,
    )
    opened = uow.change(opened, quorum=quorum_of(opened))
    uow.add_all(Elector(ballot.council_id, ballot.ballot_id, voter) for voter in voters)
    plan(uow, ballot.council_id, "close_ballot", ballot.ballot_id, closes_at)
    _show(uow, opened)
    record(
        uow,
        ballot.council_id,
        "ballot_opened",
        ballot.ballot_id,
        ballot_kind=ballot.kind,
        electorate=len(voters),
        closes_at=closes_at.isoformat(),
    )
    return opened


def _show(uow: Uow, ballot: Ballot) -> None:
    """The card: the one that showed the ballot before it opened, or a new one."""
    if uow.count(Card, council_id=ballot.council_id, subject_id=ballot.ballot_id):
        uow.raise_version(ballot.council_id, ballot.ballot_id)
    else:
        open_card(uow, ballot.council_id, CARD, ballot.ballot_id, ballot.thread_id)


@dataclass(frozen=True, slots=True)
class VoteCast:
    """What is now recorded for the voter, and until when it can be changed."""

    ballot: Ballot
    picks: tuple[str, ...]
    changes_for: timedelta
    was_changed: bool


def cast_vote(uow: Uow, council_id: CouncilId, ballot_id: BallotId, choice: str) -> VoteCast:
    """Record one press on a card: Yes, No, Abstain or an option. Pressing the same again changes nothing."""
    ballot = find_ballot(uow, council_id, ballot_id)
    ensure_open(ballot)
    ensure_choice(ballot, choice)
    return cast_picks(uow, ballot, (choice,))


def cast_picks(uow: Uow, ballot: Ballot, picks: tuple[str, ...]) -> VoteCast:
    """Record the whole ballot paper of the actor as one value; the caller has checked the picks.

    Raises NotInElectorateError. The entry of the record says who voted on what, never the choice.
    """
    voter_id = actor_id(uow)
    elector = uow.get(Elector, ballot.council_id, ballot.ballot_id, voter_id)
    if elector is None:
        raise why_not_in_electorate(uow, ballot, voter_id)
    known = uow.get(Choice, ballot.council_id, ballot.ballot_id, voter_id)
    if known is not None and known.picks == picks:
        return _cast(uow, ballot, picks, was_changed=False)
    if known is None:
        uow.add(Choice(ballot.council_id, ballot.ballot_id, voter_id, picks, 1, uow.now))
        uow.change(elector, voted_at=uow.now)
    else:
        uow.change(known, picks=picks, sequence=known.sequence + 1, cast_at=uow.now)
    ballot = _count(uow, ballot, known.picks if known else (), picks, is_first=known is None)
    record(uow, ballot.council_id, "voted", ballot.ballot_id)
    uow.raise_version(ballot.council_id, ballot.ballot_id)
    return _cast(uow, ballot, picks, was_changed=known is not None)


def _cast(uow: Uow, ballot: Ballot, picks: tuple[str, ...], *, was_changed: bool) -> VoteCast:
    left = ballot.closes_at - uow.now if ballot.closes_at else timedelta(0)
    return VoteCast(ballot, picks, max(left, timedelta(0)), was_changed)


def _count(uow: Uow, ballot: Ballot, old: tuple[str, ...], new: tuple[str, ...], *, is_first: bool) -> Ballot:
    """Keep the tally; see to late quorum and early close when somebody votes for the first time."""
    changes: dict[str, object] = {}
    if ballot.method is not Method.RANK and ballot.method is not Method.STV:
        changes["counts"] = recount(ballot.counts, old, new)
    if is_first:
        changes["voted"] = ballot.voted + 1
    counted = uow.change(ballot, **changes)
    if is_first and counted.voted >= counted.quorum and counted.quorum_at is None:
        counted = _note_quorum(uow, counted)
    if is_first and counted.voted == counted.electorate:
        counted = _close_early(uow, counted)
    return counted


def _note_quorum(uow: Uow, ballot: Ballot) -> Ballot:
    """First reached in the last 24 h (last third, if shorter): extends once by that span."""
    if ballot.opened_at is None or ballot.closes_at is None or uow.now >= ballot.closes_at:
        return uow.change(ballot, quorum_at=uow.now)
    span = late_quorum_extension(uow.now, ballot.opened_at, ballot.closes_at)
    if span is None or ballot.extended_at is not None:
        return uow.change(ballot, quorum_at=uow.now)
    closes_at = ballot.closes_at + span
    extended = uow.change(ballot, quorum_at=uow.now, extended_at=uow.now, closes_at=closes_at)
    plan(uow, ballot.council_id, "close_ballot", ballot.ballot_id, closes_at)
    record(
        uow,
        ballot.council_id,
        "ballot_extended",
        ballot.ballot_id,
        why="late_quorum",
        seconds=int(span.total_seconds()),
    )
    tell_council(uow, ballot.council_id, f"extended:{ballot.ballot_id}", "ballot_extended", ballot_id=ballot.ballot_id)
    return extended


def _close_early(uow: Uow, ballot: Ballot) -> Ballot:
    """Everybody has voted: one hour later it closes; never in the founding window."""
    after = early_close_after(ballot)
    council = get_council(uow, ballot.council_id)
    if after is None or ballot.closes_at is None or council.is_founding(uow.now):
        return ballot
    closes_at = min(ballot.closes_at, uow.now + after)
    plan(uow, ballot.council_id, "close_ballot", ballot.ballot_id, closes_at)
    return uow.change(ballot, closes_at=closes_at)


@due_kind("close_ballot")
def close_ballot(uow: Uow, council_id: CouncilId, ballot_id: str) -> None:
    """Decide, write the result, and bring about what follows. A ballot that is not open any more is left alone."""
    ballot = uow.get(Ballot, council_id, ballot_id)
    if ballot is None or ballot.state is not BallotState.OPEN:
        return
    decided = DECIDERS[ballot.method](uow, ballot)
    closed = uow.change(
        ballot, state=BallotState.CLOSED, closed_at=uow.now, outcome=decided.outcome, result=decided.result
    )
    council = get_council(uow, council_id)
    if decided.outcome in {Outcome.ADOPTED, Outcome.ELECTED} and not closed.is_practice:
        council = uow.change(council, decisions=council.decisions + 1)
        closed = uow.change(closed, number=council.decisions)
    record(uow, council_id, "ballot_closed", ballot_id, outcome=decided.outcome, result=decided.result)
    uow.raise_version(council_id, ballot_id, is_final=True)
    EFFECTS[closed.kind](uow, council, closed)


@decider(Method.YES_NO)
def decide_yes_no_ballot(_: Reads, ballot: Ballot) -> Decided:
    """By the rule the ballot opened under, from the kept tally."""
    tally = YesNoTally(*(ballot.counts.get(choice, 0) for choice in (YES, NO, ABSTAIN)))
    decided = decide_yes_no(tally, ballot.electorate, rule_of(ballot))
    adopted = decided.outcome is YesNoOutcome.ADOPTED
    checks = [[check.name.value, check.got, check.needed, check.of, check.met] for check in decided.checks]
    counts = {"yes": tally.yes, "no": tally.no, "abstain": tally.abstain}
    return Decided(Outcome.ADOPTED if adopted else Outcome.NOT_ADOPTED, {"counts": counts, "checks": checks})


def find_ballot(reads: Reads, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    """The ballot, or BallotNotFoundError."""
    ballot = reads.get(Ballot, council_id, ballot_id)
    if ballot is None:
        raise BallotNotFoundError
    return ballot


def actor_id(uow: Uow) -> PersonId:
    """The person who acts; handlers make sure there is one."""
    if uow.actor is None:
        raise LookupError("actor")
    return uow.actor.person_id


def why_not_in_electorate(reads: Reads, ballot: Ballot, person_id: PersonId) -> NotInElectorateError:
    """Which rule keeps the person out of this ballot, and from when they may vote."""
    member = reads.get(Member, ballot.council_id, person_id)
    why, from_at = _standing(member, reads.now, ballot.opened_at)
    return NotInElectorateError(why=why, from_at=from_at, council_id=ballot.council_id)


def _standing(member: Member | None, now: datetime, opened_at: datetime | None) -> tuple[str, datetime | None]:
    if member is None or member.state in {MemberState.LEFT, MemberState.REMOVED}:
        return "not_on_roll", None
    if member.state is MemberState.RESTING:
        return "resting", None
    if member.is_waiting(now):
        return "waiting", member.may_vote_at
    if opened_at is not None and member.may_vote_at > opened_at:
        return "joined_later", None
    return "not_asked", None
