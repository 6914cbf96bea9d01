"""Votes on a card."""

from bot.services.ballots import cast_vote
from handlers.act import Act
from handlers.callbacks import VotePress
from handlers.router import pressed
from handlers.views.voting import recorded


@pressed(VotePress)
async def on_vote(act: Act, press: VotePress) -> None:
    """[Yes], [No], [Abstain] or an option."""
    cast = await act.write(cast_vote, press.council_id, press.ballot_id, press.choice)
    await act.answer(recorded(cast, act.t))
