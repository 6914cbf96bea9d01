"""Names on a ballot paper: told apart, cut, never empty."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.elections.nominee import NAME_UNITS, paper_names
from bot.domain.ground.names import person_name, told_apart
from bot.domain.ground.text import folded, utf16_len

STEADY = settings(derandomize=True, deadline=None)
PEOPLE = st.lists(
    st.tuples(
        st.text(max_size=80),
        st.none() | st.from_regex(r"[a-z]{5,12}", fullmatch=True),
        st.none() | st.integers(1, 30),
    ),
    max_size=30,
)


def test_a_name_that_stands_once_stays_as_it_is():
    assert paper_names([("Anna", "anna", None), ("Ben", None, None)]) == ("Anna", "Ben")


def test_no_two_names_on_a_paper_are_alike_whatever_somebody_calls_themself():
    people = [("Anna (2)", None), ("Anna", None), ("anna", None), ("ANNA (3)", None), ("Anna", None)]
    names = paper_names([(name, username, None) for name, username in people])
    assert names == ("Anna (2)", "Anna (1)", "anna (2) (2)", "ANNA (3)", "Anna (3) (2)")


def test_several_of_one_name_are_told_apart_by_username_or_number():
    people = [("Anna", "anna", 1), ("anna", None, 2), ("ANNA", None, None)]
    assert paper_names(people) == ("Anna (@anna)", "anna (2)", "ANNA (3)")


def test_who_shares_a_name_with_somebody_on_the_roll_bears_the_number_that_they_bear_everywhere():
    assert paper_names([("Anna", None, 2), ("Ben", None, None)]) == ("Anna (2)", "Ben")


def test_a_long_username_leaves_no_room_for_the_name_so_that_the_number_tells():
    long_name = "Anna " + "Karenina " * 5
    assert told_apart("Anna", "a" * 17, 1) == "Anna (1)"
    assert told_apart(long_name, "a" * 16, 1).endswith(" (@aaaaaaaaaaaaaaaa)")
    assert person_name(told_apart(long_name, None, 1)) == told_apart(long_name, None, 1)


def test_names_that_only_look_alike_are_told_apart_too():
    cyrillic = "\u0410na"
    assert paper_names([(cyrillic, None, 1), ("Ana", None, 2)]) == (f"{cyrillic} (1)", "Ana (2)")


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
