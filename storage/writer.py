"""The one writer: a thread that takes what waits, runs each use-case in turn and commits once for all of them.

A caller wakes only when the commit that holds its use-case is on disk. One commit is one moment: the clock is read once
for all of its use-cases, so that the times in the rows tell no order of those who acted together.

A use-case that fails leaves nothing behind: one that raised before its first write is simply left out; if it had
written, or if the database refused one of its rows or the commit of them all, the whole batch is rolled back and each
runs again on its own (they are functions of the database, so running again is safe): what fails then fails alone, and
its caller is told so. Savepoints would do the same at 0.2-0.35 ms a use-case.

PostgreSQL goes the same way: one thread and one transaction a batch, READ COMMITTED under the locks of what its
use-cases named (storage/locks.py), retried as a whole if it collides all the same (40001, 40P01). Measured, group
commit beats several threads of single transactions there too, and there is only one form of code. A connection lost
while it commits leaves open whether it did: PostgreSQL is asked, and only what was not stored runs again.
"""

import asyncio
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, RootTransaction, text
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from bot.services.ground.ports import Cause, NotStoredError, Registers
from bot.services.ground.reach import Named
from bot.services.ground.sealing import Sealing
from storage.locks import take_locks
from storage.log import Log
from storage.memory import ProcessMemory
from storage.same_file import DAMAGED, GONE, SameFile, is_damage
from storage.sealing import without_keys
from storage.unit import Unit

T = TypeVar("T")
UseCase = Callable[[Unit], T]

BATCH = 256
TRIES = 8
"""How often a batch that collided or lost its connection is tried, 20 ms longer apart each time."""

PATIENCE_S = 5.0
"""No further try after so long: SQLite's own waiting for a lock is as long, and whoever pressed wants an answer."""

CUT_PAUSE_S = 0.2
"""Between two tries to cut the log: a backup may read for minutes, and votes should not wait for it."""

RETRIED_STATES = {"40001", "40P01", "55P03"}

UNIQUE_VIOLATION = "23505"
"""Tried once more: what another process stored in this moment is seen then, as use-cases look before they add."""

NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Job:
    """One use-case, what it named, and the loop and future that wait for it.

    `cuts_log`: it asked for the log to be cut; `is_late`: and waits for that.
    """

    use_case: UseCase[Any]
    cause: Cause
    names: tuple[Named, ...]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None
    cuts_log: bool = False
    is_late: bool = False


class Writer:
    """Hands use-cases to the writing thread and brings their results back to the loop."""

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], Any],
        registers: Registers,
        on_commit: Callable[[], None] | None = None,
        sealing: Sealing | None = None,
    ) -> None:
        """`clock` reads aware UTC; `on_commit` is called on the loop after each commit that changed something.

        `memory`: what the use-cases know and no file; delivery reads there what may go out. `broken`: why nothing is
        stored any more, once the file is no longer the one that was opened, or is damaged; None while all is well.
        """
        self._engine = engine
        self._clock = clock
        self._registers = registers
        self._on_commit = on_commit
        self._sealing = sealing or without_keys()
        self.memory = ProcessMemory()
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._stopped = False
        self._log = Log(engine)
        self._file = SameFile(engine)
        self.broken: str | None = None
        self._owes_cut = False
        self._cut_tried_at = 0.0
        self._late: list[Job] = []

    def start(self) -> None:
        """Start the writing thread."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what waits and end the thread; a use-case handed over later is refused."""
        self._stopped = True
        self._jobs.put(None)
        self._thread.join()
        if self.broken is None:
            # Closed, SQLite would clear away the log that lies beside the name: by now it may be another file's.
            self._log.truncate()
            self._engine.dispose()

    async def __call__(self, use_case: UseCase[T], cause: Cause, *names: Named) -> T:
        """Run `use_case(unit)` in order of arrival; return its result once its commit is on disk.

        `names`: whose rows it may change, none for what changes no council. Raises what the use-case raised (a
        DomainError, mostly), NotNamedError if it changes a council that is not among them, or NotStoredError.
        """
        if self._stopped:
            raise NotStoredError("the writer has stopped")
        loop = asyncio.get_running_loop()
        job = Job(use_case, cause, names, loop, loop.create_future())
        self._jobs.put(job)
        return await job.future  # type: ignore[no-any-return]

    async def truncate_log(self) -> None:
        """Return once SQLite's log is cut, between two batches; see storage/log.py. Raises NotStoredError."""
        if self._stopped:
            raise NotStoredError("the writer has stopped")
        loop = asyncio.get_running_loop()
        job = Job(lambda uow: uow.truncate_log(), Cause("log"), (), loop, loop.create_future(), is_late=True)
        self._jobs.put(job)
        await job.future

    def _run(self) -> None:
        while (job := self._next()) is not None:
            batch = [job, *self._waiting()]
            last = batch[-1] is None
            self._store([one for one in batch if one is not None])
            if last:
                break
        for job in self._late:
            job.error = NotStoredError("the writer has stopped")
        _wake(self._late, None)

    def _next(self) -> Job | None:
        """What waits first. While nothing does, a log that could not be cut is tried again."""
        while self._owes_cut:
            with suppress(queue.Empty):
                return self._jobs.get(timeout=CUT_PAUSE_S)
            self._cut_log()
        return self._jobs.get()

    def _cut_log(self) -> None:
        """Try once; whoever waits for it is woken when it is whole."""
        self._cut_tried_at = time.monotonic()
        self._owes_cut = not self._log.truncate()
        if not self._owes_cut:
            late, self._late = self._late, []
            _wake(late, None)

    def _waiting(self) -> list[Job | None]:
        """What else waits, up to a batch; a final None stays last."""
        more: list[Job | None] = []
        while len(more) < BATCH and (not more or more[-1] is not None):
            try:
                more.append(self._jobs.get_nowait())
            except queue.Empty:
                break
        return more

    def _store(self, jobs: list[Job]) -> None:
        if self.broken is not None:
            _refuse(jobs, self.broken)
        elif not self._try_together(jobs):
            for job in jobs:
                self._try_together([job])
        late = [job for job in jobs if job.is_late and job.error is None]
        self._late += late
        _wake([job for job in jobs if not job.is_late or job.error is not None] if late else jobs, self._on_commit)
        self._owes_cut |= any(job.cuts_log and job.error is None for job in jobs)
        if self._owes_cut and time.monotonic() > self._cut_tried_at + CUT_PAUSE_S:
            self._cut_log()

    def _try_together(self, jobs: list[Job]) -> bool:
        """Run the jobs in one transaction. False: one of several spoiled it for the others, so each must go alone.

        What was committed to a file that is not there any more is not stored: nobody is told so.
        """
        give_up_at, attempt = time.monotonic() + PATIENCE_S, 0
        while True:
            attempt += 1
            for job in jobs:
                job.result, job.error = None, None
            try:
                return self._transact(jobs)
            except Exception as error:  # noqa: BLE001 (whatever it is, the thread must live and the callers be told)
                self.broken = self.broken or (DAMAGED if is_damage(error) else None)
                if _may_pass(error, attempt) and time.monotonic() < give_up_at:
                    time.sleep(0.02 * attempt)
                    continue
                if len(jobs) > 1 and not _is_passing(error):
                    return False
                for job in jobs:
                    job.error = NotStoredError(_kind_of(error))
                return True

    def _look_at_file(self, jobs: list[Job]) -> None:
        if not self._file.is_there():
            self.broken = GONE
            _refuse(jobs, GONE)

    def _transact(self, jobs: list[Job]) -> bool:
        try:
            with self._engine.connect() as connection, connection.begin() as transaction:
                self._lock(connection, jobs)
                now = self._clock()
                for job in jobs:
                    if self._perform(connection, job, now) is not None:
                        transaction.rollback()
                        return len(jobs) == 1
                self._commit(connection, transaction)
                self.memory.settle()
            self._look_at_file(jobs)
            return True
        finally:
            # Settled or not: what a rolled back transaction made of it is wrong from now on.
            self.memory.forget()

    def _lock(self, connection: Connection, jobs: list[Job]) -> None:
        """What the whole batch named, before its first use-case."""
        take_locks(connection, Unit(connection, NO_TIME, self._registers), [name for job in jobs for name in job.names])

    def _commit(self, connection: Connection, transaction: RootTransaction) -> None:
        mark = _transaction_id(connection)
        try:
            transaction.commit()
        except DBAPIError as error:
            is_lost = error.connection_invalidated
            # SQLite may still be inside the transaction that it would not commit.
            connection.invalidate(error)
            if mark is None or not is_lost or not self._is_committed(mark):
                raise

    def _is_committed(self, mark: str) -> bool:
        """What became of a transaction whose connection was lost; while the server still ends it, ask again."""
        asking = text("SELECT pg_xact_status(CAST(:mark AS xid8))")
        for attempt in range(1, TRIES + 1):
            with self._engine.connect() as connection:
                status = connection.execute(asking, {"mark": mark}).scalar_one()
            if status != "in progress":
                return bool(status == "committed")
            time.sleep(0.02 * attempt)
        return False

    def _perform(self, connection: Connection, job: Job, now: datetime) -> BaseException | None:
        """Run one use-case; returns its error if it had written before it failed."""
        unit = Unit(connection, now, self._registers, job.cause, self._sealing, self.memory)
        unit.limit(job.names)
        try:
            job.result = job.use_case(unit)
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001 (the caller gets it, whatever it is)
            job.error = error
            return error if unit.wrote else None
        finally:
            job.cuts_log = unit.cuts_log
        return None


def _refuse(jobs: list[Job], why: str) -> None:
    for job in jobs:
        job.error = NotStoredError(why)


def _wake(jobs: list[Job], on_commit: Callable[[], None] | None) -> None:
    """One call into the loop for the whole batch."""
    loop = jobs[0].loop if jobs else None
    if loop is None or loop.is_closed():
        return
    loop.call_soon_threadsafe(_resolve, jobs, on_commit)


def _resolve(jobs: list[Job], on_commit: Callable[[], None] | None) -> None:
    for job in jobs:
        if job.future.done():
            continue
        if job.error is not None:
            job.future.set_exception(job.error)
        else:
            job.future.set_result(job.result)
    if on_commit is not None:
        on_commit()


def _transaction_id(connection: Connection) -> str | None:
    """PostgreSQL's id of this transaction, if it wrote; SQLite needs none: its commit has no network to be lost on."""
    if connection.dialect.name == "sqlite":
        return None
    return connection.exec_driver_sql("SELECT pg_current_xact_id_if_assigned()::text").scalar()


def _is_passing(error: Exception) -> bool:
    """Whether the same batch may go through if tried again."""
    if isinstance(error, OperationalError) and any(word in str(error.orig) for word in ("locked", "busy")):
        return True
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    return state in RETRIED_STATES or (isinstance(error, DBAPIError) and error.connection_invalidated)


def _may_pass(error: Exception, attempt: int) -> bool:
    """Whether another try is worth it; two processes that stored the same at once find it when they look again."""
    is_twice = getattr(getattr(error, "orig", None), "sqlstate", None) == UNIQUE_VIOLATION
    return attempt == 1 if is_twice else attempt < TRIES and _is_passing(error)


def _kind_of(error: Exception) -> str:
    """The error without its statement and parameters: those may hold a choice. A constraint is named by its table.

    The databases' own codes tell a full disk from a lock: SQLITE_FULL, SQLITE_BUSY, 53100 of PostgreSQL.
    """
    cause = getattr(error, "orig", error)
    constraint = getattr(getattr(cause, "diag", None), "constraint_name", None)
    named = constraint or getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    if isinstance(cause, sqlite3.IntegrityError):
        named = str(cause)
    return f"{type(error).__name__}: {type(cause).__name__}" + (f" ({named})" if named else "")
