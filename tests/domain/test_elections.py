"""The race behind an election: kept as JSON, its nominations, its term."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, Method
from bot.domain.ballots.subject import ProposalSubject
from bot.domain.elections.election import Race, nominations_end, race_of, rest_or_full
from bot.domain.ground.ids import BallotId, CouncilId, MandateId, PersonId
from bot.domain.ground.kept import from_json, to_json

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
DAY = timedelta(days=1)
PLAIN = Race("treasurer", "treasurer", (1,), 2 * 86400)
FULL = Race(
    "delegates", "delegates", (1, 3), 86400, was_extended=True, replaces_id=MandateId("m" * 32),
    ends_at=NOW + 90 * DAY, barred=(PersonId("p" * 32),), is_new=True, seconds=2,
)  # fmt: skip


@pytest.mark.parametrize("race", [PLAIN, FULL])
def test_a_race_comes_back_from_its_ballot_as_it_was(race):
    assert from_json(Race, to_json(race)) == race
    ballot = Ballot(
        CouncilId("c"), BallotId("b"), Race.KIND, race.method, BallotState.NOMINATING, race.office, NOW, 60,
        subject=race,
    )  # fmt: skip
    assert race_of(ballot) == race
    with pytest.raises(TypeError, match="Race"):
        ballot.about(ProposalSubject)


def test_one_seat_is_filled_by_approval_and_several_by_transferable_vote():
    assert PLAIN.method is Method.APPROVAL
    assert FULL.method is Method.STV


def test_only_what_replaces_a_mandate_is_a_replacement():
    assert not PLAIN.is_replacement
    assert FULL.is_replacement
    assert (PLAIN.never_waits, FULL.never_waits) == (False, True)


@pytest.mark.parametrize(
    ("hours", "has_accepted", "ends_after"),
    [
        (0, False, 48),
        (0, True, 24),
        (23, True, 24),
        (24, True, 24),
        (30, True, 30),
        (30, False, 48),
        (47, True, 47),
        (60, True, 48),
    ],
)
def test_nominations_end_early_once_somebody_accepted_and_a_day_has_passed(hours, has_accepted, ends_after):
    end = nominations_end(PLAIN, NOW, NOW + timedelta(hours=hours), DAY, has_accepted=has_accepted)
    assert end == NOW + timedelta(hours=ends_after)


def test_extended_nominations_run_the_same_time_once_more():
    race, later = replace(PLAIN, was_extended=True), NOW + timedelta(hours=1)
    assert nominations_end(race, NOW, later, DAY, has_accepted=False) == NOW + 2 * DAY
    assert nominations_end(race, NOW, later, DAY, has_accepted=True) == NOW + DAY
    assert nominations_end(race, NOW, NOW + 30 * timedelta(hours=1), DAY, has_accepted=True) == NOW + timedelta(
        hours=30
    )


def test_a_replacement_serves_the_rest_unless_next_to_nothing_is_left():
    assert rest_or_full(PLAIN, NOW, 14 * DAY) is None
    assert rest_or_full(FULL, NOW, 14 * DAY) == FULL.ends_at
    assert rest_or_full(FULL, NOW + 80 * DAY, 14 * DAY) is None
    assert FULL.ends_at is not None
    assert rest_or_full(FULL, FULL.ends_at - 14 * DAY, 14 * DAY) is None
    assert rest_or_full(FULL, FULL.ends_at - 14 * DAY - timedelta(seconds=1), 14 * DAY) == FULL.ends_at
    assert rest_or_full(FULL, NOW + 100 * DAY, 14 * DAY) is None
