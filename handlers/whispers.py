"""Answers that one person alone sees in the group: the group stays quiet. (SPEC.md section 13: Quiet)

**Told apart.** A use-case answers with `reply`, and its row names whom it answers (`Outgoing.asker_id`). The message
says whether it concerns them alone (`Message.FOR_ONE`): pages, refusals, confirmations, pickers and the panel do;
what the council is to hear does not. What is asked by a forced reply is asked in private, as a reply to what only one
person sees may not reach the bot. drawing.py draws such an answer twice: as the group would see it, and for that one
person (`Audience.reader_id`), in their language.

**The way there.** Telegram calls it an ephemeral message (newer.py). Whoever pressed in the last seconds is shown it
by any bot; otherwise an administrator bot alone may. Its number there, negative, stands in the row as its message's
id: so a press on it, and what turns it into something else, takes the same road as all others (`Act.message_id`,
`redraw`, `ensure_under`), and an edit of a negative id goes to `edit_ephemeral`.

**Falling back.** Where the server, the group or the moment does not allow it, the answer goes to the private chat of
whoever asked, with a line that says where they did (bot/services/ground/home.py); where that is not open, it goes out
in sight of all, but for pages in a large group, which wait for them (bot/services/ground/signposts.py). A press on
[Vote] leads to private then (`outcome`). It is never the record: whether it arrived is not told, and it may vanish with
the application's next start; then the command or the button is there again.

**Remembered**, in memory: whether the server knows the methods at all, found once by a call that shows nobody
anything (an older server ignores what it does not know, and would show all what is meant for one); of each group and
way the first refusal, for a day, or until the bot's rights there change (what is not about the bot counts for that
one person alone); and of each person's last press its number, for some seconds.

**Secrecy.** A paper in the booth is never written in a row (services/ground/unwritten.py), and has no look for a group:
it is shown to the voter alone, or not at all.
"""

import asyncio
from collections.abc import Callable

import structlog
from telegram import Bot, InlineKeyboardMarkup
from telegram.error import BadRequest, TelegramError

from handlers import newer
from handlers.keyboards import is_about_colours
from handlers.newer import Reader
from handlers.request import reason_of

log = structlog.get_logger("whispers")

PRESS_COUNTS_FOR_S = 12.0
"""Telegram takes a press for 15 seconds; some of them pass on the way."""

REFUSAL_COUNTS_FOR_S = 86_400.0
ABOUT_BOT = ("admin", "rights")
ALL = 0
"""Stands for everybody in a chat."""

AGAIN_AFTER_S = 60.0
"""Before a server is asked again that did not say what it knows."""


class Whispers:
    """What is known of the ways to one person in a group, and the ways themselves."""

    def __init__(self, bot: Bot, now: Callable[[], float] | None = None) -> None:
        """Nothing is known yet. `now`: seconds of a clock that only runs."""
        self._bot = bot
        self._now = now or (lambda: asyncio.get_running_loop().time())
        self._knows: bool | None = None
        self._ask_from = 0.0
        self._refused: dict[tuple[int, int, bool], float] = {}
        self._presses: dict[tuple[int, int], tuple[float, str]] = {}
        self._outcomes: dict[tuple[int, int], asyncio.Future[bool]] = {}

    def note_press(self, chat_id: int, telegram_id: int, query_id: str) -> None:
        """They pressed a button there just now."""
        oldest = self._now() - PRESS_COUNTS_FOR_S
        self._presses = {key: press for key, press in self._presses.items() if press[0] > oldest}
        self._presses[chat_id, telegram_id] = (self._now(), query_id)

    def forget(self, chat_id: int) -> None:
        """What the bot may do there has changed."""
        self._refused = {key: until for key, until in self._refused.items() if key[0] != chat_id}

    def may_answer(self, chat_id: int, telegram_id: int) -> bool:
        """Whether their press there can be answered so, as far as is known; what is not known is not hoped for."""
        return bool(self._knows) and not self._is_refused(Reader(chat_id, telegram_id, "a press"))

    def outcome(self, chat_id: int, telegram_id: int) -> asyncio.Future[bool]:
        """Whether what they are to be shown there next is shown."""
        self._settle(chat_id, telegram_id, is_shown=False)
        made = self._outcomes[chat_id, telegram_id] = asyncio.get_running_loop().create_future()
        made.add_done_callback(lambda done: self._leave_out((chat_id, telegram_id), done))
        return made

    def _leave_out(self, key: tuple[int, int], done: "asyncio.Future[bool]") -> None:
        if self._outcomes.get(key) is done:
            del self._outcomes[key]

    def _settle(self, chat_id: int, telegram_id: int, *, is_shown: bool) -> None:
        known = self._outcomes.get((chat_id, telegram_id))
        if known is not None and not known.done():
            known.set_result(is_shown)

    async def ask_server(self) -> bool:
        """Whether the server is known to know these methods, asked at a start in a chat with nobody in it."""
        nobody = Reader(self._bot.id, self._bot.id)
        try:
            # What it does not know today it is asked again when somebody is to be answered.
            self._knows = self._knows or await newer.knows_ephemeral(self._bot, nobody) or None
        except TelegramError as error:
            log.info("server not asked", error=type(error).__name__)
        return bool(self._knows)

    async def way_to(self, chat_id: int, telegram_id: int) -> Reader | None:
        """How to show something to this person alone; None if there is no way just now."""
        reader = Reader(chat_id, telegram_id, self._pressed(chat_id, telegram_id))
        if not self._is_refused(reader) and await self._is_known(reader):
            return reader
        self._settle(chat_id, telegram_id, is_shown=False)
        return None

    async def show(
        self,
        reader: Reader,
        text: str,
        markup: InlineKeyboardMarkup | None,
        thread_id: int | None,
        reply_to: int | None,
    ) -> int | None:
        """Show it, and return as which message it stands there; None where the group does not allow it.

        Raises BadRequest where it is the colours that are refused.
        """
        reply = _reply_of(reply_to)
        try:
            shown = await newer.send_ephemeral(self._bot, reader, text, markup, thread_id, reply)
        except BadRequest as error:
            if is_about_colours(error):
                raise
            log.info("not shown to one", reason=reason_of(error), by_press=reader.query_id is not None)
            self._note_refusal(reader, error)
            self._settle(reader.chat_id, reader.telegram_id, is_shown=False)
            return None
        self._settle(reader.chat_id, reader.telegram_id, is_shown=True)
        if shown.is_seen_by_all:
            self._knows = False
        return shown.message_id

    async def turn(self, reader: Reader, message_id: int, text: str, markup: InlineKeyboardMarkup | None) -> int:
        """Turn what they see into something else. Raises TelegramError."""
        await newer.edit_ephemeral(self._bot, reader, -message_id, text, markup)
        return message_id

    def _note_refusal(self, reader: Reader, error: BadRequest) -> None:
        """For all of the chat only what is about the bot: else an outsider who presses would end it for everybody."""
        is_about_bot = any(word in error.message.lower() for word in ABOUT_BOT)
        now = self._now()
        self._refused = {key: until for key, until in self._refused.items() if until > now}
        self._refused[_key(reader, for_all=is_about_bot)] = now + REFUSAL_COUNTS_FOR_S

    def _is_refused(self, reader: Reader) -> bool:
        keys = (_key(reader, for_all=True), _key(reader, for_all=False))
        return any(self._refused.get(key, 0.0) > self._now() for key in keys)

    def _pressed(self, chat_id: int, telegram_id: int) -> str | None:
        at, query_id = self._presses.get((chat_id, telegram_id), (-PRESS_COUNTS_FOR_S, ""))
        return query_id if self._now() - at < PRESS_COUNTS_FOR_S else None

    async def _is_known(self, reader: Reader) -> bool:
        if self._knows is None and self._now() >= self._ask_from:
            self._ask_from = self._now() + AGAIN_AFTER_S
            try:
                self._knows = await newer.knows_ephemeral(self._bot, reader)
            except TelegramError as error:
                log.info("server not asked", error=type(error).__name__)
        return bool(self._knows)


def _key(reader: Reader, *, for_all: bool) -> tuple[int, int, bool]:
    return reader.chat_id, ALL if for_all else reader.telegram_id, reader.query_id is not None


def _reply_of(reply_to: int | None) -> dict[str, int | bool] | None:
    if reply_to is None:
        return None
    named = {"message_id": reply_to} if reply_to > 0 else {"ephemeral_message_id": -reply_to}
    return {**named, "allow_sending_without_reply": True}
