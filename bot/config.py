"""Settings, read once from the environment or .env, frozen."""

import os
import re
import resource
import stat
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError


class LogFormat(StrEnum):
    """Lines for people, or one JSON object a line."""

    TEXT = "text"
    JSON = "json"


class LogLevel(StrEnum):
    """The least severe line that is written."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


HOW_TO_GET_A_BOT = (
    "BOT_TOKEN is not set: it takes the token of your bot. Write to @BotFather in Telegram, send /newbot, "
    "and put BOT_TOKEN=... into the environment or a file named .env here."
)


class SettingsError(Exception):
    """A setting is wrong; the message is the one line to show: its name, what it got, what it takes."""


def _database_url(value: str) -> str:
    message = "takes sqlite:///PATH or postgresql://USER@HOST/NAME"
    try:
        url = make_url(value)
        name = url.get_backend_name()
    except (ArgumentError, ValueError):
        raise ValueError(message) from None
    # In memory everything would be lost with the program, and its reads see another database than its writes.
    is_nowhere = name == "sqlite" and url.database in {None, "", ":memory:"}
    if name not in {"sqlite", "postgresql"} or is_nowhere:
        raise ValueError(message)
    return value


def _http_url(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        message = "takes an address that starts with http:// or https://"
        raise ValueError(message)
    address = value.rstrip("/")
    if address.endswith("/bot"):
        message = "takes the address without /bot, which the program appends"
        raise ValueError(message)
    return address


class Settings(BaseSettings):
    """What an operator can set. See README, "Settings"."""

    model_config = SettingsConfigDict(env_file=".env", frozen=True, extra="ignore", env_ignore_empty=True)

    bot_token: SecretStr | None = None
    bot_token_file: Path | None = None
    bot_api_url: Annotated[str, AfterValidator(_http_url)] = "https://api.telegram.org"
    data_dir: Path = Path("data")
    key_dir: Path | None = None
    database_url: Annotated[str, AfterValidator(_database_url)] | None = None
    tick_seconds: Annotated[float, Field(ge=0.05, le=60)] = 5
    log_level: LogLevel = LogLevel.INFO
    log_format: LogFormat = LogFormat.TEXT

    @property
    def database(self) -> str:
        """The database's URL: SQLite under the data folder unless set."""
        return self.database_url or f"sqlite:///{self.data_dir / 'mandate.db'}"

    @property
    def keys(self) -> Path:
        """Where the keys of sealed papers lie: beside the data unless set, so that no copy of those takes them."""
        data = self.data_dir.resolve()
        return self.key_dir or data.parent / f"{data.name}-keys"

    @property
    def database_shown(self) -> str:
        """The same as it may be shown: without a password."""
        return without_password(self.database)

    @property
    def token(self) -> str | None:
        """The bot's token, from the setting or the file; None if there is neither."""
        if self.bot_token_file is not None:
            return _checked(_token_of(self.bot_token_file), "BOT_TOKEN_FILE holds")
        return _checked(self.bot_token.get_secret_value().strip(), "BOT_TOKEN is") if self.bot_token else None


IN_FRONT = re.compile(r"(://[^/?#]*?:).*(?=@)")
IN_QUERY = re.compile(r"([?&;][^=&;]*(?:pass|pwd|secret|key|token)[^=&;]*=)[^&;]*", re.IGNORECASE)

IN_PORT = re.compile(r"(://(?:[^/?#@]*@)?[^/?#:@\[\]]*:)(?!\d*(?:[/?#]|$))[^/?#@]*(?=[/?#]|$)")
"""What stands where a port belongs, and is none: a password whose "@" was forgotten."""


def without_password(url: str) -> str:
    """An address as it may be shown, whether it can be read as one or not."""
    return IN_QUERY.sub(r"\1***", IN_PORT.sub(r"\1***", IN_FRONT.sub(r"\1***", url)))


OWN_MODE = 0o700
"""Of the folders of data and of keys: their owner alone may look into them."""


def files_of(settings: Settings) -> list[Path]:
    """SQLite's file with what lies beside it, as far as they are there."""
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite" or not url.database:
        return []
    return [path for end in ("", "-wal", "-shm", "-journal", "-running") if (path := Path(url.database + end)).exists()]


def prepare_folders(settings: Settings) -> None:
    """Make the folders of data and of keys, for their owner alone. SettingsError if a key would lie among the data.

    So are all files that the program makes, and those of a database that was there before: its folder may be open.

    A key beside what it seals, in the same backup, would seal nothing; the database may lie elsewhere than the data. A
    folder of data that is another user's stays as it is (doctor tells of it); of keys it is refused.
    """
    keys = settings.keys.resolve()
    for what, place in (
        ("DATA_DIR", settings.data_dir),
        *(("the database's folder", each) for each in _beside(settings)),
    ):
        data = place.resolve()
        if keys == data or data in keys.parents or keys in data.parents:
            raise _key_trouble(settings, f"that and {what} {str(place)!r} lie in one another")
    os.umask(0o777 & ~OWN_MODE)
    settings.data_dir.mkdir(mode=OWN_MODE, parents=True, exist_ok=True)
    for path in (settings.data_dir, *files_of(settings)):
        _own(path)
    try:
        settings.keys.mkdir(mode=OWN_MODE, parents=True, exist_ok=True)
    except OSError as error:
        raise _key_trouble(settings, str(error.strerror)) from error
    if not _own(settings.keys) or not os.access(settings.keys, os.W_OK | os.X_OK):
        raise _key_trouble(settings, "others may look into it, or the bot may not write to it")


def _beside(settings: Settings) -> list[Path]:
    """The folders of SQLite's file: that which is named, and, if the file is a link, that in which it lies."""
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return []
    file = Path(url.database)
    return [file.parent, file.resolve().parent]


def _own(path: Path) -> bool:
    """Whether only its owner may look into it, now that this was tried."""
    if is_open_to_others(path):
        with suppress(OSError):
            path.chmod(stat.S_IMODE(path.stat().st_mode) & OWN_MODE)
    return not is_open_to_others(path)


def is_open_to_others(path: Path) -> bool:
    """Whether group or others may look into a folder, or a file."""
    return bool(stat.S_IMODE(path.stat().st_mode) & ~OWN_MODE)


def _key_trouble(settings: Settings, what: str) -> SettingsError:
    takes = "It takes a folder of its own, outside DATA_DIR, the database and all backups, that the bot may write to."
    return SettingsError(f"KEY_DIR is {str(settings.keys)!r}: {what}. {takes}")


def forbid_core_dumps() -> None:
    """The memory holds keys and opened papers: it is never written to a file, not even when the program breaks."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def of_newer_tables(settings: Settings) -> SettingsError:
    """What to say of a database that a newer version has changed."""
    return SettingsError(
        f"DATABASE_URL is {settings.database_shown!r}: its tables are from a newer version of Mandate. Run that "
        "version, or restore the backup that was made before it."
    )


def _token_of(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError as error:
        message = (
            f"BOT_TOKEN_FILE is {str(path)!r}: {error.strerror}. It takes the path of a file that holds the token."
        )
        raise SettingsError(message) from error
    except UnicodeDecodeError:
        # Editors of Windows write UTF-16 where one chose "Unicode".
        message = f"BOT_TOKEN_FILE is {str(path)!r}: it holds no plain text. It takes a text file in UTF-8."
        raise SettingsError(message) from None


TOKEN = re.compile(r"\d+:[\w-]+")


def _checked(token: str, what: str) -> str:
    if not TOKEN.fullmatch(token):
        message = f"{what} no token: it takes what @BotFather gave you, digits, a colon and letters (123456:ABC-DEF)."
        raise SettingsError(message)
    return token


def read_settings() -> Settings:
    """The settings; SettingsError with one line if one is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_one_line(error)) from None
    except UnicodeDecodeError:
        message = "The file .env holds no plain text. It takes a text file in UTF-8."
        raise SettingsError(message) from None


EXPECTED = {
    "tick_seconds": "takes seconds from 0.05 to 60",
    "log_level": f"takes one of {', '.join(LogLevel)}",
    "log_format": f"takes one of {', '.join(LogFormat)}",
}


def _one_line(error: ValidationError) -> str:
    first = error.errors()[0]
    name = str(first["loc"][0]).lower()
    takes = EXPECTED.get(name, str(first["msg"]).removeprefix("Value error, "))
    got = "(hidden)" if "token" in name else repr(without_password(str(first["input"])))
    return f"{name.upper()} is {got}: it {takes}."
