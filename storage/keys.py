"""The folder of keys (KEY_DIR): one small file a key, on disk before it is used and overwritten before it goes.

It never lies below the data, in the database or in a backup: who has all of those and not this folder opens nothing.
"""

import os
import re
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bot.services.ground.ports import NotStoredError

KEY_BYTES = 32
SUFFIX = ".key"
UNFINISHED = ".part"
SETTLED_S = 600
"""No transaction takes so long: a younger key may belong to one of another process that is not committed yet."""

_NAME = re.compile(r"[a-z0-9-]{1,80}")


class Keys(Protocol):
    """Where keys are: a folder, or memory in tests of use-cases."""

    def make(self, key_id: str) -> bytes:
        """A new key that outlives a loss of power from now on; the one there is, if there is one."""
        ...

    def get(self, key_id: str) -> bytes | None:
        """The key; None if there is none (any more)."""
        ...

    def destroy(self, key_id: str) -> None:
        """Nobody can read it again; nothing happens if there is none."""
        ...

    def list(self) -> list[str]:
        """The ids of all keys, sorted."""
        ...

    def settled(self) -> Sequence[str]:
        """Of those that nobody is making at this moment, in whatever process."""
        ...


_Mark = tuple[int, int]
"""Which file it is, and when it was written."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A key as it was read from its file."""

    path: str
    mark: _Mark | None
    key: bytes = field(repr=False)


class KeyFolder:
    """Keys as files of a folder that only its owner can look into."""

    def __init__(self, path: Path, *, is_ours: bool = True) -> None:
        """Make the folder if it is missing, and clear away what a crash left half-made. Raises OSError.

        Not `is_ours`: a bot may be at work on it, so it is only looked into.
        """
        self._path = path
        self._known: dict[str, _Known] = {}
        if not is_ours:
            return
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
        for left in path.glob(f"*{UNFINISHED}"):
            if _is_settled(_mark(str(left))):
                left.unlink(missing_ok=True)

    def make(self, key_id: str) -> bytes:
        """File and folder are synced before it is given out: a paper whose key is lost is lost. Raises OSError.

        If another process makes the same one at this moment, both get that which came first.
        """
        known = self.get(key_id)
        if known is not None:
            self._renew(key_id)
            return known
        path = self._file(key_id)
        part = self._path / f"{key_id}-{os.urandom(4).hex()}{UNFINISHED}"
        self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(part, os.urandom(KEY_BYTES), os.O_CREAT | os.O_EXCL)
        if path.exists() and self.get(key_id) is None:
            path.unlink(missing_ok=True)  # a crash overwrote it and went no further
        with suppress(FileExistsError):
            path.hardlink_to(part)
        part.unlink()
        _sync_folder(self._path)
        made = self.get(key_id)
        assert made is not None, "the key is gone as soon as it was made"
        return made

    def get(self, key_id: str) -> bytes | None:
        """Read once, then looked at each time: one that is not there any more would seal what nobody opens again.

        Raises NotStoredError where it is there but cannot be read now: that can be mended, so it is not lost.
        """
        known = self._known.get(key_id)
        if known is not None and _mark(known.path) == known.mark:
            return known.key
        self._known.pop(key_id, None)
        path = self._file(key_id)
        mark = _mark(str(path))
        key = _read(path) if mark is not None else b""
        if len(key) != KEY_BYTES or not any(key):
            return None
        self._known[key_id] = _Known(str(path), mark, key)
        return key

    def _renew(self, key_id: str) -> None:
        """What was left behind long ago is needed again from now on: no other process may take it for an orphan."""
        path = self._known[key_id].path
        if _is_settled(_mark(path)):
            os.utime(path)

    def destroy(self, key_id: str) -> None:
        """Overwritten, synced, unlinked, the folder synced; a crash in between leaves nothing to read."""
        self._known.pop(key_id, None)
        path = self._file(key_id)
        if path.exists():
            _write(path, bytes(KEY_BYTES), 0)
            path.unlink()
            _sync_folder(self._path)

    def list(self) -> list[str]:
        """By the files that are there."""
        return sorted(path.name.removesuffix(SUFFIX) for path in self._path.glob(f"*{SUFFIX}"))

    def settled(self) -> Sequence[str]:
        """By when their files were written, and this machine's clock."""
        made = {key_id: _mark(str(self._file(key_id))) for key_id in self.list()}
        return [key_id for key_id, mark in made.items() if _is_settled(mark)]

    def _file(self, key_id: str) -> Path:
        if not _NAME.fullmatch(key_id):
            raise ValueError("not the id of a key")
        return self._path / f"{key_id}{SUFFIX}"


class KeysInMemory:
    """Keys that end with the process."""

    def __init__(self) -> None:
        """None yet."""
        self._known: dict[str, bytes] = {}

    def make(self, key_id: str) -> bytes:
        """See Keys."""
        return self._known.setdefault(key_id, os.urandom(KEY_BYTES))

    def get(self, key_id: str) -> bytes | None:
        """See Keys."""
        return self._known.get(key_id)

    def destroy(self, key_id: str) -> None:
        """See Keys."""
        self._known.pop(key_id, None)

    def list(self) -> list[str]:
        """See Keys."""
        return sorted(self._known)

    def settled(self) -> Sequence[str]:
        """All: no other process has them."""
        return self.list()


def _mark(path: str) -> _Mark | None:
    try:
        found = os.stat(path)  # noqa: PTH116 (a vote asks twice, and a Path would cost as much as the question)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(error) from error
    return found.st_ino, found.st_mtime_ns


def _read(path: Path) -> bytes:
    """What stands in the file; a folder in its place is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        return b""
    except OSError as error:
        raise _unreadable(error) from error


def _unreadable(error: OSError) -> NotStoredError:
    message = f"{Path(error.filename or '').name} in KEY_DIR cannot be read: {error.strerror}"
    return NotStoredError(message)


def _is_settled(mark: _Mark | None) -> bool:
    return mark is not None and mark[1] < time.time_ns() - SETTLED_S * 1_000_000_000


def _write(path: Path, content: bytes, flags: int) -> None:
    handle = os.open(path, os.O_WRONLY | flags, 0o600)
    try:
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
