"""What Telegram says of a group and of the bot in it: added, removed, rights, a new name or id, who came and went."""

import structlog
from telegram import (
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ChatMemberUpdated,
    Message,
)
from telegram.error import TelegramError

from bot.domain.council.council import Council
from bot.services.council.council import council_of_chat, ensure_council, note_kicked, note_rights, note_title
from bot.services.council.delivery import close_way, open_way
from bot.services.ground.ports import Uow
from bot.services.removals import leaving
from bot.services.roll.migration import migrate
from bot.services.roll.roll import note_chat_size
from handlers.act import Act

log = structlog.get_logger("council")

OUT = {ChatMember.LEFT, ChatMember.BANNED}
GROUPS = {"group", "supergroup"}


async def on_bot_member(act: Act) -> None:
    """The bot was added, removed, or given rights; in private: blocked, or let in again."""
    change = act.update.my_chat_member
    if change is None or change.chat.type not in {*GROUPS, "private"}:
        return
    if act.is_private:
        await act.write(_note_way, is_open=_is_in(change.new_chat_member))
    elif _is_in(change.new_chat_member):
        council = await act.write(_note_here, act.chat_id, act.chat_title or "", rights_of(change.new_chat_member))
        await refresh_chat_size(act, council)
    else:
        await act.write(note_kicked, act.chat_id)


def _note_way(uow: Uow, *, is_open: bool) -> None:
    if uow.actor is None:
        return
    if is_open:
        open_way(uow, uow.actor.person_id)
    else:
        close_way(uow, uow.actor.person_id)


def _note_here(uow: Uow, chat_id: int, title: str, rights: dict[str, bool]) -> Council:
    council = ensure_council(uow, chat_id, title)
    note_rights(uow, council.council_id, rights)
    return council


def _is_in(member: ChatMember) -> bool:
    return member.is_member if isinstance(member, ChatMemberRestricted) else member.status not in OUT


def rights_of(member: ChatMember) -> dict[str, bool]:
    """What the bot may do: Telegram's own names (can_pin_messages, ...), and whether it is administrator."""
    is_admin = isinstance(member, ChatMemberAdministrator)
    if not isinstance(member, ChatMemberAdministrator | ChatMemberRestricted):
        return {"is_administrator": False, "can_send_messages": True}
    rights = {name: bool(value) for name, value in member.to_dict().items() if name.startswith("can_")}
    return {"can_send_messages": True, **rights, "is_administrator": is_admin}


async def refresh_chat_size(act: Act, council: Council) -> None:
    """Ask how many are in the chat: it may end the founding window, and result cards print it.

    The rights of the bot are asked for with it where no update has told them: it was added while nobody listened.
    """
    bot = act.desk.bot
    try:
        size = await bot.get_chat_member_count(council.chat_id)
        me = None if council.rights else await bot.get_chat_member(council.chat_id, bot.id)
    except TelegramError as error:
        log.info("chat size not known", error=type(error).__name__)
        return
    await act.write(note_chat_size, council.council_id, size)
    if me is not None:
        await act.write(note_rights, council.council_id, rights_of(me))


async def on_member(act: Act) -> None:
    """Told to administrator bots alone: somebody came, went, was removed, muted, or may write again."""
    change = act.update.chat_member
    if change is None or change.new_chat_member.user.is_bot:
        return
    council = await act.write(_note_member, change)
    if council is not None and _is_in(change.old_chat_member) is not _is_in(change.new_chat_member):
        await refresh_chat_size(act, council)


def _note_member(uow: Uow, change: ChatMemberUpdated) -> Council | None:
    new, by = change.new_chat_member, change.from_user
    chat_id, user_id = change.chat.id, new.user.id
    if not _is_in(new):
        leaving.note_gone(uow, chat_id, user_id, by.id)
    elif isinstance(new, ChatMemberRestricted) and not new.can_send_messages:
        leaving.note_muted(uow, chat_id, user_id, new.until_date)
    else:
        leaving.note_returned(uow, chat_id, user_id)
    return council_of_chat(uow, chat_id)


async def on_service(act: Act) -> None:
    """A service message: told to every bot, administrator or not."""
    message = act.update.message
    if message is None or message.chat.type not in GROUPS:
        return
    council = await act.write(_note_service, message)
    if council is not None and (message.new_chat_members or message.left_chat_member):
        await refresh_chat_size(act, council)


def _note_service(uow: Uow, message: Message) -> Council | None:
    chat_id = message.chat.id
    if message.migrate_to_chat_id:
        migrate(uow, chat_id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id:
        migrate(uow, message.migrate_from_chat_id, chat_id)
    council = council_of_chat(uow, chat_id)
    if council is None:
        return None
    if message.new_chat_title:
        council = note_title(uow, council, message.new_chat_title)
    for user in message.new_chat_members:
        leaving.note_returned(uow, chat_id, user.id)
    _note_left(uow, message)
    return council


def _note_left(uow: Uow, message: Message) -> None:
    """By themself if they are named as its author; an anonymous administrator is named as nobody."""
    gone, by = message.left_chat_member, message.from_user
    if gone is None or gone.is_bot or by is None:
        return
    leaving.note_gone(uow, message.chat.id, gone.id, by.id)
