"""The database as the program opens it: claimed for this bot alone with its keys, and brought up to date."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.config import Settings, SettingsError, of_newer_tables, prepare_folders
from bot.services.ground.looks import Look, Part
from bot.services.ground.ports import Cause
from bot.services.registers import REGISTERS
from bot.services.registers.followers import AT_A_START
from storage.engine import writer_engine
from storage.keys import KeyFolder
from storage.log import Log
from storage.migrations import NEWEST, DamagedRowError, NewerError, identify, upgrade
from storage.sealing import Sealer
from storage.sole import PATIENCE_S, InUseError, IsOurs, KeysInUseError, sole_folder, sole_use
from storage.unit import Unit

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Opened:
    """A database in its newest form. `is_ours`: whether it is still this bot's alone; no `form_before`: it was new."""

    engine: Engine
    sealing: Sealer
    is_ours: IsOurs
    form_before: str | None


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
            form_before = upgrade(engine, sealing)
        yield Opened(engine, sealing, is_ours, form_before)


def told(settings: Settings, database: Opened) -> str:
    """What opening it did to its tables, in a sentence for the operator."""
    shown = settings.database_shown
    if database.form_before is None:
        return f"{shown}: a new database was made, its tables in form {NEWEST}."
    if database.form_before == NEWEST:
        return f"{shown}: its tables were in the newest form ({NEWEST}) already."
    return f"{shown}: its tables were brought from form {database.form_before} to {NEWEST}."


def seal(database: Opened, now: datetime) -> list[str]:
    """As at a start: what the last release left in the open is sealed. Done again after a crash it ends the same.

    What fails stops nothing else; a line names each such part. Raises OperationalError where the storage itself fails.
    """
    left = [line for look in AT_A_START for line in _look_after(database, now, look)]
    Log(database.engine).truncate()
    # PostgreSQL rewrites the tables in which the open choices stood until now.
    upgrade(database.engine, database.sealing)
    return left


def _look_after(database: Opened, now: datetime, look: Look) -> list[str]:
    # Found before: a key that a failed look made stays, and would hide that there was none.
    parts = _done(database, now, lambda unit: list(look.parts(unit)))
    try:
        _done(database, now, look)
    except OperationalError:
        raise
    except Exception as error:  # noqa: BLE001 (whatever it is, the rest is sealed)
        left = [line for part in parts for line in _do_apart(database, now, part)]
        # What none of the parts is to blame for is said too: silence would mean that all is done.
        return left or [_LEFT.format(what="what is looked after at a start", why=type(error).__name__)]
    return []


def _do_apart(database: Opened, now: datetime, part: Part) -> list[str]:
    council_id, duty = part
    try:
        _done(database, now, lambda unit: REGISTERS.duties[type(duty)](unit, council_id, duty))
    except OperationalError:
        raise
    except Exception as error:  # noqa: BLE001 (see above)
        subject = ", ".join(f"{name} {value}" for name, value in asdict(cast("Any", duty)).items())
        return [_LEFT.format(what=f"{subject}, council {council_id}", why=type(error).__name__)]
    return []


_LEFT = "Not sealed yet: {what} ({why}). All else is done; doctor names what cannot be read, and migrate tries again."


def _done(database: Opened, now: datetime, act: Callable[[Unit], R]) -> R:
    """In a transaction of its own."""
    with database.engine.connect() as connection, connection.begin():
        return act(Unit(connection, now, REGISTERS, Cause("start"), database.sealing))


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
    except DamagedRowError as error:
        message = (
            f"DATABASE_URL is {shown!r}: the row {error} cannot be read, so nothing was upgraded. Repair that row, or "
            "restore a backup; until then the last version runs on it as before."
        )
        raise SettingsError(message) from None
