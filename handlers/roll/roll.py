"""The roll: joining, vouching, being here, and the list."""

from bot.services.council.council import council_of_chat
from bot.services.roll.asking import join_here, show_roll, turn_roll
from bot.services.roll.roll import ensure_member, join, vouch
from handlers.act import Act
from handlers.council.council import refresh_chat_size
from handlers.presses.roll import HerePress, JoinPress, RollPress, VouchPress
from handlers.views.ground.words import Words
from handlers.views.roll.roll import joined_words, vouched_words


async def on_join_press(act: Act, press: JoinPress) -> None:
    """[Join the roll]: told from when they may vote."""
    joined = await act.write(join, press.council_id)
    await act.answer(joined_words(joined, in_zone(act.t, joined.council.zone)), alert=True)
    await refresh_chat_size(act, joined.council)


async def on_join(act: Act) -> None:
    """/join does the same, and answers where it was written."""
    joined = await act.write(join_here)
    await refresh_chat_size(act, joined.council)


def in_zone(t: Words, zone: str) -> Words:
    """The same words with the council's times: schedules are the group's."""
    return Words(t.language, zone, t.lexicon)


async def on_vouch_press(act: Act, press: VouchPress) -> None:
    """[Vouch]."""
    vouched = await act.write(vouch, press.council_id, press.person_id)
    await act.answer(vouched_words(vouched.missing, act.t), alert=True)


async def on_here(act: Act, press: HerePress) -> None:
    """[I am here]: awake at once."""
    await act.write(ensure_member, press.council_id)
    await act.answer(act.t.plain("Good to see you. You are in every ballot that opens from now on."), alert=True)


async def on_roll(act: Act) -> None:
    """/roll lists who is on it, with the totals; how many are in the chat is asked first."""
    council = await act.desk.read(council_of_chat, act.chat_id)
    if council is not None:
        await refresh_chat_size(act, council)
    await act.write(show_roll)


async def on_roll_page(act: Act, press: RollPress) -> None:
    """Another page."""
    await act.write(turn_roll, press.council_id, press.page)
