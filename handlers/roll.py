"""Joining the roll."""

from bot.services import resting as resting  # registers its due work
from bot.services.roll import join
from handlers.act import Act
from handlers.callbacks import JoinPress
from handlers.router import pressed


@pressed(JoinPress)
async def on_join(act: Act, press: JoinPress) -> None:
    """[Join the roll]."""
    await act.write(join, press.council_id)
    await act.answer(act.t.plain("You are on the roll."))
