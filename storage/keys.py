"""The folder of keys (KEY_DIR): one small file a key, on disk before it is used and overwritten before it goes.

It never lies below the data, in the database or in a backup: who has all of those and not this folder opens nothing.
"""

import os
import re
from pathlib import Path
from typing import Protocol

KEY_BYTES = 32
SUFFIX = ".key"
UNFINISHED = ".part"
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


class KeyFolder:
    """Keys as files of a folder that only its owner can look into."""

    def __init__(self, path: Path, *, is_ours: bool = True) -> None:
        """Make the folder if it is missing, and clear away what a crash left half-made. Raises OSError.

        Not `is_ours`: a bot may be at work on it, so it is only looked into.
        """
        self._path = path
        self._known: dict[str, bytes] = {}
        if not is_ours:
            return
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
        for left in path.glob(f"*{UNFINISHED}"):
            left.unlink(missing_ok=True)

    def make(self, key_id: str) -> bytes:
        """File and folder are synced before it is given out: a paper whose key is lost is lost. Raises OSError."""
        known = self.get(key_id)
        if known is not None:
            return known
        key, path = os.urandom(KEY_BYTES), self._file(key_id)
        part = path.with_suffix(UNFINISHED)
        _write(part, key, os.O_CREAT | os.O_TRUNC)
        part.replace(path)
        _sync_folder(self._path)
        self._known[key_id] = key
        return key

    def get(self, key_id: str) -> bytes | None:
        """Read once, then known: a vote asks for it twice."""
        known = self._known.get(key_id)
        if known is None:
            try:
                known = self._file(key_id).read_bytes()
            except FileNotFoundError:
                return None
            if len(known) != KEY_BYTES:
                return None
            self._known[key_id] = known
        return known

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
