"""The roll: joining, vouching, being here, leaving, and the list."""

from bot.domain.ground.ids import CouncilId
from bot.domain.roll.member import NotHereError, NotWaitingError
from bot.services.council.council import council_here, council_of_chat, get_council, is_here
from bot.services.ground.dialogs import confirm_person, pick_person
from bot.services.ground.naming import Who
from bot.services.ground.outbox import redraw, reply
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Uow
from bot.services.removals.leaving import ask_to_leave
from bot.services.roll.roll import Joined, ensure_member, ensure_voter, join, newcomers, vouch
from bot.services.roll.standing import place_of
from handlers.act import Act
from handlers.council.council import refresh_chat_size
from handlers.presses.roll import HerePress, JoinPress, RollPress, VouchPress
from handlers.views.ground.words import Words
from handlers.views.roll.roll import joined_words, vouched_words
from handlers.whom import whom


async def on_join_press(act: Act, press: JoinPress) -> None:
    """[Join the roll]: told from when they may vote."""
    joined = await act.write(join, press.council_id)
    await act.answer(joined_words(joined, in_zone(act.t, joined.council.zone)), alert=True)
    await refresh_chat_size(act, joined.council)


async def on_join(act: Act) -> None:
    """/join does the same, and answers where it was written."""
    joined = await act.write(_join)
    await refresh_chat_size(act, joined.council)


def _join(uow: Uow) -> Joined:
    joined = join(uow, council_here(uow).council_id)
    member = joined.member
    reply(
        uow,
        "joined",
        council_id=member.council_id,
        may_vote_at=member.may_vote_at.isoformat() if member.is_waiting(uow.now) else None,
        is_founder=member.is_founder,
        is_back=joined.is_back,
        vouchers=joined.vouchers,
    )
    return joined


def in_zone(t: Words, zone: str) -> Words:
    """The same words with the council's times: schedules are the group's."""
    return Words(t.language, zone, t.lexicon)


async def on_vouch(act: Act) -> None:
    """/vouch @name: by reply or mention it is clear who is meant; by a typed name it asks back."""
    await act.write(_ask_to_vouch, whom(act))


def _ask_to_vouch(uow: Uow, who: Who) -> None:
    council = council_here(uow)
    ensure_voter(uow, council.council_id)
    waiting = [member.person_id for member in newcomers(uow, council.council_id)]
    if who.is_nobody and not waiting:
        raise NotWaitingError(is_on_roll=None)
    if who.telegram_id is not None:
        pick_person(uow, council.council_id, "vouch", who)
    else:
        confirm_person(uow, council.council_id, "vouch", who, among=waiting)


async def on_vouch_press(act: Act, press: VouchPress) -> None:
    """[Vouch]."""
    vouched = await act.write(vouch, press.council_id, press.person_id)
    await act.answer(vouched_words(vouched.missing, act.t), alert=True)


async def on_here(act: Act, press: HerePress) -> None:
    """[I am here]: awake at once."""
    await act.write(ensure_member, press.council_id)
    await act.answer(act.t.plain("Good to see you. You are in every ballot that opens from now on."), alert=True)


async def on_leave(act: Act) -> None:
    """/leave says what will happen and asks first."""
    await act.write(ask_to_leave)


async def on_roll(act: Act) -> None:
    """/roll lists who is on it, with the totals; how many are in the chat is asked first."""
    council = await act.desk.read(council_of_chat, act.chat_id)
    if council is not None:
        await refresh_chat_size(act, council)
    await act.write(_show_roll)


def _show_roll(uow: Uow) -> None:
    reply(uow, "roll", council_id=council_here(uow).council_id, page=0)


async def on_roll_page(act: Act, press: RollPress) -> None:
    """Another page."""
    await act.write(_turn_roll, press.council_id, press.page)


def _turn_roll(uow: Uow, council_id: CouncilId, page: int) -> None:
    """Shown in the council's group, and to members in private."""
    council = get_council(uow, council_id)
    if not is_here(uow, council) and place_of(uow, council.council_id, actor_id(uow)) is None:
        raise NotHereError(title=council.title)
    redraw(uow, "roll", council_id=council.council_id, page=page)
