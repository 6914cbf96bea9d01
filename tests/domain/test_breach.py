"""Which final vote contradicts what an instruction demanded."""

from datetime import UTC, datetime

import pytest

from bot.domain.ballots.ballot import Method
from bot.domain.instructions.breach import Demand, is_breach

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("method", "demanded", "final", "is_one"),
    [
        (Method.YES_NO, ("yes",), ("yes",), False),
        (Method.YES_NO, ("yes",), ("no",), True),
        (Method.YES_NO, ("yes",), ("abstain",), True),
        (Method.YES_NO, ("no", "abstain"), ("abstain",), False),
        (Method.YES_NO, ("yes",), None, False),
        (Method.ONE, ("2",), ("1",), True),
        (Method.ONE, ("2",), ("2",), False),
        (Method.MANY, ("0", "2"), ("2", "0", "1"), False),
        (Method.MANY, ("0", "2"), ("2", "0"), False),
        (Method.MANY, ("0", "2"), ("0",), True),
        (Method.APPROVAL, ("a",), ("abstain",), True),
        (Method.RANK, ("b", "a"), ("b", "a", "c"), False),
        (Method.RANK, ("b", "a"), ("a", "b"), True),
        (Method.RANK, ("b", "a"), ("b",), True),
        (Method.STV, ("b",), ("b", "c"), False),
    ],
)
def test_a_vote_that_is_not_what_was_demanded_is_a_breach(method, demanded, final, is_one):
    assert is_breach(Demand(method, demanded), final) is is_one


def test_an_instruction_that_demands_nothing_is_no_demand():
    with pytest.raises(ValueError, match="nothing"):
        Demand(Method.YES_NO, ())
