"""Delivery: sends what the outbox holds, draws cards that are behind; within the limits, one at a time for each chat.

Nothing is lost if it fails: a message stays in the outbox until its sending is on disk, a card stays behind until the
version it shows is. A crash between sending and noting it repeats that one message; Telegram offers no way to ask.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any

import structlog
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.domain.ground.kept import NotReadableError, RowNotReadableError
from bot.domain.ground.outgoing import OutgoingState
from bot.services.council import delivery as store
from bot.services.council.council import note_kicked
from bot.services.council.muting import fall_silent
from bot.services.ground.home import bring_back, is_from_group
from bot.services.ground.ports import Cause, NotStoredError
from bot.services.ground.reach import InChat, Named, OfPerson
from bot.services.ground.signposts import go_private
from bot.services.roll.migration import migrate
from handlers.act import Desk
from handlers.boundary import place_of
from handlers.drawing import draw
from handlers.jobs import Draft, Job, Sent, first_of_each_chat, news_on, remembered, screen_of, verbs_on
from handlers.limits import Limiter, Limits
from handlers.request import reason_of
from handlers.sending import NO_RIGHTS, NO_TOPIC, NO_WAY, Sender
from handlers.unshown import GIVEN_UP
from handlers.views.ground.screen import Screen

log = structlog.get_logger("delivery")

PAUSE_S = 0.1
"""Between two looks at the outbox: in a storm of presses many changes are drawn by one look."""

LOOK_EVERY_S = 1.0
"""Without being woken: what was put off to a later time may go."""

LARGEST_PASS = 32 * store.PASS_SIZE
LONGEST_WAIT_S = 600.0
"""However long Telegram says a chat must wait, it is asked again after this: one wrong figure silences no group."""

BACKOFF_S = (1, 2, 5, 15, 60, 300)
STORAGE_PAUSE_S = 2.0
"""Before a chat is served again after storage would not note what became of a message."""

FAILURE_PAUSES_S = (0.5, 2, 5, 15)
"""After a mistake of ours, or while the database cannot be read: tried so often again, then dropped."""

UNREADABLE_WAITS = timedelta(hours=1)
"""Only another release, or a repair by hand, makes a row readable."""

DRAWN_KEPT = 1_000
"""Cards of which it is remembered what they show."""

GONE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message identifier is not specified",
)


class Delivery:
    """One loop that looks for work and one task for each message under way."""

    def __init__(self, desk: Desk, limits: Limits, tasks: asyncio.TaskGroup) -> None:
        """`tasks` owns the tasks of messages under way."""
        self._desk = desk
        self._sender = Sender(desk.bot, desk.whispers)
        self._limiter = Limiter(limits)
        self._tasks = tasks
        self._busy: set[tuple[str, str, int]] = set()
        self._sent: dict[str, Sent] = {}
        self._drawn: dict[tuple[int, int], Screen] = {}
        self._failures: Counter[str] = Counter()
        self._pass_size = store.PASS_SIZE
        self._woken = asyncio.Event()
        self._ahead = 0.0
        self._looks = 0
        self._hurry = asyncio.Event()
        self._settling: dict[asyncio.Future[float | None], int] = {}

    def wake(self) -> None:
        """There may be work."""
        self._woken.set()

    def pass_time(self, seconds: float) -> None:
        """The clock was moved so far: what the limits remember is so much longer ago."""
        self._ahead += seconds

    async def settle(self) -> float | None:
        """Return once nothing is under way and nothing may go now; in how many seconds the next may, if any waits."""
        settled: asyncio.Future[float | None] = asyncio.get_running_loop().create_future()
        self._settling[settled] = self._looks
        self._hurry.set()
        self.wake()
        try:
            return await settled
        finally:
            del self._settling[settled]
            if not self._settling:
                self._hurry.clear()

    def _now(self) -> float:
        return asyncio.get_running_loop().time() + self._ahead

    async def run(self) -> None:
        """Deliver for as long as the task lives."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), LOOK_EVERY_S)
            self._woken.clear()
            await self._look_safely()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._hurry.wait(), PAUSE_S)

    async def _look_safely(self) -> None:
        """One look; a database that cannot be read now may be readable at the next."""
        try:
            again_at = await self._look()
        except Exception as error:  # noqa: BLE001 (the loop serves all chats and must not end)
            log.error("outbox not read", error=type(error).__name__)  # noqa: TRY400 (the trace may hold texts)
            return
        if again_at is not None:
            asyncio.get_running_loop().call_later(again_at - self._now(), self.wake)

    async def _look(self) -> float | None:
        """Start what may go now; return when something that must wait may go."""
        now = self._now()
        self._looks += 1
        number = self._looks
        free_at = self._limiter.free_at(now)
        if free_at > now:
            self._note_settled(number, free_at - now)
            return free_at
        later: list[float] = []
        # Busy before the reading: what is finished during it stands in it as still waiting, and would go out twice.
        busy = frozenset(self._busy)
        work = await self._desk.read(store.waiting, self._pass_size)
        is_idle = True
        for job in first_of_each_chat(work):
            if job.chat in busy:
                continue
            is_group = job.person_id is None
            ready = self._limiter.ready_at(job.chat, now, is_group=is_group, is_refresh=job.is_refresh)
            if ready > now:
                later.append(ready)
                continue
            self._busy.add(job.chat)
            self._limiter.use(job.chat, now, is_edit=job.is_edit)
            self._tasks.create_task(self._deliver(job))
            is_idle = False
        # Chats that must wait by their own limits may fill a whole look: look further then, for the others.
        is_held_up = is_idle or any(ready > self._limiter.free_at(now) for ready in later)
        self._pass_size = min(self._pass_size * 2, LARGEST_PASS) if is_held_up and work.is_cut else store.PASS_SIZE
        if is_idle:
            self._note_settled(number, min(later) - now if later else None)
        return min(later) if later else None

    def _note_settled(self, look: int, again_in: float | None) -> None:
        """Whoever asked before this look began saw all that was committed until then go out."""
        for settled, asked_at in self._settling.items():
            if asked_at < look and not self._busy and not settled.done():
                settled.set_result(again_in)

    async def _deliver(self, job: Job) -> None:
        try:
            await self._bring(job)
            self._failures.pop(job.key, None)
        except NotStoredError as error:
            log.error("delivery not noted", reason=str(error))  # noqa: TRY400 (the statement may hold texts)
            self._rest_chat(job, STORAGE_PAUSE_S)
        except Exception as error:  # noqa: BLE001 (one message must not end the loop for all chats)
            await self._give_up_slowly(job, error)
        finally:
            self._busy.discard(job.chat)
            self.wake()

    async def _give_up_slowly(self, job: Job, error: Exception) -> None:
        """A database that was away for a moment must lose no message; one that can never be drawn goes at last."""
        name = type(error).__name__
        self._failures[job.key] += 1
        failures = self._failures[job.key]
        if failures <= len(FAILURE_PAUSES_S):
            log.warning("delivery put off", error=name, screen=screen_of(job), place=place_of(error))
            self._rest_chat(job, FAILURE_PAUSES_S[failures - 1])
            return
        log.error("delivery failed", error=name, screen=screen_of(job), place=place_of(error))
        del self._failures[job.key]
        try:
            await self._note(job, f"failed: {name}", OutgoingState.DROPPED)
        except NotStoredError as unstored:
            log.error("delivery not noted", reason=str(unstored))  # noqa: TRY400 (the statement may hold texts)

    def _rest_chat(self, job: Job, seconds: float) -> None:
        self._limiter.block(job.chat, self._now() + seconds)

    async def _bring(self, job: Job) -> None:
        if job.key in self._sent:
            # It went out, and storage would not note it: sending it again would repeat it for as long as that lasts.
            await self._note_sent(job.key)
            return
        try:
            draft = await self._desk.read(partial(draw, self._desk), job)
        except RowNotReadableError as error:
            log.error("message waits", reason=str(error), screen=screen_of(job))  # noqa: TRY400 (no texts)
            await self._put_off(job, "waits for a row that is not readable")
            return
        except NotReadableError as error:
            log.error("message not readable", reason=str(error), screen=screen_of(job))  # noqa: TRY400 (no texts)
            # A card of another release rests, and is drawn when it changes under one that knows it.
            state = OutgoingState.DROPPED if job.card is None else OutgoingState.SHELVED
            await self._note(job, GIVEN_UP, state)
            return
        if draft is None:
            await self._note(job, "nothing to show", OutgoingState.DROPPED)
            return
        if not draft.to.is_open:
            # Until the bot is back in the group (services/absence.py) cards rest and messages are shelved.
            await self._note(job, "no way there", OutgoingState.SHELVED)
            return
        try:
            message_id = self._as_it_stands(job, draft) or await self._send(job, draft)
        except TelegramError as error:
            await self._handle_trouble(job, draft, error)
        else:
            await self._note_outcome(job, draft, message_id)

    async def _send(self, job: Job, draft: Draft) -> int | None:
        """What is turned into something with other buttons in a group carries their verbs first: none is forged."""
        if (verbs := news_on(job, draft.screen)) is not None:
            await self._write([job.council_id], store.foretell, job.council_id, job.key, verbs)
        return await self._sender.send(job, draft)

    async def _note_outcome(self, job: Job, draft: Draft, message_id: int | None) -> None:
        """It stands there; or it goes home, where it is drawn anew."""
        if message_id is None and draft.home is not None:
            names = job.council_id, OfPerson(draft.home.telegram_id), InChat(draft.to.chat_id)
            await self._write(names, go_private, job.key, draft.home.sign_on is not None)
        if message_id is None:
            return
        self._sent[job.key] = Sent(job, draft.to.chat_id, message_id, verbs_on(draft.screen))
        self._keep_drawn(job, draft, message_id)
        await self._note_sent(job.key)

    def _as_it_stands(self, job: Job, draft: Draft) -> int | None:
        """The message of a card that shows just this already, and that nobody looks for: it is not edited."""
        if job.card is None or job.card.message_id is None or job.card.is_looked_for:
            return None
        stands = self._drawn.get((draft.to.chat_id, job.card.message_id))
        return job.card.message_id if stands == remembered(draft.screen) else None

    def _keep_drawn(self, job: Job, draft: Draft, message_id: int) -> None:
        """Of so many cards; of others it is found out by an edit that Telegram leaves as it is."""
        self._drawn.pop((draft.to.chat_id, message_id), None)
        if job.card is not None:
            self._drawn[draft.to.chat_id, message_id] = remembered(draft.screen)
        if len(self._drawn) > DRAWN_KEPT:
            del self._drawn[next(iter(self._drawn))]

    async def _handle_trouble(self, job: Job, draft: Draft, error: TelegramError) -> None:
        """429 stops this chat alone; a lost card is posted anew; a closed way shelves; the rest is tried again."""
        now = self._now()
        log.info("not delivered", error=type(error).__name__, reason=reason_of(error), screen=screen_of(job))
        match error:
            case RetryAfter():
                wait = error.retry_after
                seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
                self._limiter.block(job.chat, now + min(max(seconds, 0.0), LONGEST_WAIT_S))
            case ChatMigrated():
                chats = draft.to.chat_id, error.new_chat_id
                await self._write(map(InChat, chats), migrate, *chats)
            case Forbidden():
                await self._handle_forbidden(job, draft)
            case BadRequest():
                await self._handle_bad_request(job, draft, error)
            case NetworkError() | _:
                attempts = job.message.attempts if job.message else 0
                seconds = BACKOFF_S[min(attempts, len(BACKOFF_S) - 1)]
                if job.card is not None:
                    self._limiter.block(job.chat, now + seconds)
                await self._note(job, type(error).__name__, OutgoingState.WAITING, timedelta(seconds=seconds))

    async def _handle_forbidden(self, job: Job, draft: Draft) -> None:
        if job.message is not None and is_from_group(job.message):
            await self._write([job.council_id, OfPerson(draft.to.chat_id)], bring_back, job.key)
        if job.person_id is not None:
            await self._write((), store.close_way, job.person_id)
        elif job.council_id:
            await self._write([InChat(draft.to.chat_id)], note_kicked, draft.to.chat_id)
        if job.message is None or not is_from_group(job.message):
            await self._note(job, "forbidden", OutgoingState.SHELVED)

    async def _handle_bad_request(self, job: Job, draft: Draft, error: BadRequest) -> None:
        reason = error.message.lower()
        if draft.is_for_one_only:
            await self._note(job, NO_WAY, OutgoingState.DROPPED)
        elif job.is_edit and job.card is not None and any(word in reason for word in (*GONE, *NO_TOPIC)):
            await self._write([job.council_id], store.mark_card_lost, job.council_id, job.card.card_id)
        elif any(word in reason for word in (*NO_RIGHTS, *NO_TOPIC)):
            # As if the bot were away: said once it may write again.
            await self._note(job, "no right to write", OutgoingState.SHELVED)
            if job.person_id is None and job.council_id and not draft.screen.files:
                await self._write([job.council_id], fall_silent, job.council_id)
        elif job.is_edit and any(word in reason for word in GONE):
            await self._note(job, "message gone", OutgoingState.DROPPED)
        elif "chat not found" in reason:
            await self._note(job, "chat not found", OutgoingState.SHELVED)
        else:
            log.error("refused by Telegram", reason=reason_of(error), screen=screen_of(job))
            # One refusal takes nobody's card away: it is drawn when it changes, or when somebody looks for it.
            state = OutgoingState.DROPPED if job.card is None else OutgoingState.SHELVED
            await self._note(job, f"refused: {reason_of(error)}", state)

    async def _put_off(self, job: Job, why: str) -> None:
        """What it shows cannot be read now: a message is tried again, a card when it changes; neither is lost."""
        state = OutgoingState.WAITING if job.card is None else OutgoingState.SHELVED
        await self._note(job, why, state, UNREADABLE_WAITS)

    async def _note_sent(self, key: str) -> None:
        sent = self._sent[key]
        stands = sent.chat_id, sent.message_id, sent.verbs
        if sent.job.card is not None:
            card = sent.job.card
            drawn = card.council_id, card.card_id, card.version
            await self._write([card.council_id], store.mark_drawn, *drawn, *stands)
        elif sent.job.message is not None:
            message = sent.job.message
            await self._write([message.council_id], store.mark_sent, message.outgoing_id, *stands)
        del self._sent[key]

    async def _note(self, job: Job, trouble: str, state: OutgoingState, wait: timedelta = timedelta(0)) -> None:
        if job.message is not None:
            await self._write((), store.mark_trouble, job.message.outgoing_id, trouble, state, wait)
        elif job.card is not None and state is not OutgoingState.WAITING:
            end = store.drop_card if state is OutgoingState.DROPPED else store.rest_card
            await self._write([job.council_id], end, job.council_id, job.card.card_id)

    async def _write(self, names: Iterable[Named], use_case: Any, *arguments: Any) -> None:
        await self._desk.write(lambda uow: use_case(uow, *arguments), Cause("delivery"), *names)
