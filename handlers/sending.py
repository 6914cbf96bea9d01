"""One message on its way to Telegram: as text, picture or file, new or in place of what stands there."""

import html
import io
from dataclasses import replace
from typing import Any

import structlog
from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from handlers.jobs import Aside, Draft, Home, Job, screen_of
from handlers.keyboards import Keyboards
from handlers.newer import NO_PREVIEW, Reader
from handlers.request import reason_of
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import bare
from handlers.whispers import Whispers

log = structlog.get_logger("delivery")

SIGN = "👀"
"""What the signpost explains: the answer to the command above waits in private."""

UNREADABLE = "can't parse entities"
NO_RIGHTS = ("not enough rights", "have no rights", "chat_write_forbidden", "chat_restricted")
"""Where the group takes nothing of the bot; so it is where even General is closed (NO_TOPIC)."""
NO_TEXT = "there is no text in the message"
NOT_THERE = "message to delete not found"
NO_WAY = "no way to one person alone"
NO_TOPIC = ("thread not found", "topic_closed", "topic_deleted")


class Sender:
    """Sends and edits; what Telegram refuses is raised, unless there is another way to say the same."""

    def __init__(self, bot: Bot, whispers: Whispers) -> None:
        """Nothing is sent yet."""
        self._bot = bot
        self._whispers = whispers
        self._keyboards = Keyboards()

    async def send(self, job: Job, draft: Draft) -> int | None:
        """Send or edit, to one person alone where it concerns nobody else and Telegram can. Returns the message's id.

        None where it cannot be shown to them alone here, and they are told in their private chat. A server that
        refuses colours gets the same without any. Raises BadRequest where it has no look for all and cannot be shown
        to one; and whatever else Telegram refuses.
        """
        try:
            return await self._send_where_it_belongs(job, draft)
        except BadRequest as error:
            if not self._keyboards.learn(error):
                raise
            return await self._send_where_it_belongs(job, draft)

    async def _send_where_it_belongs(self, job: Job, draft: Draft) -> int | None:
        if draft.aside is not None and (shown := await self._show_aside(job, draft, draft.aside)) is not None:
            return shown
        if draft.is_for_one_only:
            raise BadRequest(NO_WAY)
        is_away = draft.home is not None and await self._is_told(draft.to.chat_id, draft.home)
        return None if is_away else await self._send(job, draft)

    async def _is_told(self, chat_id: int, home: Home) -> bool:
        """Whether they learn that it is in private: there, by a signpost, or by a sign, which some groups do not take.

        Raises TelegramError.
        """
        if home.sign_on is None:
            return True
        try:
            return await self._bot.set_message_reaction(chat_id, home.sign_on, SIGN)
        except BadRequest as error:
            log.info("no sign", reason=reason_of(error))
            return False

    async def _send(self, job: Job, draft: Draft) -> int:
        """Send or edit; a closed or deleted topic falls back to General. Returns the message's id.

        A server that does not know one of our tags (an old one) gets the same words without any, a group that takes no
        pictures the words alone; so does a card that cannot become one.
        """
        try:
            return await self._call(job, draft, in_topic=True)
        except BadRequest as error:
            reason = error.message.lower()
            if any(word in reason for word in NO_TOPIC):
                return await self._call(job, draft, in_topic=False)
            if draft.screen.picture is not None and (job.is_edit or any(word in reason for word in NO_RIGHTS)):
                return await self._call(job, without_picture(draft), in_topic=True)
            if UNREADABLE in reason:
                log.warning("sent without tags", screen=screen_of(job))
                return await self._call(job, without_tags(draft), in_topic=True)
            raise

    async def _show_aside(self, job: Job, draft: Draft, aside: Aside) -> int | None:
        """To one person alone; None where there is no way to do so."""
        chat_id, text, markup = draft.to.chat_id, aside.screen.text, self._keyboards.draw(aside.screen)
        if job.is_aside and job.message is not None and job.message.message_id is not None:
            return await self._whispers.turn(Reader(chat_id, aside.telegram_id), job.message.message_id, text, markup)
        reader = await self._whispers.way_to(chat_id, aside.telegram_id)
        if reader is None:
            return None
        reply_to = job.message.reply_to if job.message else None
        return await self._whispers.show(reader, text, markup, _thread_of(job, draft), reply_to)

    async def _call(self, job: Job, draft: Draft, *, in_topic: bool) -> int:
        bot, screen, chat_id = self._bot, draft.screen, draft.to.chat_id
        edited = job.card.message_id if job.card else (job.message.message_id if job.message else None)
        markup = self._markup(screen)
        if edited is not None and screen.is_gone:
            return await self._delete(chat_id, edited, screen)
        if edited is not None:
            return await self._edit(chat_id, edited, screen, markup)
        named: dict[str, Any] = {
            "chat_id": chat_id,
            "parse_mode": ParseMode.HTML,
            "reply_markup": markup,
            "message_thread_id": _thread_of(job, draft) if in_topic else None,
            "reply_parameters": _reply_of(job),
            **({"disable_notification": True} if draft.to.is_night or _stood_before(job) else {}),
        }
        if screen.picture is not None:
            sent = await bot.send_photo(photo=io.BytesIO(screen.picture), caption=screen.text, **named)
        elif screen.files:
            sent = await self._send_file(screen, named)
        else:
            sent = await bot.send_message(text=screen.text, link_preview_options=NO_PREVIEW, **named)
        return sent.message_id

    def _markup(self, screen: Screen) -> InlineKeyboardMarkup | ForceReply | None:
        if screen.ask_placeholder is not None:
            return ForceReply(selective=True, input_field_placeholder=screen.ask_placeholder[:64] or None)
        return self._keyboards.draw(screen)

    async def _send_file(self, screen: Screen, named: dict[str, Any]) -> Message:
        kind, file_id = screen.files[0]
        caption = screen.text or None
        if kind == "photo":
            return await self._bot.send_photo(photo=file_id, caption=caption, **named)
        return await self._bot.send_document(document=file_id, caption=caption, **named)

    async def _delete(self, chat_id: int, message_id: int, screen: Screen) -> int:
        """Of what cannot be deleted one line stays."""
        try:
            await self._bot.delete_message(chat_id, message_id)
        except BadRequest as error:
            if NOT_THERE not in error.message.lower():
                return await self._edit(chat_id, message_id, screen, None)
        return message_id

    async def _edit(self, chat_id: int, message_id: int, screen: Screen, markup: Any) -> int:
        buttons = markup if isinstance(markup, InlineKeyboardMarkup) else None
        try:
            await self._turn(chat_id, message_id, screen, buttons)
        except BadRequest as error:
            if "message is not modified" not in error.message.lower():
                raise
        return message_id

    async def _turn(self, chat_id: int, message_id: int, screen: Screen, markup: InlineKeyboardMarkup | None) -> None:
        """A card becomes the picture of its result; what is a picture already keeps it below other words."""
        where: dict[str, Any] = {"chat_id": chat_id, "message_id": message_id, "reply_markup": markup}
        if screen.picture is not None:
            shown = InputMediaPhoto(io.BytesIO(screen.picture), caption=screen.text, parse_mode=ParseMode.HTML)
            await self._bot.edit_message_media(shown, **where)
            return
        try:
            await self._bot.edit_message_text(
                screen.text, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW, **where
            )
        except BadRequest as error:
            if NO_TEXT not in error.message.lower():
                raise
            await self._bot.edit_message_caption(caption=screen.text, parse_mode=ParseMode.HTML, **where)


def without_tags(draft: Draft) -> Draft:
    """The same words in plain text."""
    return replace(draft, screen=replace(draft.screen, text=html.escape(bare(draft.screen.text), quote=False)))


def without_picture(draft: Draft) -> Draft:
    """What stands below it says the same."""
    return replace(draft, screen=replace(draft.screen, picture=None))


def _stood_before(job: Job) -> bool:
    """A card that is posted anew says nothing new, unless it is the result: it makes no sound."""
    return job.card is not None and job.card.rendered > 0 and not job.card.is_final


def _thread_of(job: Job, draft: Draft) -> int | None:
    """The topic: an answer stays where it was asked for, all else goes to its own or the council's topic."""
    if job.message is not None and job.message.reply_to is not None:
        return job.message.thread_id
    own = job.message.thread_id if job.message else (job.card.thread_id if job.card else None)
    return own or draft.to.thread_id or None


def _reply_of(job: Job) -> ReplyParameters | None:
    reply_to = job.message.reply_to if job.message else None
    return ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to and reply_to > 0 else None
