"""`doctor`: configuration, database, clock, Telegram and the invariants, one line each. It changes nothing.

The exit code is 0 if all is well (Telegram out of reach is said, and no fault of the bot), 1 if an invariant is broken,
2 if the configuration is wrong.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from sqlalchemy import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine
from telegram import Bot, ChatMemberAdministrator, User
from telegram.error import InvalidToken, TelegramError

from bot.clock import Clock, HeldClock, SystemClock
from bot.config import Settings, SettingsError, files_of, is_open_to_others, of_newer_tables
from bot.domain.council.council import Council, CouncilState
from bot.domain.ground.installation import StrayKey
from bot.services.ground.ports import Reads
from bot.services.ground.strays import KEPT_FOR
from bot.services.record.doctor import Finding, examine
from bot.services.registers import REGISTERS
from handlers.registers import SHOWN
from handlers.request import AiohttpRequest
from handlers.unshown import unshown
from storage.engine import reader_engine
from storage.installation import installation_of
from storage.keys import KeyFolder
from storage.log import old_frames
from storage.migrations import NewerError, ensure_known, is_current
from storage.reads import Reader
from storage.sealing import Sealer

Say = Callable[[str, str, str], None]

GROUPS_ASKED = 20
"""So many groups are asked for the bot's rights: it is a check, not an inventory."""

GOOD, BAD, UNKNOWN = "ok      ", "BROKEN  ", "unknown "


async def check_up(settings: Settings, clock: Clock | None = None, out: TextIO = sys.stdout) -> int:
    """Print one line for each check and each finding; return the exit code. SettingsError if a setting is wrong."""

    def say(mark: str, name: str, what: str) -> None:
        out.write(f"{mark}{name}: {what}\n")

    shown = settings.database_shown
    say(GOOD, "configuration", f"{shown}, token {'set' if settings.token else 'not set'}")
    engine = reader_engine(settings.database)
    try:
        ours = await _ensure_database(settings, engine, shown)
        if (damage := await _damage(engine)) is not None:
            say(BAD, "database", f"its file is damaged ({damage}); restore it from a backup")
            return 1
        sealing = Sealer(KeyFolder(settings.keys / ours, is_ours=False))
        reader = Reader(engine, (clock or SystemClock()).now, REGISTERS, sealing)
        say(GOOD, "database", "reachable, up to date")
        wrong = await _check_telegram(settings, await reader(_groups), say)
        for what in (*await reader(_strays), *_other_keys(settings, ours)):
            say(GOOD, "keys", what)
        findings = [*wrong, *await reader(examine), *await reader(_unshown), *_kept_aside(settings)]
    except SQLAlchemyError as error:
        # A damaged file, or tables that are not as their version says: the statement may hold texts, its type does not.
        say(BAD, "database", f"cannot be read ({type(error).__name__}); restore it from a backup")
        return 1
    finally:
        await engine.dispose()
    return _report(findings, say)


async def _ensure_database(settings: Settings, engine: AsyncEngine, shown: str) -> str:
    """The id of the database, which is as this program needs it."""
    if _is_missing(make_url(settings.database)):
        message = f"DATABASE_URL is {shown!r}: there is no database yet; `run` or `migrate` makes it."
        raise SettingsError(message)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(ensure_known)
            current = await connection.run_sync(is_current)
            ours = await connection.run_sync(installation_of)
    except NewerError:
        raise of_newer_tables(settings) from None
    except SQLAlchemyError as error:
        message = f"DATABASE_URL is {shown!r}: it cannot be reached ({type(error).__name__})."
        raise SettingsError(message) from None
    if not current or ours is None:
        message = f"DATABASE_URL is {shown!r}: its tables are of another version; `migrate` brings them up to date."
        raise SettingsError(message)
    return ours


async def _damage(engine: AsyncEngine) -> str | None:
    """What SQLite finds wrong with its own file; None for a whole one, and for a server, which sees to that itself."""
    if engine.dialect.name != "sqlite":
        return None
    async with engine.connect() as connection:
        found = (await connection.exec_driver_sql("PRAGMA integrity_check(1)")).scalar_one()
    return None if found == "ok" else str(found).splitlines()[0][:80]


def _is_missing(url: URL) -> bool:
    """SQLite would make an empty file rather than say that there is none."""
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()


async def _check_telegram(settings: Settings, groups: list[Council], say: Say) -> list[Finding]:
    """Who the bot is, what it may do, and whether the machine's clock agrees with the dates that come back."""
    if settings.token is None:
        say(UNKNOWN, "Telegram", "not asked, because BOT_TOKEN is not set")
        return []
    api, clock = settings.bot_api_url, HeldClock(SystemClock())
    bot = Bot(settings.token, f"{api}/bot", f"{api}/file/bot", AiohttpRequest(on_date=clock.hear), AiohttpRequest())
    try:
        async with bot:
            me = await bot.get_me()
            mode = "reads all messages" if me.can_read_all_group_messages else "privacy mode is on, which is enough"
            say(GOOD, "Telegram", f"@{me.username}, {mode}")
            for council in groups:
                say(*await _rights(bot, me, council))
    except InvalidToken:
        message = "BOT_TOKEN is refused by Telegram: it takes the token that @BotFather gave you."
        raise SettingsError(message) from None
    except TelegramError as error:
        say(UNKNOWN, "Telegram", f"cannot be reached ({type(error).__name__}); token and rights were not checked")
    trouble = clock.trouble()
    return [Finding("clock", trouble)] if trouble is not None else []


def _unshown(reads: Reads) -> list[Finding]:
    return [Finding("screens", what) for what in unshown(reads, SHOWN)]


def _groups(reads: Reads) -> list[Council]:
    return reads.find(Council, limit=GROUPS_ASKED, state=CouncilState.ACTIVE)


def _strays(reads: Reads) -> list[str]:
    """Keys that nothing here knows: no fault, somebody may have restored an older backup and want to go back."""
    return [
        f"{stray.key_id} is of nothing in this database (did a backup take its place?); "
        f"it is destroyed after {stray.since + KEPT_FOR:%Y-%m-%d %H:%M}"
        for stray in reads.find(StrayKey)
    ]


def _other_keys(settings: Settings, ours: str) -> list[str]:
    """Folders that this database has no say in, and never touches."""
    others = [each for each in settings.keys.glob("*/") if each.name != ours] if settings.keys.exists() else []
    return [f"{str(each)!r} is of another database; if that one is gone for good, delete it" for each in others]


async def _rights(bot: Bot, me: User, council: Council) -> tuple[str, str, str]:
    """What the bot may do in one group; without any right it goes on, which SPEC section 13 asks of it."""
    name = f"rights in {council.chat_id}"
    try:
        member = await bot.get_chat_member(council.chat_id, me.id)
    except TelegramError as error:
        return UNKNOWN, name, f"not told ({type(error).__name__})"
    if isinstance(member, ChatMemberAdministrator):
        return GOOD, name, "administrator"
    return GOOD, name, f"{member.status}; without administrator rights it hears of no joins, leaves or reactions"


def _kept_aside(settings: Settings) -> list[Finding]:
    """What lies beside the rows: folders that others may look into, and a log that still holds what was erased."""
    found = []
    for name, folder in (("DATA_DIR", settings.data_dir), ("KEY_DIR", settings.keys)):
        if folder.exists() and is_open_to_others(folder):
            found.append(Finding("folders", f"{name} {str(folder)!r} is open to others: it takes mode 0700"))
    open_files = (str(path) for path in files_of(settings) if is_open_to_others(path))
    found += [Finding("folders", f"{path!r} is open to others: it takes mode 0600") for path in open_files]
    url = make_url(settings.database)
    is_file = url.get_backend_name() == "sqlite" and url.database
    seconds = old_frames(Path(url.database or ""), SystemClock().now()) if is_file else None
    if seconds is not None:
        found.append(
            Finding("log", f"the database's log was last cut {seconds // 60} minutes ago, and holds older states")
        )
    return found


BESIDE = {
    "screens": "Every message that waits, and every card, is one that this release can show",
    "folders": "Only their owner may look into the folders of data and of keys, and into the database's files",
    "log": "The database's log holds nothing older than two hours",
}
"""What `_unshown` and `_kept_aside` look at, as it reads when nothing is found."""


def _report(findings: list[Finding], say: Callable[[str, str, str], None]) -> int:
    broken = {finding.check for finding in findings}
    good = {
        name: (check.__doc__ or "").splitlines()[0].rstrip(".") for name, check in REGISTERS.checks.items()
    } | BESIDE
    for name, what in good.items():
        if name not in broken:
            say(GOOD, name, what)
    for finding in findings:
        say(BAD, finding.check, finding.what)
    return 1 if findings else 0
