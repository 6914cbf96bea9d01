"""What one person could make the bot post again and again: all of it is bounded, whatever it is made of."""

from datetime import timedelta

import pytest

from bot.domain.council.council import CouncilState
from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.removals.duties import EndReturn
from bot.services.ballots.amending import amend
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.council.council import note_here, note_kicked
from bot.services.ground.budget import MEMBER, TooManyPostsError
from bot.services.ground.schedule import deadline
from bot.services.removals.presence import Presence, note_presence
from tests.support.council import GROUP, House
from tests.support.offices import mandate_now, seat
from tests.support.recalls import deliver
from tests.support.roll import council, drawn, put


@pytest.fixture
def house():
    return House()


def in_group(house):
    return [row for row in house.find(Outgoing, person_id=None) if row.message_id is None]


def comes_and_goes(house, person, times, by=None):
    for _ in range(times):
        for presence in (Presence.GONE, Presence.THERE):
            house.pass_time(seconds=10)
            house.do(note_presence, GROUP, person.telegram_id, (by or person).telegram_id, presence, by=by)


def test_amendments_count_in_the_budget_and_so_does_what_they_make_of_others_votes(house):
    anna, ben, cleo, *_ = house.founded("Anna", "Ben", "Cleo", "Dan", "Eve")
    ballot = house.do(propose, house.council_id, "Plan 0", None, by=anna)
    for number in range(1, MEMBER.in_an_hour):
        house.pass_time(seconds=20)
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=ben)
        house.do(amend, house.council_id, ballot.ballot_id, f"Plan {number}", by=anna)
    assert len(house.screens("vote_cleared")) == MEMBER.in_an_hour - 1
    with pytest.raises(TooManyPostsError):
        house.do(amend, house.council_id, ballot.ballot_id, "Plan 10", by=anna)
    assert "Plan 9" in house.card(ballot.ballot_id).text
    house.do(propose, house.council_id, "Cleo's plan", None, by=cleo)


def test_whose_vote_was_cleared_hears_nothing_more_until_they_vote_again(house):
    anna, ben, *_ = house.founded("Anna", "Ben", "Cleo", "Dan", "Eve")
    ballot = house.do(propose, house.council_id, "Plan 0", None, by=anna)
    house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=ben)
    for number in range(1, 4):
        house.do(amend, house.council_id, ballot.ballot_id, f"Plan {number}", by=anna)
        house.pass_time(minutes=1)
    assert len(house.screens("vote_cleared")) == 1


def test_a_holder_who_leaves_and_returns_is_told_of_once_a_day(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    (mandate,) = seat(house, anna)
    comes_and_goes(house, anna, 30)
    assert len(house.screens("holder_left")) == 1
    assert len(house.screens("holder_left_self")) == 1
    house.pass_time(days=1)
    comes_and_goes(house, anna, 1)
    assert len(house.screens("holder_left")) == 2
    assert mandate_now(house, mandate).is_live


def test_what_was_said_of_the_holder_reads_until_when_they_may_return_now(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    seat(house, anna)
    house.do(note_presence, GROUP, anna.telegram_id, anna.telegram_id, Presence.GONE)
    deliver(house)
    house.pass_time(hours=5)
    house.do(note_presence, GROUP, anna.telegram_id, anna.telegram_id, Presence.THERE)
    house.do(note_presence, GROUP, anna.telegram_id, anna.telegram_id, Presence.GONE)
    until = house.read(deadline, house.council_id, EndReturn(anna.person_id))
    first, again = house.screens("holder_left")
    assert again.message_id == first.message_id
    assert until - house.now == timedelta(hours=24)
    assert again.params["until"] != first.params["until"]


def test_an_administrator_who_shuts_somebody_out_again_and_again_is_told_of_once_a_day(house):
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    comes_and_goes(house, anna, 20, by=ben)
    assert len(house.screens("kept_out")) == 1
    assert len(house.screens("kept_out_self")) == 1


def test_the_bot_thrown_out_and_added_again_greets_once_a_day(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = put(house, anna)
    house.do(note_kicked, GROUP)
    house.pass_time(minutes=1)
    house.do(note_here, GROUP, "Garden", {})
    drawn(house)
    before = len(in_group(house))
    for _ in range(20):
        house.pass_time(seconds=10)
        house.do(note_kicked, GROUP)
        house.pass_time(seconds=10)
        house.do(note_here, GROUP, "Garden", {})
        (card,) = house.find(Card, subject_id=ballot.ballot_id)
        assert card.message_id is not None
        assert card.is_dirty
    assert len(in_group(house)) == before
    assert council(house).state is CouncilState.ACTIVE
    house.do(note_kicked, GROUP)
    house.pass_time(hours=3)
    house.do(note_here, GROUP, "Garden", {})
    assert len(house.screens("returned")) == 2
