"""Before a large ballot closes its papers are opened in memory, page by page; the close opens what has changed since.

What was opened ahead counts if its slot holds the very bytes that were opened: sealed anew, even with the same choice,
they are others. So the close reads, counts and checks as it always does, and holds the writer half as long.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.duties import OpenAhead
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.papers import Paper, Slot
from bot.domain.ground.ids import CouncilId
from bot.services.ballots.clearing import papers_left
from bot.services.ballots.laying import PAGE, is_paged
from bot.services.ballots.papers import Marked, ahead_key, is_sealed, opened, slot_of, slots_of
from bot.services.ballots.times import OPENED_BEFORE
from bot.services.ground.filters import MoreThan
from bot.services.ground.looks import Part
from bot.services.ground.ports import Reads, SealBrokenError, Uow
from bot.services.ground.schedule import postpone


@dataclass(frozen=True, slots=True)
class OpenedPaper:
    """One paper, with the bytes from which it was opened."""

    elector: Elector
    sealed: bytes
    paper: Paper


@dataclass(frozen=True, slots=True)
class _Ahead:
    """In memory alone: what was opened so far, by slot, of the electors up to `after`."""

    found: dict[str, OpenedPaper]
    after: str = ""
    is_whole: bool = False


def open_ahead(uow: Uow, council_id: CouncilId, duty: OpenAhead) -> None:
    """Due work: the next page. What is damaged or has lost its key is for the close to find."""
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is None or ballot.state is not BallotState.OPEN or not is_sealed(uow, ballot):
        return
    known = uow.memory.recall(ahead_key(ballot))
    if not isinstance(known, _Ahead) or known.is_whole:
        known = _Ahead({})
    try:
        ahead = _with_page(uow, ballot, known)
    except SealBrokenError:
        return
    uow.memory.keep(ahead_key(ballot), ahead)
    if not ahead.is_whole:
        postpone(uow, council_id, duty, uow.now)


def closing_soon(reads: Reads) -> Iterator[Part]:
    """At every start: what was opened ahead is gone, and what closes within the minute would be long."""
    for ballot in reads.find(Ballot, state=BallotState.OPEN):
        if is_paged(ballot) and ballot.closes_at is not None and ballot.closes_at - OPENED_BEFORE <= reads.now:
            yield ballot.council_id, OpenAhead(ballot.ballot_id)


def _with_page(uow: Uow, ballot: Ballot, known: _Ahead) -> _Ahead:
    own: dict[str, Any] = {"council_id": ballot.council_id, "ballot_id": ballot.ballot_id}
    page = uow.find(Elector, order="elector_id", limit=PAGE, elector_id=MoreThan(known.after), **own)
    slots = ((elector, slot_of(uow, ballot, elector.elector_id)) for elector in page)
    more = {slot.slot: OpenedPaper(elector, slot.sealed, opened(uow, ballot, slot)) for elector, slot in slots if slot}
    after = page[-1].elector_id if page else known.after
    return _Ahead({**known.found, **more}, after, is_whole=len(page) < PAGE)


def papers_at_close(uow: Uow, ballot: Ballot) -> Marked:
    """Everybody's paper, as it lies there in this transaction; none if one of them cannot be opened."""
    ahead = uow.memory.recall(ahead_key(ballot))
    if not isinstance(ahead, _Ahead) or not ahead.is_whole or not is_sealed(uow, ballot):
        return papers_left(uow, ballot)
    try:
        found = [(ahead.found.get(slot.slot), slot) for slot in slots_of(uow, ballot)]
        return [(known.elector, _as_it_lies(uow, ballot, known, slot)) for known, slot in found if known is not None]
    except SealBrokenError:
        return []


def _as_it_lies(uow: Uow, ballot: Ballot, known: OpenedPaper, slot: Slot) -> Paper:
    return known.paper if known.sealed == slot.sealed else opened(uow, ballot, slot)
