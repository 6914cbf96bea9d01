"""A ballot that begins anew: its text was amended, or its key is lost and with it what was handed in."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.duties import MendPapers
from bot.domain.ballots.messages import PapersLost
from bot.domain.ballots.rules import is_named, quorum_of, shows_counts
from bot.domain.ballots.tally import Tally
from bot.domain.ground.entry import Entry
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.kept import name_of
from bot.services.ballots.clearing import leave_booths
from bot.services.ballots.laying import is_paged, lay_out_from_the_start
from bot.services.ballots.papers import (
    clear_orphans,
    electors_of,
    is_sealed,
    lay_out_anew,
    live_key,
    open_all,
    opened,
    restore_papers,
    slots_of,
)
from bot.services.ballots.times import earliest_close, plan_close, stop_time
from bot.services.council.absence import stand_still
from bot.services.council.council import get_council
from bot.services.ground.looks import Part, needs_mending
from bot.services.ground.outbox import tell_under
from bot.services.ground.ports import Reads, SealBrokenError, Uow
from bot.services.ground.record import record

VOTED_ON = (BallotState.OPEN, BallotState.SUSPENDED)


def ensure_papers(uow: Uow, ballot: Ballot) -> Ballot:
    """The open ballot, with papers that can be opened: where the key was lost it has begun anew."""
    return ballot if is_sealed(uow, ballot) else lose_papers(uow, ballot)


def lose_papers(uow: Uow, ballot: Ballot) -> Ballot:
    """The key of an open ballot is gone, or what it seals is damaged: the council is told, and votes anew.

    But where who chose what stands in the open, it is sealed again from that: by name, or from before papers were.
    """
    if restore_papers(uow, ballot):
        uow.raise_version(ballot.council_id, ballot.ballot_id)
        return ballot if is_named(ballot) or shows_counts(ballot) else uow.change(ballot, counts=Tally())
    anew = begin_anew(uow, ballot)
    said = ballots_entries.PapersLost(papers=ballot.voters)
    # Who found it by voting is not named: their new slot is written next.
    record(uow, ballot.council_id, said, ballot.ballot_id, is_anonymous=uow.actor is not None)
    uow.raise_version(ballot.council_id, ballot.ballot_id)
    key = f"papers_lost:{ballot.ballot_id}:{uow.now.isoformat()}"
    tell_under(uow, ballot.council_id, ballot.ballot_id, PapersLost(ballot.ballot_id), once=key)
    return anew


def lost_at(reads: Reads, ballot: Ballot) -> datetime | None:
    """When it began anew because its key was lost; the last time, if more than once."""
    kind = name_of(ballots_entries.PapersLost)
    said = reads.find(Entry, council_id=ballot.council_id, kind=kind, subject_id=ballot.ballot_id)
    return max((entry.at for entry in said), default=None)


def look_for_lost_papers(uow: Uow) -> None:
    """At every start: a disk, or a restore from before a close, may have taken keys that are still needed."""
    clear_orphans(uow)
    for ballot in uow.find(Ballot, state=VOTED_ON):
        _mend(uow, ballot)


def lost_papers(reads: Reads) -> Iterator[Part]:
    """The ballots at which that look finds something; one at which it cannot look is among them."""
    for ballot in reads.find(Ballot, state=VOTED_ON):
        if needs_mending(_is_lost, reads, ballot):
            yield ballot.council_id, MendPapers(ballot.ballot_id)


def mend_papers(uow: Uow, council_id: CouncilId, duty: MendPapers) -> None:
    """Due work: one of them; here every paper is opened. Raises RowNotReadableError."""
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is None or ballot.state not in VOTED_ON:
        return
    if is_damaged(uow, ballot):
        lose_papers(uow, ballot)
    else:
        _mend(uow, ballot)


def is_damaged(reads: Reads, ballot: Ballot) -> bool:
    """Whether one of its papers is not what was sealed. It opens each."""
    try:
        open_all(reads, ballot)
    except SealBrokenError:
        return True
    return False


def _is_lost(reads: Reads, ballot: Ballot) -> bool:
    return _is_unlaid(reads, ballot) or not is_sealed(reads, ballot)


def _mend(uow: Uow, ballot: Ballot) -> None:
    if _is_unlaid(uow, ballot):
        lose_papers(uow, ballot)
    else:
        ensure_papers(uow, ballot)


def _is_unlaid(reads: Reads, ballot: Ballot) -> bool:
    """Whether a crash or a failure undid the laying out, and the key that was made for it stays.

    Then there are no papers, of what an older release left open, or those are there whose key was lost.
    """
    try:
        slots = slots_of(reads, ballot, limit=1)
        if not slots or not is_sealed(reads, ballot):
            return not slots and ballot.electors > 0
        opened(reads, ballot, slots[0])
    except SealBrokenError:
        return True
    return False


def begin_anew(uow: Uow, ballot: Ballot) -> Ballot:
    """Nothing that was handed in counts any more; the same electorate has the whole time again."""
    empty = uow.change(ballot, voted=0, voters=0, counts=Tally())
    anew = uow.change(empty, quorum_at=None, early_by_s=None, extended_at=None)
    anew = uow.change(anew, quorum=quorum_of(anew))
    if is_paged(anew):
        return _begin_pages(uow, anew)
    lay_anew(uow, anew)
    return _begin_time(uow, anew)


def lay_anew(uow: Uow, ballot: Ballot) -> None:
    """Empty papers for the same electorate; what showed somebody the old one shows the ballot as it is now."""
    leave_booths(uow, ballot, electors_of(uow, ballot) if is_sealed(uow, ballot) else ())
    lay_out_anew(uow, ballot)


def _begin_pages(uow: Uow, ballot: Ballot) -> Ballot:
    """Its time stands still until everybody has a paper again."""
    uow.memory.drop(live_key(ballot))
    opening = uow.change(stop_time(uow, ballot), state=BallotState.OPENING)
    lay_out_from_the_start(uow, opening)
    return opening


def open_anew(uow: Uow, ballot: Ballot) -> None:
    """The last page is laid out: whatever follows an opening has been, but the time begins."""
    opened = _begin_time(uow, uow.change(ballot, state=BallotState.OPEN))
    uow.raise_version(ballot.council_id, ballot.ballot_id)
    stand_still(uow, opened)


def _begin_time(uow: Uow, ballot: Ballot) -> Ballot:
    council = get_council(uow, ballot.council_id)
    return plan_close(uow, ballot, earliest_close(council, uow.now, ballot.duration_s))
