"""Whether SQLite's file is still the one that was opened: one that was deleted or exchanged goes on taking writes.

They go to a file without a name, and whoever was told that theirs counted would never find it again.
"""

from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from storage.log import file_of

GONE = "the database's file was deleted or exchanged under the bot"
DAMAGED = "the database's file is damaged"
DAMAGES = {"SQLITE_CORRUPT", "SQLITE_NOTADB"}


class SameFile:
    """Looks at the file's name; of a database in memory, or on a server, there is none."""

    def __init__(self, engine: Engine) -> None:
        """The file is looked at first when it is asked for."""
        self._path = file_of(engine)
        self._known: tuple[int, int] | None = None

    def is_there(self) -> bool:
        """Whether its name still leads to what it led to when this was asked first."""
        if self._path is None:
            return True
        now = _identity(self._path)
        if self._known is None:
            self._known = now
        return now is not None and now == self._known


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino


def is_damage(error: BaseException) -> bool:
    """Whether SQLite found pages that are none of its own."""
    name = getattr(error.orig, "sqlite_errorname", None) if isinstance(error, DBAPIError) else None
    return name is not None and any(str(name).startswith(each) for each in DAMAGES)
