"""/elect, /offices, and the presses on an election's card."""

from bot.domain.ground.ids import BallotId, CouncilId
from bot.services.ballots.ballots import find_ballot
from bot.services.council.council import council_here
from bot.services.council.panel import ensure_reader, show_page
from bot.services.elections import counts as _counts  # noqa: F401 (decides ballots)
from bot.services.elections import elections
from bot.services.elections import results as _results  # noqa: F401 (follows their close)
from bot.services.elections import vacancies as _vacancies  # noqa: F401 (fills what mandates leave)
from bot.services.ground.dialogs import ask
from bot.services.ground.outbox import tell_under
from bot.services.ground.ports import Uow
from bot.services.roll.roll import ensure_member
from handlers.act import Act
from handlers.presses.elections import ElectPress, OfficesPress, ShowCountPress


async def on_elect(act: Act) -> None:
    """/elect office, /elect 3 delegates, /elect 1d: office, or alone."""
    await act.write(elections.elect, act.arguments)


async def on_elect_press(act: Act, press: ElectPress) -> None:
    """[Elect somebody]: asks for the office."""
    await act.write(_ask_office, press.council_id)


def _ask_office(uow: Uow, council_id: CouncilId) -> None:
    council = ensure_reader(uow, council_id)
    ensure_member(uow, council.council_id)
    ask(uow, council.council_id, "elect", "ask_office")


async def on_offices(act: Act) -> None:
    """Who holds what."""
    await act.write(_offices)


def _offices(uow: Uow) -> None:
    show_page(uow, council_here(uow).council_id, "offices", in_place=False, page=0)


async def on_offices_page(act: Act, press: OfficesPress) -> None:
    """Another page of them."""
    await act.write(_offices_page, press.council_id, press.page)


def _offices_page(uow: Uow, council_id: CouncilId, page: int) -> None:
    show_page(uow, council_id, "offices", in_place=True, page=page)


async def on_show_count(act: Act, press: ShowCountPress) -> None:
    """[Show the count]: posts it under the card, once; then its pages are turned in place."""
    await act.write(_show_count, press.council_id, press.ballot_id, press.page)
    if press.page < 0:
        await act.answer(act.t.plain("The count stands under the card, round by round."))


def _show_count(uow: Uow, council_id: CouncilId, ballot_id: BallotId, page: int) -> None:
    ensure_reader(uow, council_id)
    ballot = find_ballot(uow, council_id, ballot_id)
    if page >= 0:
        show_page(uow, council_id, "count_rounds", in_place=True, ballot_id=ballot_id, page=page)
        return
    key = f"count:{ballot_id}:{uow.now.date()}"
    tell_under(uow, council_id, ballot.ballot_id, key, "count_rounds", ballot_id=ballot_id, page=0)
