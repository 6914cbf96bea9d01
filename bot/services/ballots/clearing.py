"""What still shows a paper in somebody's private chat says from the end of a ballot on that it is closed.

And where a ballot begins anew it shows that one, from then on.

Handed in or only marked: a booth that nobody submitted names choices too.
"""

from collections.abc import Iterable

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.duties import (
    ClearPapers,
    CloseBallot,
    CountBallot,
    EndAmending,
    EndOptions,
    EndSeconding,
    LayOut,
    OpenAhead,
    OpenAt,
)
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.messages import BallotPrivate, PaperInBooth
from bot.domain.ground.ids import BallotId
from bot.services.ballots.offers import end_offers
from bot.services.ballots.papers import Marked, booth_of, dispose, open_all, slot_of
from bot.services.ground.outbox import edit_in_private, forget_fleeting
from bot.services.ground.persons import persons_by_id
from bot.services.ground.ports import KeyLostError, Reads, SealBrokenError, Uow
from bot.services.ground.schedule import call_off

WAITED_FOR = (ClearPapers, LayOut, CloseBallot, CountBallot, OpenAhead, EndSeconding, EndAmending, EndOptions, OpenAt)
"""What a ballot that has ended waits for no more."""


def clear_booths(uow: Uow, ballot: Ballot, papers: Marked) -> None:
    """Edit them all; what still waits to be shown is not shown any more."""
    forget_fleeting(uow, ballot.council_id, PaperInBooth(ballot.ballot_id))
    shown = {elector.holder_id: paper.message_id for elector, paper in papers if elector.holder_id and paper.message_id}
    for person in persons_by_id(uow, [*shown]):
        key = f"booth:{ballot.ballot_id}:{person.person_id}"
        said, message_id = PaperInBooth(ballot.ballot_id), shown[person.person_id]
        edit_in_private(uow, person, said, message_id, once=key, council_id=ballot.council_id)


def leave_booths(uow: Uow, ballot: Ballot, electors: Iterable[Elector]) -> None:
    """The text is another, or the papers are lost: what showed somebody the old paper shows the ballot as it is now.

    Once for each edition, and before the papers go: they alone tell in which message that was.
    """
    shown = {each.holder_id: found for each in electors if each.holder_id and (found := _shown_in(uow, ballot, each))}
    for person in persons_by_id(uow, [*shown]):
        message_id = shown[person.person_id]
        key = f"booth_left:{ballot.ballot_id}:{ballot.edition}:{person.person_id}:{message_id}"
        said = BallotPrivate(ballot.ballot_id)
        edit_in_private(uow, person, said, message_id, once=key, council_id=ballot.council_id)


def _shown_in(reads: Reads, ballot: Ballot, elector: Elector) -> int:
    """0 for no message, and for what cannot be opened."""
    try:
        slot = slot_of(reads, ballot, elector.elector_id)
        return booth_of(reads, ballot, slot) if slot is not None else 0
    except (KeyLostError, SealBrokenError):
        return 0


def papers_left(reads: Reads, ballot: Ballot) -> Marked:
    """Everybody's paper, marked or not; none if one of them cannot be opened."""
    try:
        return open_all(reads, ballot)
    except SealBrokenError:
        return []


def end_uncounted(uow: Uow, ballot: Ballot, papers: Marked, **changes: object) -> Ballot:
    """It is over without a count; what that frees room for is the caller's.

    Of what was withdrawn nobody need be noted: none but who proposed it can have voted, and they act just now.
    """
    ended = uow.change(ballot, closed_at=uow.now, **changes)
    call_off(uow, ballot.council_id, *(duty(ballot.ballot_id) for duty in WAITED_FOR))
    clear_booths(uow, ended, papers)
    dispose(uow, ended)
    end_offers(uow, ballot.council_id, ballot.ballot_id)
    uow.raise_version(ballot.council_id, ballot.ballot_id, is_final=True)
    redraw_series(uow, ended)
    return ended


def redraw_series(uow: Uow, changed: Ballot) -> None:
    """What is open of the same series says when the next one opens."""
    series = changed.subject.series
    if series is None:
        return
    for ballot in uow.find(Ballot, council_id=changed.council_id, state=(BallotState.OPEN, BallotState.SUSPENDED)):
        if is_of(ballot, series.series_id):
            uow.raise_version(ballot.council_id, ballot.ballot_id)


def is_of(ballot: Ballot, series_id: BallotId) -> bool:
    """Whether it is one of this series."""
    series = ballot.subject.series
    return series is not None and series.series_id == series_id
