"""Commands taken up again: posted anonymously and pressed by somebody, or given a council to be about."""

import json
from collections.abc import Callable

from telegram import Update

from bot.domain.ground.errand import ErrandOverError
from bot.domain.ground.ids import ErrandId
from bot.services.council.errands import choosing, find_errand, taking
from bot.services.ground.ports import Uow
from handlers.act import Act
from handlers.presses.ground import AgainPress, CouncilPress


async def on_again(act: Act, again: AgainPress) -> None:
    """Run the command as the one who pressed."""
    await _run(act, again.errand_id, taking(again.errand_id, act.message_id))


async def on_council(act: Act, chosen: CouncilPress) -> None:
    """Run the command about the council that was picked."""
    await _run(act, chosen.errand_id, choosing(chosen.council_id, chosen.errand_id, act.message_id))


async def _run(act: Act, errand_id: ErrandId, before: Callable[[Uow], None]) -> None:
    """The stored message, as if the one who pressed had written it; its first write takes the errand."""
    errand = await act.desk.read(find_errand, errand_id)
    message = json.loads(errand.raw)
    if act.query is None or message["chat"]["id"] != act.chat_id:
        raise ErrandOverError
    message.pop("sender_chat", None)
    message["from"] = act.query.from_user.to_dict()
    update = Update.de_json({"update_id": act.update.update_id, "message": message}, act.desk.bot)
    again = act.taken_up(update)
    again.first(before)
    again.is_written = False  # It was pressed, and a press shows nobody in the chat.
    await act.desk.routes.commands[again.command].on_act(again)
