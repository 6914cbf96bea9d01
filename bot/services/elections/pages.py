"""The pages of elections: offices, the count round by round, and the question which office is to be filled."""

from bot.domain.elections.messages import AskOffice, CountRounds, Offices
from bot.domain.ground.ids import BallotId, CouncilId
from bot.services.ballots.ballots import find_ballot
from bot.services.council.council import council_here
from bot.services.council.panel import ensure_reader, show_page
from bot.services.ground.dialogs import ask
from bot.services.ground.outbox import tell_under
from bot.services.ground.ports import Uow
from bot.services.roll.roll import ensure_voter


def ask_office(uow: Uow, council_id: CouncilId) -> None:
    """[Elect somebody]: which office? Raises CouncilForeignError, NotOnRollError or StillWaitingError."""
    council = ensure_reader(uow, council_id)
    ensure_voter(uow, council.council_id)
    ask(uow, council.council_id, AskOffice())


def show_offices(uow: Uow) -> None:
    """/offices: who holds what."""
    show_page(uow, council_here(uow).council_id, Offices(0), in_place=False)


def turn_offices(uow: Uow, council_id: CouncilId, page: int) -> None:
    """Another page of them. Raises CouncilForeignError."""
    show_page(uow, council_id, Offices(page), in_place=True)


def show_count(uow: Uow, council_id: CouncilId, ballot_id: BallotId, page: int) -> None:
    """[Show the count]: posted under the card, once a day (`page` -1); then its pages are turned in place.

    Raises CouncilForeignError or BallotNotFoundError.
    """
    ensure_reader(uow, council_id)
    ballot = find_ballot(uow, council_id, ballot_id)
    if page >= 0:
        show_page(uow, council_id, CountRounds(ballot_id, page), in_place=True)
        return
    once = f"count:{ballot_id}:{uow.now.date()}"
    tell_under(uow, council_id, ballot.ballot_id, CountRounds(ballot_id, 0), once=once)
