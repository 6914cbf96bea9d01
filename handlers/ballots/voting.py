"""Votes on a card, and reminders to vote."""

from bot.domain.ballots.answers import VoteCast
from bot.domain.ballots.ballot import BallotKind, ensure_edition
from bot.services.ballots.ballots import find_ballot
from bot.services.ballots.reminders import allow_reminders, stop_reminders
from bot.services.ballots.voting import cast_vote
from bot.services.ground.outbox import redraw
from bot.services.ground.ports import Uow
from handlers.act import Act
from handlers.callbacks import deep_link
from handlers.presses.ballots import RemindNoMorePress, RemindPress, VotePress
from handlers.views.ballots.voting import recorded


async def on_vote(act: Act, press: VotePress) -> None:
    """[Yes], [No], [Abstain], an option or [Clear my ballot]."""
    cast = await act.write(_cast_in_private if act.is_private else _cast, press)
    await act.answer(recorded(cast, act.t))


def _cast(uow: Uow, press: VotePress) -> VoteCast:
    """A press on a card that shows an earlier text is no vote on the new one."""
    ensure_edition(find_ballot(uow, press.council_id, press.ballot_id), press.edition)
    return cast_vote(uow, press.council_id, press.ballot_id, press.choice)


def _cast_in_private(uow: Uow, press: VotePress) -> VoteCast:
    """The private form of a card is a message like any other: it is drawn again with the vote."""
    cast = _cast(uow, press)
    if cast.ballot.kind is not BallotKind.ELECTION:
        redraw(uow, "ballot_private", council_id=press.council_id, ballot_id=press.ballot_id)
    return cast


async def on_remind(act: Act, press: RemindPress) -> None:
    """[Remind me]: noted, and the private chat opened if it is not open yet."""
    is_reachable = await act.write(allow_reminders, press.council_id, press.ballot_id)
    if is_reachable:
        words = act.t.plain("I will remind you privately before it closes, if you have not voted by then.")
        await act.answer(words, alert=True)
    else:
        await act.answer(url=deep_link(act.desk.bot_name, press))


async def on_remind_no_more(act: Act, press: RemindNoMorePress) -> None:
    """[No more reminders]."""
    await act.write(stop_reminders, press.council_id)
