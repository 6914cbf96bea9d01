"""Languages are called by their names."""

import pytest

from bot.domain.ground.languages import SPOKEN, language_code


@pytest.mark.parametrize(
    ("text", "code"),
    [("Russian", "ru"), (" Русский ", "ru"), ("English", "en"), ("ru", "ru"), ("Klingon", "Klingon")],
)
def test_a_language_is_known_by_its_name_in_either(text, code):
    assert language_code(text) == code


def test_what_is_named_is_spoken():
    assert {language_code("english"), language_code("russian")} <= SPOKEN
