"""Pages of decisions; one ballot whole, and how it is counted, for the one who asks."""

from bot.services.ballots.decisions import show_ballot, show_how, turn_decisions
from handlers.act import Act
from handlers.callbacks import deep_link
from handlers.presses.ballots import DecisionsPress, HowCountedPress, ShowBallotPress


async def on_decisions_page(act: Act, press: DecisionsPress) -> None:
    """Another page, or all results."""
    await act.write(turn_decisions, press.council_id, press.page, is_all=bool(press.is_all))


async def on_show_ballot(act: Act, press: ShowBallotPress) -> None:
    """[More]: for them alone in the group where Telegram can; else pressed there it leads to private."""
    if act.is_private or act.can_answer_aside:
        await act.write(show_ballot, press.council_id, press.ballot_id)
    else:
        await act.answer(url=deep_link(act.desk.bot_name, press))


async def on_how_counted(act: Act, press: HowCountedPress) -> None:
    """[How it is counted], in the same way."""
    if act.is_private or act.can_answer_aside:
        await act.write(show_how, press.council_id, press.ballot_id)
    else:
        await act.answer(url=deep_link(act.desk.bot_name, press))
