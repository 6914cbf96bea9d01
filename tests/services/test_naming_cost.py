"""What a name costs does not grow with the roll: it is found by indexes, whether somebody bears it or nobody does."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.ground.ids import PersonId
from bot.domain.ground.person import Person
from bot.domain.roll.member import Member, MemberState
from bot.services.ground.naming import Who, settle
from bot.services.ground.ports import Uow
from tests.support.council import House, _driver

LARGE = 1000


def fill(uow: Uow, council_id: Any) -> None:
    """A roll of this size, as rows."""
    ids = [PersonId(f"{number:032x}") for number in range(LARGE)]
    names = [f"Name{number}" for number in range(LARGE)]
    pairs = list(zip(ids, names, strict=True))
    at = uow.now
    uow.add_all(Person(one, 10**9 + n, name, name.lower(), "en", at, first_name=name.lower())
                for n, (one, name) in enumerate(pairs))  # fmt: skip
    uow.add_all(Member(council_id, one, at, at, at, MemberState.ACTIVE) for one in ids)


def asked(house: House, who: Who) -> list[str]:
    """The statements that finding them takes."""
    seen: list[str] = []
    driver = _driver(house._connection)
    driver.set_trace_callback(seen.append)
    try:
        house.read(settle, house.council_id, who)
    finally:
        driver.set_trace_callback(None)
    return [statement for statement in seen if statement.startswith("SELECT")]


@pytest.mark.parametrize(
    "who",
    [Who(words="Nobody has ever heard of this name here"), Who(username="nobody"), Who(words="Name7 did nothing")],
)
def test_a_name_takes_as_many_statements_on_a_large_roll_and_none_goes_over_it(who):
    small, large = House(), House()
    for house in (small, large):
        house.founded("Anna", "Ben", "Cleo")
    large.do(fill, large.council_id)
    statements = asked(large, who)
    assert 0 < len(statements) <= len(asked(small, who)) + 2
    for statement in statements:
        plan = _driver(large._connection).execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        assert not [step for *_, step in plan if step.startswith(("SCAN persons", "SCAN members"))], statement
