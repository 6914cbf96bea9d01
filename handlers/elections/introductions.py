"""[Introduce yourself], [Leave it out] and [About the candidates]."""

from bot.services.elections import introductions
from handlers.act import Act
from handlers.presses.elections import FROM_CARD, CandidatesPress, IntroducePress, NoIntroductionPress
from handlers.views.elections.introductions import introduce_url


async def on_introduce(act: Act, press: IntroducePress) -> None:
    """It is asked in private: pressed in the group it leads there."""
    if act.is_private:
        await act.write(introductions.ask_introduction, press.council_id, press.ballot_id)
        return
    nominee = await act.write(introductions.ensure_candidate, press.council_id, press.ballot_id)
    await act.answer(url=introduce_url(act.desk.bot_name, nominee.council_id, nominee.ballot_id))


async def on_no_introduction(act: Act, press: NoIntroductionPress) -> None:
    """Nothing stands beside their name any more."""
    await act.write(introductions.take_back, press.council_id, press.ballot_id)


async def on_candidates(act: Act, press: CandidatesPress) -> None:
    """Who stands, and what they say of themselves."""
    page, in_place = max(press.page, 0), press.page != FROM_CARD
    await act.write(introductions.show_candidates, press.council_id, press.ballot_id, page, in_place=in_place)
