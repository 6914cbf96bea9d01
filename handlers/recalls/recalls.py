"""[Call for signals], and the holder's reply."""

from bot.services.recalls.calls import pick_office
from bot.services.recalls.replies import ask_for_reply, ask_no_reply
from handlers.act import Act
from handlers.presses.recalls import RecallPress, RecallReplyPress


async def on_recall_office(act: Act, press: RecallPress) -> None:
    """[Call for signals] on a mandate: the grounds are asked for."""
    await act.write(pick_office, press.council_id, press.mandate_id)


async def on_recall_reply(act: Act, press: RecallReplyPress) -> None:
    """[Reply] or [No reply], for the holder alone."""
    if press.has_reply:
        await act.write(ask_for_reply, press.council_id, press.recall_id)
    else:
        await act.write(ask_no_reply, press.council_id, press.recall_id)
