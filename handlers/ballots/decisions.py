"""Pages of decisions, and one ballot in private."""

from bot.services.ballots.decisions import point_to_card, show_ballot, turn_decisions
from handlers.act import Act
from handlers.presses.ballots import DecisionsPress, FindCardPress, ShowBallotPress


async def on_decisions_page(act: Act, press: DecisionsPress) -> None:
    """Another page, or all results."""
    await act.write(turn_decisions, press.council_id, press.page, is_all=bool(press.is_all))


async def on_show_ballot(act: Act, press: ShowBallotPress) -> None:
    """One ballot, whole, in private."""
    await act.write(show_ballot, press.council_id, press.ballot_id)


async def on_find_card(act: Act, press: FindCardPress) -> None:
    """An answer below the card leads to it."""
    await act.write(point_to_card, press.council_id, press.ballot_id)
