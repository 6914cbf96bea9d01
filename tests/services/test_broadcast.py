"""A broadcast is one row however many councils there are; each hears it once, also if the bot stops in the middle."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.council.council import Council
from bot.domain.ground.broadcast import Broadcast, Restored
from bot.domain.ground.due import Due
from bot.domain.ground.entry import Entry
from bot.domain.ground.ids import NO_COUNCIL
from bot.services.council.council import ensure_council
from bot.services.ground.broadcast import PAGE, announce
from bot.services.ground.inbox import note_heard
from bot.services.ground.restoring import tell_restored
from bot.services.ground.schedule import do_due, due_now
from bot.services.record.doctor import examine
from bot.services.registers import REGISTERS
from tests.support.failing import FailingHouse

COUNCILS = 2 * PAGE + 3


def street(number=COUNCILS, registers=REGISTERS) -> FailingHouse:
    house = FailingHouse(registers=registers)
    for chat in range(number - 1):
        house.do(ensure_council, -1 - chat, f"House {chat}")
    return house


def do_one(house):
    (due,) = [row for row in house.read(due_now) if row.kind == "send_broadcast"]
    house.do(do_due, NO_COUNCIL, due.due_id)


def told(house):
    return [entry.council_id for entry in house.find(Entry, kind="restored")]


def test_all_hear_it_once_a_page_at_a_time():
    house = street()
    rows = len(house.find(Due))
    house.do(announce, Restored(house.now))
    assert len(house.find(Due)) == rows + 1
    assert told(house) == []
    for said in (PAGE, 2 * PAGE, COUNCILS):
        do_one(house)
        assert len(told(house)) == len(house.screens("restored")) == said
    assert sorted(told(house)) == sorted(council.council_id for council in house.find(Council))
    assert house.one(Broadcast).done_at == house.now
    house.pass_time(hours=1)
    assert len(house.screens("restored")) == COUNCILS


def test_a_stop_in_the_middle_of_a_page_repeats_nothing():
    house = street()
    house.do(announce, Restored(house.now))
    do_one(house)

    def stopped(uow):
        (due,) = due_now(uow)
        do_due(uow, NO_COUNCIL, due.due_id)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        house.do(stopped)
    assert len(told(house)) == PAGE
    house.pass_time(minutes=1)
    assert len(told(house)) == len(set(told(house))) == COUNCILS
    assert house.failed == ()


def test_a_council_that_came_later_does_not_hear_what_was_before_it():
    house = street(2)
    house.do(announce, Restored(house.now))
    house.now += timedelta(seconds=1)
    late = house.do(ensure_council, -999, "Late").council_id
    house.pass_time(minutes=1)
    assert len(told(house)) == 2
    assert late not in told(house)


def test_one_council_that_cannot_hear_it_holds_up_no_other_and_doctor_names_it():
    deaf = []

    def tell(uow, council_id, restored, key):
        tell_restored(uow, council_id, restored, key)
        if council_id in deaf:
            raise ZeroDivisionError

    registers = replace(REGISTERS, announcements={Restored: tell})
    house = street(registers=registers)
    deaf.append(sorted(council.council_id for council in house.find(Council))[PAGE + 2])
    house.do(announce, Restored(house.now))
    house.pass_time(minutes=1)
    assert len(told(house)) == len(set(told(house))) == COUNCILS - 1
    assert deaf[0] not in told(house)
    house.pass_time(hours=2)
    assert failing(house) == [f"hear_broadcast of council {deaf[0]}"]
    deaf.clear()
    house.pass_time(hours=1)
    assert len(told(house)) == len(set(told(house))) == len(house.screens("restored")) == COUNCILS
    assert failing(house) == []


def failing(house):
    house.do(note_heard)
    lines = [finding.what.split() for finding in house.read(examine) if finding.check == "due work"]
    return [" ".join((kind, *where)).split(":")[0] for _, kind, _, *where in lines]


def test_a_council_whose_row_cannot_be_read_hears_it_once_it_can():
    house = street()
    odd = sorted(council.council_id for council in house.find(Council))[3]
    was = house.read_raw(f"SELECT charter FROM councils WHERE council_id = '{odd}'")
    house.write_raw(f"UPDATE councils SET charter = '{{' WHERE council_id = '{odd}'")
    house.do(announce, Restored(house.now))
    house.pass_time(hours=2)
    assert len(told(house)) == COUNCILS - 1
    house.write_raw(f"UPDATE councils SET charter = '{was}' WHERE council_id = '{odd}'")
    house.pass_time(hours=1)
    assert len(told(house)) == len(set(told(house))) == COUNCILS


def test_what_no_council_can_hear_waits_as_a_whole():
    house = street()
    house.do(announce, Restored(house.now))
    house.write_raw("UPDATE broadcasts SET data = '{}'")
    house.pass_time(hours=2)
    assert told(house) == []
    assert set(house.failed) == {"send_broadcast"}
    assert house.find(Due, kind="hear_broadcast") == []
