from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ballots import rules
from bot.domain.ballots.ballot import BallotState
from bot.domain.ballots.subject import CharterSubject, ProposalSubject
from bot.domain.charter.charter import Charter
from bot.domain.elections.election import Race
from bot.domain.ground.counting import MAJORITY, TWO_THIRDS, Threshold
from bot.domain.ground.ids import InstructionId, PersonId
from bot.domain.ground.spans import DurationOutOfRangeError
from bot.domain.instructions.instruction import InstructionState
from bot.domain.instructions.subjects import InstructionEndSubject, InstructionSubject, WaiverSubject
from bot.domain.recalls.subject import RecallSubject
from bot.domain.removals.subject import RemovalSubject
from tests.domain.test_ballot import NOW, ballot

DAY = timedelta(days=1)


def running(charter=None, **fields):
    given = {"rules": charter or Charter(), "electorate": 50, "electors": 50, "closes_at": NOW + 3 * DAY}
    return ballot(**{**given, **fields})


@pytest.mark.parametrize(
    ("subject", "approval", "turnout"),
    [
        (ProposalSubject(), MAJORITY, Threshold(1, 4)),
        (InstructionSubject(), MAJORITY, Threshold(1, 4)),
        (InstructionEndSubject(InstructionId("i"), InstructionState.BROKEN), MAJORITY, Threshold(1, 4)),
        (WaiverSubject("b"), MAJORITY, Threshold(1, 4)),
        (CharterSubject("seconds_small", "0", "1"), TWO_THIRDS, Threshold(1, 2)),
        (CharterSubject("zone", "UTC", "Asia/Tokyo", is_ordinary=True), MAJORITY, Threshold(1, 4)),
        (RemovalSubject(PersonId("anna")), TWO_THIRDS, Threshold(1, 2)),
        (Race("treasurer", "treasurer", (1,), 60), MAJORITY, Threshold(1, 4)),
        (RecallSubject(), MAJORITY, None),
        (RecallSubject(is_one_of_several=True), TWO_THIRDS, None),
    ],
)
def test_each_kind_has_its_rule(subject, approval, turnout):
    rule = rules.rule_of(running(subject=subject))
    assert (rule.approval, rule.turnout, rule.floor_turnout) == (approval, turnout, 3)


def test_an_urgent_proposal_is_decided_more_strictly():
    rule = rules.rule_of(running(is_urgent=True))
    assert (rule.approval, rule.turnout) == (TWO_THIRDS, Threshold(1, 2))


@pytest.mark.parametrize(
    ("electorate", "quorum"), [(0, 1), (1, 1), (2, 2), (3, 3), (12, 3), (13, 4), (50, 13), (60, 15)]
)
def test_the_quorum_is_a_quarter_and_at_least_three(electorate, quorum):
    assert rules.quorum_of(running(electorate=electorate, electors=electorate)) == quorum


@pytest.mark.parametrize(("awake", "needed"), [(1, 0), (20, 0), (21, 2), (200, 2), (201, 5), (1000, 5)])
def test_seconds_grow_with_those_who_are_awake(awake, needed):
    assert rules.seconds_needed(Charter(), awake - 1) == needed


def test_durations_are_held_to_the_charter():
    charter = Charter()
    assert rules.ensure_duration(charter, timedelta(minutes=5), may_be_urgent=True) == timedelta(minutes=5)
    for span, may_be_urgent in ((timedelta(minutes=4), True), (15 * DAY, True), (timedelta(hours=23), False)):
        with pytest.raises(DurationOutOfRangeError) as refused:
            rules.ensure_duration(charter, span, may_be_urgent=may_be_urgent)
        assert refused.value.fields["highest"] == "14d"
    assert rules.is_urgent(charter, timedelta(hours=23, minutes=59))
    assert not rules.is_urgent(charter, DAY)


@pytest.mark.parametrize(
    ("fields", "extended"),
    [
        ({}, True),
        ({"extended_at": NOW}, False),
        ({"charter": Charter().with_value("late_quorum", "off")}, False),
        ({"charter": Charter().with_value("late_quorum_within", "1h")}, False),
        ({"closes_at": None}, False),
        ({"opened_at": None}, False),
    ],
)
def test_a_late_quorum_extends_once_if_the_charter_has_it(fields, extended):
    at = NOW + 3 * DAY - timedelta(hours=2)
    assert (rules.extension_of(running(**fields), at) == DAY) is extended


def test_counts_are_shown_only_where_they_betray_nobody():
    assert rules.shows_counts(running(electorate=10, electors=10))
    assert not rules.shows_counts(running(electorate=9, electors=9))
    assert not rules.shows_counts(running(subject=RecallSubject()))
    assert rules.shows_counts(running(subject=RecallSubject(), state=BallotState.CLOSED))
    assert not rules.shows_counts(running(state=BallotState.QUEUED))
    assert not rules.counts_in_steps(running(state=BallotState.QUEUED))
    assert not rules.shows_counts(running(charter=Charter().with_value("ballot_visibility", "hidden")))
    named = Charter().with_value("ballot_visibility", "named")
    assert rules.shows_counts(running(charter=named, electorate=3))
    assert not rules.shows_counts(running(charter=named, state=BallotState.QUEUED))
    assert rules.is_named(running(charter=named))
    for visibility in ("live", "hidden"):
        assert not rules.is_named(running(charter=Charter().with_value("ballot_visibility", visibility)))
    assert not rules.is_named(running(charter=named, subject=Race("treasurer", "treasurer", (1,), 60)))


def test_early_close_can_be_switched_off():
    assert rules.early_close_after(running()) == timedelta(hours=1)
    assert rules.early_close_after(running(charter=Charter().with_value("early_close", "off"))) is None


def test_reminders_come_at_half_time_and_before_the_end():
    assert rules.half_time(running()) == NOW + 1.5 * DAY
    assert rules.last_reminder_at(running()) == NOW + 3 * DAY - timedelta(hours=6)
    assert rules.last_reminder_at(running(closes_at=NOW + timedelta(minutes=30))) == NOW + timedelta(minutes=25)
    assert rules.half_time(running(closes_at=None)) is None
    assert rules.last_reminder_at(running(opened_at=None)) is None


def test_enough_take_part_by_weight_and_by_heads():
    asked = ballot(electorate=40, electors=10, quorum=10, voters=2, voted=12)
    assert not rules.is_quorate(asked)
    assert rules.is_quorate(replace(asked, voters=3))
    assert not rules.is_quorate(replace(asked, voters=3, voted=9))
    assert rules.is_quorate(replace(asked, voters=3, voted=10))
