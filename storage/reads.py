"""Reads beside the writer: read models are the same plain functions, run on the asynchronous engine."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.services.ground.memory import Memory
from bot.services.ground.ports import KeyLostError, Registers
from bot.services.ground.sealing import Sealing
from storage.sealing import without_keys
from storage.unit import Unit

T = TypeVar("T")


class Reader:
    """Runs read models; each in one transaction, so that what it shows is of one moment."""

    def __init__(
        self,
        engine: AsyncEngine,
        clock: Callable[[], Any],
        registers: Registers,
        sealing: Sealing | None = None,
        memory: Memory | None = None,
    ) -> None:
        """`clock` reads aware UTC; every unit of work carries the registers. `memory`: the writer's."""
        self._engine = engine
        self._clock = clock
        self._registers = registers
        self._sealing = sealing or without_keys()
        self._memory = memory

    async def __call__(self, model: Callable[..., T], *arguments: Any, **named: Any) -> T:
        """`model(reads, *arguments)` on a connection of its own.

        A key may end after the moment that is shown: then it is shown as of now, once. Raises KeyLostError if it is
        lost now too, and what the model raises.
        """

        def run(connection: Connection) -> T:
            unit = Unit(connection, self._clock(), self._registers, sealing=self._sealing, memory=self._memory)
            return model(unit, *arguments, **named)

        try:
            return await self._run(run)
        except KeyLostError:
            return await self._run(run)

    async def _run(self, run: Callable[[Connection], T]) -> T:
        async with self._engine.connect() as connection:
            return await connection.run_sync(run)

    async def close(self) -> None:
        """Give the connections back."""
        await self._engine.dispose()
