"""What is known of the signals on a mandate beside what is sealed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.recalls.watched import Watched
from bot.domain.roll.member import Member, MemberState

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
ANNA, BEN = PersonId("anna"), PersonId("ben")
NONE: frozenset[PersonId] = frozenset()


def member(state=MemberState.ACTIVE):
    return Member(CouncilId("c"), ANNA, NOW - timedelta(days=9), NOW, NOW, state)


@pytest.mark.parametrize(
    ("before", "state", "is_against", "against", "counting"),
    [
        (Watched(NONE, NONE), MemberState.ACTIVE, True, {ANNA}, {ANNA}),
        (Watched(NONE, NONE), MemberState.RESTING, True, {ANNA}, {ANNA}),
        (Watched(frozenset({ANNA, BEN}), frozenset({ANNA, BEN})), MemberState.ACTIVE, False, {BEN}, {BEN}),
        (Watched(frozenset({BEN}), NONE), MemberState.ACTIVE, False, {BEN}, NONE),
    ],
)
def test_a_signal_is_known_at_once_and_counts_for_whoever_is_past_waiting(before, state, is_against, against, counting):
    after = before.with_signal(member(state), is_against=is_against, now=NOW)
    assert (after.against, after.counting) == (against, counting)


def test_who_waits_counts_only_once_that_is_over():
    waiting = replace(member(), may_vote_at=NOW + timedelta(hours=1))
    after = Watched(NONE, NONE).with_signal(waiting, is_against=True, now=NOW)
    assert (after.against, after.counting) == (frozenset({ANNA}), NONE)


def test_whoever_came_back_and_signals_has_not_lapsed():
    after = Watched(NONE, NONE, frozenset({ANNA, BEN})).with_signal(member(), is_against=True, now=NOW)
    assert after.lapsed == {BEN}
