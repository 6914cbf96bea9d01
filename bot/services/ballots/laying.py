"""A large electorate is laid out in pages, each due work of its own, so that nobody's vote waits for it.

What counts is the moment of the freeze: who joins while pages are written is not asked. First all electors are written,
then all slots in the order of the slots, so that no page, whenever it was written, tells whose papers it holds.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.duties import LayOut
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.papers import Slot
from bot.domain.council.council import Council
from bot.domain.ground.ids import ElectorId
from bot.domain.roll.member import Member, MemberState
from bot.services.ballots.papers import empty_papers, is_sealed, key_of, slot_name
from bot.services.ground.ports import AtMost, MoreThan, Reads, Uow
from bot.services.ground.schedule import began_at, plan

LARGE = 500
"""Electorates of so many are laid out in pages; smaller ones with the opening, in one transaction."""

PAGE = 250
"""Rows of one page: some 10 ms of the writer."""


def is_large(council: Council) -> bool:
    """Whether its electorate is laid out in pages; an upper council never has so many seats."""
    return not council.is_upper and council.on_roll - council.resting >= LARGE


def begin_pages(uow: Uow, ballot: Ballot) -> Ballot:
    """From this moment on it is frozen who may vote; the card comes when everybody has a slot."""
    uow.sealing.make_key(key_of(ballot))
    plan(uow, ballot.council_id, LayOut(ballot.ballot_id), uow.now, since_at=uow.now)
    opening = uow.change(ballot, state=BallotState.OPENING, queued_at=None)
    uow.raise_version(ballot.council_id, ballot.ballot_id)
    return opening


def lay_page(uow: Uow, ballot: Ballot) -> bool:
    """Write the next page; whether nothing is left. After a stop it goes on where storage says that it was."""
    _ensure_key(uow, ballot)
    last = uow.find(Slot, order="-slot", limit=1, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    slots = uow.memory.recall(_memory_key(ballot))
    if not isinstance(slots, _Slots):
        slots = _Slots()
        if not last and _add_electors(uow, ballot):
            return False
    if not slots.are_all:
        uow.memory.keep(_memory_key(ballot), _with_more(uow, ballot, slots))
        return False
    return _add_slots(uow, ballot, slots.names, last[0].slot if last else "")


def lay_out_from_the_start(uow: Uow, ballot: Ballot) -> None:
    """What is on the paper has changed, and with it how long papers are."""
    uow.remove_all(Slot, council_id=ballot.council_id, ballot_id=ballot.ballot_id)


def frozen_at(reads: Reads, ballot: Ballot) -> datetime | None:
    """The moment that decides who may vote in it."""
    return began_at(reads, ballot.council_id, LayOut(ballot.ballot_id)) or ballot.opened_at


@dataclass(frozen=True, slots=True)
class _Slots:
    """In memory alone: the slots of everybody up to `after`, sorted, so that nobody's place tells whose it is."""

    names: tuple[str, ...] = ()
    after: str = ""
    are_all: bool = False


def _ensure_key(uow: Uow, ballot: Ballot) -> None:
    """A key that was lost meanwhile takes the slots with it."""
    if not is_sealed(uow, ballot):
        uow.sealing.make_key(key_of(ballot))
        uow.memory.drop(_memory_key(ballot))
        lay_out_from_the_start(uow, ballot)


def _add_electors(uow: Uow, ballot: Ballot) -> bool:
    """The next members who may vote, as of the freeze; False if there are no more."""
    last = uow.find(Elector, order="-elector_id", limit=1, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    members = uow.find(
        Member,
        order="person_id",
        limit=PAGE,
        council_id=ballot.council_id,
        state=MemberState.ACTIVE,
        may_vote_at=AtMost(frozen_at(uow, ballot) or uow.now),
        person_id=MoreThan(last[0].elector_id if last else ""),
    )
    ids = [member.person_id for member in members if member.person_id not in ballot.without]
    uow.add_all(Elector(ballot.council_id, ballot.ballot_id, ElectorId(each), each) for each in ids)
    return bool(ids)


def _with_more(uow: Uow, ballot: Ballot, slots: _Slots) -> _Slots:
    page = uow.find(
        Elector,
        order="elector_id",
        limit=PAGE,
        council_id=ballot.council_id,
        ballot_id=ballot.ballot_id,
        elector_id=MoreThan(slots.after),
    )
    more = [slot_name(uow, ballot, elector.elector_id) for elector in page]
    # Sorted page by page: what is in order already costs next to nothing, all at once would hold the writer.
    names = tuple(sorted((*slots.names, *more)))
    return _Slots(names, page[-1].elector_id if page else slots.after, are_all=len(page) < PAGE)


def _add_slots(uow: Uow, ballot: Ballot, names: tuple[str, ...], last: str) -> bool:
    """The next page of them, in their order, so that the last one tells where it was; whether these were all."""
    start = bisect_right(names, last)
    uow.add_all(empty_papers(uow, ballot, names[start : start + PAGE]))
    if start + PAGE < len(names):
        return False
    uow.memory.drop(_memory_key(ballot))
    return True


def _memory_key(ballot: Ballot) -> str:
    return f"slots:{ballot.ballot_id}"
