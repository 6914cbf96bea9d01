"""What of each table concerns whom is declared; erasing one person leaves none of their words but what SPEC keeps."""

from __future__ import annotations

import types
import typing
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
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.ground.person import Person
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
PLAIN = {str, bytes, dict, tuple}


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
