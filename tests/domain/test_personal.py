from __future__ import annotations

import pytest

from bot.domain.council.council import Council
from bot.domain.ground.person import Person, first_name_of, is_called, last_name_of, may_mean, named
from bot.domain.ground.personal import Personal, Words, is_of_council
from bot.domain.mandates.mandate import Mandate


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Anna Karenina", "anna"),
        ("  ANNA ", "anna"),
        ("Ａｎｎａ", "anna"),  # noqa: RUF001
        ("Ó Briain", "o"),
        ("Аna", "ana"),  # noqa: RUF001
        ("", ""),
    ],
)
def test_a_first_name_is_the_first_word_by_its_look(name, first):
    assert first_name_of(name) == first


def test_of_several_words_the_last_is_the_last_name_and_both_are_found_by_their_beginnings():
    assert last_name_of("Anna") == ""
    found = {"name": "Anna van Dyk", "first_name": "anna", "last_name": "dyk"}
    assert named("Anna van Dyk") == {**found, "first_start": "ann", "last_start": "dyk"}
    assert named("Bo Li")["first_start"] == named("Bo Li")["last_start"] == ""


@pytest.mark.parametrize(
    ("written", "name", "fits"),
    [
        ("kare", "Anna Karenina", True),
        ("A. Karenina", "Anna Karenina", True),
        ("karenina anna", "Anna Karenina", True),
        ("Аnna", "Anna Karenina", True),  # noqa: RUF001
        ("arenina", "Anna Karenina", False),
        ("anna anna", "Anna Karenina", False),
        ("karen", "Anna Kárenina", True),
        ("", "Anna Karenina", False),
    ],
)  # fmt: skip
def test_a_part_of_a_name_begins_its_words(written, name, fits):
    assert may_mean(written, name) is fits


@pytest.mark.parametrize(
    ("written", "name", "fits"),
    [
        ("Jose", "José", True),
        ("José", "Jose", True),
        ("Anna Karlsson", "Anna Maria Karlsson", True),
        ("Anna Maria", "Anna Maria Karlsson", True),
        ("Anna", "Anna Maria Karlsson", True),
        ("Lukasz", "Łukasz", True),
        ("Andrei", "Andreĭ", True),
        ("Francois", "François", True),
        ("Maria Karlsson", "Anna Maria Karlsson", False),
        ("Anna Karlsson Maria", "Anna Maria Karlsson", False),
        ("Anna Karl", "Anna Maria Karlsson", False),
        ("Ann", "Anna", False),
        ("", "Anna", False),
        ("", "", False),
        ("\u05e9\u05dc\u05d5\u05dd", "\u05e9\u05b8\u05dc\u05d5\u05dd", False),
    ],
)
def test_the_first_word_and_others_of_a_name_call_somebody(written, name, fits):
    assert is_called(written, name) is fits


def test_the_words_of_a_person_are_those_that_name_their_column():
    words = {"text": Words(of="asked_by_id"), "answer": Words(rule="the holder's"), "note": Words(of="asked_by_id")}
    assert Personal(about=("asked_by_id",), words=words).words_of("asked_by_id") == ("text", "note")
    assert Personal().words_of("asked_by_id") == ()


def test_rows_of_a_council_name_it_first():
    assert is_of_council(Council)
    assert not is_of_council(Person)


def test_words_are_of_whom_a_column_names():
    about = Personal(about=("author_id", "holder_id"), words={"text": Words("author_id"), "reply": Words("holder_id")})
    assert about.words_of("author_id") == ("text",)
    assert is_of_council(Mandate)
    assert not is_of_council(Person)
