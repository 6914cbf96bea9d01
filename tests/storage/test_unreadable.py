"""A row that cannot be read stays as it is, is named in the log once, and keeps nothing else from being read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.domain.ballots.ballot import Ballot, BallotState, Method
from bot.domain.ballots.elector import Choice
from bot.domain.council.council import Council
from bot.domain.elections.election import Race
from bot.domain.ground.due import Due
from bot.domain.ground.ids import BallotId, CouncilId, ElectorId
from bot.domain.ground.kept import NotReadableError, Unreadable
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.mandates.mandate import Mandate
from bot.domain.roll.member import Member, MemberState
from bot.services.ground.filters import AtMost
from bot.services.roll.queries import PageOfRoll
from storage.tables import KEPT
from storage.unreadable import set_aside
from tests.storage.conftest import NOW
from tests.storage.test_unit import A, B, member, outgoing

BROKEN = ["{not json", "null", "[]", "3", "[" * 100_000]


@pytest.fixture(autouse=True)
def _nothing_noted() -> None:
    set_aside.cache_clear()


@pytest.fixture
def spoil(transaction):
    """Write something into a column as nobody but a hand, or another release, would."""

    def run(kind, column, value, **where):
        table = KEPT[kind].table.name
        match = " AND ".join(f"{name} = :{name}" for name in where)
        statement = text(f"UPDATE {table} SET {column} = :value WHERE {match}")
        transaction(lambda unit: unit._connection.execute(statement, {"value": value, **where}))

    return run


def due(number: int, **fields: object) -> Due:
    made = Due(A, f"{number:032}", f"key {number}", "say", {}, NOW, NOW + timedelta(seconds=number))
    return replace(made, **fields)  # type: ignore[arg-type]


def election(ballot_id: BallotId) -> Ballot:
    race = Race("Treasurer", "treasurer", (1,), 0)
    fixed = Race.KIND, Method.APPROVAL, BallotState.OPEN
    return Ballot(A, ballot_id, *fixed, "", NOW, 0, subject=race)


@pytest.mark.parametrize("broken", BROKEN)
def test_a_row_whose_json_becomes_something_later_is_known_by_all_else(transaction, spoil, broken):
    transaction(lambda unit: unit.add_all([outgoing("a", params={"x": 1}), outgoing("b", params={"x": 2})]))
    spoil(Outgoing, "params", broken, outgoing_id="a")
    with capture_logs() as logs:
        odd, good = transaction(lambda unit: unit.find(Outgoing))
    assert (odd.outgoing_id, type(odd.params), good.params, logs) == ("a", Unreadable, {"x": 2}, [])
    assert transaction(lambda unit: unit.change(odd, state=OutgoingState.DROPPED)).state is OutgoingState.DROPPED
    with pytest.raises(NotReadableError):
        transaction(lambda unit: unit.change(odd, params=odd.params))


def test_any_other_is_left_out_of_a_list_and_named_once_without_what_is_in_it(transaction, spoil):
    transaction(lambda unit: unit.add_all([member("a"), member("b"), member("c")]))
    spoil(Member, "state", "Anna's secret", person_id="b")
    with capture_logs() as logs:
        for _ in range(2):
            assert [row.person_id for row in transaction(lambda unit: unit.find(Member))] == ["a", "c"]
    assert [(line["event"], line["row"]) for line in logs] == [("row not readable", f"members {A} b")]
    assert "secret" not in str(logs)
    with pytest.raises(NotReadableError, match=f"^members {A} b$"):
        transaction(lambda unit: unit.get(Member, A, "b"))


def test_a_page_is_filled_with_what_stands_behind_it(transaction, spoil):
    transaction(lambda unit: unit.add_all([due(number) for number in range(8)]))
    for number in (0, 1, 2, 5):
        spoil(Due, "stopped", "{broken", due_id=f"{number:032}")

    def page(**asked):
        found = transaction(lambda unit: unit.find(Due, order="due_at", due_at=AtMost(NOW + timedelta(1)), **asked))
        return [int(row.due_id) for row in found]

    assert page(limit=2) == [3, 4]
    assert page(limit=3) == [3, 4, 6]
    assert page(limit=8) == [3, 4, 6, 7]
    assert page() == [3, 4, 6, 7]


def test_behind_the_first_of_many_that_are_alike_the_next_is_found(transaction, spoil):
    rows = [outgoing("a", priority=1), outgoing("b", priority=2), outgoing("c", priority=3, council_id=B)]
    transaction(lambda unit: unit.add_all(rows))
    spoil(Outgoing, "state", "of another time", outgoing_id="a")
    found = transaction(lambda unit: unit.find(Outgoing, order="priority", limit=5, first_of=("council_id",)))
    assert [row.outgoing_id for row in found] == ["b", "c"]


def test_the_only_row_that_can_be_meant_is_not_said_to_be_missing(transaction, spoil):
    transaction(lambda unit: (unit.add(Council(A, -1, "Garden", NOW)), unit.add(Council(B, -2, "House", NOW))))
    spoil(Council, "charter", "{", council_id=A)
    spoil(Council, "rights", "{", council_id=B)
    assert [row.council_id for row in transaction(lambda unit: unit.find(Council))] == [B]
    with pytest.raises(NotReadableError):
        transaction(lambda unit: unit.find(Council, chat_id=-1))
    transaction(lambda unit: unit.add(due(1)))
    spoil(Due, "stopped", "{", due_id=f"{1:032}")
    with pytest.raises(NotReadableError):
        transaction(lambda unit: unit.find(Due, council_id=A, key="key 1"))


def test_votes_are_counted_whole_or_not_at_all(transaction, spoil):
    ballot_id = BallotId("b" * 32)
    choices = [Choice(A, ballot_id, ElectorId(name), ("yes",), 1, NOW) for name in ("x", "y")]
    transaction(lambda unit: unit.add_all(choices))
    spoil(Choice, "picks", "[", elector_id="y")
    with pytest.raises(NotReadableError):
        transaction(lambda unit: unit.find(Choice, council_id=A, ballot_id=ballot_id))


@pytest.mark.parametrize("column", ["subject", "rules", "kind", "method", "counts", "options"])
def test_a_ballot_that_cannot_be_read_hides_no_other(transaction, spoil, column):
    ids = BallotId("a" * 32), BallotId("b" * 32)
    transaction(lambda unit: unit.add_all([election(each) for each in ids]))
    spoil(Ballot, column, '{"of": "another time"', ballot_id=ids[0])
    assert [row.ballot_id for row in transaction(lambda unit: unit.find(Ballot, council_id=A))] == [ids[1]]


def test_a_question_of_many_rows_is_answered_without_it(transaction, spoil):
    transaction(lambda unit: unit.add_all([member("a"), member("b", state=MemberState.RESTING)]))
    spoil(Member, "may_vote_at", 10**18, person_id="a")
    found = transaction(lambda unit: unit.ask(PageOfRoll(A, 0, 10)))
    assert [row.person_id for row in found] == ["b"]


def test_a_scan_goes_over_every_row_and_tells_which_cannot_be_read(transaction, spoil):
    transaction(lambda unit: unit.add_all([member(f"{n:04}", B if n % 2 else CouncilId(A)) for n in range(2100)]))
    spoil(Member, "state", "odd", person_id="0777")
    found = dict(transaction(lambda unit: list(unit.scan(Member))))
    assert len(found) == 2100
    assert [name for name, row in found.items() if row is None] == [f"members {B} 0777"]
    assert transaction(lambda unit: list(unit.scan(Mandate))) == []
