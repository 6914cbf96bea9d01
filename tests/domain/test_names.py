# ruff: noqa: RUF001 - letters of other scripts are what is tested
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ground.errors import DomainError
from bot.domain.ground.names import ensure_office, is_reserved, look_of, office_key, person_name, same_office
from bot.domain.ground.person import first_name_of
from bot.domain.ground.text import EmptyTextError, OfficeTooLongError, utf16_len


@pytest.mark.parametrize("written", ["Treasurer.", "\u201cTreasurer\u201d", "- Treasurer!", "Treasurer ,"])
def test_marks_around_a_name_make_no_second_office(written):
    assert ensure_office(written) == "Treasurer"


def test_marks_alone_are_no_office():
    with pytest.raises(EmptyTextError):
        ensure_office("...")


@pytest.mark.parametrize(
    "name",
    ["Abstain", "abstain.", "\u0410bstain", "None of these", "[None of these]", "\u2611 Abstain", "Воздержаться"],
)
def test_what_looks_like_an_option_of_the_bot_itself_is_told(name):
    assert is_reserved(name)
    assert not is_reserved("Abstain from buying a barrel")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Treasurer", "treasurer"),
        ("Treasurer", "Tr\u0435asurer"),
        ("treasurer", "\u0422REASURER"),
        ("СОВЕТ", "совет"),
        ("COBET", "\u0421\u041e\u0412\u0415\u0422"),
        ("Ａ  seat", "a SEAT"),
        ("modern", "modem"),
        ("Seat 1", "seat l"),
        ("Straße", "STRASSE"),
        ("trea\u200bsurer\u202e", "treasurer"),
        ("é", "e\u0301"),
    ],
)
def test_names_that_look_alike_are_one_office(one, other):
    assert same_office(one, other)


@pytest.mark.parametrize(
    "unseen",
    [*"\ufe0f\ufe0e\u2800\U000e0100\u180b\U00016fe4\u115f\u1160\u3164\uffa0\u180e\u061c\u2066\u17b4\u200d\u2064\ufeff"],
)
def test_what_nobody_sees_makes_no_other_name(unseen):
    assert same_office("Clerk", f"Clerk{unseen}")
    assert look_of("Buy") == look_of(f"{unseen}Buy{unseen}")


def test_what_looks_blank_is_a_space_and_a_flag_is_told_by_its_tags():
    assert look_of("Buy\u2800it") == look_of("Buy it")
    england, scotland = (
        f"\U0001f3f4{''.join(chr(0xE0000 + ord(c)) for c in tag)}\U000e007f" for tag in ("gbeng", "gbsct")
    )
    assert look_of(england) != look_of(scotland)


@pytest.mark.parametrize("written", ["buy.", "Buy!", "BUY ?", "Buy\u2026", "Buy ;"])
def test_marks_at_the_end_make_no_other_option(written):
    assert look_of(written) == look_of("Buy")


def test_marks_alone_are_told_apart():
    assert len({look_of(mark) for mark in ("?", "!", "...")}) == 3


@pytest.mark.parametrize("own", ["Submit", "\u2705 submit.", "More \u00bb", "Add an option", "Ещё", "Сlear\ufe0f"])
def test_what_looks_like_a_button_of_the_bot_is_told(own):
    assert is_reserved(own)
    assert not is_reserved(f"{own} bread")


@pytest.mark.parametrize(
    ("one", "other"),
    [("treasurer", "treasure"), ("Seat 1", "Seat 2"), ("Елка", "Ёлка"), ("секретарь", "казначей"), ("ten", "tev")],
)
def test_names_that_do_not_are_two(one, other):
    assert not same_office(one, other)


def test_the_key_is_a_text_that_is_its_own_key():
    assert office_key("Treasurer") == "treasurer"
    assert office_key("treasurer") == office_key(office_key("treasurer"))


@given(st.text(max_size=40))
def test_case_and_space_never_matter(name):
    assert office_key(name) == office_key(f"  {name} ")
    assert office_key(name) == office_key(name.casefold())


def test_office_names():
    assert ensure_office(" Water \n inspector ") == "Water inspector"
    assert ensure_office("👍" * 30) == "👍" * 30
    with pytest.raises(EmptyTextError):
        ensure_office("\u200b ")
    with pytest.raises(OfficeTooLongError) as refused:
        ensure_office("👍" * 31)
    assert refused.value.fields == {"got": 62, "limit": 60}


@given(st.text())
def test_only_domain_errors(name):
    with suppress(DomainError):
        assert 0 < utf16_len(ensure_office(name)) <= 60


def test_names_of_persons_are_cleaned_and_cut():
    assert person_name("Anna\u202e K.\n") == "Anna K."
    assert person_name("x" * 40) == "x" * 31 + "…"
    assert not person_name("\u3164")


def test_people_are_looked_for_by_the_first_word_of_their_name_whatever_its_case():
    assert first_name_of("ANNA Karenina") == first_name_of("anna Pavlova") == first_name_of("Anna")
    assert first_name_of("") == ""
