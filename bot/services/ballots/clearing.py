"""What still shows a paper in somebody's private chat says from the end of a ballot on that it is closed.

Handed in or only marked: a booth that nobody submitted names choices too.
"""

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.messages import PaperInBooth
from bot.services.ballots.papers import Marked, open_all
from bot.services.ground.outbox import edit_in_private, forget_fleeting
from bot.services.ground.persons import persons_by_id
from bot.services.ground.ports import Reads, SealBrokenError, Uow


def clear_booths(uow: Uow, ballot: Ballot, papers: Marked) -> None:
    """Edit them all; what still waits to be shown is not shown any more."""
    forget_fleeting(uow, ballot.council_id, PaperInBooth(ballot.ballot_id))
    shown = {elector.holder_id: paper.message_id for elector, paper in papers if elector.holder_id and paper.message_id}
    for person in persons_by_id(uow, [*shown]):
        key = f"booth:{ballot.ballot_id}:{person.person_id}"
        said, message_id = PaperInBooth(ballot.ballot_id), shown[person.person_id]
        edit_in_private(uow, person, said, message_id, once=key, council_id=ballot.council_id)


def papers_left(reads: Reads, ballot: Ballot) -> Marked:
    """Everybody's paper, marked or not; none if one of them cannot be opened."""
    try:
        return open_all(reads, ballot)
    except SealBrokenError:
        return []
