"""The ballot on a recall ends with the term at the latest, and is counted: nobody sits a recall out."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, Outcome
from bot.domain.council.council import Council
from bot.domain.elections.election import Race, race_of
from bot.domain.elections.nominee import NomineeBarredError
from bot.domain.mandates.mandate import EndReason
from bot.domain.recalls.recall import Recall, RecallState
from bot.services.ballots.outages import end_outage
from bot.services.council.absence import come_back, go_away
from bot.services.elections.nominations import stand
from bot.services.ground.inbox import note_heard
from bot.services.record.doctor import examine
from bot.services.roll.roll import ensure_member
from tests.support.offices import mandate_now
from tests.support.recalls import ballot_of, council_of, reached, vote

LAST = timedelta(days=8)
"""A recall may be reached so long before the end; its ballot of 14 days would outlast the term."""


def live_until(house, at, people):
    """Nobody goes to rest meanwhile."""
    while house.now < at:
        house.pass_time(seconds=min(timedelta(days=30), at - house.now).total_seconds())
        for person in people:
            house.do(ensure_member, house.council_id, by=person)


def late_recall(size=6, *, stands_again=False):
    """The ballot on a recall that was reached shortly before the end of the term."""
    house, mandate, holder, others = council_of(size)
    house.do(lambda uow: uow.change(uow.get(Council, house.council_id), charter={"ballot_duration": "14d"}))
    live_until(house, mandate.ends_at - timedelta(days=13, hours=12), [holder, *others])
    if stands_again:
        running = house.one(Ballot, kind=Race.KIND, state=BallotState.NOMINATING)
        house.do(stand, house.council_id, running.ballot_id, by=holder)
    live_until(house, mandate.ends_at - LAST, [holder, *others])
    reached(house, mandate, others)
    house.pass_time(hours=24)
    return house, mandate, holder, others, ballot_of(house)


def to_the_end(house, mandate):
    house.pass_time(seconds=(mandate.ends_at - house.now).total_seconds())


def test_it_closes_with_the_term_and_its_card_says_so():
    house, mandate, _, others, ballot = late_recall()
    assert ballot.closes_at == mandate.ends_at
    vote(house, ballot, "yes", *others[:3])
    to_the_end(house, mandate)
    assert house.one(Ballot, ballot_id=ballot.ballot_id).outcome is Outcome.ADOPTED
    assert house.one(Recall).state is RecallState.PASSED
    assert mandate_now(house, mandate).end_reason is EndReason.RECALLED
    assert mandate_now(house, mandate).ended_at == mandate.ends_at
    assert house.read(examine) == []


def test_the_bar_holds_in_the_election_that_was_running_for_the_next_term():
    house, mandate, holder, others, ballot = late_recall(stands_again=True)
    assert house.one(Ballot, kind=Race.KIND, state=BallotState.OPEN).options == ("P0",)
    vote(house, ballot, "yes", *others[:3])
    to_the_end(house, mandate)
    (race,) = [each for each in house.find(Ballot, kind=Race.KIND) if each.state is BallotState.NOMINATING]
    assert race_of(race).barred == (holder.person_id,)
    with pytest.raises(NomineeBarredError):
        house.do(stand, house.council_id, race.ballot_id, by=holder)


def test_not_adopted_the_term_ends_as_it_would_have():
    house, mandate, _, others, ballot = late_recall()
    vote(house, ballot, "no", *others[:3])
    to_the_end(house, mandate)
    assert house.one(Recall).state is RecallState.FAILED
    assert mandate_now(house, mandate).end_reason is EndReason.TERM
    assert mandate_now(house, mandate).ended_at == mandate.ends_at


def test_a_late_quorum_does_not_carry_it_past_the_term():
    house, mandate, _, others, ballot = late_recall(12)
    house.pass_time(seconds=(mandate.ends_at - house.now).total_seconds() - 3600)
    vote(house, ballot, "yes", *others[:5])
    assert house.one(Ballot, ballot_id=ballot.ballot_id).closes_at == mandate.ends_at
    assert house.screens("ballot_extended") == []
    to_the_end(house, mandate)
    assert mandate_now(house, mandate).end_reason is EndReason.RECALLED


def test_nor_does_an_outage():
    house, mandate, _, others, ballot = late_recall()
    vote(house, ballot, "yes", *others[:3])
    house.do(note_heard)
    house.now += timedelta(days=3)
    house.do(end_outage)
    assert house.one(Ballot, ballot_id=ballot.ballot_id).closes_at == mandate.ends_at
    to_the_end(house, mandate)
    assert mandate_now(house, mandate).end_reason is EndReason.RECALLED


def test_whoever_throws_the_bot_out_saves_no_holder_from_the_verdict():
    house, mandate, _, others, ballot = late_recall()
    vote(house, ballot, "yes", *others[:3])
    house.do(lambda uow: go_away(uow, uow.get(Council, house.council_id)))
    to_the_end(house, mandate)
    assert mandate_now(house, mandate).end_reason is EndReason.RECALLED
    house.do(lambda uow: come_back(uow, uow.get(Council, house.council_id)))
    house.pass_time(days=20)
    assert house.one(Ballot, ballot_id=ballot.ballot_id).outcome is Outcome.ADOPTED
    assert house.read(examine) == []


def test_reached_before_the_last_week_it_stands_and_its_ballot_may_open_in_that_week():
    """Signals open none in it; what they opened before goes on: reply, ballot, verdict."""
    house, mandate, holder, others = council_of(6)
    live_until(house, mandate.ends_at - timedelta(days=7, hours=1, minutes=30), [holder, *others])
    reached(house, mandate, others)
    house.pass_time(hours=24)
    ballot = ballot_of(house)
    assert mandate.ends_at - ballot.opened_at < timedelta(days=7)
    vote(house, ballot, "yes", *others[:3])
    house.pass_time(days=3)
    assert house.one(Recall).state is RecallState.PASSED
