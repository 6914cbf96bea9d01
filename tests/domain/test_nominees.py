"""Names on a ballot paper: told apart, cut, never empty."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.elections.nominee import NAME_UNITS, paper_names
from bot.domain.ground.text import folded, utf16_len

JOINED = date(2026, 3, 2)
STEADY = settings(derandomize=True, deadline=None)
PEOPLE = st.lists(
    st.tuples(
        st.text(max_size=80),
        st.none() | st.from_regex(r"[a-z]{5,12}", fullmatch=True),
        st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    ),
    max_size=30,
)


def test_a_name_that_stands_once_stays_as_it_is():
    assert paper_names([("Anna", "anna", JOINED), ("Ben", None, JOINED)]) == ("Anna", "Ben")


def test_no_two_names_on_a_paper_are_alike_whatever_somebody_calls_themself():
    people = [("Anna (2)", None), ("Anna", None), ("anna", None), ("ANNA (3)", None), ("Anna", None)]
    names = paper_names([(name, username, None) for name, username in people])
    assert names == ("Anna (2)", "Anna (1)", "anna (2) (2)", "ANNA (3)", "Anna (3) (2)")


def test_several_of_one_name_are_told_apart_by_username_or_number_and_day_of_joining():
    people = [("Anna", "anna", JOINED), ("anna", None, JOINED), ("ANNA", None, None)]
    assert paper_names(people) == ("Anna (@anna)", "anna (2, 2026-03-02)", "ANNA (3)")


def test_names_that_only_look_alike_are_told_apart_too():
    cyrillic = "\u0410na"
    assert paper_names([(cyrillic, None, JOINED), ("Ana", None, None)]) == (f"{cyrillic} (1, 2026-03-02)", "Ana (2)")


def test_nobody_stands_there_as_what_the_bot_itself_puts_on_the_paper():
    assert paper_names([("Abstain", "ab", None), ("[Reopen nominations]", None, None)]) == (
        "Abstain (@ab)",
        "[Reopen nominations] (1)",
    )


def test_a_name_of_which_nothing_shows_is_a_question_mark():
    assert paper_names([("\u202e\u200f", None, None), ("", "x", None)]) == ("? (1)", "? (@x)")


@STEADY
@given(PEOPLE)
def test_every_paper_has_one_short_name_for_each_person_and_no_two_alike(people):
    names = paper_names(people)
    assert len(names) == len(people)
    assert all(names)
    assert all(utf16_len(name) <= NAME_UNITS + 20 for name in names)
    assert len({folded(name) for name in names}) == len(names)
