"""The named queries, on both engines: each answers as a walk through the rows would; and none is without its SQL."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

import bot.services
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.papers import Slot
from bot.domain.council.council import Council
from bot.domain.elections.office import Office, OfficeKind
from bot.domain.ground.entry import GENESIS, Entry
from bot.domain.ground.ids import BallotId, CouncilId, ElectorId, MandateId, OfficeId, PersonId
from bot.domain.ground.names import look_of
from bot.domain.ground.person import Person, first_name_of, named
from bot.domain.mandates.mandate import Mandate
from bot.domain.roll.member import ON_THE_ROLL, Member, MemberState
from bot.services.ballots.queries import CountRemindable, LastSlot, PageOfSlots, RestingElectors
from bot.services.ground.ports import Query
from bot.services.ground.queries import LikeOnRoll, NamedOnRoll
from bot.services.mandates.queries import StandingMandates
from bot.services.record.queries import (
    CountElectorate,
    CountLostKeys,
    CountPlaces,
    ElectorateCount,
    EntriesNaming,
    KindsTold,
)
from bot.services.roll.queries import CountRoll, LanguagesOnRoll, PageOfRoll, RollCount
from storage import statements
from storage.queries import QUERIES
from tests.storage.conftest import NOW

HERE, THERE = CouncilId("a" * 32), CouncilId("b" * 32)
REMOVED = MemberState.REMOVED
HOUR = timedelta(hours=1)
LATER = NOW + HOUR


def ids(number: int) -> PersonId:
    return PersonId(f"{number:032x}")


def person(number: int, name: str, **more: Any) -> Person:
    return replace(Person(ids(number), number, name, None, "en", NOW, **more), **named(name))


def member(number: int, council_id=HERE, *, state=MemberState.ACTIVE, may_vote_at=NOW) -> Member:
    return Member(council_id, ids(number), NOW, may_vote_at, NOW, state)


def test_every_query_has_its_sql():
    modules = [found.name for found in pkgutil.walk_packages(bot.services.__path__, "bot.services.")]
    queries = [importlib.import_module(name) for name in modules if name.endswith(".queries")]
    asked = {kind for module in queries for kind in vars(module).values() if _is_query(kind)}
    assert asked == set(QUERIES)
    assert len(asked) >= 2


def _is_query(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Query) and kind is not Query


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], RollCount(0, 0, 0)),
        ([member(1), member(2, may_vote_at=LATER), member(3, state=MemberState.RESTING)], RollCount(3, 1, 1)),
        (
            [member(1, state=MemberState.LEFT), member(2, state=REMOVED), member(3, THERE)],
            RollCount(0, 0, 0),
        ),
        ([member(1, state=MemberState.RESTING, may_vote_at=LATER)], RollCount(1, 1, 0)),
    ],
)
def test_the_roll_is_counted(transaction, rows, expected):
    here = [row.state for row in rows if row.council_id == HERE and row.state in ON_THE_ROLL]
    council = Council(HERE, 1, "Garden", NOW, on_roll=len(here), resting=here.count(MemberState.RESTING))
    transaction(lambda unit: (unit.add(council), unit.add_all(rows)))
    counted = transaction(lambda unit: unit.ask(CountRoll(HERE)))
    assert counted == expected
    assert counted.base == expected.everybody - expected.resting - expected.waiting


def test_people_are_found_by_first_name_on_the_roll_alone(transaction):
    people = [
        person(1, "Anna Karenina"),
        person(2, "ANNA"),
        person(3, "Annabel"),
        person(4, "Anna Left"),
        person(5, "Anna Elsewhere"),
        person(6, "Anna Forgotten", forgotten_at=NOW),
        person(7, "Ａｎｎａ Resting"),  # noqa: RUF001 (wide letters are the same name)
        person(8, "Karenina Anna"),
    ]
    places = [member(n) for n in (1, 2, 3, 6, 8)]
    places += [member(4, state=MemberState.LEFT), member(5, THERE), member(7, state=MemberState.RESTING)]
    transaction(lambda unit: (unit.add_all(people), unit.add_all(places)))
    found = transaction(lambda unit: unit.ask(NamedOnRoll(HERE, first_name_of("anna"))))
    assert [one.name for one in found] == ["Anna Karenina", "ANNA", "Ａｎｎａ Resting"]  # noqa: RUF001
    assert transaction(lambda unit: unit.ask(NamedOnRoll(HERE, "zed"))) == []


def test_people_are_found_by_the_beginning_of_their_first_or_last_name_on_the_roll_alone(transaction):
    names = ["Maximilian Berg", "Anna Maxim", "Max", "Anna Maxi Left", "Maxine Forgotten", "Maxim Elsewhere", "Bo Li"]
    people = [person(n, name) for n, name in enumerate(names, 1)]
    people[4] = replace(people[4], forgotten_at=NOW)
    places = [member(n) for n in (1, 2, 3, 5, 7)] + [member(4, state=MemberState.LEFT), member(6, THERE)]
    transaction(lambda unit: (unit.add_all(people), unit.add_all(places)))

    def found(part, limit=9):
        return [one.name for one in transaction(lambda unit: unit.ask(LikeOnRoll(HERE, look_of(part), limit)))]

    assert found("maxi") == ["Maximilian Berg", "Anna Maxim"]
    assert found("max") == ["Maximilian Berg", "Anna Maxim", "Max"]
    assert found("max", 2) == ["Maximilian Berg", "Anna Maxim"]
    assert found("li") == ["Bo Li"]
    assert found("bu") == found("%") == []


def test_a_page_of_the_roll_is_read_in_the_order_in_which_people_joined(transaction):
    states = (MemberState.RESTING, MemberState.ACTIVE, MemberState.LEFT, REMOVED, MemberState.ACTIVE)
    rows = [replace(member(9 - n, state=state), joined_at=NOW + n * HOUR) for n, state in enumerate(states)]
    same = [replace(member(n), joined_at=NOW + 9 * HOUR) for n in (2, 1)]
    transaction(lambda unit: unit.add_all([*rows, *same, member(20, THERE)]))

    def page(skip, limit):
        found = transaction(lambda unit: unit.ask(PageOfRoll(HERE, skip, limit)))
        return [int(row.person_id, 16) for row in found]

    assert page(0, 10) == [9, 8, 5, 1, 2]
    assert [page(0, 2), page(2, 2), page(4, 2), page(6, 2)] == [[9, 8], [5, 1], [2], []]


def test_the_languages_of_a_roll_are_told_once_each(transaction):
    codes = {1: "ru", 2: "en", 3: "ru", 4: None, 5: "de", 6: "fr"}
    people = [replace(person(number, "Anna"), language=code) for number, code in codes.items()]
    places = [member(n) for n in (1, 2, 4)] + [member(3, state=MemberState.RESTING)]
    places += [member(5, state=MemberState.LEFT), member(6, THERE)]
    transaction(lambda unit: (unit.add_all(people), unit.add_all(places)))
    assert transaction(lambda unit: unit.ask(LanguagesOnRoll(HERE))) == ["en", "ru"]


def mandate(number: int, office: int, council_id=HERE, **more: Any) -> Mandate:
    mandate_id, office_id = MandateId(f"{number:032x}"), OfficeId(f"{office:032x}")
    return Mandate(council_id, mandate_id, office_id, ids(number), 1, BallotId("b" * 32), NOW, LATER, **more)


def test_the_mandates_that_stand_are_listed_with_their_offices(transaction):
    names = {(HERE, 1): "Treasurer", (HERE, 2): "Speaker", (THERE, 1): "Elsewhere"}
    offices = [
        Office(council_id, OfficeId(f"{number:032x}"), name, name.casefold(), OfficeKind.FUNCTION, 1, NOW)
        for (council_id, number), name in names.items()
    ]
    held = [mandate(3, 1), mandate(1, 2), mandate(2, 1, ended_at=NOW), mandate(4, 1, THERE)]
    transaction(lambda unit: (unit.add_all(offices), unit.add_all(held)))
    standing = transaction(lambda unit: unit.ask(StandingMandates(HERE)))
    assert standing == [(held[1], "Speaker"), (held[0], "Treasurer")]


def entry(sequence: int, kind: str, council_id: CouncilId = HERE) -> Entry:
    return Entry(council_id, sequence, NOW, kind, None, "start", "s", GENESIS, f"{sequence:064x}", {})


def test_lost_keys_are_counted_in_all_councils(transaction):
    kinds = ("papers_lost", "ballot_opened", "signals_lost", "ratings_lost", "papers_destroyed", "papers_lost")
    assert transaction(lambda unit: unit.ask(CountLostKeys())) == 0
    rows = [entry(number, kind, HERE if number % 2 else THERE) for number, kind in enumerate(kinds, 1)]
    transaction(lambda unit: unit.add_all(rows))
    assert transaction(lambda unit: unit.ask(CountLostKeys())) == 4


def test_lost_keys_are_found_by_an_index(engine):
    if engine.dialect.name == "postgresql":
        return
    asked = statements.question(CountLostKeys, engine.dialect)
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked.sql}", asked.bind({})).fetchall()
    assert "ix_entries_kind" in str(plan)


def about(number: int, sequence: int, kind: str, council_id: CouncilId = HERE) -> Entry:
    return replace(entry(sequence, kind, council_id), subject_id=ids(number))


def test_places_are_counted_by_what_was_told_of_them_last(transaction):
    members = [member(1), member(2), member(3, state=MemberState.RESTING), member(4), member(1, THERE, state=REMOVED)]
    told = [about(1, 1, "joined"), about(2, 2, "joined"), about(3, 3, "joined"), about(3, 4, "rests")]
    told += [about(2, 5, "rests"), about(2, 6, "woke"), about(2, 7, "vouched"), about(1, 1, "left", THERE)]
    transaction(lambda unit: (unit.add_all(members), unit.add_all(told)))
    here, there = transaction(lambda unit: [unit.ask(CountPlaces(each)) for each in (HERE, THERE)])
    assert here == {("active", "joined"): 1, ("active", "woke"): 1, ("resting", "rests"): 1, ("active", None): 1}
    assert there == {("removed", "left"): 1}


def test_places_are_held_against_the_record_by_an_index(engine):
    if engine.dialect.name == "postgresql":
        return
    asked = statements.question(CountPlaces, engine.dialect)
    with engine.connect() as connection:
        bound = asked.bind({"council": HERE})
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked.sql}", bound).fetchall()
    assert "ix_entries_council_id_subject_id" in str(plan), plan


def test_what_a_record_tells_of_is_listed_by_subject(transaction):
    told = [about(1, 1, "joined"), about(1, 2, "rests"), about(1, 3, "rests"), about(2, 4, "joined")]
    transaction(lambda unit: unit.add_all([*told, about(3, 1, "left", THERE)]))
    kinds = transaction(lambda unit: unit.ask(KindsTold(HERE)))
    assert kinds == {ids(1): {"joined", "rests"}, ids(2): {"joined"}}
    assert transaction(lambda unit: unit.ask(KindsTold(CouncilId("c" * 32)))) == {}


def test_entries_that_may_tell_a_choice_are_found_in_one_look(transaction):
    actor = ids(7)
    told = [
        replace(about(1, 1, "proposed"), actor_id=actor, data={"text": "pick"}),
        replace(about(1, 2, "proposed"), actor_id=actor, data={"a": [{"pick": 1}]}),
        replace(about(1, 3, "proposed"), data={"pick": 1}),
        replace(about(1, 4, "voted"), data={}),
        replace(about(1, 5, "signalled"), data={"n": 1}),
        replace(about(1, 1, "proposed", THERE), actor_id=actor, data={"has_confidence": True}),
    ]
    transaction(lambda unit: unit.add_all(told))
    found = transaction(lambda unit: unit.ask(EntriesNaming(("has_confidence", "pick"))))
    assert sorted((entry.council_id, entry.sequence) for entry in found) == [
        (HERE, 1),
        (HERE, 2),
        (HERE, 5),
        (THERE, 1),
    ]


def test_an_electorate_is_counted_with_who_was_never_on_the_roll(transaction):
    ours, other = BallotId("b" * 32), BallotId("c" * 32)
    electors = [Elector(HERE, ours, ElectorId(ids(number)), ids(number), weight=number) for number in (1, 2, 3)]
    electors += [Elector(HERE, ours, ElectorId("vacant"), None), Elector(HERE, other, ElectorId(ids(1)), ids(1))]
    places = [member(1), member(2, state=MemberState.LEFT), member(3, THERE)]
    transaction(lambda unit: (unit.add_all(electors), unit.add_all(places)))
    counted = transaction(lambda unit: [unit.ask(CountElectorate(HERE, each)) for each in (ours, other)])
    assert counted == [ElectorateCount(4, 7, 1), ElectorateCount(1, 1, 0)]
    assert transaction(lambda unit: unit.ask(CountElectorate(THERE, ours))) == ElectorateCount(0, 0, 0)


def test_who_can_be_reminded_is_counted_by_who_holds_the_vote(transaction):
    people = [
        person(1, "Anna", is_reachable=True, allows_reminders=True),
        person(2, "Ben", is_reachable=True, allows_reminders=False),
        person(3, "Cleo", is_reachable=False, allows_reminders=True),
        person(4, "Dan", is_reachable=True, allows_reminders=True),
    ]
    ours, other = BallotId("b" * 32), BallotId("c" * 32)
    electors = [Elector(HERE, ours, ElectorId(ids(number)), ids(number)) for number in (1, 2, 3)]
    electors += [Elector(HERE, ours, ElectorId("seat"), ids(4)), Elector(HERE, ours, ElectorId("vacant"), None)]
    electors += [Elector(HERE, other, ElectorId("seat"), ids(4)), Elector(THERE, ours, ElectorId(ids(1)), ids(1))]
    transaction(lambda unit: (unit.add_all(people), unit.add_all(electors)))
    counted = transaction(lambda unit: [unit.ask(CountRemindable(HERE, each)) for each in (ours, other)])
    assert counted == [2, 1]


def test_slots_are_named_in_their_order_in_this_council_and_ballot(transaction):
    ours, other = BallotId("b" * 32), BallotId("c" * 32)
    slots = [Slot(HERE, ours, name, b"sealed") for name in ("3", "1", "2")]
    slots += [Slot(HERE, other, "0", b"sealed"), Slot(THERE, ours, "9", b"sealed")]
    transaction(lambda unit: unit.add_all(slots))
    assert transaction(lambda unit: unit.ask(PageOfSlots(HERE, ours, 2))) == ("1", "2")
    assert transaction(lambda unit: unit.ask(LastSlot(HERE, ours))) == "3"
    nowhere = BallotId("d" * 32)
    assert transaction(lambda unit: (unit.ask(LastSlot(HERE, nowhere)), unit.ask(PageOfSlots(HERE, nowhere, 2)))) == (
        "",
        (),
    )


def test_who_may_vote_and_rests_is_found_in_this_council_and_ballot(transaction):
    resting, ours, other = MemberState.RESTING, BallotId("b" * 32), BallotId("c" * 32)
    members = [member(3, state=resting), member(1, state=resting), member(2), member(4, state=resting)]
    members += [member(2, THERE, state=resting)]
    electors = [Elector(HERE, ours, ElectorId(ids(number)), ids(number)) for number in (1, 2, 3)]
    electors += [Elector(HERE, other, ElectorId(ids(4)), ids(4)), Elector(THERE, ours, ElectorId(ids(1)), ids(1))]
    transaction(lambda unit: (unit.add_all(members), unit.add_all(electors)))
    found = transaction(lambda unit: [unit.ask(RestingElectors(HERE, each)) for each in (ours, other)])
    assert found == [(ids(1), ids(3)), (ids(4),)]
