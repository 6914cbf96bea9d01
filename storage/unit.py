"""The unit of work: rows in and out of one connection, in one transaction that the writer or the reader owns."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.domain.council.council import Council, Former
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.kept import RowNotReadableError
from bot.domain.ground.person import Person
from bot.domain.ground.personal import Personal
from bot.services.ground.filters import AtMost, MoreThan
from bot.services.ground.memory import Memory
from bot.services.ground.ports import Cause, NotNamedError, Query, Registers
from bot.services.ground.reach import EVERYWHERE, LOOKED_UP, Named, councils_named
from bot.services.ground.sealing import Sealing
from storage import statements
from storage.identifiers import next_uuid
from storage.locks import lock_councils
from storage.memory import ProcessMemory
from storage.queries import QUERIES
from storage.sealing import without_keys
from storage.tables import KEPT, PERSONAL
from storage.unreadable import set_aside

R = TypeVar("R")
T = TypeVar("T")


class Unit:
    """Keeps bot.services.ports.Uow (and Reads) over one SQLAlchemy connection.

    `wrote`: it changed a row. `named`: the councils whose rows it may change; None where nobody writes beside it.
    `cuts_log`: once it is committed the log is to be cut (storage/log.py).
    """

    def __init__(
        self,
        connection: Connection,
        now: datetime,
        registers: Registers,
        cause: Cause | None = None,
        sealing: Sealing | None = None,
        memory: Memory | None = None,
    ) -> None:
        """Hold the connection; the transaction is the caller's. Without `sealing` nothing can be sealed or opened."""
        self._connection = connection
        self._dialect = connection.dialect
        driver = connection.connection.dbapi_connection
        self._sqlite = driver if isinstance(driver, sqlite3.Connection) else None
        self.now = now
        self.registers = registers
        self.cause = cause or Cause("start")
        self.actor: Person | None = None
        self.sealing = sealing or without_keys()
        self.memory = memory or ProcessMemory()
        self.wrote = False
        self.cuts_log = False
        self.named: set[CouncilId] | None = None
        self._behind: tuple[Named, ...] = ()

    @property
    def personal(self) -> Mapping[type, Personal]:
        """What of each kind of row concerns whom."""
        return PERSONAL

    def get(self, kind: type[R], *key: object) -> R | None:
        """The row with this primary key. Raises RowNotReadableError."""
        kept = KEPT[kind]
        values = {f"key_{name}": kept.bind(name, value) for name, value in zip(kept.key, key, strict=True)}
        prepared = statements.fetch(kind, self._dialect)
        row = self._execute(prepared, values).fetchone()
        return kept.read(row) if row is not None else None

    def find(
        self,
        kind: type[R],
        /,
        *,
        order: str | None = None,
        limit: int | None = None,
        skip: int = 0,
        first_of: tuple[str, ...] = (),
        **equal: object,
    ) -> list[R]:
        """Rows by filter; see the port. Raises RowNotReadableError."""
        shape, values = _filter(kind, equal)
        rows = self._rows(kind, shape, order, limit, first_of, values, skip)
        found = _readable(kind, shape, rows)
        if first_of and len(found) < len(rows):
            everything = _readable(kind, shape, self._rows(kind, shape, order, None, (), values))
            return _first_of(everything, first_of)[:limit]
        while limit is not None and len(found) < limit == len(rows):
            # What stands behind those set aside takes their place: a page that is not full is the last.
            skip += limit
            rows = self._rows(kind, shape, order, limit, first_of, values, skip)
            found += _readable(kind, shape, rows)
        return found[:limit]

    def _rows(
        self,
        kind: type,
        shape: statements.Shape,
        order: str | None,
        limit: int | None,
        first_of: tuple[str, ...],
        values: dict[str, Any],
        skip: int = 0,
    ) -> Any:
        prepared = statements.search(kind, shape, order, limit, first_of, self._dialect, skips=skip > 0)
        return self._execute(prepared, values | {"skip": skip} if skip else values).fetchall()

    def scan(self, kind: type[R]) -> Iterator[tuple[str, R | None]]:
        """See the port."""
        kept = KEPT[kind]
        walk, on = (statements.walk(kind, self._dialect, is_first=is_first) for is_first in (True, False))
        rows = self._execute(walk, {}).fetchall()
        while rows:
            for row in rows:
                yield kept.named(row), next(iter(kept.readable([row])), None)
            last = dict(zip(kept.names, rows[-1], strict=True))
            rows = self._execute(on, {f"key_{name}": last[name] for name in kept.key}).fetchall()

    def set_aside(self, row: object) -> None:
        """See the port."""
        kept = KEPT[type(row)]
        set_aside(kept.named([getattr(row, name) for name in kept.names]))

    def count(self, kind: type[object], /, **equal: object) -> int:
        """How many rows pass the filter."""
        shape, values = _filter(kind, equal)
        prepared = statements.number(kind, shape, self._dialect)
        return int(self._execute(prepared, values).fetchone()[0])

    def keys(self, kind: type[object], /, **equal: object) -> list[tuple[Any, ...]]:
        """See the port."""
        shape, values = _filter(kind, equal)
        return [tuple(row) for row in self._execute(statements.keys(kind, shape, self._dialect), values).fetchall()]

    def ask(self, query: Query[T]) -> T:
        """The answer to a named query; see storage/queries."""
        asked = QUERIES[type(query)]
        prepared = statements.question(type(query), self._dialect)
        return cast("T", asked.answer(self._execute(prepared, asked.values(query, self.now)).fetchall()))

    def add(self, row: object) -> None:
        """Insert one row."""
        self._note_write(type(row), row)
        prepared = statements.insertion(type(row), self._dialect)
        self._execute(prepared, KEPT[type(row)].values(row))

    def add_all(self, rows: Iterable[object]) -> None:
        """Insert rows of one kind in one call."""
        many = list(rows)
        if not many:
            return
        kept = KEPT[type(many[0])]
        for row in {row.council_id: row for row in many}.values() if kept.is_of_council else many[:1]:  # type: ignore[attr-defined]
            self._note_write(kept.kind, row)
        prepared = statements.insertion(kept.kind, self._dialect)
        self._connection.exec_driver_sql(prepared.sql, [prepared.bind(kept.values(row)) for row in many])

    def change(self, row: R, **changes: object) -> R:
        """Write the changed columns and return the row as it now is."""
        if not changes:
            return row
        self._note_write(type(row), row)
        kept = KEPT[type(row)]
        prepared = statements.change(kept.kind, tuple(changes), self._dialect)
        values = _key_of(row) | {f"new_{name}": kept.bind(name, value) for name, value in changes.items()}
        self._execute(prepared, values)
        return replace(row, **changes)  # type: ignore[type-var]

    def remove(self, row: object) -> None:
        """Delete one row."""
        self._note_write(type(row), row)
        prepared = statements.removal(type(row), self._dialect)
        self._execute(prepared, _key_of(row))

    def remove_all(self, kind: type[object], /, **equal: object) -> None:
        """Delete by filter; of a council's rows it names the council."""
        shape, values = self._filter_written(kind, equal)
        self._execute(statements.clearance(kind, shape, self._dialect), values)

    def erase(self, kind: type[object], names: tuple[str, ...], /, **equal: object) -> None:
        """See the port; of a council's rows the filter names the council."""
        shape, values = self._filter_written(kind, equal)
        self._execute(statements.erasure(kind, names, shape, self._dialect), values)

    def _filter_written(self, kind: type, equal: dict[str, object]) -> tuple[statements.Shape, dict[str, Any]]:
        self.wrote = True
        if kind in LOOKED_UP:
            self._look_up()
        if KEPT[kind].is_of_council:
            self._ensure_named(cast("CouncilId", equal["council_id"]))
        return _filter(kind, equal)

    def raise_version(self, council_id: str, subject_id: str, *, is_final: bool = False) -> None:
        """Every card of this subject must be drawn again."""
        self.wrote = True
        self._ensure_named(CouncilId(council_id))
        prepared = statements.version_raise(self._dialect, is_final=is_final)
        values = {"council": council_id, "subject": subject_id, "is_dirty": True}
        self._execute(prepared, values)

    def limit(self, names: Iterable[Named]) -> None:
        """From now on rows of these councils may be changed, and no other.

        Those behind groups and persons are looked up when it matters: most acts change the council they name by its id.
        """
        wanted = tuple(names)
        is_all = EVERYWHERE in wanted
        self.named = None if is_all else {CouncilId(name) for name in wanted if isinstance(name, str)}
        self._behind = () if is_all else tuple(name for name in wanted if not isinstance(name, str))

    def _look_up(self) -> None:
        """Before anything is changed by which they are found: else a use-case could lead its own names further."""
        behind, self._behind = self._behind, ()
        if behind and self.named is not None:
            self.named |= councils_named(self, behind) or set()

    def _note_write(self, kind: type, row: Any) -> None:
        """A council that is made now is nobody else's yet; rows of the ground have no council."""
        self.wrote = True
        if kind in LOOKED_UP:
            self._look_up()
        if self.named is None or not KEPT[kind].is_of_council:
            return
        if kind is Council and row.council_id not in self.named and self.get(Council, row.council_id) is None:
            self.named.add(row.council_id)
        self._ensure_named(row.council_id)

    def _ensure_named(self, council_id: CouncilId) -> None:
        """Raises NotNamedError. A button made before two councils became one names the other, and both are locked."""
        if self.named is None or not council_id or council_id in self.named:
            return
        self._look_up()
        if council_id in self.named:
            return
        formers = (self.get(Former, name) for name in list(self.named))
        if not any(former is not None and former.council_id == council_id for former in formers):
            message = f"{self.cause.name} changes council {council_id}, but named {sorted(self.named)}"
            raise NotNamedError(message)
        lock_councils(self._connection, [council_id])
        self.named.add(council_id)

    def _execute(self, prepared: statements.Prepared, values: dict[str, Any]) -> Any:
        """Run a prepared statement; with SQLite in this thread past SQLAlchemy, which costs more than the statement."""
        parameters = prepared.bind(values)
        if self._sqlite is None:
            return self._connection.exec_driver_sql(prepared.sql, parameters)
        try:
            return self._sqlite.execute(prepared.sql, parameters)
        except sqlite3.Error as error:
            # Errors stay of one family; their text shows no parameters, which may hold a choice.
            raise DBAPIError.instance(prepared.sql, None, error, sqlite3.Error, dialect=self._dialect) from error

    def truncate_log(self) -> None:
        """See the port."""
        self.cuts_log = True

    def new_id(self) -> str:
        """A new UUIDv7 as 32 hexadecimal digits."""
        return next_uuid(self.now)

    def new_secret(self) -> str:
        """32 unguessable bytes in hexadecimal."""
        return os.urandom(32).hex()


def _readable(kind: type, shape: statements.Shape, rows: Sequence[Sequence[Any]]) -> list[Any]:
    """Those that can be read. RowNotReadableError where the only such row, or part of a whole, is meant."""
    kept = KEPT[kind]
    try:
        return [kept.read(row) for row in rows]
    except RowNotReadableError:
        if kept.is_whole or kept.is_one({name for name, operator in shape if operator == "="}):
            raise
    return kept.readable(rows)


def _first_of(rows: list[R], alike: tuple[str, ...]) -> list[R]:
    first: dict[tuple[Any, ...], R] = {}
    for row in rows:
        first.setdefault(tuple(getattr(row, name) for name in alike), row)
    return list(first.values())


def _key_of(row: object) -> dict[str, Any]:
    kept = KEPT[type(row)]
    return {f"key_{name}": kept.bind(name, getattr(row, name)) for name in kept.key}


def _filter(kind: type, equal: dict[str, object]) -> tuple[statements.Shape, dict[str, Any]]:
    kept = KEPT[kind]
    shape: list[tuple[str, str]] = []
    values: dict[str, Any] = {}
    for name, wanted in equal.items():
        match wanted:
            case None:
                shape.append((name, "null"))
            case AtMost(value) | MoreThan(value):
                shape.append((name, "<=" if isinstance(wanted, AtMost) else ">"))
                values[f"is_{name}"] = kept.bind(name, value)
            case tuple() | list():
                shape.append((name, f"any{len(wanted)}"))
                values |= {f"is_{name}_{index}": kept.bind(name, value) for index, value in enumerate(wanted)}
            case _:
                shape.append((name, "="))
                values[f"is_{name}"] = kept.bind(name, wanted)
    return tuple(shape), values
