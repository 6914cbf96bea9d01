"""Votes on a card, and reminders to vote."""

from bot.domain.ballots.answers import Emptying
from bot.services.ballots.pressing import press_choice, press_in_private, press_token, press_token_in_private
from bot.services.ballots.reminders import allow_reminders, stop_reminders
from handlers.act import Act
from handlers.ballots.papers import write_paper, write_token
from handlers.callbacks import deep_link
from handlers.presses.ballots import ChoicePress, RemindNoMorePress, RemindPress, VotePress
from handlers.views.ballots.voting import recorded


async def on_choice(act: Act, press: ChoicePress) -> None:
    """[Yes], [No], [Abstain], an option or [Clear my ballot]."""
    cast = await write_token(act, press_token_in_private if act.is_private else press_token, press)
    await act.answer(recorded(cast, act.t), alert=cast.emptying is not Emptying.NOT)


async def on_vote(act: Act, press: VotePress) -> None:
    """The same on a card of the release before tokens."""
    use_case = press_in_private if act.is_private else press_choice
    cast = await write_paper(act, use_case, press, press.choice, press.edition)
    await act.answer(recorded(cast, act.t), alert=cast.emptying is not Emptying.NOT)


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
