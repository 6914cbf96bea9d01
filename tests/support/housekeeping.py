"""Housekeeping with all that it looks after, now."""

from __future__ import annotations

from bot.domain.ground.duties import Housekeeping
from bot.domain.ground.ids import NO_COUNCIL
from bot.domain.ground.kept import name_of
from bot.services.ground.housekeeping import keep_house
from bot.services.ground.schedule import do_due, due_now
from tests.support.council import House


def keep(house: House) -> None:
    """As due work does it when the hour is full."""
    house.do(keep_house, NO_COUNCIL, Housekeeping())
    at_once = {name_of(kind) for kind in house.registers.duties if kind.is_at_once}
    while looks := [due for due in house.read(due_now) if due.kind in at_once]:
        for due in looks:
            house.do(do_due, due.council_id, due.due_id)
