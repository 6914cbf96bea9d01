"""Ballots of a council that is not all there yet: in the founding window, and on the day it is claimed elsewhere.

When the window ends it is frozen who may vote in what opened in it (SPEC section 2).
"""

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.papers import EMPTY
from bot.domain.ballots.rules import is_quorate, quorum_of
from bot.domain.council.council import Council
from bot.services.ballots.anew import VOTED_ON, is_damaged, lose_papers
from bot.services.ballots.electorate import is_practice, widen
from bot.services.ballots.papers import is_sealed, lay_out_wider, open_all
from bot.services.ballots.times import AFTER_FOUNDING, move_close
from bot.services.ground.ports import Uow
from bot.services.ground.record import record


def widen_ballots(uow: Uow, council: Council) -> None:
    """The window is over: what opened in it is asked of all who had joined by now, for a day at least."""
    for ballot in uow.find(Ballot, council_id=council.council_id, state=VOTED_ON):
        # One that opened after the window's time, before this came to be done, asks the right people already.
        if ballot.opened_at is not None and council.was_founding(ballot.opened_at) and not ballot.is_widened:
            _widen(uow, council, ballot)


def keep_open(uow: Uow, council: Council) -> None:
    """It was claimed in another group just now: nothing closes before all of its roll can have heard of it."""
    until = council.settles_until(uow.now)
    for ballot in uow.find(Ballot, council_id=council.council_id, state=VOTED_ON):
        if until is not None and ballot.closes_at is not None and ballot.closes_at < until:
            seconds = int((until - ballot.closes_at).total_seconds())
            move_close(uow, ballot, until)
            said = ballots_entries.BallotExtended(why="claimed", seconds=seconds)
            record(uow, ballot.council_id, said, ballot.ballot_id)


def _widen(uow: Uow, council: Council, ballot: Ballot) -> None:
    """What was handed in stands; where it cannot be opened the ballot begins anew, for all of them."""
    more = widen(uow, ballot)
    is_lost = not is_sealed(uow, ballot) or is_damaged(uow, ballot)
    papers = [] if is_lost else [*open_all(uow, ballot), *((elector, EMPTY) for elector in more)]
    wider = _with_electors(uow, council, ballot, more)
    if is_lost:
        lose_papers(uow, wider)
        return
    lay_out_wider(uow, wider, papers)
    closes_at = uow.now + AFTER_FOUNDING
    if wider.closes_at is not None and wider.closes_at < closes_at:
        move_close(uow, wider, closes_at)
    uow.raise_version(ballot.council_id, ballot.ballot_id)


def _with_electors(uow: Uow, council: Council, ballot: Ballot, more: list[Elector]) -> Ballot:
    electors = ballot.electors + len(more)
    wider = uow.change(ballot, electors=electors, electorate=electors, is_widened=True)
    practice = is_practice(uow, council, wider, electors)
    wider = uow.change(wider, quorum=quorum_of(wider), is_practice=practice)
    frozen = ballots_entries.ElectorateFrozen(electorate=electors, quorum=wider.quorum)
    record(uow, ballot.council_id, frozen, ballot.ballot_id)
    return wider if is_quorate(wider) else uow.change(wider, quorum_at=None)
