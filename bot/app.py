"""The composition root: the only module that sees everything. It owns the task group and the order of things.

Starting: settings, migrations, writer and reader, the bot's own name from Telegram, what the last run left in the
inbox, then the loops. Stopping: no more updates are fetched, the lanes finish, the writer commits what it holds.
"""

import asyncio
import json
import logging
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot, Update, User
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import Application

from bot.clock import Clock, SystemClock
from bot.config import (
    HOW_TO_GET_A_BOT,
    LogFormat,
    Settings,
    SettingsError,
    forbid_core_dumps,
    of_newer_tables,
    prepare_folders,
)
from bot.duties import Duties
from bot.intake import Intake
from bot.pulse import Pulse
from bot.services.ballots import ballots, outages
from bot.services.ground import housekeeping, inbox
from bot.services.ground.ports import Cause, NotStoredError
from bot.services.ground.reach import EVERYWHERE
from bot.services.registers import REGISTERS
from bot.ticker import Ticker
from handlers import router
from handlers.act import Desk
from handlers.boundary import tell_not_stored
from handlers.delivery import Delivery
from handlers.limits import Limits
from handlers.menus import publish_menus
from handlers.registers import LEXICON, ROUTES, SHOWN
from handlers.request import AiohttpRequest
from storage.engine import reader_engine, writer_engine
from storage.keys import KeyFolder
from storage.migrations import NewerError, upgrade
from storage.reads import Reader
from storage.sealing import Sealer
from storage.sole import InUseError, IsOurs, sole_use
from storage.writer import Writer

log = structlog.get_logger("app")

UPDATE_KINDS = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member", "message_reaction"]
PRESS_MESSAGE = ("message_id", "date", "chat", "message_thread_id", "is_topic_message", "from")
START_PAUSES = (1, 2, 5, 10, 30)
STOP_SECONDS = 3.0
"""After a signal: whoever told the bot to stop (systemd, docker) kills it after 10 seconds or more."""


@dataclass(frozen=True, slots=True)
class Options:
    """What only a program, never a setting, can change: tests and the playground bring a clock of their own."""

    clock: Clock = field(default_factory=SystemClock)
    limits: Limits = field(default_factory=Limits)
    poll_seconds: float = 5.0
    greet: Callable[[User], None] | None = None
    beside: Callable[["Parts"], Coroutine[Any, Any, None]] | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """What a program beside the bot, given as `Options.beside`, may read and set going once the bot is ready."""

    bot_name: str
    read: Reader
    write: Writer
    duties: Duties
    drain: Callable[[], Awaitable[None]]
    delivery: Delivery


async def run(settings: Settings, options: Options | None = None) -> None:
    """Run the bot until it is told to stop. SettingsError if the token is refused, or the database is in use."""
    forbid_core_dumps()
    with claimed(settings) as is_ours:
        await App(settings, options or Options()).run(is_ours)


@contextmanager
def claimed(settings: Settings) -> Iterator[IsOurs]:
    """The database is nobody else's before anything in it is changed, its form included; SettingsError if it is."""
    with ExitStack() as stack:
        with _named(settings):
            prepare_folders(settings)
            is_ours = stack.enter_context(sole_use(settings.database))
        yield is_ours


class App:
    """One running bot."""

    def __init__(self, settings: Settings, options: Options) -> None:
        """Put the parts together; nothing runs yet."""
        if settings.token is None:
            raise SettingsError(HOW_TO_GET_A_BOT)
        set_up_logs(settings)
        self._options = options
        self._token = settings.token
        self._api = settings.bot_api_url
        sealing = sealer_of(settings)
        engine = open_database(settings, sealing)
        clock = options.clock.now
        self._ticker = Ticker(settings.tick_seconds)
        self._writer = Writer(engine, clock, REGISTERS, self._on_commit, sealing)
        self._reader = Reader(reader_engine(settings.database), clock, REGISTERS, sealing)
        self._request, self._update_request = AiohttpRequest(), AiohttpRequest(1)
        bot = Bot(self._token, f"{self._api}/bot", f"{self._api}/file/bot", self._request, self._update_request)
        self._application = Application.builder().bot(bot).updater(None).build()
        self._desk = Desk(bot, self._writer, self._reader, ROUTES, SHOWN, LEXICON)
        self._refused: set[int] = set()
        self._delivery: Delivery | None = None
        self._intake: Intake | None = None
        self._duties: Duties | None = None
        self._pulse = Pulse(settings.data_dir, self._writer)
        self._heard_at: float | None = None
        self._is_deaf = False
        self._beat_at = 0.0
        self._is_ours: IsOurs = lambda: True

    async def run(self, is_ours: IsOurs) -> None:
        """Start, serve until a signal, stop. `is_ours`: whether the database is still this bot's alone."""
        self._is_ours = is_ours
        self._writer.start()
        self._pulse.start()
        try:
            async with asyncio.timeout(None) as starting:
                _when_told_to_stop(starting.reschedule, 0.0)
                await self._introduce()
            if self._options.greet is not None:
                self._options.greet(self._application.bot.bot)
            router.install(self._application, self._desk)
            await self._serve()
        except TimeoutError:
            log.info("stopped before it was ready")
        finally:
            await self._stop()

    async def _serve(self) -> None:
        """Until the signal, and for a few seconds more what is under way: a call that hangs is left to the next run.

        Nothing is lost by that: an update or a message that is not noted as done is taken up again at the start.
        """
        stop = asyncio.Event()
        _when_told_to_stop(stop.set)
        try:
            async with asyncio.timeout(None) as patience, asyncio.TaskGroup() as tasks:
                loops = await self._start(tasks)
                await stop.wait()
                for task in loops:
                    task.cancel()
                patience.reschedule(asyncio.get_running_loop().time() + STOP_SECONDS)
        except TimeoutError:
            log.info("stopped with calls under way", left_to="the next start")

    async def _introduce(self) -> None:
        """Ask Telegram who we are; while it cannot be reached, ask again."""
        for attempt in range(1_000_000):
            try:
                await self._application.initialize()
            except InvalidToken:
                message = "BOT_TOKEN is refused by Telegram: it takes the token that @BotFather gave you."
                raise SettingsError(message) from None
            except TelegramError as error:
                pause = START_PAUSES[min(attempt, len(START_PAUSES) - 1)]
                log.warning("Telegram cannot be reached", error=type(error).__name__, again_in_s=pause)
                await self._pulse.rest(pause)
            else:
                break
        await self._take_polling()

    async def _take_polling(self) -> None:
        """A webhook left by another program would keep updates from us; what waits at Telegram is never dropped."""
        try:
            await self._desk.bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:
            log.warning("webhook not removed", error=type(error).__name__)

    async def _start(self, tasks: asyncio.TaskGroup) -> list[asyncio.Task[Any]]:
        """Note the outage since the last run, take up what it left, then start the loops."""
        self._delivery = Delivery(self._desk, self._options.limits, tasks)
        self._intake = Intake(self._fetch, self._store, self._handle, tasks, self._options.poll_seconds)
        self._duties = Duties(self._reader, self._writer, self._options.clock.now, self._intake.drain)
        await self._writer(housekeeping.plan_housekeeping, Cause("start"))
        await self._writer(ballots.look_for_lost_papers, Cause("start"), EVERYWHERE)
        await self._writer(lambda uow: uow.truncate_log(), Cause("start"))
        self._intake.take(await self._unfinished())
        self._ticker.start()
        self._ticker.wake()
        self._delivery.wake()
        log.info("ready", bot=self._desk.bot_name)
        loops: list[Coroutine[Any, Any, None]] = [self._intake.run(), self._delivery.run(), self._pulse.run()]
        loops += [self._ticker.run(self._on_tick), self._stay_alone(), publish_menus(self._desk)]
        if self._options.beside is not None:
            drain, name = self._intake.drain, self._desk.bot_name
            parts = Parts(name, self._reader, self._writer, self._duties, drain, self._delivery)
            loops.append(self._options.beside(parts))
        return [tasks.create_task(loop) for loop in loops]

    async def _unfinished(self) -> list[dict[str, Any]]:
        """What the last run left; what it sealed under a key that is lost is told to the operator and given up."""
        await self._writer(inbox.clear_keys, Cause("start"))
        found = await self._reader(inbox.unfinished_updates)
        if found.lost:
            log.error("updates lost with their key", number=len(found.lost))
            await self._writer(lambda uow: inbox.give_up_lost(uow, found.lost), Cause("start"))
        return found.raws

    async def _stop(self) -> None:
        self._ticker.stop()
        self._pulse.stop()
        await asyncio.to_thread(self._writer.stop)
        await self._reader.close()
        await self._application.shutdown()
        for request in (self._request, self._update_request):
            # PTB leaves them open if it never reached Telegram.
            await request.shutdown()

    def _on_commit(self) -> None:
        if self._delivery is not None:
            self._delivery.wake()

    async def _stay_alone(self) -> None:
        """A server that drops the connection gives up our claim: it is made again; where another was first, we stop."""
        while True:
            await asyncio.sleep(STILL_ALONE_SECONDS)
            if not await asyncio.to_thread(self._is_ours):
                log.error("another bot runs on this database by now: this one stops")
                signal.raise_signal(signal.SIGTERM)
                return

    async def _on_tick(self) -> None:
        """Do what is due; whatever goes wrong with the database now, the next tick looks again."""
        try:
            await self._do_duties()
        except Exception as error:  # noqa: BLE001 (the loop serves all councils and must not end)
            log.error("due work not read", error=type(error).__name__)  # noqa: TRY400 (the trace may hold texts)

    async def _do_duties(self) -> None:
        if self._duties is None or not await self._duties.do_all_due():
            return
        coming = await self._duties.next_due_at()
        if coming is not None:
            self._ticker.wake_in((coming - self._options.clock.now()).total_seconds())

    async def _fetch(self, offset: int | None, seconds: float) -> list[dict[str, Any]]:
        url = f"{self._api}/bot{self._token}/getUpdates"
        try:
            raws = await self._request.fetch_updates(url, offset, seconds, UPDATE_KINDS)
        except Exception as error:
            self._is_deaf = True
            if isinstance(error, Conflict):
                # For some seconds it may be the last run's own request, which Telegram still holds.
                log.warning("another program takes this bot's updates: stop it, or give one of them another BOT_TOKEN")
            raise
        return [trim(raw) for raw in raws]

    async def _store(self, raws: list[dict[str, Any]]) -> list[dict[str, Any]]:
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
            await self._writer(outages.end_outage, Cause("outage"), EVERYWHERE)
            self._beat_at = now
        elif now - self._beat_at > BEAT_SECONDS or not raws:
            await self._writer(inbox.note_heard, Cause("heard"))
            self._beat_at = now
        self._heard_at = now
        return await self._writer(lambda uow: inbox.store_updates(uow, raws), Cause("intake")) if raws else []

    async def _handle(self, raw: dict[str, Any]) -> None:
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
                await self._writer(lambda uow: inbox.finish_update(uow, update_id), Cause(f"update:{update_id}"))
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


def _when_told_to_stop(act: Callable[..., None], *arguments: Any) -> None:
    """Called on Ctrl-C, and when the system asks the program to end; takes the place of what was named before."""
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, act, *arguments)


BEAT_SECONDS = 5.0
STILL_ALONE_SECONDS = 10.0
MARK_PAUSE_SECONDS = 1.0
"""Before storage that would not note an update as done is asked again."""


def sealer_of(settings: Settings) -> Sealer:
    """What seals and opens, over the folder of keys; SettingsError if there can be none."""
    with _named(settings):
        prepare_folders(settings)
        return Sealer(KeyFolder(settings.keys))


def open_database(settings: Settings, sealing: Sealer) -> Engine:
    """The writer's engine over an up-to-date schema; SettingsError if there is no way to it."""
    with _named(settings):
        engine = writer_engine(settings.database)
        upgrade(engine, sealing)
    return engine


@contextmanager
def _named(settings: Settings) -> Iterator[None]:
    """What keeps us from the database becomes one line that names the setting."""
    shown = settings.database_shown
    try:
        yield
    except InUseError:
        message = f"DATABASE_URL is {shown!r}: another bot runs on it. It takes a database that no other bot uses."
        raise SettingsError(message) from None
    except OSError as error:
        message = (
            f"DATA_DIR is {str(settings.data_dir)!r}: {error.strerror}. It takes a folder that the bot may write to."
        )
        raise SettingsError(message) from error
    except SQLAlchemyError as error:
        reason = "Is the server up, the path right?"
        message = f"DATABASE_URL is {shown!r}: it cannot be opened ({type(error).__name__}). {reason}"
        raise SettingsError(message) from None
    except NewerError:
        raise of_newer_tables(settings) from None


def trim(raw: dict[str, Any]) -> dict[str, Any]:
    """A press without the card it stands on: parsing and storing that costs more than the vote."""
    query = raw.get("callback_query")
    if isinstance(query, dict) and isinstance(query.get("message"), dict):
        message = {name: value for name, value in query["message"].items() if name in PRESS_MESSAGE}
        return {**raw, "callback_query": {**query, "message": message}}
    return raw


def set_up_logs(settings: Settings) -> None:
    """Structured lines on standard error. Libraries speak from WARNING on: at INFO some log the token."""
    level: int = getattr(logging, settings.log_level)
    logging.basicConfig(
        stream=sys.stderr, level=max(level, logging.WARNING), format="%(levelname)s %(name)s %(message)s"
    )
    processors: list[Any] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    renderer: Callable[..., Any] = structlog.dev.ConsoleRenderer(colors=False)
    if settings.log_format is LogFormat.JSON:
        renderer = structlog.processors.JSONRenderer(serializer=json.dumps)
    structlog.configure(
        processors=[*processors, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
