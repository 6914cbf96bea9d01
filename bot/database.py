"""The database as the program opens it: claimed for this bot alone with its keys, and brought up to date."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.config import Settings, SettingsError, of_newer_tables, prepare_folders
from bot.services.ground.ports import Cause
from bot.services.registers import REGISTERS
from bot.services.registers.followers import AT_A_START
from storage.engine import writer_engine
from storage.keys import KeyFolder
from storage.log import Log
from storage.migrations import NewerError, identify, upgrade
from storage.sealing import Sealer
from storage.sole import PATIENCE_S, InUseError, IsOurs, KeysInUseError, sole_folder, sole_use
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Opened:
    """A database in its newest form. `is_ours`: whether it is still this bot's alone."""

    engine: Engine
    sealing: Sealer
    is_ours: IsOurs


@contextmanager
def opened(settings: Settings) -> Iterator[Opened]:
    """It is nobody else's, nor are its keys, before anything is changed, its form included; SettingsError if they are.

    The engine is closed with it.
    """
    with ExitStack() as stack:
        with _named(settings):
            prepare_folders(settings)
            is_ours = stack.enter_context(sole_use(settings.database))
            engine = writer_engine(settings.database)
            stack.callback(engine.dispose)
            sealing = sealer_of(settings, identify(engine), stack)
            upgrade(engine, sealing)
        yield Opened(engine, sealing, is_ours)


def seal(database: Opened, now: datetime) -> None:
    """As at a start: what the last release left in the open is sealed. Done again after a crash it ends the same."""
    for look in AT_A_START:
        with database.engine.connect() as connection, connection.begin():
            look(Unit(connection, now, REGISTERS, Cause("start"), database.sealing))
    Log(database.engine).truncate()
    # PostgreSQL rewrites the tables in which the open choices stood until now.
    upgrade(database.engine, database.sealing)


def sealer_of(settings: Settings, installation_id: str, stack: ExitStack, patience_s: float = PATIENCE_S) -> Sealer:
    """What seals and opens, over the keys of this database. Raises KeysInUseError or OSError.

    SQLite has one process, which has them alone; on PostgreSQL the processes of a database share them.
    """
    folder = settings.keys / installation_id
    if make_url(settings.database).get_backend_name() == "sqlite":
        stack.enter_context(sole_folder(folder, patience_s))
    return Sealer(KeyFolder(folder))


@contextmanager
def _named(settings: Settings) -> Iterator[None]:
    """What keeps us from the database becomes one line that names the setting."""
    shown = settings.database_shown
    try:
        yield
    except KeysInUseError:
        message = (
            f"KEY_DIR is {str(settings.keys)!r}: another bot uses the keys of this database, so one of the two runs on "
            "a copy of the other's. A copy takes a KEY_DIR of its own."
        )
        raise SettingsError(message) from None
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
