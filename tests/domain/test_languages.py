"""Languages are called by their names."""

import pytest

from bot.domain.ground.languages import OFFERED, SPOKEN, language_code, spoken_by


@pytest.mark.parametrize(
    ("text", "code"),
    [("Russian", "ru"), (" Русский ", "ru"), ("English", "en"), ("ru", "ru"), ("Klingon", "Klingon")],
)
def test_a_language_is_known_by_its_name_in_either(text, code):
    assert language_code(text) == code


def test_what_is_named_is_spoken():
    assert {language_code("english"), language_code("russian")} <= SPOKEN


@pytest.mark.parametrize(
    ("code", "language"),
    [("ru", "ru"), ("ru-RU", "ru"), ("EN_gb", "en"), ("de", None), ("qps", None), ("", None), (None, None)],
)
def test_somebody_is_written_to_in_their_language_if_there_is_a_catalog(code, language):
    assert spoken_by(code) == language


def test_what_is_offered_is_spoken():
    assert {*OFFERED} < SPOKEN
