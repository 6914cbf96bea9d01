"""The electorate of a ballot: frozen when it opens, from the members of a base council or the seats of an upper one.

The kind of council alone decides; everything else counts electors and what they weigh. Source: SPEC section 1, roll;
SPEC-COUNCILS sections 1 and 3.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.elector import Elector
from bot.domain.council.council import PRACTICE_BELOW, Council
from bot.domain.ground.ids import CouncilId, ElectorId, PersonId
from bot.domain.roll.member import Member, MemberState
from bot.domain.roll.seat import Seat
from bot.services.council.council import get_council
from bot.services.ground.filters import AtMost
from bot.services.ground.ports import Reads, Uow

PRACTICE_BELOW_COUNCILS = 2
"""With seats of fewer councils in it an upper ballot binds nobody (SPEC-COUNCILS section 1)."""

Source = Callable[[Reads, Ballot], Iterable[Elector]]


def freeze(uow: Uow, council: Council, ballot: Ballot) -> list[Elector]:
    """Write down who may vote in it: what joins, or is given a seat, from now on is not asked."""
    source: Source = _seats if council.is_upper else _members
    concerned = set(ballot.without)
    electors = [each for each in source(uow, ballot) if not concerned & {each.elector_id, each.holder_id}]
    uow.add_all(electors)
    return electors


def widen(uow: Uow, ballot: Ballot) -> list[Elector]:
    """Write down who may vote by now and is not asked yet: in the founding window everybody who joins is."""
    concerned = set(ballot.without)
    own = uow.find(Elector, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    known = {elector.elector_id for elector in own}
    more = [one for one in _members(uow, ballot) if one.elector_id not in known and one.holder_id not in concerned]
    uow.add_all(more)
    return more


def _members(reads: Reads, ballot: Ballot) -> Iterable[Elector]:
    """Who is on the roll, awake and past waiting: each holds their own vote, and it weighs 1."""
    for member in reads.find(Member, council_id=ballot.council_id, state=MemberState.ACTIVE):
        if member.may_vote(reads.now):
            person_id = member.person_id
            yield Elector(ballot.council_id, ballot.ballot_id, ElectorId(person_id), person_id)


def _seats(reads: Reads, ballot: Ballot) -> Iterable[Elector]:
    """All seats, vacant ones included: leaving one empty is no tactic (SPEC-COUNCILS section 3)."""
    for seat in reads.find(Seat, council_id=ballot.council_id):
        yield Elector(ballot.council_id, ballot.ballot_id, ElectorId(seat.seat_id), seat.holder_id, seat.weight)


def asks_anybody(reads: Reads, council: Council, without: Collection[PersonId] = ()) -> bool:
    """Whether a ballot that does not ask these would have anybody in its electorate if it opened now."""
    if council.is_upper:
        return reads.count(Seat, council_id=council.council_id) > 0
    own: dict[str, Any] = {
        "council_id": council.council_id,
        "state": MemberState.ACTIVE,
        "may_vote_at": AtMost(reads.now),
    }
    left_out = reads.count(Member, person_id=tuple(without), **own) if without else 0
    return reads.count(Member, **own) > left_out


def is_practice(reads: Reads, council: Council, ballot: Ballot, electors: int) -> bool:
    """Whether the ballot binds nobody, by its frozen electorate: fewer than 3, or above seats of fewer than 2 councils.

    Who waits or rests decides nothing, so that they make nobody's word binding either (SPEC section 2). But a recall
    exists in every council (section 3): it ends what a council of more gave, and a council that shrank could not end it
    otherwise.
    """
    if ballot.subject.BINDS_FEW:
        return False
    if electors < PRACTICE_BELOW:
        return True
    return council.is_upper and len(_senders(reads, ballot)) < PRACTICE_BELOW_COUNCILS


def _senders(reads: Reads, ballot: Ballot) -> set[CouncilId]:
    """The councils whose seats are asked."""
    own: dict[str, Any] = {"council_id": ballot.council_id}
    asked = {elector.elector_id for elector in reads.find(Elector, ballot_id=ballot.ballot_id, **own)}
    return {seat.sender_id for seat in reads.find(Seat, **own) if ElectorId(seat.seat_id) in asked}


def elector_of(reads: Reads, ballot: Ballot, person_id: PersonId) -> Elector | None:
    """The elector whose vote the person may cast now: themselves, or the seat they hold; None if they have none.

    One person holds at most one seat in an upper council.
    """
    own = reads.get(Elector, ballot.council_id, ballot.ballot_id, person_id)
    if own is not None or not get_council(reads, ballot.council_id).is_upper:
        return own
    held = reads.find(Elector, council_id=ballot.council_id, ballot_id=ballot.ballot_id, holder_id=person_id, limit=1)
    return held[0] if held else None
