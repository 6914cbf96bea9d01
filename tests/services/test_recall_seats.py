"""Recalls from one of several seats."""

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, Method
from bot.domain.mandates.mandate import EndReason, Mandate
from bot.domain.mandates.questions import ConfirmResign
from bot.domain.recalls.subject import RecallSubject
from bot.services.mandates.mandates import end_mandate
from bot.services.recalls.resigning import resign as resign_office
from tests.support.council import House
from tests.support.mandates import alternates
from tests.support.offices import mandate_now, seat
from tests.support.recalls import council_of, deliver, names, signal, to_ballot, vote


def three_seats():
    house = House()
    people = house.founded(*names(12))
    return house, seat(house, *people[:3], office="Delegate", method=Method.STV), people


@pytest.mark.parametrize(("yes", "no", "passes"), [(6, 3, True), (5, 3, False)])
def test_one_of_several_needs_two_thirds(yes, no, passes):
    house, (mandate, *_), people = three_seats()
    ballot = to_ballot(house, mandate, people[3:])
    assert ballot.about(RecallSubject).is_one_of_several is True
    vote(house, ballot, "yes", *people[3 : 3 + yes])
    vote(house, ballot, "no", *people[1:3], people[-1])
    assert no == 3
    house.pass_time(days=3)
    assert mandate_now(house, mandate).is_live is not passes


def test_a_single_seat_filled_by_a_ranking_is_no_one_of_several():
    house, mandate, _, others = council_of(12, method=Method.STV)
    assert to_ballot(house, mandate, others).about(RecallSubject).is_one_of_several is False


def test_all_of_one_count_together_fall_under_the_ordinary_rule():
    house, mandates, people = three_seats()
    for mandate in mandates:
        signal(house, mandate, *people[3:6])
    house.pass_time(hours=1)
    deliver(house)
    house.pass_time(hours=24)
    (ballot,) = [ballot for ballot in house.find(Ballot) if ballot.kind == RecallSubject.KIND]
    assert (ballot.about(RecallSubject).is_one_of_several, ballot.electorate) == (False, 9)
    assert all(
        f"Shall P{number} lose the office of Delegate" in house.card(ballot.ballot_id).text for number in range(3)
    )
    house.do(lambda uow: end_mandate(uow, mandates[2], EndReason.RESIGNED_FACING_RECALL))
    assert house.one(Ballot, ballot_id=ballot.ballot_id).state is BallotState.OPEN
    vote(house, ballot, "yes", *people[3:8])
    vote(house, ballot, "no", *people[8:12])
    house.pass_time(days=3)
    reasons = [mandate_now(house, mandate).end_reason for mandate in mandates]
    assert reasons == [EndReason.RECALLED, EndReason.RECALLED, EndReason.RESIGNED_FACING_RECALL]


def test_reached_in_different_hours_each_has_a_ballot_of_its_own():
    house, mandates, people = three_seats()
    for mandate in mandates:
        signal(house, mandate, *people[3:6])
        house.pass_time(hours=1)
        deliver(house)
    house.pass_time(hours=24)
    ballots = [ballot for ballot in house.find(Ballot) if ballot.kind == RecallSubject.KIND]
    assert [ballot.about(RecallSubject).is_one_of_several for ballot in ballots] == [True] * 3


@pytest.mark.parametrize("resign", [1, 2])
def test_who_resigns_in_the_time_to_reply_shields_nobody(resign):
    """The rest were reached together with them: one ballot, the ordinary rule; whoever acts instead came later."""
    house, mandates, people = three_seats()
    alternates(house, mandates[0], people[9], people[10])
    for mandate in mandates:
        signal(house, mandate, *people[3:6])
    house.pass_time(hours=1)
    deliver(house)
    for number in range(resign):
        house.do(resign_office, house.council_id, ConfirmResign(mandates[number].mandate_id), by=people[number])
    house.pass_time(hours=24)
    (ballot,) = [ballot for ballot in house.find(Ballot) if ballot.kind == RecallSubject.KIND]
    subject = ballot.about(RecallSubject)
    assert (len(subject.recall_ids), subject.is_one_of_several) == (3 - resign, False)
    vote(house, ballot, "yes", *people[3:7])
    vote(house, ballot, "no", *people[7:10])
    house.pass_time(days=3)
    reasons = [mandate_now(house, mandate).end_reason for mandate in mandates]
    facing = [EndReason.RESIGNED_FACING_RECALL] * resign
    assert reasons == [*facing, *[EndReason.RECALLED] * (3 - resign)]
    assert house.find(Mandate, ended_at=None, is_alternate=True)


def test_who_resigns_before_the_full_hour_shields_nobody_either():
    house, mandates, people = three_seats()
    for mandate in mandates:
        signal(house, mandate, *people[3:6])
    house.do(resign_office, house.council_id, ConfirmResign(mandates[0].mandate_id), by=people[0])
    house.pass_time(hours=1)
    deliver(house)
    house.pass_time(hours=24)
    (ballot,) = [ballot for ballot in house.find(Ballot) if ballot.kind == RecallSubject.KIND]
    subject = ballot.about(RecallSubject)
    assert (len(subject.recall_ids), subject.is_one_of_several) == (2, False)


def test_who_was_not_reached_and_resigns_lowers_the_bar_for_nobody():
    house, mandates, people = three_seats()
    for mandate in mandates[:2]:
        signal(house, mandate, *people[3:6])
    house.pass_time(hours=1)
    deliver(house)
    house.do(resign_office, house.council_id, ConfirmResign(mandates[2].mandate_id), by=people[2])
    house.pass_time(hours=24)
    ballots = [ballot for ballot in house.find(Ballot) if ballot.kind == RecallSubject.KIND]
    assert [ballot.about(RecallSubject).is_one_of_several for ballot in ballots] == [True, True]
