"""What Telegram says of a group and of the bot in it: added, removed, rights, a new name or id, who came and went."""

import structlog
from telegram import (
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    Message,
)
from telegram.error import TelegramError

from bot.domain.council.council import Council
from bot.services.council.council import note_here, note_kicked, note_rights
from bot.services.council.delivery import note_way
from bot.services.removals.presence import Presence, ServiceNote, note_presence, note_service
from bot.services.roll.in_chat import note_chat_size
from handlers.act import Act, sender_from

log = structlog.get_logger("council")

OUT = {ChatMember.LEFT, ChatMember.BANNED}
GROUPS = {"group", "supergroup"}


async def on_bot_member(act: Act) -> None:
    """The bot was added, removed, or given rights; in private: blocked, or let in again."""
    change = act.update.my_chat_member
    act.desk.whispers.forget(act.chat_id)
    if change is None or change.chat.type not in {*GROUPS, "private"}:
        return
    if act.is_private:
        await act.write(note_way, is_open=is_in(change.new_chat_member))
    elif is_in(change.new_chat_member):
        council = await act.write(note_here, act.chat_id, act.chat_title or "", rights_of(change.new_chat_member))
        await refresh_chat_size(act, council)
    else:
        await act.write(note_kicked, act.chat_id)


def is_in(member: ChatMember) -> bool:
    """Whether they are in the chat, muted or not."""
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
    new = change.new_chat_member
    act.desk.members.forget(act.chat_id, new.user.id)
    until = new.until_date if isinstance(new, ChatMemberRestricted) else None
    council = await act.write(note_presence, act.chat_id, new.user.id, change.from_user.id, _presence(new), until)
    if council is not None and is_in(change.old_chat_member) is not is_in(change.new_chat_member):
        await refresh_chat_size(act, council)


async def on_service(act: Act) -> None:
    """A service message: told to every bot, administrator or not."""
    message = act.update.message
    if message is None or message.chat.type not in GROUPS:
        return
    for user in (*message.new_chat_members, *((message.left_chat_member,) if message.left_chat_member else ())):
        act.desk.members.forget(act.chat_id, user.id)
    council = await act.write(note_service, _told_by(message))
    if council is not None and (message.new_chat_members or message.left_chat_member):
        await refresh_chat_size(act, council)


def _presence(member: ChatMember) -> Presence:
    if not is_in(member):
        return Presence.GONE
    is_muted = isinstance(member, ChatMemberRestricted) and not member.can_send_messages
    return Presence.MUTED if is_muted else Presence.THERE


def _told_by(message: Message) -> ServiceNote:
    """Somebody went by themself if they are named as its author; an anonymous administrator is named as nobody."""
    gone, by = message.left_chat_member, message.from_user
    return ServiceNote(
        message.chat.id,
        message.migrate_to_chat_id,
        message.migrate_from_chat_id,
        message.new_chat_title,
        tuple(sender_from(user) for user in message.new_chat_members if not user.is_bot),
        None if gone is None or gone.is_bot or by is None else (gone.id, by.id),
        tuple(user.id for user in message.new_chat_members if user.is_bot and user.id != message.get_bot().id),
        (gone.id,) if gone is not None and gone.is_bot else (),
    )
