"""The times of a recall: how long a reply takes, when none opens, how long a failed one holds."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, Method
from bot.domain.ballots.rules import rule_of
from bot.domain.charter.charter import Charter
from bot.domain.ground.counting import YesNoOutcome, YesNoTally, decide_yes_no
from bot.domain.ground.ids import BallotId, CouncilId
from bot.domain.recalls.recall import Recall, RecallState, is_cooling_down, is_near_end, opens_at, reply_ends_by
from bot.domain.recalls.subject import RecallSubject

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LONGEST = 48 * HOUR


@pytest.mark.parametrize(
    ("delivered_after", "opens_after"), [(None, 48), (1, 25), (10, 34), (24, 48), (30, 48), (60, 48)]
)
def test_24_hours_from_delivery_48_at_most_from_the_threshold(delivered_after, opens_after):
    latest = reply_ends_by(NOW, NOW + HOUR, LONGEST)
    delivered_at = None if delivered_after is None else NOW + delivered_after * HOUR
    assert opens_at(latest, delivered_at, 24 * HOUR) == NOW + opens_after * HOUR


def test_a_bot_that_was_down_at_the_hour_leaves_time_to_reply():
    assert reply_ends_by(NOW, NOW + 70 * HOUR, LONGEST) == NOW + (69 + 48) * HOUR
    assert reply_ends_by(NOW, NOW + HOUR + timedelta(seconds=9), LONGEST) == NOW + LONGEST


def test_no_recall_opens_in_the_last_days():
    last = timedelta(days=7)
    assert not is_near_end(NOW + last + timedelta(seconds=1), NOW, last)
    assert is_near_end(NOW + last, NOW, last)


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("until", "failed_at", "news", "holds"),
    [
        (None, None, [], False),
        (NOW + DAY, None, [], False),
        (NOW + DAY, NOW - DAY, [], True),
        (NOW, NOW - DAY, [], False),
        (NOW + DAY, NOW - DAY, [NOW - 2 * DAY, NOW - DAY], True),
        (NOW + DAY, NOW - DAY, [NOW - 2 * DAY, NOW], False),
    ],
)
def test_a_failed_recall_holds_until_its_time_or_something_newer(until, failed_at, news, holds):
    assert is_cooling_down(until, failed_at, news, NOW) is holds


@pytest.mark.parametrize(
    ("is_overdue", "breaches", "is_lowered"), [(False, 0, False), (True, 0, True), (False, 1, True), (False, 2, True)]
)
def test_what_lowers_is_kept(is_overdue, breaches, is_lowered):
    recall = Recall("c", "r", "m", RecallState.REACHED, NOW, NOW + HOUR, 11, 2, 2, 3, is_overdue, breaches)  # type: ignore[arg-type]
    assert recall.is_lowered is is_lowered


@pytest.mark.parametrize("electorate", range(1, 61))
@pytest.mark.parametrize("is_one_of_several", [False, True])
def test_a_recall_passes_by_its_rule_at_every_size(electorate, is_one_of_several):
    ballot = Ballot(
        CouncilId("c"), BallotId("b"), RecallSubject.KIND, Method.YES_NO, BallotState.OPEN, "", NOW, 0,
        subject=RecallSubject(is_one_of_several=is_one_of_several), rules=Charter(),
        electorate=electorate, electors=electorate,
    )  # fmt: skip
    rule = rule_of(ballot)
    for yes in range(electorate + 1):
        for no in range(electorate - yes + 1):
            abstain = min(1, electorate - yes - no)
            is_ahead = 3 * yes >= 2 * (yes + no) and yes > 0 if is_one_of_several else yes > no
            passes = (
                is_ahead
                and 4 * yes >= electorate
                and yes >= min(2, electorate)
                and yes + no + abstain >= min(3, electorate)
            )
            decided = decide_yes_no(YesNoTally(yes, no, abstain), electorate, rule)
            assert (decided.outcome is YesNoOutcome.ADOPTED) is passes, (yes, no, abstain)
