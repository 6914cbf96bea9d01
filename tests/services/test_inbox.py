"""What arrives is sealed until it is handled; its key dies soon after it, and a lost key is no crash."""

from datetime import timedelta

from bot.domain.ground.inbox import GENERATION, Heartbeat, InboxKey, Incoming
from bot.services.ground import inbox
from bot.services.ground.strays import KEPT_FOR
from bot.services.record.doctor import examine
from tests.support.council import House

KEYS = "inbox-"


def press(update_id, data="1vochoice-yes"):
    return {"update_id": update_id, "callback_query": {"id": "1", "from": {"id": 7}, "data": data}}


def keys(house):
    return [each for each in house.sealing.key_ids() if each.startswith(KEYS)]


def everything(house):
    """All bytes of the database."""
    return house.dump()


def store(house, *raws):
    return house.do(inbox.store_updates, list(raws))


def test_no_press_can_be_read_in_the_inbox_while_it_waits():
    house = House()
    store(house, press(1))
    (row,) = house.find(Incoming)
    assert b"choice" not in row.sealed
    assert b"choice-yes" not in everything(house)
    assert "choice" not in repr(row)


def test_which_button_was_pressed_does_not_show_in_how_long_a_press_is():
    house = House()
    store(house, *(press(number, data) for number, data in enumerate(("yes", "abstain", "no"), 1)))
    assert len({len(row.sealed) for row in house.find(Incoming)}) == 1


def test_what_a_stop_left_unhandled_is_opened_again_in_order_of_arrival():
    house = House()
    store(house, press(900))
    house.now += timedelta(seconds=1)
    store(house, press(3), press(4))
    house.do(inbox.finish_update, 4)
    assert house.read(inbox.unfinished_updates) == inbox.Unfinished([press(900), press(3)], ())


def test_a_repeated_update_is_known_after_its_press_and_key_are_gone():
    house = House()
    store(house, press(1))
    house.do(inbox.finish_update, 1)
    beat(house, GENERATION)
    assert keys(house) == []
    assert store(house, press(1)) == []


def beat(house, passes):
    """The bot hears Telegram again so much later, and once more."""
    house.now += passes
    house.do(inbox.note_heard)
    house.do(inbox.note_heard)


def test_a_key_dies_with_the_last_press_that_it_seals_and_not_before():
    house = House()
    store(house, press(1), press(2))
    house.do(inbox.finish_update, 1)
    beat(house, GENERATION)
    assert len(keys(house)) == 1
    house.do(inbox.finish_update, 2)
    beat(house, timedelta(0))
    assert keys(house) == []
    assert house.find(InboxKey) == []


def test_a_key_is_not_destroyed_in_the_transaction_that_finds_it_is_over():
    """That one may be rolled back, and with it the done-mark of the last press."""
    house = House()
    store(house, press(1))
    house.do(inbox.finish_update, 1)
    house.now += GENERATION
    house.do(inbox.note_heard)
    assert len(keys(house)) == 1


def test_a_clock_set_back_into_a_time_whose_key_is_over_loses_nothing():
    house = House()
    house.now += GENERATION - timedelta(seconds=2)
    store(house, press(1))
    house.do(inbox.finish_update, 1)
    house.now += timedelta(seconds=3)
    house.do(inbox.note_heard)
    assert [key.is_over for key in house.find(InboxKey)] == [True]
    for seconds in (2, 0, -2 * GENERATION.total_seconds()):
        house.now -= timedelta(seconds=seconds)
        store(house, press(house.find(Incoming)[-1].update_id + 1))
        beat(house, timedelta(0))
    waiting = [press(2), press(3), press(4)]
    found = house.read(inbox.unfinished_updates)
    assert (sorted(found.raws, key=lambda raw: raw["update_id"]), found.lost) == (waiting, ())
    for raw in waiting:
        house.do(inbox.finish_update, raw["update_id"])
    beat(house, 9 * GENERATION)
    assert (keys(house), house.find(InboxKey)) == ([], [])


def test_a_key_under_which_something_waits_stays_whatever_was_noted_of_it():
    house = House()
    store(house, press(1))
    (key,) = house.find(InboxKey)
    house.do(lambda uow: uow.change(key, is_over=True))
    beat(house, GENERATION)
    assert house.read(inbox.unfinished_updates).raws == [press(1)]
    house.do(lambda uow: uow.remove(key))
    house.do(inbox.clear_orphans)
    house.now += KEPT_FOR
    house.do(inbox.clear_orphans)
    assert house.read(inbox.unfinished_updates).raws == [press(1)]


def test_presses_whose_key_is_lost_are_counted_and_given_up():
    house = House()
    store(house, press(1), press(2))
    for each in keys(house):
        house.sealing.destroy_key(each)
    found = house.read(inbox.unfinished_updates)
    assert found == inbox.Unfinished([], (1, 2))
    house.do(inbox.give_up_lost, found.lost)
    assert house.read(inbox.unfinished_updates) == inbox.Unfinished([], ())


def test_a_key_that_a_rolled_back_transaction_left_is_cleared_after_a_while():
    house = House()
    house.sealing.make_key("inbox-1")
    store(house, press(1))
    house.do(inbox.clear_orphans)
    assert len(keys(house)) == 2
    house.now += KEPT_FOR
    house.do(inbox.clear_orphans)
    assert len(keys(house)) == 1
    assert house.read(inbox.unfinished_updates).raws == [press(1)]


def test_doctor_finds_a_key_that_outlives_its_presses():
    house = House()
    store(house, press(1))
    house.do(inbox.finish_update, 1)
    house.now += 3 * GENERATION
    house.do(lambda uow: uow.add(Heartbeat("intake", uow.now)))
    assert "inbox" in {finding.check for finding in house.read(examine)}
    beat(house, timedelta(0))
    assert "inbox" not in {finding.check for finding in house.read(examine)}
