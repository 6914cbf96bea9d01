"""/remove: the removal of a member, asked for with grounds and decided by ballot."""

from bot.services.removals.removal import ask_for_reply, ask_to_remove
from handlers.act import Act
from handlers.presses.removals import RemovalReplyPress
from handlers.whom import whom


async def on_remove(act: Act) -> None:
    """/remove @name grounds: asks back first."""
    await act.write(ask_to_remove, whom(act))


async def on_removal_reply(act: Act, press: RemovalReplyPress) -> None:
    """[Reply], by the person concerned."""
    await act.write(ask_for_reply, press.council_id, press.ballot_id)
