"""What Telegram learned after python-telegram-bot's version of its Bot API (10.0), typed; nothing else names it.

Ephemeral messages (10.2, 10.3): one person alone sees them in the group. They have numbers of their own, and 0 where
others have theirs; whoever may see one names its reader with it. A command may be one as well: its sender and the bot
alone see it.
"""

from dataclasses import dataclass

from telegram import Bot, BotCommand, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, EndPointNotFound, Forbidden

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
EDIT = "editEphemeralMessageText"
NO_MESSAGE = 0
"""The number of no ephemeral message."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who alone sees it, and the press it answers: without one only an administrator bot may send it."""

    chat_id: int
    telegram_id: int
    query_id: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """Where it stands: minus its number; its id if the server ignored what it does not know, and all see it."""

    message_id: int
    is_seen_by_all: bool = False


async def knows_ephemeral(bot: Bot, reader: Reader) -> bool:
    """Whether the server knows these methods: an older one would show all what it is told to show to one.

    Asked with the number of no message, so that nobody sees anything. Raises TelegramError where it cannot be known.
    """
    try:
        await edit_ephemeral(bot, reader, NO_MESSAGE, "?", None)
    except EndPointNotFound:
        return False
    except (BadRequest, Forbidden):
        return True
    return True


async def send_ephemeral(
    bot: Bot,
    reader: Reader,
    text: str,
    markup: InlineKeyboardMarkup | None,
    thread_id: int | None,
    reply: dict[str, int | bool] | None,
) -> Shown:
    """Show this to the reader alone. Raises TelegramError."""
    asked = {"receiver_user_id": reader.telegram_id}
    sent: Message = await bot.send_message(
        reader.chat_id,
        text,
        parse_mode=ParseMode.HTML,
        reply_markup=markup,
        message_thread_id=thread_id,
        link_preview_options=NO_PREVIEW,
        api_kwargs={
            "ephemeral_message_parameters": asked | ({"callback_query_id": reader.query_id} if reader.query_id else {}),
            **({"reply_parameters": reply} if reply else {}),
        },
    )
    number = ephemeral_id(sent)
    return Shown(sent.message_id, is_seen_by_all=True) if number is None else Shown(-number)


async def edit_ephemeral(bot: Bot, reader: Reader, number: int, text: str, markup: InlineKeyboardMarkup | None) -> None:
    """Turn one into something else. Raises TelegramError."""
    named = {"chat_id": reader.chat_id, "receiver_user_id": reader.telegram_id, "ephemeral_message_id": number}
    words = {"text": text, "parse_mode": ParseMode.HTML, "link_preview_options": NO_PREVIEW, "reply_markup": markup}
    given = {name: value for name, value in words.items() if value is not None}
    await bot.do_api_request(EDIT, api_kwargs=named | given)


def ephemeral_id(message: Message) -> int | None:
    """The number of an ephemeral message; None for all others."""
    number = message.api_kwargs.get("ephemeral_message_id")
    return number if isinstance(number, int) and number != NO_MESSAGE else None


def ephemeral_command(name: str, what: str) -> BotCommand:
    """A command that nobody else in the group sees; for a server that knows such messages."""
    return BotCommand(name, what, api_kwargs={"is_ephemeral": True})
