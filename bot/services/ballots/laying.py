"""A large electorate is laid out in pages, each due work of its own, so that nobody's vote waits for it.

What counts is the moment of the freeze: who joins while pages are written is not asked. First all electors are written,
then all slots in the order of the slots, so that no page, whenever it was written, tells whose papers it holds.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.duties import ClearPapers, LayOut
from bot.domain.ballots.elector import Choice, Elector
from bot.domain.ballots.papers import Slot
from bot.domain.council.council import Council
from bot.domain.ground.ids import CouncilId, ElectorId, PersonId
from bot.domain.roll.member import Member, MemberState
from bot.services.ballots.clearing import leave_booths
from bot.services.ballots.papers import booths_key, empty_papers, is_sealed, key_of, slot_name, slots_key
from bot.services.ballots.queries import LastSlot, PageOfSlots
from bot.services.ground.filters import AtMost, MoreThan
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.schedule import began_at, call_off, plan, postpone

LARGE = 500
"""Electorates of so many are laid out in pages; smaller ones with the opening, in one transaction."""

PAGE = 250
"""Rows of one page: some 10 ms of the writer."""


ASKED_AHEAD, NOT_ASKED = -1, 0
"""Weights of electors that no page has written, while it is laid out; see `keep_place`."""


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
    last = _last_slot(uow, ballot)
    laid = _laid(uow, ballot, last)
    if not laid.is_frozen:
        uow.memory.keep(slots_key(ballot), _freeze_page(uow, ballot, laid))
        return False
    if not laid.are_all:
        uow.memory.keep(slots_key(ballot), _with_more(uow, ballot, laid))
        return False
    return _add_slots(uow, ballot, laid, last)


def keep_place(uow: Uow, council_id: CouncilId, person_id: PersonId) -> None:
    """Somebody's place on the roll is about to change: what opens just now asks them by the one they had until then.

    No page will find them as they were, so they are written down ahead of it, until all slots are there.
    """
    for ballot in uow.find(Ballot, council_id=council_id, state=BallotState.OPENING):
        is_frozen = _laid(uow, ballot, _last_slot(uow, ballot)).is_frozen
        if not is_frozen and uow.get(Elector, council_id, ballot.ballot_id, person_id) is None:
            weight = ASKED_AHEAD if _is_asked(uow, ballot, person_id) else NOT_ASKED
            uow.add(replace(_elector(ballot, person_id), weight=weight))


def _is_asked(reads: Reads, ballot: Ballot, person_id: PersonId) -> bool:
    member = reads.get(Member, ballot.council_id, person_id)
    at = frozen_at(reads, ballot) or reads.now
    return member is not None and person_id not in ballot.without and member.may_vote(at)


def is_paged(ballot: Ballot) -> bool:
    """Whether its papers were laid out in pages, and would be anew."""
    return ballot.electors >= LARGE


def lay_out_from_the_start(uow: Uow, ballot: Ballot) -> None:
    """What is on the paper has changed, or its key is lost: in pages those that lie there go, and new ones come.

    Who may vote stays as it was frozen.
    """
    if _laid(uow, ballot, _last_slot(uow, ballot)).is_frozen:
        uow.memory.drop(slots_key(ballot))
        uow.memory.drop(booths_key(ballot))
        call_off(uow, ballot.council_id, LayOut(ballot.ballot_id))
        since_at = frozen_at(uow, ballot) or uow.now
        plan(uow, ballot.council_id, ClearPapers(ballot.ballot_id), uow.now, since_at=since_at)


def clear_page(uow: Uow, council_id: CouncilId, duty: ClearPapers) -> None:
    """Due work while a ballot is opening anew; once nothing lies there the new papers are laid out."""
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is None or ballot.state is not BallotState.OPENING:
        return
    if not _are_booths_left(uow, ballot):
        postpone(uow, council_id, duty, uow.now)
        return
    own: dict[str, Any] = {"council_id": council_id, "ballot_id": duty.ballot_id}
    slots = uow.ask(PageOfSlots(council_id, duty.ballot_id, PAGE))
    choices = uow.find(Choice, order="elector_id", limit=PAGE, **own)
    if slots:
        uow.remove_all(Slot, slot=AtMost(slots[-1]), **own)
    if choices:
        uow.remove_all(Choice, elector_id=AtMost(choices[-1].elector_id), **own)
    if slots or choices:
        postpone(uow, council_id, duty, uow.now)
    else:
        plan(uow, council_id, LayOut(duty.ballot_id), uow.now, since_at=frozen_at(uow, ballot))


def _are_booths_left(uow: Uow, ballot: Ballot) -> bool:
    """Before papers go, what shows them is turned, a page of electors at a time. After a stop it begins again."""
    if ballot.opened_at is None or not is_sealed(uow, ballot):
        return True
    known = uow.memory.recall(booths_key(ballot))
    after = known if isinstance(known, str) else ""
    own: dict[str, Any] = {"council_id": ballot.council_id, "ballot_id": ballot.ballot_id}
    page = uow.find(Elector, order="elector_id", limit=PAGE, elector_id=MoreThan(after), **own)
    leave_booths(uow, ballot, page)
    uow.memory.keep(booths_key(ballot), page[-1].elector_id if page else after)
    return not page


def frozen_at(reads: Reads, ballot: Ballot) -> datetime | None:
    """The moment that decides who may vote in it."""
    return began_at(reads, ballot.council_id, LayOut(ballot.ballot_id)) or ballot.opened_at


@dataclass(frozen=True, slots=True)
class _Laid:
    """How far it is, in memory alone; after a stop it is found again.

    Members are read up to `after` until all electors are written (`is_frozen`); then electors, until all slots are
    known (`are_all`): sorted, so that nobody's place among them tells whose it is. `ahead`: who was written down so.
    """

    is_frozen: bool
    after: str = ""
    names: tuple[str, ...] = ()
    are_all: bool = False
    ahead: tuple[Elector, ...] = ()


def _laid(uow: Uow, ballot: Ballot, last_slot: str) -> _Laid:
    """No slot is written before all electors are; where papers are laid out anew they have been there for long."""
    known = uow.memory.recall(slots_key(ballot))
    if isinstance(known, _Laid) and (known.is_frozen or not last_slot):
        return known
    is_anew = began_at(uow, ballot.council_id, ClearPapers(ballot.ballot_id)) is not None
    if last_slot or ballot.opened_at or is_anew:
        return _Laid(is_frozen=True)
    own: dict[str, Any] = {"council_id": ballot.council_id, "ballot_id": ballot.ballot_id}
    paged = uow.find(Elector, order="-elector_id", limit=1, weight=1, **own)
    return _Laid(is_frozen=False, after=paged[0].elector_id if paged else "")


def _last_slot(reads: Reads, ballot: Ballot) -> str:
    return reads.ask(LastSlot(ballot.council_id, ballot.ballot_id))


def renew_key(uow: Uow, ballot: Ballot) -> bool:
    """A key that was lost meanwhile takes the slots with it; whether there were any, so that they go first."""
    if is_sealed(uow, ballot):
        return False
    uow.sealing.make_key(key_of(ballot))
    uow.memory.drop(slots_key(ballot))
    if not _last_slot(uow, ballot):
        return False
    lay_out_from_the_start(uow, ballot)
    return True


def _freeze_page(uow: Uow, ballot: Ballot, laid: _Laid) -> _Laid:
    """The next members who may vote, but for those whose place has changed since the freeze (`keep_place`)."""
    members = uow.find(
        Member,
        order="person_id",
        limit=PAGE,
        council_id=ballot.council_id,
        state=MemberState.ACTIVE,
        may_vote_at=AtMost(frozen_at(uow, ballot) or uow.now),
        person_id=MoreThan(laid.after),
    )
    ids = tuple(member.person_id for member in members)
    known = uow.find(Elector, council_id=ballot.council_id, ballot_id=ballot.ballot_id, elector_id=ids) if ids else []
    written = {*ballot.without, *(PersonId(elector.elector_id) for elector in known)}
    uow.add_all(_elector(ballot, each) for each in ids if each not in written)
    return _Laid(is_frozen=False, after=ids[-1]) if len(ids) == PAGE else _Laid(is_frozen=True)


def _elector(ballot: Ballot, person_id: PersonId) -> Elector:
    return Elector(ballot.council_id, ballot.ballot_id, ElectorId(person_id), person_id)


def _with_more(uow: Uow, ballot: Ballot, laid: _Laid) -> _Laid:
    page = uow.find(
        Elector,
        order="elector_id",
        limit=PAGE,
        council_id=ballot.council_id,
        ballot_id=ballot.ballot_id,
        elector_id=MoreThan(laid.after),
    )
    more = [slot_name(uow, ballot, elector.elector_id) for elector in page if elector.weight != NOT_ASKED]
    # Sorted page by page: what is in order already costs next to nothing, all at once would hold the writer.
    names = tuple(sorted((*laid.names, *more)))
    ahead = (*laid.ahead, *(elector for elector in page if elector.weight < 1))
    after = page[-1].elector_id if page else laid.after
    return replace(laid, names=names, ahead=ahead, after=after, are_all=len(page) < PAGE)


def _add_slots(uow: Uow, ballot: Ballot, laid: _Laid, last: str) -> bool:
    """The next page of them, in their order, so that the last one tells where it was; whether these were all."""
    start = bisect_right(laid.names, last)
    uow.add_all(empty_papers(uow, ballot, laid.names[start : start + PAGE]))
    if start + PAGE < len(laid.names):
        return False
    for elector in laid.ahead:
        if elector.weight == NOT_ASKED:
            uow.remove(elector)
        else:
            uow.change(elector, weight=1)
    uow.memory.drop(slots_key(ballot))
    return True
