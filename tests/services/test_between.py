"""Letters between councils: done once and in order of each pair, in one database at once, over two as they arrive."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import pytest

from bot.domain.council.council import Council
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.letter import Early, Letter, Received, Sent
from bot.services.council.council import ensure_council
from bot.services.ground.between import receive, send, unheard
from bot.services.ground.ports import NotNamedError
from bot.services.registers import REGISTERS
from tests.support.council import House

ABOVE = -100_500


@dataclass(frozen=True, slots=True)
class Greeting(Letter):
    word: str


def note(uow, council_id, _, greeting):
    council = uow.get(Council, council_id)
    uow.change(council, title=f"{council.title} {greeting.word}")


def house_of(title: str) -> House:
    house = House(registers=replace(REGISTERS, receivers={Greeting: note}))
    house.do(lambda uow: uow.change(uow.get(Council, house.council_id), title=title))
    return house


def title(house, council_id):
    return house.one(Council, council_id=council_id).title


@pytest.fixture
def below():
    return house_of("Mill Lane")


@pytest.fixture
def above():
    return house_of("District")


def test_in_one_database_it_is_done_in_the_same_transaction(below):
    district = below.do(ensure_council, ABOVE, "District").council_id

    def tell(uow):
        send(uow, below.council_id, district, Greeting("hears"))
        send(uow, below.council_id, district, Greeting("twice"))
        return uow.get(Council, district).title

    assert below.do(tell) == "District hears twice"
    assert [row.number for row in below.find(Sent)] == [1, 2]
    assert below.find(Early) == []


def test_what_fails_at_the_receiver_leaves_nothing_at_the_sender(below):
    district = below.do(ensure_council, ABOVE, "District").council_id

    def tell(uow):
        uow.named = {below.council_id}
        send(uow, below.council_id, district, Greeting("never"))

    with pytest.raises(NotNamedError):
        below.do(tell)
    assert below.find(Sent) == below.find(Received) == []


def sent_from(below, receiver_id, *words):
    below.do(lambda uow: [send(uow, below.council_id, receiver_id, Greeting(word)) for word in words])
    return below.find(Sent)


def test_over_two_databases_letters_repeated_late_and_out_of_order_are_done_once_and_in_order(below, above):
    letters = sent_from(below, above.council_id, *"abcdef")
    arriving = [letter for letter in letters for _ in range(3)]
    for seed in range(20):
        random.Random(seed).shuffle(arriving)
        fresh = house_of("District")
        for letter in arriving:
            fresh.do(receive, replace(letter, receiver_id=fresh.council_id))
        assert title(fresh, fresh.council_id) == "District a b c d e f"
        assert fresh.find(Early) == []


def test_one_that_is_missing_holds_up_what_follows_until_it_is_told_again(below, above):
    first, second, third = sent_from(below, above.council_id, "a", "b", "c")
    assert above.do(receive, third) == 0
    assert above.do(receive, first) == 1
    assert title(above, above.council_id) == "District a"
    assert below.read(unheard, below.council_id, above.council_id, 1) == [second, third]
    assert above.do(receive, second) == 3
    assert title(above, above.council_id) == "District a b c"


def test_a_receiver_that_stops_in_the_middle_does_it_again_whole(below, above):
    (letter,) = sent_from(below, above.council_id, "a")

    def stopped(uow):
        receive(uow, letter)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        above.do(stopped)
    assert above.do(receive, letter) == 1
    assert title(above, above.council_id) == "District a"


def test_each_pair_counts_for_itself(below, above):
    other = CouncilId("f" * 32)
    assert sent_from(below, above.council_id, "a")[0].number == 1
    assert [row.number for row in sent_from(below, other, "b") if row.receiver_id == other] == [1]
