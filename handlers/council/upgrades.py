"""A supergroup that is new here may be a group that was known before: where Telegram has not told, it is asked."""

import asyncio

import structlog
from telegram.constants import ChatAction
from telegram.error import ChatMigrated, TelegramError

from bot.services.ground.ports import Cause
from bot.services.ground.reach import InChat
from bot.services.roll.migration import may_have_been, migrate
from handlers.act import Act, Desk

log = structlog.get_logger("council")

LONGEST_S = 3.0
"""So long whoever comes first in a new group waits for an answer; what is learned later a refused message tells."""

MOST_KEPT = 10_000


async def find_former(act: Act) -> None:
    """Before anything is done in a supergroup for the first time since the start: the others there wait for it.

    Else whoever writes there before the bot writes to the old group would found a second council, or be a stranger.
    Raises NotStoredError.
    """
    chat, looks = act.update.effective_chat, act.desk.looks
    if chat is None or chat.type != "supergroup":
        return
    look = looks.get(chat.id)
    if look is not None:
        if not look.is_set():
            await look.wait()
        return
    if len(looks) >= MOST_KEPT:
        looks.clear()
    looks[chat.id] = look = asyncio.Event()
    try:
        await _ask(act.desk, chat.id, chat.title or "")
    finally:
        look.set()


async def _ask(desk: Desk, chat_id: int, title: str) -> None:
    """A group that was upgraded refuses everything and names the supergroup; to any other the bot seems to type."""
    for old_id in await desk.read(may_have_been, chat_id, title):
        try:
            async with asyncio.timeout(LONGEST_S):
                await desk.bot.send_chat_action(old_id, ChatAction.TYPING)
        except ChatMigrated as error:
            await _migrate(desk, old_id, error.new_chat_id)
        except (TelegramError, TimeoutError) as error:
            log.info("not known whether a group was upgraded", error=type(error).__name__)


async def _migrate(desk: Desk, old_id: int, new_id: int) -> None:
    await desk.write(lambda uow: migrate(uow, old_id, new_id), Cause("upgrade"), InChat(old_id), InChat(new_id))
