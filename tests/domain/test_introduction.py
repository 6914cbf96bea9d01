# ruff: noqa: RUF001 (letters that look alike are tested)
"""What a candidate says of themself: counted as people see it, never taken for another choice on the paper."""

import pytest

from bot.domain.elections.introduction import (
    INTRODUCTION_LIMIT,
    INTRODUCTION_UNITS,
    IntroductionLikeError,
    IntroductionTooLongError,
    read_introduction,
)
from bot.domain.ground.text import EmptyTextError

FLAG = "\U0001f1e9\U0001f1ea"


def test_it_stands_on_one_line_without_what_could_break_a_card():
    assert read_introduction("  I kept the books\n\n for \u202eten years. ", []) == "I kept the books for ten years."


@pytest.mark.parametrize("character", ["a", "é", "e\u0301", FLAG, "\U0001f44d\U0001f3fd"])
def test_characters_are_counted_as_people_see_them(character):
    fits = character * INTRODUCTION_LIMIT
    assert read_introduction(fits, [])
    with pytest.raises(IntroductionTooLongError) as refused:
        read_introduction(fits + character, [])
    assert refused.value.fields == {"got": INTRODUCTION_LIMIT + 1, "limit": INTRODUCTION_LIMIT}


def test_characters_that_are_long_ones_are_bounded_too():
    people = "\u200d".join(["\U0001f469"] * 6)
    with pytest.raises(IntroductionTooLongError) as refused:
        read_introduction(people * 150, [])
    assert refused.value.fields == {"got": 17 * 150, "limit": INTRODUCTION_UNITS}


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b", "\u2800\u3164"])
def test_nothing_to_see_is_no_text(text):
    with pytest.raises(EmptyTextError):
        read_introduction(text, [])


@pytest.mark.parametrize("text", ["Abstain", "«None of these»", "Reopen nominations!", "Воздержаться", "Аbstаin"])
def test_what_looks_like_a_choice_of_the_bots_is_refused(text):
    with pytest.raises(IntroductionLikeError):
        read_introduction(text, [])


@pytest.mark.parametrize("text", ["Ben Ivanov", "ben  ivanov", "Bеn Ivаnоv"])
def test_what_looks_like_another_on_the_paper_is_refused(text):
    with pytest.raises(IntroductionLikeError):
        read_introduction(text, ["Ben Ivanov", "I kept the books"])
    assert read_introduction("I stand with Ben Ivanov", ["Ben Ivanov"])
