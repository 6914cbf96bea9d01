"""Due work that waits in memory alone: done in its time with the others, tried again, lost with a stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ground.due import Due
from bot.domain.ground.ids import CouncilId, MandateId
from bot.domain.recalls.duties import LookAtSignals
from bot.services.ground.ports import Uow
from bot.services.ground.schedule import PUT_OFF_FOR, do_due, due_now, next_due_at, plan_unwritten, put_off
from bot.services.registers import REGISTERS
from tests.support.council import House

DUTY = LookAtSignals(MandateId("m"))
HOUR = timedelta(hours=1)


class Waiting:
    """A council in which one such duty waits for an hour."""

    def __init__(self) -> None:
        self.done_at: list[object] = []
        self.house = House(registers=replace(REGISTERS, duties=dict(REGISTERS.duties) | {LookAtSignals: self.note}))
        self.plan()

    def note(self, uow: Uow, _: CouncilId, duty: LookAtSignals) -> None:
        assert duty == DUTY
        self.done_at.append(uow.now)

    def plan(self, wait: timedelta = HOUR) -> None:
        self.house.do(lambda uow: plan_unwritten(uow, self.house.council_id, DUTY, uow.now + wait))


def test_it_is_done_once_in_its_time_and_no_row_tells_of_it():
    waiting = Waiting()
    house, start = waiting.house, waiting.house.now
    waiting.plan(HOUR * 2)
    assert house.find(Due) == []
    assert house.read(next_due_at) == start + HOUR
    house.pass_time(hours=3)
    assert waiting.done_at == [start + HOUR]
    assert house.read(next_due_at) is None
    waiting.plan()
    house.pass_time(hours=1)
    assert waiting.done_at == [start + HOUR, start + 4 * HOUR]


def test_before_its_time_or_once_it_is_done_nothing_does_it():
    waiting = Waiting()
    house = waiting.house
    house.now += HOUR
    (due,) = house.read(due_now)
    house.now -= HOUR
    assert not house.do(do_due, house.council_id, due.due_id)
    house.pass_time(hours=1)
    assert not house.do(do_due, house.council_id, due.due_id)
    assert len(waiting.done_at) == 1


def test_put_off_it_is_tried_again():
    waiting = Waiting()
    house = waiting.house
    house.now += HOUR
    (due,) = house.read(due_now)
    house.do(put_off, house.council_id, due.due_id)
    assert house.read(due_now) == []
    assert house.read(next_due_at) == house.now + PUT_OFF_FOR
    house.pass_time(hours=1)
    assert len(waiting.done_at) == 1
    house.do(put_off, house.council_id, due.due_id)
    assert house.read(next_due_at) is None


def test_it_goes_with_what_is_rolled_back():
    house = House()

    def act(uow: Uow) -> None:
        plan_unwritten(uow, house.council_id, DUTY, uow.now)
        raise LookupError

    with pytest.raises(LookupError):
        house.do(act)
    assert house.read(due_now) == []
