"""What one person was offered in a message of their own: [Vote], [Stand], [Accept], [Confidence].

A card is drawn again whenever what it shows changes. Such a message is when its time is over, so that its buttons go.
"""

from typing import Any

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.messages import BallotHalfTime, BallotReminder, OfferOver
from bot.domain.ground.duties import EndOffers
from bot.domain.ground.ids import NO_COUNCIL, BallotId, CouncilId
from bot.domain.ground.kept import name_of
from bot.domain.ground.outgoing import Outgoing, OutgoingState, message_of
from bot.services.ground.outbox import draw_again, turn_told
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.schedule import plan, postpone
from bot.services.roll.standing import place_of

PAGE = 100

AT_MOST = 500
"""So many are drawn again where it goes on otherwise than it was offered: more have not looked at it in private."""


def end_offers(uow: Uow, council_id: CouncilId, subject_id: str) -> None:
    """It is over; its own transaction redraws what offered it, a page at a time."""
    plan(uow, council_id, EndOffers(subject_id), uow.now)


def end_offers_page(uow: Uow, council_id: CouncilId, duty: EndOffers) -> None:
    """Due work: the next page."""
    rows = _offers(uow, council_id, duty.over_id, PAGE)
    for row in rows:
        uow.change(row, about_id=None)
        if row.verbs and not _may_read(uow, council_id, row):
            turn_told(uow, row, OfferOver())
        elif row.screen == name_of(BallotReminder):
            _end_reminder(uow, row, message_of(BallotReminder, row).ballots)
        elif row.screen == name_of(BallotHalfTime):
            said = message_of(BallotHalfTime, row)
            _end_reminder(uow, row, tuple((row.council_id, ballot_id) for ballot_id in said.ballots))
        elif row.verbs:
            draw_again(uow, row, about_id=None)
    if len(rows) == PAGE:
        postpone(uow, council_id, duty, uow.now)


def change_offers(uow: Uow, council_id: CouncilId, subject_id: str) -> None:
    """Something else can be done now than was offered: nominations are over, say, and the vote is open."""
    for row in _offers(uow, council_id, subject_id, AT_MOST):
        uow.change(row, about_id=None)
        if _may_read(uow, council_id, row):
            draw_again(uow, row, about_id=subject_id)
        else:
            turn_told(uow, row, OfferOver())


def _may_read(reads: Reads, council_id: CouncilId, row: Outgoing) -> bool:
    """Who has left the roll learns of nothing that came after; what stands in the group everybody there reads."""
    is_alone_in_group = row.message_id is not None and row.message_id < 0
    reader_id = row.asker_id if is_alone_in_group else row.person_id
    return reader_id is None or place_of(reads, council_id, reader_id) is not None


def _offers(reads: Reads, council_id: CouncilId, subject_id: str, limit: int) -> list[Outgoing]:
    """A reminder of ballots of several councils is none's."""
    own: dict[str, Any] = {"council_id": (council_id, NO_COUNCIL), "about_id": subject_id}
    return reads.find(Outgoing, **own, state=OutgoingState.SENT, limit=limit)


def _end_reminder(uow: Uow, row: Outgoing, ballots: tuple[tuple[CouncilId, BallotId], ...]) -> None:
    """It lists what is open still, if anything is."""
    for council_id, ballot_id in ballots:
        ballot = uow.get(Ballot, council_id, ballot_id)
        if ballot is not None and ballot.state is BallotState.OPEN:
            draw_again(uow, row, about_id=ballot_id)
            return
    turn_told(uow, row, OfferOver(ballots))
