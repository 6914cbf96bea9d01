"""Pages of decisions; one ballot whole, and how it is counted, for the one who asks."""

from collections.abc import Callable

from bot.domain.ground.ids import BallotId, CouncilId
from bot.services.ballots.decisions import ensure_may_look, point_to_card, show_ballot, show_how, turn_decisions
from bot.services.ground.ports import Uow
from handlers.act import Act
from handlers.callbacks import deep_link
from handlers.presses.ballots import DecisionsPress, FindCardPress, HowCountedPress, ShowBallotPress


async def on_decisions_page(act: Act, press: DecisionsPress) -> None:
    """Another page, or all results."""
    await act.write(turn_decisions, press.council_id, press.page, is_all=bool(press.is_all))


async def on_show_ballot(act: Act, press: ShowBallotPress) -> None:
    """[More]: for them alone in the group where Telegram can; else pressed there it leads to private."""
    await _show(act, press, show_ballot)


async def on_how_counted(act: Act, press: HowCountedPress) -> None:
    """[How it is counted], in the same way."""
    await _show(act, press, show_how)


async def _show(
    act: Act, press: ShowBallotPress | HowCountedPress, use_case: Callable[[Uow, CouncilId, BallotId], None]
) -> None:
    if act.is_private or act.can_answer_aside:
        await act.write(use_case, press.council_id, press.ballot_id)
    else:
        await act.write(ensure_may_look, press.council_id, press.ballot_id)
        await act.answer(url=deep_link(act.desk.bot_name, press))


async def on_find_card(act: Act, press: FindCardPress) -> None:
    """An answer below the card leads to it."""
    await act.write(point_to_card, press.council_id, press.ballot_id)
