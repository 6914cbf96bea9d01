# ruff: noqa: RUF001 - letters of other scripts are what is tested
import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ground.text import (
    MARKS_LIMIT,
    TEXT_LIMIT,
    EmptyTextError,
    OptionTooLongError,
    TextTooLongError,
    clean,
    clean_line,
    cut,
    cut_utf16,
    ensure_length,
    ensure_text,
    folded,
    hashtags,
    utf16_len,
)

FAMILY = "👨\u200d👩\u200d👧"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
NASTY = (
    "\u202e\u2066\u200e\u200b\u200c\u200d\ufe0f\u0301\u0488\u3164\u00ad\n\r\u2028\t\u00a0 \x00\ud800#aя👨🏴\U000e0067خ"
)
nasty = st.text(st.sampled_from(NASTY) | st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  plain text ", "plain text"),
        ("a\u202eb\u2066c\u2069\u200f", "abc"),
        ("a\x00b\x07\ud800c", "abc"),
        ("ad\u200bmin ad\u200dmin ad\u200cmin \ufeff", "admin admin admin"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a \t\n\n\n\n\n\nb", "a\n\n\nb"),
        ("a\u00a0b\u3000c\td", "a b c d"),
        ("e\u0301", "é"),
        ("x" + "\u0334" * 50, "x" + "\u0334" * MARKS_LIMIT),
        ("\u0301\u0334over", "over"),
        (FAMILY, FAMILY),
        (ENGLAND, ENGLAND),
        ("a\U000e0067", "a"),
        ("❤\ufe0f\ufe0f", "❤\ufe0f"),
        ("\ufe0f", ""),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👍🏽", "👍🏽"),
    ],
)
def test_clean(text, cleaned):
    assert clean(text) == cleaned


@given(nasty)
def test_a_cleaned_text_is_clean(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not regex.search(r"[\p{Bidi_Control}\p{Cs}\r\x00]|\n{4}| \n", cleaned)
    assert cleaned.encode().decode() == cleaned


@given(nasty)
def test_one_line_is_one_line(text):
    line = clean_line(text)
    assert line == " ".join(line.split())
    assert clean_line(line) == line


@pytest.mark.parametrize("text", ["", " \n ", "\u2800", "\u3164\u200b", "\ufe0f\u200d"])
def test_what_does_not_show_is_empty(text):
    assert not clean_line(text)
    with pytest.raises(EmptyTextError):
        ensure_text(text)


def test_length_is_counted_as_telegram_does():
    assert [utf16_len(text) for text in ("abc", "дом", "👍", FAMILY, "\uffff")] == [3, 3, 2, 8, 1]
    assert ensure_text(" " + "👍" * 1500) == "👍" * 1500
    with pytest.raises(TextTooLongError) as refused:
        ensure_text("👍" * 1501)
    assert refused.value.fields == {"got": 3002, "limit": TEXT_LIMIT}


def test_each_kind_of_text_has_its_own_error():
    with pytest.raises(OptionTooLongError) as refused:
        ensure_length("x" * 101, 100, OptionTooLongError)
    assert refused.value.code == "option_too_long"


@given(st.text())
def test_utf16_len_is_what_the_codec_makes(text):
    assert utf16_len(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize(
    ("text", "graphemes", "shown"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        (FAMILY * 3, 3, FAMILY * 3),
        (FAMILY * 3, 2, FAMILY + "…"),
        ("🇩🇪🇫🇷🇮🇹", 2, "🇩🇪…"),
        ("ab", 1, "…"),
        ("", 0, ""),
    ],
)
def test_cut_by_grapheme(text, graphemes, shown):
    assert cut(text, graphemes) == shown


@given(st.text().map(clean), st.integers(1, 20))
def test_a_cut_text_is_no_longer(text, graphemes):
    shown = cut(text, graphemes)
    assert len(regex.findall(r"\X", shown)) <= graphemes
    assert shown == text or shown.endswith("…")


@given(st.text(), st.integers(1, 40))
def test_cut_to_units_never_splits_a_grapheme(text, units):
    shown = cut_utf16(text, units)
    assert utf16_len(shown) <= units
    if shown != text:
        kept = shown.removesuffix("…")
        assert "".join(regex.findall(r"\X", text)[: len(regex.findall(r"\X", kept))]) == kept


def test_cut_to_units():
    assert cut_utf16("abc", 3) == "abc"
    assert cut_utf16("abcdef", 4) == "abc…"
    assert cut_utf16(FAMILY * 2, 10) == FAMILY + "…"
    assert cut_utf16("a\u0301b\u0301", 1, "...") == "..."


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Paint it #House #BUDGET_2027 #house", ("house", "budget_2027")),
        ("#дом, #Füße! ＃wide", ("дом", "füsse", "wide")),
        ("no #1 a#b &#39; https://x.org/#part ##c #", ()),
        ("line\n#two", ("two",)),
        ("#می\u200cخواهم", ("میخواهم",)),
    ],
)
def test_hashtags_are_topics(text, topics):
    assert hashtags(text) == topics


@given(nasty)
def test_topics_are_stable(text):
    topics = hashtags(text)
    assert hashtags(" ".join(f"#{topic}" for topic in topics)) == topics


@given(nasty)
def test_folding_is_stable_and_blind_to_case(text):
    assert folded(folded(text)) == folded(text)
    assert folded("Straße  X") == folded("STRASSE x")
