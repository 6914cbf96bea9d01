"""A council on disk with its keys beside it, and what keeps its secrets left out one by one."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import text

from bot.domain.ground.ids import CouncilId
from bot.services.ground.ports import Cause, Uow
from bot.services.ground.schedule import do_due
from bot.services.registers import REGISTERS
from storage.backup import back_up
from storage.engine import writer_engine
from storage.keys import KeyFolder
from storage.log import Log
from storage.migrations import upgrade
from storage.sealing import Sealer
from storage.tables import metadata
from storage.unit import Unit
from tests.support.council import House
from tests.support.postgres import Archiving

T = TypeVar("T")


class Town(House):
    """A house on disk. Its log is cut when a use-case asks for that, as the writer does it."""

    cuts = True

    def __init__(self, folder: Path, kind: type[Sealer] = Sealer, url: str = "") -> None:
        self.data, self.keys = folder / "data", folder / "data-keys"
        self.kind = kind
        self.url = url or f"sqlite:///{self.data / 'mandate.db'}"
        self._owes_cut = False
        super().__init__()

    def _connect(self) -> None:
        self._engine = writer_engine(self.url)
        metadata.create_all(self._engine)
        self._connection = self._engine.connect()
        self.sealing = self.kind(KeyFolder(self.keys))

    def left_behind(self) -> Iterator[bytes]:
        """What lies on disk but for the keys, file by file, and a copy as an operator makes it."""
        copy = self.data / "copy.db"
        back_up(self.url, copy, self.now, REGISTERS)
        yield from (path.read_bytes() for path in sorted(self.data.rglob("*")))
        copy.unlink()

    def started_again(self) -> None:
        """Once more after an upgrade: SQLite needs nothing for it."""

    def disconnect(self) -> None:
        self._connection.close()
        self._engine.dispose()

    def do(self, use_case: Callable[..., T], *arguments: Any, **named: Any) -> T:
        """As in every house; then the log is cut if this asked for it."""

        def watched(uow: Any, *given: Any, **also: Any) -> T:
            done = use_case(uow, *given, **also)
            self._owes_cut |= uow.cuts_log
            return done

        result = super().do(watched, *arguments, **named)
        self._cut_if_owed()
        return result

    def _do_due(self, council_id: CouncilId, due_id: str) -> None:
        with self._transaction():
            cause = Cause(f"due:{due_id}")
            unit = Unit(self._connection, self.now, self.registers, cause, self.sealing, self.memory)
            do_due(unit, council_id, due_id)
            self._owes_cut |= unit.cuts_log
        self._cut_if_owed()

    def _cut_if_owed(self) -> None:
        if self._owes_cut and self.cuts:
            self._owes_cut = not Log(self._engine).truncate()

    def die_during(self, act: Callable[[], object]) -> None:
        """kill -9 in the midst of it, in a process of its own that cleans nothing up; then another start."""
        self.disconnect()
        child = os.fork()
        if not child:
            try:
                self._connect()
                act()
            finally:
                os._exit(1)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        self.memory = type(self.memory)()
        self._connect()


class ServedTown(Town):
    """The same on a server that archives its log and never clears away by itself what was erased."""

    def __init__(self, folder: Path, cluster: Archiving, kind: type[Sealer] = Sealer) -> None:
        self.cluster = cluster
        self._read: set[tuple[str, int, int]] = set()
        super().__init__(folder, kind, cluster.server.new_database())

    def _connect(self) -> None:
        self._engine = writer_engine(self.url)
        self.sealing = self.kind(KeyFolder(self.keys))
        upgrade(self._engine, self.sealing)
        self._connection = self._engine.connect()

    def left_behind(self) -> Iterator[bytes]:
        """Every file of the server that is new or has changed, with its log and archive, and a dump."""
        self.cluster.settle()
        yield self.cluster.dump(self.url)
        for path in self.cluster.files():
            known = path.stat()
            mark = (str(path), known.st_mtime_ns, known.st_size)
            if mark not in self._read:
                self._read.add(mark)
                yield path.read_bytes()

    def started_again(self) -> None:
        """The tables are rewritten then, and whoever runs the server lets go of what was archived before."""
        if not self.cuts:
            return
        with self._engine.begin() as connection:
            connection.execute(text("COMMENT ON TABLE alembic_version IS NULL"))
        upgrade(self._engine, self.sealing)
        self.cluster.settle()
        self.cluster.forget_archive()


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Open(Sealer):
    """Nothing is sealed: papers stand as they are, in slots that are named by their electors."""

    def slot(self, key_id: str, *about: str) -> str:
        assert self.has_key(key_id)
        return about[-1]

    def seal(self, key_id: str, payload: bytes, *about: str) -> bytes:
        assert key_id in self.key_ids(), about
        return bytes(12) + payload + bytes(16)

    def open(self, key_id: str, sealed: bytes, *about: str) -> bytes:
        assert key_id in self.key_ids(), about
        return sealed[12:-16]


class Hoarding(Sealer):
    """Keys are never destroyed."""

    def destroy_key(self, key_id: str) -> None:
        assert key_id


def lost_keys(uow: Uow) -> None:
    """Nothing is left of any key."""
    for key_id in uow.sealing.key_ids():
        uow.sealing.destroy_key(key_id)
