"""Names on a ballot paper: told apart, cut, never empty."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.elections.nominee import NAME_UNITS, paper_names
from bot.domain.ground.text import folded, utf16_len

STEADY = settings(derandomize=True, deadline=None)
PEOPLE = st.lists(
    st.tuples(st.text(max_size=80), st.none() | st.from_regex(r"[a-z]{5,12}", fullmatch=True)), max_size=30
)


def test_a_name_that_stands_once_stays_as_it_is():
    assert paper_names([("Anna", "anna"), ("Ben", None)]) == ("Anna", "Ben")


def test_no_two_names_on_a_paper_are_alike_whatever_somebody_calls_themself():
    people = [("Anna (2)", None), ("Anna", None), ("anna", None), ("ANNA (3)", None), ("Anna", None)]
    names = paper_names(people)
    assert names == ("Anna (2)", "Anna", "anna (3)", "ANNA (3) (2)", "Anna (4)")


def test_two_of_one_name_are_told_apart_by_username_or_number():
    people = [("Anna", "anna"), ("anna", None), ("ANNA", None)]
    assert paper_names(people) == ("Anna (@anna)", "anna", "ANNA (2)")


def test_a_name_of_which_nothing_shows_is_a_question_mark():
    assert paper_names([("\u202e\u200f", None), ("", "x")]) == ("?", "? (@x)")


@STEADY
@given(PEOPLE)
def test_every_paper_has_one_short_name_for_each_person_and_no_two_alike(people):
    names = paper_names(people)
    assert len(names) == len(people)
    assert all(names)
    assert all(utf16_len(name) <= NAME_UNITS + 20 for name in names)
    assert len({folded(name) for name in names}) == len(names)
