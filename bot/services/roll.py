"""The roll: joining it, and standing on it."""

from bot.domain.council import FOUNDING_FOR, Council
from bot.domain.errors import DomainError
from bot.domain.ids import CouncilId
from bot.domain.member import ON_THE_ROLL, Member, MemberState
from bot.services.ballots import actor_id
from bot.services.council import charter_in_force, get_council
from bot.services.ports import Reads, Uow
from bot.services.record import record


class NotOnRollError(DomainError):
    """Only somebody on the roll may do this; the answer offers [Join the roll]."""

    code = "not_on_roll"


class AlreadyOnRollError(DomainError):
    """They are on it; field `may_vote_at`."""

    code = "already_on_roll"


def ensure_member(uow: Uow, council_id: CouncilId) -> Member:
    """The actor's place on the roll; raises NotOnRollError. An act wakes a resting member up."""
    member = uow.get(Member, council_id, actor_id(uow))
    if member is None or member.state not in ON_THE_ROLL:
        raise NotOnRollError
    return member


def join(uow: Uow, council_id: CouncilId) -> Member:
    """Put the actor on the roll: founders vote at once, later joiners after the waiting period."""
    council = get_council(uow, council_id)
    person_id = actor_id(uow)
    known = uow.get(Member, council_id, person_id)
    if known is not None and known.state in ON_THE_ROLL:
        raise AlreadyOnRollError(may_vote_at=known.may_vote_at)
    council = _found(uow, council)
    is_founder = council.is_founding(uow.now)
    may_vote_at = uow.now if is_founder else uow.now + charter_in_force(council).span("waiting_period")
    member = Member(council_id, person_id, uow.now, may_vote_at, uow.now, MemberState.ACTIVE, is_founder)
    if known is not None:
        uow.remove(known)
    uow.add(member)
    record(uow, council_id, "joined", person_id, is_founder=is_founder)
    uow.raise_version(council_id, council_id)
    return member


def _found(uow: Uow, council: Council) -> Council:
    """The first join opens the founding window."""
    if council.founding_ends_at is not None:
        return council
    return uow.change(council, founding_ends_at=uow.now + FOUNDING_FOR)


def roll_size(reads: Reads, council_id: CouncilId) -> int:
    """How many are on the roll, resting or not."""
    return reads.count(Member, council_id=council_id, state=ON_THE_ROLL)
