"""The removal of a member: the reply of whom it concerns."""

from bot.services.removals.removal import ask_for_reply
from handlers.act import Act
from handlers.presses.removals import RemovalReplyPress


async def on_removal_reply(act: Act, press: RemovalReplyPress) -> None:
    """[Reply], by the person concerned."""
    await act.write(ask_for_reply, press.council_id, press.ballot_id)
