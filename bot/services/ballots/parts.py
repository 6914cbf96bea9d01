"""Who took part in a ballot that is over has acted, on the day of its end (SPEC section 2, "resting").

The entry of its end names them. They are noted after it, a page in each transaction, and nobody is put to rest before
that is done (`standing.is_noting`). But who rests is awake with the end itself: what opens in it asks them too.
"""

from collections.abc import Iterable

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.entries import BallotClosed
from bot.domain.ground.ids import CouncilId, ElectorId
from bot.domain.roll.duties import NotePart
from bot.services.ballots.queries import RestingElectors
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import facts_about
from bot.services.ground.schedule import plan
from bot.services.roll.standing import note_part

PAGE = 100
"""Voters of one page: some 10 ms of the writer."""


def names_of(voters: Iterable[Elector]) -> tuple[ElectorId, ...]:
    """As the entry of the end says who took part: sorted, so that it tells nothing else."""
    return tuple(sorted(elector.elector_id for elector in voters))


def named_at_end(reads: Reads, ballot: Ballot) -> tuple[ElectorId, ...] | None:
    """Whom the entry of its end names; None where it names nobody, as before papers were sealed."""
    ends = facts_about(reads, BallotClosed, ballot.council_id, ballot.ballot_id)
    named = [end.took_part for end in ends if end.took_part is not None]
    return named[-1] if named else None


def note_voters(uow: Uow, ballot: Ballot, voters: list[Elector]) -> None:
    """It is over, and its entry names them: who rests is back now; that all have acted is noted soon."""
    if not voters:
        return
    holders = {elector.holder_id for elector in voters}
    resting = [each for each in uow.ask(RestingElectors(ballot.council_id, ballot.ballot_id)) if each in holders]
    note_part(uow, ballot.council_id, resting, uow.now)
    plan(uow, ballot.council_id, NotePart(ballot.ballot_id), uow.now)


def note_page(uow: Uow, council_id: CouncilId, duty: NotePart) -> None:
    """Due work: the next page of those whom the entry names. As its number stands in the duty, each is noted once."""
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is None or ballot.closed_at is None:
        return
    named = _named(uow, ballot)
    ids = named[duty.noted : duty.noted + PAGE]
    page = uow.find(Elector, council_id=council_id, ballot_id=duty.ballot_id, elector_id=ids) if ids else []
    holders = {elector.holder_id for elector in page if elector.holder_id is not None}
    note_part(uow, council_id, holders, ballot.closed_at)
    if duty.noted + PAGE < len(named):
        plan(uow, council_id, NotePart(duty.ballot_id, duty.noted + PAGE), uow.now)
    else:
        uow.memory.drop(_key(ballot))


def _named(uow: Uow, ballot: Ballot) -> tuple[ElectorId, ...]:
    """Read once for all pages: of a large ballot the entry is long. After a start it is read again."""
    known = uow.memory.recall(_key(ballot))
    named = known if isinstance(known, tuple) else named_at_end(uow, ballot) or ()
    uow.memory.keep(_key(ballot), named)
    return named


def _key(ballot: Ballot) -> str:
    return f"parts:{ballot.ballot_id}"
