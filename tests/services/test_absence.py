"""The bot out of its group and back: what was open moves by the time it was away."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotClosedError, BallotState
from bot.domain.council.council import CouncilState
from bot.domain.elections.duties import EndNominations
from bot.domain.elections.election import race_of
from bot.domain.ground.entry import Entry
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState
from bot.domain.roll.messages import Split
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.council.council import council_here, ensure_council, note_kicked, note_there
from bot.services.elections.elections import elect
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.outbox import tell_council
from bot.services.ground.schedule import deadline, do_due, due_now
from handlers.views.ground.errors import words_for
from tests.support.council import GROUP, House, words
from tests.support.roll import ballot_now, council, drawn, put

T = words("en")


@pytest.fixture
def house():
    return House()


class TestAbsence:
    def test_ballots_stand_still_and_go_on_longer(self, house):
        anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
        closes_at = put(house, anna).closes_at
        house.pass_time(hours=10)
        house.do(note_kicked, GROUP)
        assert ballot_now(house).state is BallotState.SUSPENDED
        with pytest.raises(BallotClosedError) as refused:
            house.do(cast_vote, house.council_id, ballot_now(house).ballot_id, "yes", by=ben)
        assert "(" not in words_for(refused.value, T)
        house.pass_time(days=10)
        assert ballot_now(house).state is BallotState.SUSPENDED
        house.do(ensure_council, GROUP, "Garden")
        back = ballot_now(house)
        assert back.state is BallotState.OPEN
        assert back.closes_at == closes_at + timedelta(days=10)
        house.do(cast_vote, house.council_id, back.ballot_id, "yes", by=ben)
        house.pass_time(days=2)
        assert ballot_now(house).state is BallotState.OPEN
        house.pass_time(days=1)
        assert ballot_now(house).state is BallotState.CLOSED
        why = [row.data["why"] for row in house.find(Entry, kind="ballot_extended")]
        assert why == ["absence"]

    def test_open_cards_are_posted_anew_and_the_shelf_is_emptied(self, house):
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        ballot = put(house, anna)
        drawn(house)
        house.do(note_kicked, GROUP)
        house.do(tell_council, house.council_id, Split(3), once="x")
        said = house.one(Outgoing, key="x")
        house.do(lambda uow: uow.change(said, state=OutgoingState.SHELVED))
        house.pass_time(hours=3)
        house.do(council_here, by=anna)
        cards = {card.subject_id: card for card in house.find(Card, council_id=house.council_id)}
        assert cards[ballot.ballot_id].message_id is None
        assert cards[ballot.ballot_id].is_dirty
        assert cards[house.council_id].message_id is not None
        assert house.one(Outgoing, key="x").state is OutgoingState.WAITING
        (told,) = house.screens("returned")
        assert "1 ballot stood still" in house.show(told).text

    def test_told_twice_it_is_one_absence(self, house):
        house.do(note_kicked, GROUP)
        house.do(note_kicked, GROUP)
        house.do(note_kicked, -99)
        house.do(ensure_council, GROUP, "Garden")
        house.do(ensure_council, GROUP, "Garden")
        kinds = [row.kind for row in house.find(Entry)]
        assert (kinds.count("bot_removed"), kinds.count("bot_returned")) == (1, 1)
        assert council(house).state is CouncilState.ACTIVE

    def test_a_close_that_was_due_as_the_bot_was_removed_comes_after_its_return(self, house):
        """What is due is looked up first, then what Telegram still holds is handled, and only then it is done."""
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        closes_at = put(house, anna).closes_at
        house.pass_time(days=2, hours=23)
        house.now = closes_at
        (due,) = house.read(due_now)
        house.do(note_kicked, GROUP)
        assert not house.do(do_due, due.council_id, due.due_id)
        house.pass_time(days=1)
        house.do(ensure_council, GROUP, "Garden")
        house.pass_time(minutes=1)
        assert ballot_now(house).state is BallotState.CLOSED

    def test_a_ballot_that_opens_meanwhile_waits_too(self, house):
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        house.do(note_kicked, GROUP)
        ballot = house.do(propose, house.council_id, "Buy", None, by=anna, chat_id=anna.telegram_id)
        assert ballot_now(house).state is BallotState.SUSPENDED
        house.pass_time(days=5)
        house.do(ensure_council, GROUP, "Garden")
        assert ballot_now(house).closes_at == house.now + timedelta(seconds=ballot.duration_s)


def test_nominations_last_longer_by_the_absence(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(elect, "treasurer", by=anna)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    until = house.read(deadline, house.council_id, EndNominations(house.one(Ballot).ballot_id))
    house.pass_time(hours=1)
    house.do(note_kicked, GROUP)
    house.pass_time(days=30)
    assert house.one(Ballot).state is BallotState.NOMINATING
    house.do(ensure_council, GROUP, "Garden")
    assert house.read(deadline, house.council_id, EndNominations(house.one(Ballot).ballot_id)) == until + timedelta(
        days=30
    )
    house.pass_time(hours=46)
    assert race_of(house.one(Ballot)).was_extended is False


def test_whatever_is_heard_from_the_group_ends_it_but_not_again_and_again(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    put(house, anna)
    house.do(note_kicked, GROUP)
    house.pass_time(hours=1)
    house.do(note_there, GROUP)
    assert council(house).state is CouncilState.ACTIVE
    assert ballot_now(house).state is BallotState.OPEN
    house.do(note_kicked, GROUP)
    house.do(note_there, GROUP)
    assert council(house).state is CouncilState.AWAY, "refused twice: old buttons are pressed after one was thrown out"
    house.pass_time(days=1)
    house.do(note_there, GROUP)
    assert council(house).state is CouncilState.ACTIVE
    house.do(note_there, GROUP - 1)
