from __future__ import annotations

import pytest

from bot.domain.council.council import Council
from bot.domain.ground.person import Person, first_name_of
from bot.domain.ground.personal import Personal, Words, is_of_council
from bot.domain.mandates.mandate import Mandate


@pytest.mark.parametrize(
    ("name", "first"),
    [("Anna Karenina", "anna"), ("  ANNA ", "anna"), ("Ａｎｎａ", "anna"), ("Ó Briain", "ó"), ("", "")],  # noqa: RUF001
)
def test_a_first_name_is_the_first_word_as_equality_sees_it(name, first):
    assert first_name_of(name) == first


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
