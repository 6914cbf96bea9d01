"""The private booth: into it, its marks, [Submit]; and the paper in the group."""

from bot.domain.ballots.answers import Emptying
from bot.services.ballots import booth
from bot.services.ballots.pressing import (
    press_end_token,
    press_mark,
    press_mark_token,
    press_rank,
    press_rank_token,
    press_submit,
)
from handlers.act import Act
from handlers.ballots.papers import write_paper, write_token
from handlers.presses.ballots import (
    BoothMarkPress,
    BoothPagePress,
    BoothPress,
    HandInPress,
    MarkPress,
    RankChoicePress,
    RankHerePress,
    SubmitPress,
    VoteHerePress,
)
from handlers.views.ballots.booth import marked_now, recorded_paper
from handlers.views.elections.buttons import booth_url


async def on_booth(act: Act, press: BoothPress) -> None:
    """[Vote]: the paper, for them alone in the group where Telegram can; else pressed there it leads to private.

    Where the group refuses to show it this same press leads there. Who does not get there finds a paper in the group.
    """
    if act.is_private:
        await write_paper(act, booth.enter_booth, press)
    elif act.can_answer_aside and act.query is not None:
        outcome = act.desk.whispers.outcome(act.chat_id, act.query.from_user.id)
        try:
            ballot = await write_paper(act, booth.enter_booth, press)
        except Exception:
            outcome.cancel()
            raise
        await act.answer_unless(outcome, url=booth_url(act.desk.bot_name, ballot))
    elif (led := await write_paper(act, booth.lead_to_booth, press)) is not None:
        await act.answer(url=booth_url(act.desk.bot_name, led))
    else:
        await act.answer(_stands_below(act))


async def on_mark_press(act: Act, press: MarkPress) -> None:
    """A name put on the paper or taken off."""
    names, picks = await write_token(act, press_mark_token, press)
    await act.answer(marked_now(names, picks, act.t))


async def on_mark(act: Act, press: BoothMarkPress) -> None:
    """The same in a booth of the release before tokens."""
    names, picks = await write_paper(act, press_mark, press, press.mark, press.edition)
    await act.answer(marked_now(names, picks, act.t))


async def on_page(act: Act, press: BoothPagePress) -> None:
    """Other names."""
    await write_paper(act, booth.turn_page, press, press.page)


async def on_hand_in(act: Act, press: HandInPress) -> None:
    """[Submit] or [Abstain]: the whole paper is recorded."""
    names, cast = await write_token(act, press_end_token, press)
    await act.answer(recorded_paper(names, cast, act.t), alert=True)


async def on_submit(act: Act, press: SubmitPress) -> None:
    """The same in a booth of the release before tokens."""
    is_abstention = bool(press.is_abstention)
    names, cast = await write_paper(act, press_submit, press, press.edition, is_abstention=is_abstention)
    await act.answer(recorded_paper(names, cast, act.t), alert=True)


async def on_vote_here(act: Act, press: VoteHerePress) -> None:
    """[Vote here], on a card of the release before: a paper in the group."""
    await write_paper(act, booth.open_paper_here, press)
    await act.answer(_stands_below(act))


def _stands_below(act: Act) -> str:
    return act.t.plain("The paper stands under the card. Only you see what you press.")


async def on_rank_choice(act: Act, press: RankChoicePress) -> None:
    """A name on the paper in the group."""
    names, cast = await write_token(act, press_rank_token, press)
    await act.answer(recorded_paper(names, cast, act.t), alert=cast.emptying is not Emptying.NOT)


async def on_rank_here(act: Act, press: RankHerePress) -> None:
    """The same on a paper of the release before tokens."""
    names, cast = await write_paper(act, press_rank, press, press.key, press.edition)
    await act.answer(recorded_paper(names, cast, act.t), alert=cast.emptying is not Emptying.NOT)
