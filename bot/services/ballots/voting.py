"""Voting: who may vote in a ballot, and what a vote does. A secret one leaves nothing but its sealed paper."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.answers import Emptying, VoteCast
from bot.domain.ballots.ballot import (
    ABSTAIN,
    CLEAR,
    Ballot,
    BallotState,
    ChoiceUnknownError,
    Method,
    NotInElectorateError,
    ensure_choice,
    ensure_open,
    picks_after,
)
from bot.domain.ballots.booth import throws_away
from bot.domain.ballots.duties import EndOptions
from bot.domain.ballots.elector import CastAs, Choice, Elector
from bot.domain.ballots.messages import BallotClosesEarly, BallotExtended
from bot.domain.ballots.papers import Paper, Slot
from bot.domain.ballots.rules import early_close_after, extension_of, is_named, is_quorate
from bot.domain.ballots.tally import Tally
from bot.domain.ground.calendar import day_of
from bot.domain.ground.ids import BallotId, CouncilId, ElectorId, PersonId
from bot.domain.roll.member import Member, MemberState
from bot.services.ballots.anew import ensure_papers
from bot.services.ballots.ballots import find_ballot
from bot.services.ballots.doubts import is_meant
from bot.services.ballots.electorate import elector_of
from bot.services.ballots.first_voters import note_voter
from bot.services.ballots.laying import frozen_at
from bot.services.ballots.live import counts_after, counts_before
from bot.services.ballots.papers import opened, rewrite, slot_of
from bot.services.ballots.times import move_close, no_later
from bot.services.council.council import get_council
from bot.services.ground.outbox import tell_under
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import deadline
from bot.services.roll.standing import note_act, note_secret_act, place_of, waits_s

ADDED_UP = frozenset({Method.MANY, Method.APPROVAL})
"""Methods in which presses on a card add up to a paper, so that one press can throw several away."""


@dataclass(frozen=True, slots=True)
class Place:
    """The actor's place in the electorate, their slot, and the paper that lies in it."""

    elector: Elector
    slot: Slot
    paper: Paper

    @property
    def picks(self) -> tuple[str, ...]:
        """What was handed in; nothing if nothing was."""
        return self.paper.picks or ()


def cast_vote(uow: Uow, council_id: CouncilId, ballot_id: BallotId, choice: str) -> VoteCast:
    """Record one press on a card, as `cast_on` does."""
    return cast_on(uow, find_ballot(uow, council_id, ballot_id), choice)


def cast_on(uow: Uow, ballot: Ballot, choice: str) -> VoteCast:
    """Record one press on the card of this ballot: Yes, No, Abstain, an option, or [Clear my ballot].

    Pressing the same again changes nothing; approvals add up (`picks_after`).
    """
    ensure_open(ballot)
    ballot = ensure_papers(uow, ballot)
    if ballot.state is not BallotState.OPEN:
        # It begins anew, which is said in the group: refused, that would be taken back.
        return _cast(uow, ballot, (), was_changed=False)
    if choice == CLEAR:
        return _clear_on_card(uow, ballot)
    ensure_choice(ballot, choice)
    place = _place(uow, ballot)
    picks = picks_after(ballot, place.picks, choice)
    if ballot.method in ADDED_UP and throws_away(place.picks, picks) and not is_meant(uow, ballot, actor_id(uow)):
        return _asked(uow, ballot, place.picks)
    return _hand_in(uow, ballot, place, picks)


def cast_picks(uow: Uow, ballot: Ballot, picks: tuple[str, ...], marked: tuple[str, ...] = ()) -> VoteCast:
    """Record the whole ballot paper of the actor as one value; the caller has checked the picks.

    What was marked in the booth is handed in or gone by that; where nothing of it or of the paper before would be left
    (`marked`: what an abstention leaves out) it asks first. Raises NotInElectorateError.
    """
    place = _place(uow, ballot)
    standing = (*place.picks, *marked)
    if throws_away(standing, picks) and not is_meant(uow, ballot, actor_id(uow)):
        return _asked(uow, ballot, place.picks)
    return _hand_in(uow, ballot, place, picks)


def _clear_on_card(uow: Uow, ballot: Ballot) -> VoteCast:
    if ballot.method not in ADDED_UP:
        raise ChoiceUnknownError
    return clear_paper(uow, ballot)


def clear_paper(uow: Uow, ballot: Ballot) -> VoteCast:
    """Empty the paper: who had handed one in abstains from now on, who had not has still not voted.

    Asks first where the paper names something. Raises NotInElectorateError.
    """
    place = _place(uow, ballot)
    if place.paper.picks is None:
        return _cast(uow, ballot, (), was_changed=False)
    if throws_away(place.picks, (ABSTAIN,)) and not is_meant(uow, ballot, actor_id(uow)):
        return _asked(uow, ballot, place.picks)
    return replace(_hand_in(uow, ballot, place, (ABSTAIN,)), emptying=Emptying.CLEARED)


def _asked(uow: Uow, ballot: Ballot, picks: tuple[str, ...]) -> VoteCast:
    return replace(_cast(uow, ballot, picks, was_changed=False), emptying=Emptying.ASKED)


def _waits(member: Member, elector: Elector, now: datetime) -> bool:
    """Whether somebody came back as a newcomer while their ballot runs; a seat is voted for by whoever holds it."""
    return elector.elector_id == ElectorId(member.person_id) and member.is_waiting(now)


def _place(uow: Uow, ballot: Ballot) -> Place:
    voter_id = actor_id(uow)
    elector = elector_of(uow, ballot, voter_id)
    member = place_of(uow, ballot.council_id, voter_id)
    if elector is None or member is None or _waits(member, elector, uow.now):
        raise why_not_in_electorate(uow, ballot, voter_id)
    if is_named(ballot):
        note_act(uow, member)
    else:
        note_secret_act(uow, member)
    slot = slot_of(uow, ballot, elector.elector_id)
    if slot is None:
        raise LookupError("this elector has no slot")
    return Place(elector, slot, opened(uow, ballot, slot))


def _hand_in(uow: Uow, ballot: Ballot, place: Place, picks: tuple[str, ...]) -> VoteCast:
    known, elector = place.paper, place.elector
    if known.picks == picks:
        if known.draft is not None:
            rewrite(uow, ballot, place.slot, replace(known, draft=None, page=0))
        return _cast(uow, ballot, picks, was_changed=False)
    before = counts_before(uow, ballot)
    if known.picks is None:
        note_voter(uow, ballot, elector.elector_id)
    handed_in = replace(known, picks=picks, sequence=known.sequence + 1, is_instructed=False, draft=None, page=0)
    rewrite(uow, ballot, place.slot, handed_in)
    if before is None and is_named(ballot):
        _name(uow, ballot, elector, handed_in)
    counts = counts_after(uow, ballot, before, elector, place.picks, picks)
    ballot = _count(uow, ballot, counts, elector.weight if known.picks is None else None)
    uow.raise_version(ballot.council_id, ballot.ballot_id)
    return _cast(uow, ballot, picks, was_changed=known.picks is not None)


def _name(uow: Uow, ballot: Ballot, elector: Elector, paper: Paper) -> None:
    """Where the council votes by name everybody sees who chose what, and it stands in the record that they voted."""
    picks = paper.picks or ()
    known = uow.get(Choice, ballot.council_id, ballot.ballot_id, elector.elector_id)
    if known is None:
        uow.add(Choice(ballot.council_id, ballot.ballot_id, elector.elector_id, picks, paper.sequence, uow.now))
    else:
        uow.change(known, picks=picks, sequence=paper.sequence, cast_at=uow.now, cast_as=CastAs.OWN)
    record(uow, ballot.council_id, ballots_entries.Voted(), ballot.ballot_id)


def _cast(uow: Uow, ballot: Ballot, picks: tuple[str, ...], *, was_changed: bool) -> VoteCast:
    left = ballot.closes_at - uow.now if ballot.closes_at else timedelta(0)
    return VoteCast(ballot, picks, max(left, timedelta(0)), was_changed)


def _count(uow: Uow, ballot: Ballot, counts: Tally, new_weight: int | None) -> Ballot:
    """Keep how many voted; see to late quorum and early close when somebody (`new_weight`) votes for the first time."""
    changes: dict[str, object] = {} if counts == ballot.counts else {"counts": counts}
    if new_weight is not None:
        changes |= {"voted": ballot.voted + new_weight, "voters": ballot.voters + 1}
    counted = uow.change(ballot, **changes)
    if new_weight is None:
        return counted
    is_quorum = counted.quorum_at is None and is_quorate(counted)
    if counted.voters == counted.electors:
        # Nobody is left whom a late quorum could outvote.
        return _close_early(uow, uow.change(counted, quorum_at=day_of(uow.now)) if is_quorum else counted)
    return _note_quorum(uow, counted) if is_quorum else counted


def _note_quorum(uow: Uow, ballot: Ballot) -> Ballot:
    """First reached in the last 24 h (last third, if shorter): extends once by that span."""
    span = extension_of(ballot, uow.now)
    if span is None or ballot.closes_at is None:
        return uow.change(ballot, quorum_at=day_of(uow.now))
    span = no_later(uow, ballot, ballot.closes_at + span) - ballot.closes_at
    if not span:
        return uow.change(ballot, quorum_at=day_of(uow.now))
    extended = move_close(uow, ballot, ballot.closes_at + span, quorum_at=day_of(uow.now), extended_at=uow.now)
    seconds = int(span.total_seconds())
    said = ballots_entries.BallotExtended(why="late_quorum", seconds=seconds)
    # In secret nobody is named as the one whose vote it was: the entry stands in the commit of their slot.
    record(uow, ballot.council_id, said, ballot.ballot_id, is_anonymous=not is_named(ballot))
    key = f"extended:{ballot.ballot_id}:{ballot.amended_at}"
    subject = ballot.ballot_id
    tell_under(uow, ballot.council_id, subject, BallotExtended(subject, seconds), once=key)
    return extended


def _close_early(uow: Uow, ballot: Ballot) -> Ballot:
    """Everybody has voted: one hour later it closes; never one that was opened while the council was not all there."""
    after = early_close_after(ballot)
    if after is None or ballot.closes_at is None or ballot.opened_at is None or _is_gathering(uow, ballot):
        return ballot
    # An option that comes last must not find everybody gone.
    options_end_at = deadline(uow, ballot.council_id, EndOptions(ballot.ballot_id)) or uow.now
    closes_at = min(ballot.closes_at, max(uow.now, options_end_at) + after)
    if closes_at < ballot.closes_at:
        said, once = BallotClosesEarly(ballot.ballot_id), f"early:{ballot.ballot_id}:{ballot.amended_at}"
        tell_under(uow, ballot.council_id, ballot.ballot_id, said, once=once)
    return move_close(uow, ballot, closes_at, early_by_s=int((ballot.closes_at - closes_at).total_seconds()))


def _is_gathering(reads: Reads, ballot: Ballot) -> bool:
    """Whether it was opened in the founding window, or it was or is the day after the council was claimed elsewhere."""
    council, opened_at = get_council(reads, ballot.council_id), ballot.opened_at or reads.now
    settles_until = council.settles_until(opened_at) or council.settles_until(reads.now)
    return council.was_founding(opened_at) or settles_until is not None


def why_not_in_electorate(reads: Reads, ballot: Ballot, person_id: PersonId) -> NotInElectorateError:
    """Which rule keeps the person out of this ballot, and from when they may vote."""
    member = reads.get(Member, ballot.council_id, person_id)
    why, from_at = _standing(member, reads.now, frozen_at(reads, ballot))
    if why == "not_asked" and person_id in ballot.without:
        why = "concerned"
    council = get_council(reads, ballot.council_id)
    if why in {"joined_later", "not_asked"} and council.is_founding(reads.now):
        why, from_at = "founding", council.founding_ends_at
    waits = waits_s(reads, ballot.council_id) if why == "not_on_roll" else None
    return NotInElectorateError(why=why, from_at=from_at, waits_s=waits, council_id=ballot.council_id)


def _standing(member: Member | None, now: datetime, frozen_at: datetime | None) -> tuple[str, datetime | None]:
    if member is None or member.state in {MemberState.LEFT, MemberState.REMOVED}:
        return "not_on_roll", None
    if member.state is MemberState.RESTING:
        return "resting", None
    if member.is_waiting(now):
        return "waiting", member.may_vote_at
    if frozen_at is not None and member.may_vote_at > frozen_at:
        return "joined_later", None
    return "not_asked", None
