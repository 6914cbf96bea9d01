"""What papers weigh by choice: exact, frozen, kept as a plain object."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.ballots.tally import Tally
from bot.domain.ground.counting import YesNoTally
from bot.domain.ground.kept import NotReadableError, from_json, to_json

CHOICES = some.sampled_from(["yes", "no", "abstain", "0", "1"])
PAPERS = some.lists(some.tuples(some.sets(CHOICES).map(tuple), some.integers(1, 9)), max_size=12)


def test_it_follows_each_change_and_drops_zeroes():
    counts = Tally().changed((), ("yes",)).changed((), ("yes",)).changed(("yes",), ("no",))
    assert counts == {"yes": 1, "no": 1}
    assert counts.changed(("no",), ("yes",)) == {"yes": 2}


@given(PAPERS, PAPERS)
def test_changing_papers_one_by_one_comes_to_the_count_of_those_that_stand(before, after):
    counts = Tally.of(before)
    for picks, weight in before:
        counts = counts.changed(picks, (), weight)
    for picks, weight in after:
        counts = counts.changed((), picks, weight)
    assert counts == Tally.of(after)
    assert hash(counts) == hash(Tally.of(after))


@given(PAPERS)
def test_it_is_kept_as_a_plain_object(papers):
    counts = Tally.of(papers)
    assert to_json(counts) == dict(counts)
    assert from_json(Tally, to_json(counts)) == counts


@pytest.mark.parametrize("value", [{"yes": "2"}, {"yes": True}, {"yes": 1.0}, {"yes": -1}, [["yes", 1]], None])
def test_nothing_else_is_read_as_one(value: Any):
    with pytest.raises(NotReadableError):
        from_json(Tally, value)


def test_a_choice_has_one_number_and_no_vote_is_taken_out_twice():
    with pytest.raises(ValueError, match="no tally"):
        Tally((("yes", 1), ("yes", 2)))
    with pytest.raises(ValueError, match="no tally"):
        Tally().changed(("yes",), ())


def test_yes_and_no_by_name():
    assert Tally((("yes", 3), ("abstain", 1))).by_yes_no == YesNoTally(3, 0, 1)
    assert Tally((("yes", 3),)) != {"yes": 2}
    assert not Tally()
    assert Tally().by_yes_no == YesNoTally(0, 0, 0)


def test_nothing_may_be_said_of_a_choice_and_keys_come_in_their_order():
    assert from_json(Tally, {"yes": 0}) == Tally((("yes", 0),)) == {"yes": 0}
    assert list(Tally.of([(("yes",), 1), (("abstain",), 2), (("no",), 1)])) == ["abstain", "no", "yes"]
