"""The roll: joining, vouching, being here, and the list."""

from bot.domain.roll.seen import InChat
from bot.services.council.council import council_of_chat, get_council
from bot.services.roll.asking import join_here, show_roll, turn_roll
from bot.services.roll.claiming import claim_council
from bot.services.roll.roll import ensure_member, join, vouch
from handlers.act import Act
from handlers.council.council import refresh_chat_size
from handlers.presses.council import OurCouncilPress
from handlers.presses.roll import HerePress, JoinPress, RollPress, VouchPress
from handlers.roll.in_chat import ask_in_chat
from handlers.views.council.claims import claimed_words
from handlers.views.ground.words import Words
from handlers.views.roll.roll import joined_words, vouched_words


async def on_join_press(act: Act, press: JoinPress) -> None:
    """[Join the roll]: told from when they may vote."""
    council = await act.desk.read(get_council, press.council_id)
    joined = await act.write(join, press.council_id, await ask_in_chat(act, council))
    await act.answer(joined_words(joined, in_zone(act.t, joined.council.zone)), alert=True)
    await refresh_chat_size(act, joined.council)


async def on_claim(act: Act, press: OurCouncilPress) -> None:
    """[This is our council]: the rows of both change, of the group's and of the one that is found again."""
    act.about(press.former_id)
    here = await act.desk.read(council_of_chat, act.chat_id)
    in_chat = await ask_in_chat(act, here)
    if here is not None:
        await refresh_chat_size(act, here)
    claimed = await act.write(claim_council, press.former_id, in_chat)
    await act.answer(claimed_words(claimed, in_zone(act.t, here.zone if here else "UTC")), alert=True)


async def on_join(act: Act) -> None:
    """/join does the same, and answers where it was written: whoever writes in the chat is in it."""
    in_chat = await ask_in_chat(act, await act.desk.read(council_of_chat, act.chat_id))
    if in_chat is InChat.UNSAID and act.is_written:
        in_chat = InChat.YES
    joined = await act.write(join_here, in_chat)
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
