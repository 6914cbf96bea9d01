"""The public lot: recomputed here from its description, and even over many seeds."""

import hashlib
from collections import Counter
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ballots.lot import _below, commitment, draw_order, verify

# The same cases on every machine, however slow.
STEADY = settings(derandomize=True, deadline=None)
SEED = bytes(range(32))
NAMES = st.lists(st.text(max_size=5), unique=True, max_size=8)


def recompute(seed, context, names):
    """Draw by the text of the description, without the code of the product."""
    blocks = (hashlib.sha256(seed + n.to_bytes(8, "big") + context.encode("utf-8")).hexdigest() for n in count())
    order = sorted(names)
    for i in reversed(range(1, len(order))):
        n = i + 1
        number = next(value for value in (int(block, 16) for block in blocks) if value < 2**256 // n * n)
        j = number % n
        order[i], order[j] = order[j], order[i]
    return tuple(order)


@STEADY
@given(st.binary(min_size=32, max_size=32), st.text(max_size=10), NAMES)
def test_anyone_can_draw_it_again(seed, context, names):
    order = draw_order(seed, context, names)
    assert order == recompute(seed, context, names)
    assert verify(hashlib.sha256(seed).hexdigest(), seed, context, order)


@STEADY
@given(NAMES.flatmap(lambda names: st.tuples(st.just(names), st.permutations(names))))
def test_the_order_in_which_names_are_given_does_not_matter(pair):
    assert draw_order(SEED, "x", pair[0]) == draw_order(SEED, "x", pair[1])


def test_a_lot_that_was_drawn_once_is_drawn_so_for_ever():
    assert commitment(SEED) == "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd"
    assert draw_order(SEED, "ballot 1", ["Anna", "Boris", "Chen", "Dana"]) == ("Chen", "Anna", "Dana", "Boris")


def test_every_order_is_about_as_likely():
    drawn = Counter(draw_order(hashlib.sha256(str(n).encode()).digest(), "", "abc") for n in range(6000))
    assert len(drawn) == 6
    assert all(850 < number < 1150 for number in drawn.values())


def test_contexts_are_lots_of_their_own():
    assert len({draw_order(SEED, str(n), "abcdefgh") for n in range(20)}) == 20


def test_a_block_above_the_largest_multiple_is_skipped():
    assert _below(3, iter([2**256 - 1, 5])) == 2
    assert _below(3, iter([2**256 - 2, 5])) == 2
    assert _below(2, iter([2**256 - 1])) == 1


def test_a_forged_lot_is_found_out():
    promise, order = commitment(SEED), draw_order(SEED, "c", ["a", "b", "c"])
    assert verify(promise, SEED, "c", order)
    assert not verify(promise, SEED, "c", order[::-1])
    assert not verify(promise, SEED, "d" * 3, (*order, order[0]))
    assert not verify(promise, SEED[::-1], "c", order)
    assert not verify(promise, b"short", "c", order)


def test_a_seed_has_32_bytes_and_a_name_one_place():
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(b"x")
    with pytest.raises(ValueError, match="32 bytes"):
        draw_order(b"x", "", [])
    with pytest.raises(ValueError, match="once"):
        draw_order(SEED, "", ["a", "a"])
