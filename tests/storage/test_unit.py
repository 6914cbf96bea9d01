"""What a unit of work promises, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from bot.domain.council.council import Council
from bot.domain.ground.due import Due
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState, Priority
from bot.domain.reports.report import ReportBack, ReportBackState
from bot.domain.roll.member import Member, MemberState
from bot.services.ground.filters import AtMost, MoreThan
from bot.services.registers import REGISTERS
from storage.tables import KEPT
from storage.unit import Unit
from tests.storage.conftest import NOW
from tests.storage.rows import rows

A, B = CouncilId("a" * 32), CouncilId("b" * 32)
SECOND = timedelta(seconds=1)
MICROSECOND = timedelta(microseconds=1)


def member(name: str, council: CouncilId = A, **fields: object) -> Member:
    return replace(Member(council, PersonId(name), NOW, NOW, NOW), **fields)  # type: ignore[arg-type]


def outgoing(name: str, key: str = "", **fields: object) -> Outgoing:
    return replace(Outgoing(name, key or name, A, None, "hello", NOW, NOW), **fields)  # type: ignore[arg-type]


def draw_one(kind: type, **fields: object):
    """Some row of this kind with these fields."""
    return replace(find(rows(kind), lambda _: True), **fields)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_every_row_of_every_kind_comes_back_as_it_was(engine, data):
    kind = data.draw(st.sampled_from(list(KEPT)))
    row = data.draw(rows(kind))
    with engine.connect() as connection, connection.begin() as transaction:
        unit = Unit(connection, NOW, REGISTERS)
        unit.add(row)
        assert unit.get(kind, *(getattr(row, name) for name in KEPT[kind].key)) == row
        assert unit.find(kind) == [row]
        transaction.rollback()


def test_times_keep_their_microseconds_and_their_moment(transaction):
    far_east = timezone(timedelta(hours=8))
    moments = [NOW, NOW + MICROSECOND, datetime(2026, 3, 2, 18, 0, 0, 123_457, tzinfo=far_east)]
    transaction(lambda unit: unit.add_all(member(f"m{i}", joined_at=at) for i, at in enumerate(moments)))
    found = transaction(lambda unit: unit.find(Member))
    assert [row.joined_at for row in found] == moments
    assert all(row.joined_at.tzinfo is UTC for row in found)
    assert transaction(lambda unit: unit.count(Member, joined_at=NOW)) == 2


def test_a_time_without_a_zone_is_a_mistake_of_the_program(transaction):
    with pytest.raises(TypeError):
        transaction(lambda unit: unit.add(member("m", joined_at=datetime(2026, 3, 2))))  # noqa: DTZ001


def test_dates_enumerations_and_json_are_found_by_their_value(transaction):
    due = draw_one(ReportBack, council_id=A, due_on=date(2026, 3, 2), state=ReportBackState.OVERDUE)
    council = Council(A, -1, "Garden", NOW, charter={"term": "P6M", "я": "\u2028"}, rights={"can_pin": True})
    transaction(lambda unit: (unit.add(due), unit.add(council)))
    assert transaction(lambda unit: unit.find(ReportBack, due_on=date(2026, 3, 2))) == [due]
    assert transaction(lambda unit: unit.find(ReportBack, state=ReportBackState.DUE)) == []
    assert transaction(lambda unit: unit.get(Council, A)) == council


def test_a_number_that_is_an_enumeration_is_kept_as_a_number(transaction):
    transaction(lambda unit: unit.add(outgoing("o", priority=Priority.REMINDER)))
    (found,) = transaction(lambda unit: unit.find(Outgoing, priority=Priority.REMINDER))
    assert type(found.priority) is int
    assert found.priority == Priority.REMINDER


def test_filters_take_nothing_many_and_ranges(transaction):
    made = [member("a"), member("b", state=MemberState.LEFT, ended_at=NOW), member("c", ended_at=NOW + SECOND)]
    transaction(lambda unit: unit.add_all([*made, member("a", B)]))

    def names(**equal):
        return [row.person_id for row in transaction(lambda unit: unit.find(Member, council_id=A, **equal))]

    assert names() == ["a", "b", "c"]
    assert names(ended_at=None) == ["a"]
    assert names(person_id=("c", "a", "nobody")) == ["a", "c"]
    assert names(person_id=["b"]) == ["b"]
    assert names(person_id=()) == []
    assert names(state=(MemberState.ACTIVE, MemberState.RESTING)) == ["a", "c"]
    assert names(ended_at=AtMost(NOW)) == ["b"]
    assert names(ended_at=MoreThan(NOW)) == ["c"]
    assert names(ended_at=MoreThan(NOW + SECOND)) == []
    assert transaction(lambda unit: unit.count(Member)) == 4
    assert transaction(lambda unit: unit.count(Member, person_id=("a", "b"), council_id=A)) == 2
    assert transaction(lambda unit: unit.count(Member, person_id=())) == 0


def test_one_filter_may_bound_from_both_sides_by_two_columns_and_order_falls_or_rises(transaction):
    moments = [NOW, NOW + SECOND, NOW - SECOND]
    transaction(lambda unit: unit.add_all(member(f"m{i}", last_act_at=at) for i, at in enumerate(moments)))

    def names(**asked):
        return [row.person_id for row in transaction(lambda unit: unit.find(Member, **asked))]

    assert names(order="last_act_at") == ["m2", "m0", "m1"]
    assert names(order="-last_act_at") == ["m1", "m0", "m2"]
    assert names(order="-last_act_at", limit=1) == ["m1"]
    assert names(order="joined_at", limit=2) == ["m0", "m1"]
    assert names(limit=0) == []
    assert [names(order="joined_at", limit=2, skip=skip) for skip in (0, 2, 9)] == [["m0", "m1"], ["m2"], []]


def test_of_rows_that_are_alike_in_some_columns_the_first_can_be_asked_for(transaction):
    places = [("a", A, None, 3), ("b", A, None, 2), ("c", A, 7, 1), ("d", B, 7, 4), ("e", B, 7, 4), ("f", A, None, 0)]
    rows = [outgoing(name, council_id=c, chat_id=chat, priority=p) for name, c, chat, p in places]
    transaction(lambda unit: unit.add_all(rows))
    transaction(lambda unit: unit.change(rows[-1], state=OutgoingState.SENT))

    def names(**asked):
        found = transaction(lambda unit: unit.find(Outgoing, state=OutgoingState.WAITING, order="priority", **asked))
        return [row.outgoing_id for row in found]

    assert names(first_of=("council_id", "chat_id")) == ["c", "b", "d"]
    assert names(first_of=("council_id",)) == ["c", "d"]
    assert names(first_of=("council_id",), limit=1) == ["c"]
    assert names() == ["c", "b", "a", "d", "e"]


def test_a_change_touches_its_columns_and_its_row_alone(transaction):
    transaction(lambda unit: unit.add_all([member("a"), member("b"), member("a", B)]))
    changed = transaction(lambda unit: unit.change(member("a"), state=MemberState.LEFT, ended_at=NOW))
    assert changed == member("a", state=MemberState.LEFT, ended_at=NOW)
    assert transaction(lambda unit: unit.get(Member, A, "a")) == changed
    assert transaction(lambda unit: unit.find(Member, state=MemberState.ACTIVE)) == [member("b"), member("a", B)]
    assert transaction(lambda unit: unit.change(changed, ended_at=None)).ended_at is None
    assert transaction(lambda unit: unit.get(Member, A, "a")).ended_at is None


def test_a_change_of_nothing_writes_nothing(engine):
    with engine.begin() as connection:
        unit = Unit(connection, NOW, REGISTERS)
        assert unit.change(member("nobody")) == member("nobody")
        unit.add_all([])
        assert not unit.wrote


def test_a_row_is_removed_by_its_key(transaction):
    transaction(lambda unit: unit.add_all([member("a"), member("a", B)]))
    transaction(lambda unit: unit.remove(member("a", state=MemberState.LEFT)))
    assert transaction(lambda unit: unit.find(Member)) == [member("a", B)]
    assert transaction(lambda unit: unit.get(Member, A, "a")) is None


def test_the_same_key_is_refused(transaction):
    transaction(lambda unit: unit.add(member("a")))
    with pytest.raises(IntegrityError):
        transaction(lambda unit: unit.add(member("a")))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (outgoing("1", "same"), outgoing("2", "same")),
        (Due(A, "1", "same", "k", {}, NOW, NOW), Due(A, "2", "same", "k", {}, NOW, NOW)),
        (Council(A, -5, "One", NOW), Council(B, -5, "Two", NOW)),
    ],
)
def test_what_must_happen_once_has_a_unique_key(transaction, first, second):
    transaction(lambda unit: unit.add(first))
    with pytest.raises(IntegrityError):
        transaction(lambda unit: unit.add(second))
    assert transaction(lambda unit: unit.find(type(first))) == [first]


def test_two_councils_may_plan_the_same_duty(transaction):
    transaction(
        lambda unit: unit.add_all([Due(A, "1", "same", "k", {}, NOW, NOW), Due(B, "1", "same", "k", {}, NOW, NOW)])
    )
    assert transaction(lambda unit: unit.count(Due)) == 2


def test_raising_a_version_marks_every_card_of_the_subject_and_no_other(transaction):
    cards = [Card(A, "1", "ballot", "s", NOW, is_dirty=False), Card(A, "2", "ballot", "s", NOW, rendered=1)]
    others = [Card(A, "3", "ballot", "t", NOW, is_dirty=False), Card(B, "1", "ballot", "s", NOW, is_dirty=False)]
    transaction(lambda unit: unit.add_all(cards + others))
    transaction(lambda unit: unit.raise_version(A, "s"))
    transaction(lambda unit: unit.raise_version(A, "s", is_final=True))
    drawn = transaction(lambda unit: unit.find(Card, council_id=A, subject_id="s"))
    assert [(card.version, card.is_dirty, card.is_final) for card in drawn] == [(3, True, True)] * 2
    left = transaction(lambda unit: unit.find(Card, version=1))
    assert [(card.council_id, card.card_id, card.is_dirty) for card in left] == [(A, "3", False), (B, "1", False)]


def test_text_that_looks_like_sql_stays_text(transaction):
    name = "'; DROP TABLE members; --%s %(x)s :y ? \\"
    transaction(lambda unit: unit.add(member(name)))
    assert transaction(lambda unit: unit.get(Member, A, name)).person_id == name
    assert transaction(lambda unit: unit.count(Member, person_id=name)) == 1


def test_an_error_leaves_nothing_behind(transaction):
    def fail(unit):
        unit.add(outgoing("o", state=OutgoingState.SENT))
        raise LookupError

    with pytest.raises(LookupError):
        transaction(fail)
    assert transaction(lambda unit: unit.count(Outgoing)) == 0


def test_rows_are_removed_by_filter(transaction):
    transaction(lambda unit: unit.add_all([member("m1"), member("m2"), member("m1", B)]))
    transaction(lambda unit: unit.remove_all(Member, council_id=A))
    assert [row.council_id for row in transaction(lambda unit: unit.find(Member))] == [B]
