"""The database as the program opens it: claimed for this bot alone, brought up to date, with the keys beside it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.config import Settings, SettingsError, of_newer_tables, prepare_folders
from storage.engine import writer_engine
from storage.keys import KeyFolder
from storage.migrations import NewerError, upgrade
from storage.sealing import Sealer
from storage.sole import InUseError, IsOurs, sole_use


@contextmanager
def claimed(settings: Settings) -> Iterator[IsOurs]:
    """The database is nobody else's before anything in it is changed, its form included; SettingsError if it is."""
    with ExitStack() as stack:
        with _named(settings):
            prepare_folders(settings)
            is_ours = stack.enter_context(sole_use(settings.database))
        yield is_ours


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
