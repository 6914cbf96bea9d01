"""The private booth: into it, its marks, [Submit]; and the paper in the group."""

from bot.domain.ballots.answers import VoteCast
from bot.reads.ballots.papers import Names, load_names
from bot.services.ballots import booth
from bot.services.ground.ports import Uow
from handlers.act import Act
from handlers.presses.ballots import (
    BoothMarkPress,
    BoothPagePress,
    BoothPress,
    RankHerePress,
    SubmitPress,
    VoteHerePress,
)
from handlers.views.ballots.booth import marked_now, recorded_paper
from handlers.views.elections.buttons import booth_url


async def on_booth(act: Act, press: BoothPress) -> None:
    """[Vote]: the paper in private; pressed in a group it leads there."""
    if act.is_private:
        await act.write(booth.enter_booth, press.council_id, press.ballot_id)
        return
    ballot = await act.write(booth.ensure_may_enter, press.council_id, press.ballot_id)
    await act.answer(url=booth_url(act.desk.bot_name, ballot))


async def on_mark(act: Act, press: BoothMarkPress) -> None:
    """A name put on the paper or taken off."""
    names, picks = await act.write(_mark, press)
    await act.answer(marked_now(names, picks, act.t))


def _mark(uow: Uow, press: BoothMarkPress) -> tuple[Names, tuple[str, ...]]:
    booth.ensure_same_text(uow, press.council_id, press.ballot_id, press.edition)
    ballot, picks = booth.mark_paper(uow, press.council_id, press.ballot_id, press.mark)
    return load_names(uow, ballot), picks


async def on_page(act: Act, press: BoothPagePress) -> None:
    """Other names."""
    await act.write(booth.turn_page, press.council_id, press.ballot_id, press.page)


async def on_submit(act: Act, press: SubmitPress) -> None:
    """[Submit] or [Abstain]: the whole paper is recorded."""
    names, cast = await act.write(_submit, press)
    await act.answer(recorded_paper(names, cast, act.t), alert=True)


def _submit(uow: Uow, press: SubmitPress) -> tuple[Names, VoteCast]:
    booth.ensure_same_text(uow, press.council_id, press.ballot_id, press.edition)
    cast = booth.submit_paper(uow, press.council_id, press.ballot_id, is_abstention=bool(press.is_abstention))
    return load_names(uow, cast.ballot), cast


async def on_vote_here(act: Act, press: VoteHerePress) -> None:
    """[Vote here]: a paper in the group."""
    await act.write(booth.open_paper_here, press.council_id, press.ballot_id)
    await act.answer(act.t.plain("The paper stands under the card. Only you see what you press."))


async def on_rank_here(act: Act, press: RankHerePress) -> None:
    """A name on the paper in the group."""
    names, cast = await act.write(_rank_here, press)
    await act.answer(recorded_paper(names, cast, act.t))


def _rank_here(uow: Uow, press: RankHerePress) -> tuple[Names, VoteCast]:
    booth.ensure_same_text(uow, press.council_id, press.ballot_id, press.edition)
    cast = booth.rank_here(uow, press.council_id, press.ballot_id, press.key)
    return load_names(uow, cast.ballot), cast
