"""That Telegram was heard is noted as often as deadlines need it, and no oftener."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from bot.updates import Updates

NOW = datetime(2026, 3, 1, tzinfo=UTC)


class Noted:
    """A desk that keeps what was asked of it."""

    def __init__(self) -> None:
        self.causes: list[str] = []

    async def write(self, _use_case: object, cause: Any, *_names: object) -> list[Any]:
        self.causes.append(cause.name)
        return []


async def test_after_a_start_it_is_noted_once():
    desk, nothing = Noted(), cast("Any", None)
    clock = [NOW]
    updates = Updates(nothing, cast("Any", desk), nothing, "", lambda: clock[0])
    for _ in range(3):
        await updates.store([])
    assert desk.causes == ["outage"]
    clock[0] = NOW.replace(day=9)
    await updates.store([])
    await updates.store([])
    assert desk.causes == ["outage", "heard"], "a clock that was set asks for it anew, once"
