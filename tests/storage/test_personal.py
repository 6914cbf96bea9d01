"""What of each table concerns whom is declared; erasing one person leaves none of their words but what SPEC keeps."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.subject import ProposalSubject
from bot.domain.ballots.tally import Tally
from bot.domain.charter.charter import Charter
from bot.domain.council.council import Council
from bot.domain.ground.ids import PersonId
from bot.domain.ground.inbox import Incoming
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.ground.person import Person
from bot.domain.ground.refusal import Refusal
from bot.domain.instructions.instruction import Instruction
from bot.domain.mandates.mandate import Mandate
from bot.domain.reports.report import Bar, Question, Report
from bot.reads.me.me import TOLD, kept_about, kept_as
from bot.services.me.forget import forget
from bot.services.record.erasure import erasure
from handlers.views.me.me import LINES, NUMBERS
from storage.tables import KEPT, PERSONAL
from tests.storage.conftest import NOW

ANNA = PersonId("d" * 32)
MARK = "Anna's words"
IDS = "1" * 32
PLAIN = {str, bytes, dict, Mapping, tuple}


def hint_of(kind: type, name: str) -> typing.Any:
    """The annotation without None."""
    hint = typing.get_type_hints(kind)[name]
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        (hint,) = (part for part in typing.get_args(hint) if part is not type(None))
    return hint


def is_text(kind: type, name: str) -> bool:
    """Whether it may hold anybody's words: not an id, a number, a time or one of a few values."""
    hint = hint_of(kind, name)
    base = typing.get_origin(hint) or hint
    return (base in PLAIN or is_dataclass(base)) and not (base is str and name.endswith("_id"))


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__name__)
def test_every_text_and_every_person_of_a_table_is_declared(kind):
    personal = PERSONAL[kind]
    names = [field.name for field in fields(kind)]
    persons = {name for name in names if hint_of(kind, name) is PersonId}
    texts = {name for name in names if is_text(kind, name)}
    said = set(personal.words) | set(personal.plain)
    assert persons == set(personal.about), f"say in storage/tables.py whom {kind.__name__} is about"
    assert texts <= said, f"say in storage/tables.py whose words these are: {texts - said}"
    assert said <= set(names)
    assert not set(personal.words) & set(personal.plain)
    assert {words.of for words in personal.words.values()} <= {*personal.about, None}
    assert all(words.of or words.rule for words in personal.words.values())
    assert personal.goes_with in {*personal.about, None}


def _can_be_spoilt(kind: type, name: str) -> bool:
    """Whether it is kept as a text or a number that only some values may be."""
    hint = hint_of(kind, name)
    base = typing.get_origin(hint) or hint
    return base is tuple or is_dataclass(base) or (isinstance(base, type) and issubclass(base, Enum | date))


def sample(kind: type) -> typing.Any:
    """A row in which every person is Anna and every text that is declared as somebody's is hers."""
    return kind(**{field.name: _value(kind, field.name) for field in fields(kind)})


def _value(kind: type, name: str) -> typing.Any:
    hint = hint_of(kind, name)
    base = typing.get_origin(hint) or hint
    while hasattr(base, "__supertype__"):
        base = base.__supertype__
    marked = name in PERSONAL[kind].words
    if hint is PersonId:
        return ANNA
    if name == "council_id":
        return IDS
    if isinstance(base, type) and issubclass(base, Enum):
        return next(iter(base))
    return {
        str: MARK if marked else IDS,
        bytes: (MARK if marked else IDS).encode(),
        dict: {"reply": MARK} if marked else {},
        Mapping: {},
        tuple: (MARK,) if marked else (),
        Tally: Tally(),
        Bar: Bar(),
    }.get(base, {bool: False, int: 1, datetime: NOW, date: date(2026, 3, 2)}.get(base))


def everything_done_once(unit) -> None:
    """One row of each kind, as they hang together."""
    special: dict[type, dict[str, Any]] = {
        Person: {"person_id": ANNA, "forgotten_at": None},
        Ballot: {
            "ballot_id": IDS,
            "state": BallotState.CLOSED,
            "outcome": None,
            "kind": ProposalSubject.KIND,
            "subject": ProposalSubject(),
            "rules": Charter(),
        },
        Mandate: {"mandate_id": IDS, "ended_at": None},
        Report: {"mandate_id": IDS, "report_id": IDS},
        Question: {"report_id": IDS},
        Outgoing: {"state": OutgoingState.SENT},
        Council: {"entries": 1},
    }
    for kind in KEPT:
        unit.add(replace(sample(kind), **special.get(kind, {})))


def left_of(unit) -> dict[str, set[str]]:
    """In which columns Anna's words still stand."""
    found: dict[str, set[str]] = {}
    for kind in KEPT:
        for row in unit.find(kind):
            names = {field.name for field in fields(kind) if MARK in str(getattr(row, field.name))}
            if names:
                found.setdefault(kind.__name__, set()).update(names)
    return found


def test_whoever_is_forgotten_leaves_no_words_but_what_the_council_decided(transaction):
    def erase(unit):
        unit.actor = unit.get(Person, ANNA)
        forget(unit)
        return left_of(unit), list(erasure(unit))

    transaction(everything_done_once)
    before = transaction(left_of)
    assert set(before) == {kind.__name__ for kind, personal in PERSONAL.items() if personal.words}
    left, findings = transaction(erase)
    assert left == {"Instruction": {"text"}, "Incoming": {"sealed"}}, (
        "an instruction is the council's; the inbox blanks itself"
    )
    assert findings == []


SPOILT = {
    kind: name
    for kind, kept in KEPT.items()
    for name in reversed(kept.names)
    if kind is not Person
    and PERSONAL[kind].words
    and name not in {*kept.key, *PERSONAL[kind].words}
    and _can_be_spoilt(kind, name)
}
"""A column of each table with words, which what another release wrote there makes unreadable."""


def raw_left(unit, kind: type) -> set[str]:
    """In which columns Anna's words still stand, also of rows that cannot be read."""
    names = list(PERSONAL[kind].words)
    rows = unit._connection.exec_driver_sql(f"SELECT {', '.join(names)} FROM {KEPT[kind].table.name}").fetchall()
    return {name for row in rows for name, value in zip(names, row, strict=True) if MARK in _text(value)}


def _text(value: object) -> str:
    return bytes(value).decode() if isinstance(value, bytes | memoryview) else str(value)


@pytest.mark.parametrize("kind", SPOILT, ids=lambda kind: kind.__name__)
def test_a_row_that_cannot_be_read_keeps_no_words_of_who_was_forgotten(transaction, kind):
    def spoil(unit):
        odd = "9223372036854775807" if hint_of(kind, SPOILT[kind]) is datetime else "'of another time'"
        unit._connection.exec_driver_sql(f"UPDATE {KEPT[kind].table.name} SET {SPOILT[kind]} = {odd}")

    def erase(unit):
        unit.actor = unit.get(Person, ANNA)
        forget(unit)

    transaction(everything_done_once)
    transaction(spoil)
    assert transaction(lambda unit: [row for _, row in unit.scan(kind)]) == [None]
    transaction(erase)
    assert transaction(lambda unit: raw_left(unit, kind)) <= {"subject"} | KEEPS.get(kind, set())


KEEPS = {Instruction: {"text"}, Incoming: {"sealed"}}


def test_what_is_erased_becomes_nothing_of_its_kind(transaction):
    texts = replace(sample(Question), answer=None)
    others = replace(sample(Refusal), fields={"a": 1})
    files = replace(sample(Report), files=("a", "b"))
    transaction(lambda unit: [unit.add(row) for row in (texts, others, files)])

    def erase(unit):
        unit.erase(Question, ("text", "answer"), council_id=IDS)
        unit.erase(Refusal, ("fields",), council_id=IDS, person_id=ANNA)
        unit.erase(Report, ("files",), council_id="another")
        before = unit.find(Report)[0].files
        unit.erase(Report, ("files", "text"), council_id=IDS)
        return before, unit.find(Question)[0], unit.find(Refusal)[0].fields, unit.find(Report)[0]

    before, question, fields_left, report = transaction(erase)
    assert before == ("a", "b")
    assert (question.text, question.answer, fields_left) == ("", None, {})
    assert (report.files, report.text) == ((), "")


def test_me_tells_of_every_table_that_is_about_the_person(transaction):
    transaction(everything_done_once)
    kept = transaction(lambda unit: kept_about(unit, unit.get(Person, ANNA)))
    columns = [(kind, column) for kind, personal in PERSONAL.items() for column in personal.about]
    untold = {kept_as(*each) for each in columns} - {one.kind for one in kept}
    assert untold == {"person"}, "the person stands at the head of /me; what else is about them must be told"


def test_me_has_plain_words_for_every_table_that_is_about_persons():
    columns = [(kind, column) for kind, personal in PERSONAL.items() for column in personal.about]
    worded = {"person", "member", *LINES, *NUMBERS}
    assert {kept_as(*each) for each in columns} <= worded, "give it words in handlers/views/me/me.py"
    assert all((kind, column) in columns for kind, column in TOLD)


def test_doctor_finds_words_of_somebody_who_was_forgotten(transaction):
    def leave(unit):
        unit.add(replace(sample(Person), forgotten_at=NOW))
        unit.add(sample(Question))
        return list(erasure(unit))

    assert transaction(leave) == ["Question: words of somebody who was forgotten are left"]
