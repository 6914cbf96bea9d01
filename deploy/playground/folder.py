"""The folder in which one playground keeps its state: claimed while it runs, so that a second one takes the next."""

from __future__ import annotations

import fcntl
import os
import shutil
from itertools import count
from pathlib import Path

FIRST = "playground"
LOCK = "in-use"
OWN_FILES = ("world.*", "clock*", "mandate.db*", "bot.log", "files")
"""All that a playground makes beside its lock, as patterns."""


class Folder:
    """One claimed folder. The claim is the system's: it ends with the process, however that ends."""

    def __init__(self, path: Path, lock: int) -> None:
        self.path = path
        self._lock = lock

    def empty(self) -> None:
        """Forget everything that was played here; what the playground did not make stays."""
        for pattern in OWN_FILES:
            for found in self.path.glob(pattern):
                shutil.rmtree(found) if found.is_dir() else found.unlink()
        shutil.rmtree(self.path.with_name(f"{self.path.name}-keys"), ignore_errors=True)

    def release(self) -> None:
        os.close(self._lock)


def claim(data: Path) -> Folder:
    """The first of playground, playground-2, playground-3, ... that nobody else uses. OSError if none can be."""
    for number in count(1):
        path = data / (FIRST if number == 1 else f"{FIRST}-{number}")
        path.mkdir(parents=True, exist_ok=True)
        lock = os.open(path / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
        else:
            return Folder(path.resolve(), lock)
    raise AssertionError("there is always a next number")
