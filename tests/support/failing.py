"""A house in which due work may fail: what becomes of it then is what bot/duties.py makes of it."""

from __future__ import annotations

from bot.domain.ground.due import Due
from bot.domain.ground.ids import CouncilId
from bot.services.ground.schedule import do_apart, put_off
from tests.support.council import House


class FailingHouse(House):
    """Notes the kinds of what failed."""

    failed: tuple[str, ...] = ()

    def _do_due(self, council_id: CouncilId, due_id: str) -> None:
        try:
            super()._do_due(council_id, due_id)
        except Exception:  # noqa: BLE001 (whatever it is)
            due = self.memory.held(due_id) or self.one(Due, due_id=due_id)
            self.failed += (due.kind,)
            if not self._is_divided(council_id, due_id):
                self.do(put_off, council_id, due_id)

    def _is_divided(self, council_id: CouncilId, due_id: str) -> bool:
        try:
            return self.do(do_apart, council_id, due_id)
        except Exception:  # noqa: BLE001 (it is put off as a whole)
            return False
