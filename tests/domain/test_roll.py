from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.council.claim import claims_needed
from bot.domain.council.council import (
    FOUNDING_FOR,
    PRACTICE_BELOW,
    Council,
    CouncilState,
    everybody_in,
    is_everybody,
    may_have_others,
    people_in,
)
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.roll.member import ACT_NOTED_AFTER, VOUCHES_AFTER, Member, MemberState

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def member(**changes):
    fields = {"joined_at": NOW, "may_vote_at": NOW, "last_act_at": NOW} | changes
    return Member(CouncilId("c"), PersonId("p"), **fields)


@pytest.mark.parametrize(
    ("state", "may_vote_at", "may_vote"),
    [
        (MemberState.ACTIVE, NOW, True),
        (MemberState.ACTIVE, NOW + HOUR, False),
        (MemberState.RESTING, NOW, False),
        (MemberState.LEFT, NOW, False),
        (MemberState.REMOVED, NOW, False),
    ],
)
def test_who_would_be_in_an_electorate_frozen_now(state, may_vote_at, may_vote):
    assert member(state=state, may_vote_at=may_vote_at).may_vote(NOW) is may_vote


@pytest.mark.parametrize(
    ("changes", "after", "is_news"),
    [
        ({}, timedelta(0), False),
        ({}, ACT_NOTED_AFTER - timedelta(microseconds=1), False),
        ({}, ACT_NOTED_AFTER, True),
        ({"state": MemberState.RESTING}, timedelta(0), True),
        ({"resting_asked_at": NOW}, timedelta(0), True),
    ],
)
def test_an_act_is_written_where_it_changes_something_or_once_a_day(changes, after, is_news):
    assert member(**changes).is_act_news(NOW + after) is is_news


@pytest.mark.parametrize(
    ("changes", "after"),
    [
        ({"is_founder": True}, timedelta(0)),
        ({"is_founder": True, "may_vote_at": NOW + HOUR}, HOUR),
        ({}, VOUCHES_AFTER),
        ({"may_vote_at": NOW + HOUR}, VOUCHES_AFTER),
        ({"may_vote_at": NOW + VOUCHES_AFTER + HOUR}, VOUCHES_AFTER + HOUR),
    ],
)
def test_whose_word_lets_a_newcomer_vote_at_once(changes, after):
    assert member(**changes).vouches_from == NOW + after


def test_the_founding_window_begins_with_the_first_join_and_excludes_its_end():
    council = Council(CouncilId("c"), -1, "Garden", NOW)
    assert not council.is_founding(NOW)
    opened = Council(CouncilId("c"), -1, "Garden", NOW, founding_ends_at=NOW + FOUNDING_FOR)
    assert opened.is_founding(NOW + FOUNDING_FOR - timedelta(microseconds=1))
    assert not opened.is_founding(NOW + FOUNDING_FOR)


def test_a_clock_that_is_set_back_does_not_found_a_council_again_and_while_it_is_away_it_stays_founding():
    opened = Council(CouncilId("c"), -1, "Garden", NOW, founding_ends_at=NOW + FOUNDING_FOR)
    founded = replace(opened, founded_at=NOW + FOUNDING_FOR)
    assert not founded.is_founding(NOW + HOUR)
    assert not replace(founded, state=CouncilState.AWAY).is_founding(NOW + HOUR)
    assert replace(opened, state=CouncilState.AWAY).is_founding(NOW + 2 * FOUNDING_FOR)


def test_what_opened_in_the_founding_window_is_known_for_good():
    council = Council(CouncilId("c"), -1, "Garden", NOW)
    assert not council.was_founding(NOW)
    over = replace(council, founding_ends_at=NOW, founded_at=NOW)
    assert over.was_founding(NOW - timedelta(microseconds=1))
    assert not over.was_founding(NOW)


@pytest.mark.parametrize(("on_roll", "needed"), [(0, 0), (1, 1), (2, 2), (3, 3), (40, 3)])
def test_three_say_whose_council_it_is_or_all_where_there_are_fewer(on_roll, needed):
    assert claims_needed(on_roll) == needed


@given(st.integers(0, 200), st.integers(1, 200))
def test_everybody_is_all_but_the_bot_and_at_least_enough_to_bind(roll, chat_size):
    council = Council(CouncilId("c"), -1, "Garden", NOW)
    people = everybody_in(council, chat_size)
    assert is_everybody(roll, people) is (roll >= PRACTICE_BELOW and roll + 1 >= chat_size)


@pytest.mark.parametrize(("roll", "is_all"), [(2, False), (3, True), (4, True)])
def test_three_of_three_are_everybody(roll, is_all):
    assert is_everybody(roll, 3) is is_all


@pytest.mark.parametrize(
    ("chat_size", "other_bots", "removed", "people"),
    [(5, (), (), 4), (5, (7, 8), (), 2), (5, (), (9,), 5), (5, (7, 8), (9, 10, 11), 5), (2, (7, 8), (9,), 1)],
)
def test_other_bots_are_nobody_and_whom_an_administrator_removed_is_somebody_still(
    chat_size, other_bots, removed, people
):
    council = Council(CouncilId("c"), -1, "Garden", NOW, other_bots=other_bots, removed=removed)
    assert everybody_in(council, chat_size) == people


@pytest.mark.parametrize(("chat_size", "people"), [(None, None), (0, 0), (1, 0), (5, 4)])
def test_the_bot_is_not_one_of_the_people_in_the_chat(chat_size, people):
    assert people_in(chat_size) == people


@pytest.mark.parametrize(
    ("chat_size", "other_bots", "on_roll", "may_have"),
    [(None, (), 3, True), (4, (), 3, False), (5, (), 3, True), (5, (7,), 3, False), (3, (), 3, False)],
)
def test_somebody_could_join_unless_all_in_the_chat_are_known_to_be_on_the_roll(
    chat_size, other_bots, on_roll, may_have
):
    council = Council(CouncilId("c"), -1, "Garden", NOW, chat_size=chat_size, other_bots=other_bots, on_roll=on_roll)
    assert may_have_others(council) is may_have


def test_the_members_of_an_upper_council_hold_seats():
    council = Council(CouncilId("c"), 1, "City", NOW)
    assert not council.is_upper
    assert replace(council, tier=20).is_upper
