"""Duties: due work, done in time and in order, each in a transaction of its own.

Whoever moves the clock calls `do_all_due` at every `next_due_at`: it returns once nothing is due any more.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog

from bot.clock import Clock
from bot.domain.ground.due import Due
from bot.domain.ground.kept import RowNotReadableError, name_of
from bot.services.ground import schedule
from bot.services.ground.ports import Cause, NotStoredError, SealBrokenError
from bot.services.ground.reach import EVERYWHERE, Named
from bot.services.record.mending import look_for_damage
from bot.services.registers import REGISTERS
from handlers.act import Read, Write
from handlers.boundary import place_of

log = structlog.get_logger("duties")

DUE_PASS = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


REACH_ALL = frozenset(name_of(kind) for kind in REGISTERS.duties if kind.reaches_all)


def named_by(due: Due) -> Named:
    """What doing it names. Duties of no council wait for each other, and for the councils only if they reach all."""
    return EVERYWHERE if due.kind in REACH_ALL else due.council_id


class Duties:
    """Does what is due. `drain` returns once everything is handled that Telegram held when it was called."""

    def __init__(self, read: Read, write: Write, clock: Clock, drain: Callable[[], Awaitable[None]]) -> None:
        """`clock`: that of reader and writer. While it is in trouble nothing is done: a close cannot be taken back."""
        self._read = read
        self._write = write
        self._clock = clock
        self._drain = drain
        self._trouble: str | None = None

    async def next_due_at(self) -> datetime | None:
        """When the next duty is due, if any is planned; in the past if it waits already."""
        return await self._read(schedule.next_due_at)

    async def do_all_due(self) -> bool:
        """Until nothing is due any more. False if storage failed, or the clock is wrong: then look again later.

        Handed to the writer side by side, it does them oldest first, and those that wait together share one commit:
        one by one, each would wait behind whatever else is written, which in a flood of commands takes minutes.
        Of long work one page is done between them, by turns: what is looked at longest ago comes first.
        """
        if not self._is_trusted():
            return False
        heard_until = EPOCH
        while any(found := await self._read(schedule.due_pass, DUE_PASS)):
            dues, pages = found
            if dues and dues[-1].due_at > heard_until:
                # What was pressed before the deadline and is still on its way counts.
                heard_until = self._clock.now()
                await self._drain()
            if not all(await asyncio.gather(*map(self._do, dues))):
                return False
            if pages and not await self._do(pages[0]):
                return False
        return True

    def _is_trusted(self) -> bool:
        """Said once when that ends, and once when it is so again."""
        trouble, before = self._clock.trouble(), self._trouble
        self._trouble = trouble
        if trouble is not None and before is None:
            log.error("nothing closes", reason=trouble)
        elif trouble is None and before is not None:
            log.warning("the clock agrees with Telegram again")
        return trouble is None

    async def _do(self, due: Due) -> bool:
        """One duty; False if storage fails, so that the next look tries again."""
        try:
            await self._do_or_put_off(due, Cause(f"due:{due.kind}:{due.due_id}"))
        except NotStoredError as error:
            log.error("due work not stored", kind=due.kind, reason=str(error))  # noqa: TRY400 (the reason says it)
            return False
        return True

    async def _do_or_put_off(self, due: Due, cause: Cause) -> None:
        council_id, due_id = due.council_id, due.due_id
        named = named_by(due)
        try:
            await self._write(lambda uow: schedule.do_due(uow, council_id, due_id), cause, named)
        except NotStoredError:
            raise
        except Exception as error:  # noqa: BLE001 (one duty must not stop the others)
            log.error("due work failed", kind=due.kind, error=type(error).__name__, place=place_of(error))  # noqa: TRY400
            if await self._do_apart(due, cause):
                return
            if isinstance(error, SealBrokenError):
                await self._write(lambda uow: look_for_damage(uow, council_id), cause, named)
            wait = schedule.UNREADABLE_WAITS if isinstance(error, RowNotReadableError) else schedule.PUT_OFF_FOR
            await self._write(lambda uow: schedule.put_off(uow, council_id, due_id, wait), cause, named)

    async def _do_apart(self, due: Due, cause: Cause) -> bool:
        """Whether its parts are planned instead: one that fails keeps none of the others waiting."""
        try:
            return await self._write(
                lambda uow: schedule.do_apart(uow, due.council_id, due.due_id), cause, named_by(due)
            )
        except NotStoredError:
            raise
        except Exception as error:  # noqa: BLE001 (it is put off as a whole)
            log.error("due work has no parts", kind=due.kind, error=type(error).__name__, place=place_of(error))  # noqa: TRY400
            return False
