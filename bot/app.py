"""The composition root: the only module that sees everything. It owns the task group and the order of things.

Starting: settings, migrations, writer and reader, the bot's own name from Telegram, what the last run left in the
inbox, then the loops. Stopping: no more updates are fetched, the lanes finish, the writer commits what it holds.
"""

import asyncio
import gc
import signal
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import structlog
from telegram import Bot, User
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from bot.clock import Clock, HeldClock, SystemClock
from bot.config import HOW_TO_GET_A_BOT, Settings, SettingsError, forbid_core_dumps
from bot.database import Opened, opened
from bot.duties import Duties
from bot.intake import Intake
from bot.logs import set_up_logs
from bot.pulse import BEAT_S, Pulse
from bot.services.ballots import live
from bot.services.ground import housekeeping, inbox
from bot.services.ground.looks import Look, Part, plan_parts
from bot.services.ground.ports import Cause, NotStoredError
from bot.services.ground.reach import EVERYWHERE
from bot.services.registers import REGISTERS
from bot.services.registers.followers import AT_A_START
from bot.ticker import Ticker
from bot.updates import Updates
from handlers import router
from handlers.act import Desk
from handlers.boundary import place_of
from handlers.delivery import Delivery
from handlers.limits import Limits
from handlers.menus import publish_menus
from handlers.registers import LEXICON, ROUTES, SHOWN
from handlers.request import AiohttpRequest
from storage.engine import reader_engine
from storage.reads import Reader
from storage.writer import Writer

log = structlog.get_logger("app")

SECOND = (
    "BOT_TOKEN is in use: another program had this bot's updates before, so this one stops. It takes the token of a "
    "bot that no other program runs."
)

STILL_ALONE_SECONDS = 10.0
START_PAUSES = (1, 2, 5, 10, 30)
STOP_SECONDS = 3.0
"""After a signal: whoever told the bot to stop (systemd, docker) kills it after 10 seconds or more."""


@dataclass(frozen=True, slots=True)
class Options:
    """What only a program, never a setting, can change: tests and the playground bring a clock of their own."""

    clock: Clock = field(default_factory=lambda: HeldClock(SystemClock()))
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
    set_up_logs(settings)
    with opened(settings) as database:
        await App(settings, options or Options(), database).run()


class App:
    """One running bot."""

    def __init__(self, settings: Settings, options: Options, database: Opened) -> None:
        """Put the parts together; nothing runs yet."""
        if settings.token is None:
            raise SettingsError(HOW_TO_GET_A_BOT)
        self._options = options
        sealing = database.sealing
        clock = options.clock.now
        self._ticker = Ticker(settings.tick_seconds)
        self._writer = Writer(database.engine, clock, REGISTERS, self._on_commit, sealing)
        self._reader = Reader(reader_engine(settings.database), clock, REGISTERS, sealing, self._writer.memory)
        hear = options.clock.hear
        self._request, self._update_request = AiohttpRequest(on_date=hear), AiohttpRequest(1, on_date=hear)
        token, api = settings.token, settings.bot_api_url
        bot = Bot(token, f"{api}/bot", f"{api}/file/bot", self._request, self._update_request)
        self._application = Application.builder().bot(bot).updater(None).build()
        self._desk = Desk(bot, self._writer, self._reader, ROUTES, SHOWN, LEXICON)
        self._updates = Updates(self._application, self._desk, self._request, f"{api}/bot{token}", clock)
        self._delivery: Delivery | None = None
        self._intake: Intake | None = None
        self._duties: Duties | None = None
        self._pulse = Pulse(settings.data_dir, self._writer, options.clock.trouble)
        self._is_ours = database.is_ours
        self._shown = settings.database_shown
        self._not_begun: str | None = None

    async def run(self) -> None:
        """Start, serve until a signal, stop. Raises SettingsError if the database or the token is another's by then."""
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
        if self._writer.broken is not None:
            message = f"DATABASE_URL is {self._shown!r}: {self._writer.broken}. Nothing done since was confirmed."
            raise SettingsError(f"{message} Run doctor, or restore a backup.")
        if self._not_begun is not None:
            message = f"DATABASE_URL is {self._shown!r}: it takes nothing ({self._not_begun})."
            raise SettingsError(f"{message} Is the disk full, or somebody at work on it?")
        if self._updates.is_second.is_set():
            raise SettingsError(SECOND)

    async def _serve(self) -> None:
        """Until the signal, and for a few seconds more what is under way: a call that hangs is left to the next run.

        Nothing is lost by that: an update or a message that is not noted as done is taken up again at the start.
        """
        stop = asyncio.Event()
        _when_told_to_stop(stop.set)
        try:
            async with asyncio.timeout(None) as patience, asyncio.TaskGroup() as tasks:
                loops = await self._begin(tasks, stop)
                await stop.wait()
                for task in loops:
                    task.cancel()
                patience.reschedule(asyncio.get_running_loop().time() + STOP_SECONDS)
        except TimeoutError:
            log.info("stopped with calls under way", left_to="the next start")

    async def _begin(self, tasks: asyncio.TaskGroup, stop: asyncio.Event) -> list[asyncio.Task[Any]]:
        """No loop, and the order to stop, where storage takes nothing already: a bot that cannot write is not begun."""
        try:
            return await self._start(tasks)
        except NotStoredError as error:
            self._not_begun = str(error)
            stop.set()
            return []

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
        self._desk.answers.tasks = tasks
        updates = self._updates
        self._intake = Intake(updates.fetch, updates.store, updates.handle, tasks, self._options.poll_seconds)
        self._duties = Duties(self._reader, self._writer, self._options.clock, self._intake.drain)
        await self._writer(housekeeping.plan_housekeeping, Cause("start"))
        # Everywhere: which councils have lost a key only the look tells, and nothing runs beside it yet.
        for look in AT_A_START:
            await self._look_after(look)
        counted = await self._reader(live.count_ahead)
        await self._writer(lambda uow: live.keep_ahead(uow, counted), Cause("start"))
        await self._writer(lambda uow: uow.truncate_log(), Cause("start"))
        self._intake.take(await self._unfinished())
        self._ticker.start()
        self._ticker.wake()
        self._delivery.wake()
        # What is loaded by now stays: a full collection would go over all of it, and hold the writer for 80 ms. Nor is
        # it gone over now: a start would wait for that, and what it left behind is little.
        gc.freeze()
        gc.enable()
        log.info("ready", bot=self._desk.bot_name)
        loops: list[Coroutine[Any, Any, None]] = [self._intake.run(), self._delivery.run(), self._pulse.run()]
        loops += [
            self._ticker.run(self._on_tick),
            self._stay_alone(),
            self._stay_whole(),
            self._stay_first(),
            publish_menus(self._desk),
        ]
        if self._options.beside is not None:
            drain, name = self._intake.drain, self._desk.bot_name
            parts = Parts(name, self._reader, self._writer, self._duties, drain, self._delivery)
            loops.append(self._options.beside(parts))
        return [tasks.create_task(loop) for loop in loops]

    async def _look_after(self, look: Look) -> None:
        """What is wrong with one council must not keep the bot from all others: each is seen to by itself, soon."""
        # Found before: a key that a failed look made stays, and would hide that there was none.
        parts: list[Part] = []
        try:
            parts += await self._reader(lambda reads: list(look.parts(reads)))
            await self._writer(look, Cause("start"), EVERYWHERE)
        except NotStoredError:
            raise
        except Exception as error:  # noqa: BLE001 (whatever it is, the others wait)
            log.error("start goes on", parts=len(parts), error=type(error).__name__, place=place_of(error))  # noqa: TRY400
            for part in parts:
                await self._plan_part(part)

    async def _plan_part(self, part: Part) -> None:
        """One that cannot even be planned is looked after within the hour, and fails there alone again."""
        try:
            await self._writer(lambda uow: plan_parts(uow, [part]), Cause("start"), part[0])
        except NotStoredError:
            raise
        except Exception as error:  # noqa: BLE001 (the others wait)
            log.error("part not planned", error=type(error).__name__, place=place_of(error))  # noqa: TRY400

    async def _unfinished(self) -> list[dict[str, Any]]:
        """What the last run left; what it sealed under a key that is lost is told to the operator and given up."""
        await self._writer(inbox.clear_orphans, Cause("start"))
        found = await self._reader(inbox.unfinished_updates)
        if found.lost:
            log.error("updates lost with their key", number=len(found.lost))
            await self._writer(lambda uow: inbox.give_up_lost(uow, found.lost), Cause("start"))
        return found.raws

    async def _stop(self) -> None:
        self._ticker.stop()
        self._pulse.stop()
        await asyncio.to_thread(self._writer.stop)
        if self._writer.broken is None:
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

    async def _stay_first(self) -> None:
        """Of two programs with one token each would get some of the updates: the younger stops."""
        await self._updates.is_second.wait()
        signal.raise_signal(signal.SIGTERM)

    async def _stay_whole(self) -> None:
        """With each beat of the pulse the writer looks at its file: gone, exchanged or damaged, it takes no more.

        Started anew on an empty file, the bot would found every council again: that is the operator's to decide.
        """
        while True:
            await asyncio.sleep(BEAT_S)
            if self._writer.broken is not None:
                log.error("the database is lost: the bot stops", reason=self._writer.broken)
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


def _when_told_to_stop(act: Callable[..., None], *arguments: Any) -> None:
    """Called on Ctrl-C, and when the system asks the program to end; takes the place of what was named before."""
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, act, *arguments)
