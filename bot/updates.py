"""The road of an update: fetched from Telegram, stored before anything else, handled, noted as done.

Telegram's silence is noticed here too: what fell into it is given back before what was sent in it is stored.
"""

import asyncio
import math
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from telegram import Update
from telegram.error import Conflict
from telegram.ext import Application

from bot.services.ballots import outages
from bot.services.ground import inbox
from bot.services.ground.ports import Cause, NotStoredError
from bot.services.ground.reach import EVERYWHERE
from handlers.act import Desk
from handlers.boundary import tell_not_stored
from handlers.request import AiohttpRequest

log = structlog.get_logger("updates")

UPDATE_KINDS = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member", "message_reaction"]
PRESS_MESSAGE = (
    "message_id",
    "ephemeral_message_id",
    "date",
    "chat",
    "message_thread_id",
    "is_topic_message",
    "from",
)

BEAT_SECONDS = 5.0
NOTED_FOR = timedelta(seconds=1)
SETTLED_SECONDS = 60.0
"""Whoever has had the updates to itself for so long was there first."""

CONFLICTS = 5
"""So many, and another program had this bot's updates already; one or two may be the last run's request."""

PATIENCE, LOT = 3.0, 2.0
"""Of two that were started one soon after the other the one that was alone for longer bears more conflicts before it
stops: so many for each doubling of that time. What a lot adds decides between two of the same second. Each conflict of
one is followed by one of the other, so as soon as one has stopped the other has no more."""

MARK_PAUSE_SECONDS = 1.0
"""Before storage that would not note an update as done is asked again."""


class Updates:
    """The road of one update, as far as `Intake` asks for it."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        desk: Desk,
        request: AiohttpRequest,
        url: str,
        now: Callable[[], datetime],
    ) -> None:
        """`url`: where Telegram answers for this bot, its token included; nothing is asked yet. `now`: the clock.

        `is_second`: another program had this bot's updates before; of two with one token the younger goes.
        """
        self._application = application
        self._desk = desk
        self._request = request
        self._url = url
        self.is_second = asyncio.Event()
        self._alone_since: float | None = None
        self._contested_at: float | None = None
        self._conflicts = 0
        self._bears = math.inf
        self._refused: set[int] = set()
        self._heard_at: float | None = None
        self._is_deaf = False
        self._beat_at = 0.0
        self._now = now
        self._noted_at = datetime.fromtimestamp(0, UTC)

    async def fetch(self, offset: int | None, seconds: float) -> list[dict[str, Any]]:
        """What Telegram has from this offset on, within so many seconds.

        Raises Conflict where another program has the updates; whatever else keeps them from us is raised too.
        """
        if self.is_second.is_set():
            # Not once more until the program has ended: whoever goes on would count that against itself.
            message = "another program has the updates"
            raise Conflict(message)
        if self._alone_since is None:
            self._alone_since = asyncio.get_running_loop().time()
        try:
            raws = await self._request.fetch_updates(f"{self._url}/getUpdates", offset, seconds, UPDATE_KINDS)
        except Exception as error:
            self._is_deaf = True
            if isinstance(error, Conflict):
                self._note_conflict()
            raise
        return [trim(raw) for raw in raws if has_number(raw)]

    def _note_conflict(self) -> None:
        """For some seconds it may be the last run's own request, which Telegram still holds."""
        log.warning("another program takes this bot's updates: stop it, or give one of them another BOT_TOKEN")
        now = asyncio.get_running_loop().time()
        if self._contested_at is None or now - self._contested_at >= SETTLED_SECONDS:
            self._conflicts, self._bears = 0, patience(now - (self._alone_since or now))
        self._contested_at = self._alone_since = now
        self._conflicts += 1
        if self._conflicts >= self._bears:
            self.is_second.set()

    async def store(self, raws: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Commit updates and return the new ones. Presses that storage cannot take are refused at once, and stay so.

        Anything else that it cannot take is asked for again: Telegram keeps it until it is stored.
        """
        try:
            fresh = await self._try_to_store([raw for raw in raws if raw["update_id"] not in self._refused])
        except NotStoredError as error:
            log.error("updates not stored", reason=str(error))  # noqa: TRY400 (the trace would hold texts)
            for raw in raws:
                if raw["update_id"] not in self._refused and await tell_not_stored(self._desk, raw):
                    self._refused.add(raw["update_id"])
            if any(raw["update_id"] not in self._refused for raw in raws):
                raise
            fresh = []
        self._refused.clear()
        return fresh

    async def _try_to_store(self, raws: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Commit updates; after a silence, first extend what it fell into.

        While the program runs, only a Telegram that did not answer makes a silence, measured in the program's own time:
        a clock that is set, or moved by a test, makes none.
        """
        now = asyncio.get_running_loop().time()
        was_deaf, self._is_deaf = self._is_deaf, False
        if self._heard_at is None or (was_deaf and now - self._heard_at > inbox.OUTAGE_FROM.total_seconds()):
            # Everywhere: the silence took time from every council, and none may act before all have theirs back.
            await self._desk.write(outages.end_outage, Cause("outage"), EVERYWHERE)
            self._beat_at, self._noted_at = now, self._now()
        elif now - self._beat_at > BEAT_SECONDS or (not raws and not self._is_noted()):
            await self._desk.write(inbox.note_heard, Cause("heard"))
            self._beat_at, self._noted_at = now, self._now()
        self._heard_at = now
        return await self._desk.write(lambda uow: inbox.store_updates(uow, raws), Cause("intake")) if raws else []

    def _is_noted(self) -> bool:
        """Whether what was noted last is true to a second; not where the clock was set since. Every deadline asks."""
        return abs(self._now() - self._noted_at) < NOTED_FOR

    async def handle(self, raw: dict[str, Any]) -> None:
        """Hand one update to PTB; whatever comes of it, the update is done afterwards."""
        update_id = raw["update_id"]
        update = self._read_update(raw)
        try:
            if update is not None:
                await self._application.process_update(update)
        except Exception as error:  # noqa: BLE001 (one update must not stop its lane)
            log.error("update not handled", error=type(error).__name__)  # noqa: TRY400 (no texts in logs)
        if update_id in self._desk.finished:
            self._desk.finished.discard(update_id)
            return
        await self._mark_done(update_id)

    async def _mark_done(self, update_id: int) -> None:
        """However long storage fails, its lane waits: else what was refused is done at a start, after newer presses."""
        while True:
            try:
                await self._desk.write(lambda uow: inbox.finish_update(uow, update_id), Cause(f"update:{update_id}"))
            except NotStoredError as error:
                log.error("update not marked done", reason=str(error))  # noqa: TRY400
                await asyncio.sleep(MARK_PAUSE_SECONDS)
            else:
                return

    def _read_update(self, raw: dict[str, Any]) -> Update | None:
        """The update as PTB has it; None for one of a shape that it cannot read, which is then done with."""
        try:
            return Update.de_json(raw, self._application.bot)
        except Exception as error:  # noqa: BLE001 (whatever is wrong with it, reading it again would not help)
            log.warning("update unreadable", error=type(error).__name__)
            return None


def patience(alone_s: float) -> float:
    """How many conflicts a program bears that had the updates to itself for so long before the first."""
    if alone_s >= SETTLED_SECONDS:
        return math.inf
    return CONFLICTS + PATIENCE * math.log2(1 + alone_s) + LOT * secrets.randbelow(1000) / 1000


def has_number(raw: dict[str, Any]) -> bool:
    """Whether it can be told from others, and confirmed; Telegram numbers all of them."""
    return isinstance(raw, dict) and isinstance(raw.get("update_id"), int)


def trim(raw: dict[str, Any]) -> dict[str, Any]:
    """A press without the card it stands on: parsing and storing that costs more than the vote."""
    query = raw.get("callback_query")
    if isinstance(query, dict) and isinstance(query.get("message"), dict):
        message = {name: value for name, value in query["message"].items() if name in PRESS_MESSAGE}
        return {**raw, "callback_query": {**query, "message": message}}
    return raw
