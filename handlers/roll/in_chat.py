"""Whether somebody is in the chat: Telegram is asked before the use-case, never within its transaction."""

import structlog
from telegram.error import BadRequest, TelegramError

from bot.domain.council.council import Council
from bot.domain.roll.member import ChatSilentError
from bot.domain.roll.seen import InChat
from bot.services.roll.seen import is_on_roll_here
from handlers.act import Act
from handlers.council.council import is_in

log = structlog.get_logger("roll")

ANSWERED_WITHIN_S = 5.0
"""Longer nobody waits for it who pressed; then it is "try again"."""

NOT_THERE = ("member not found", "user not found", "user_not_participant", "participant_id_invalid")
NO_RIGHT = ("chat_admin_required", "member list is inaccessible")
"""What Telegram says to a bot that is not administrator where the list of members is hidden."""


async def ask_in_chat(act: Act, council: Council | None) -> InChat:
    """What Telegram says of whoever acts, kept for a minute. Nobody is asked about who is on the roll already.

    Raises ChatSilentError if the call fails.
    """
    if act.is_private or act.sender is None:
        return InChat.UNSAID
    user_id = act.sender.telegram_id
    if council is not None and await act.desk.read(is_on_roll_here, council.council_id, user_id):
        return InChat.UNSAID
    chat_id = council.chat_id if council else act.chat_id
    known = act.desk.members.recall(chat_id, user_id)
    if known is None:
        is_admin = bool(council and council.rights.get("is_administrator"))
        known = await _ask(act, chat_id, user_id, is_admin=is_admin)
        act.desk.members.keep(chat_id, user_id, known)
    return known


async def _ask(act: Act, chat_id: int, user_id: int, *, is_admin: bool) -> InChat:
    try:
        member = await act.desk.bot.get_chat_member(chat_id, user_id, read_timeout=ANSWERED_WITHIN_S)
    except BadRequest as error:
        return _refused(error.message.casefold(), is_admin=is_admin)
    except TelegramError as error:
        log.info("member not known", error=type(error).__name__)
        raise ChatSilentError from None
    return InChat.YES if is_in(member) else InChat.NO


def _refused(reason: str, *, is_admin: bool) -> InChat:
    """To administrators Telegram tells everything; to others that somebody is not found may only say that it hides."""
    if not is_admin or any(words in reason for words in NO_RIGHT):
        return InChat.UNSAID
    if any(words in reason for words in NOT_THERE):
        return InChat.NO
    raise ChatSilentError
