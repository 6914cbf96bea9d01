"""/propose."""

from bot.domain.ballot import Ballot
from bot.services.council import ensure_council
from bot.services.ports import Uow
from bot.services.proposals import propose
from handlers.act import Act
from handlers.router import command


@command("propose")
async def on_propose(act: Act) -> None:
    """Put a text to the vote."""
    await act.write(_propose, act.chat_id, act.arguments, act.thread_id)


def _propose(uow: Uow, chat_id: int, text: str, thread_id: int | None) -> Ballot:
    return propose(uow, ensure_council(uow, chat_id, "").council_id, text, thread_id)
