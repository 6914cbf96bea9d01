"""Who leaves, comes back, is away or rests: what becomes of membership and votes."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, NotInElectorateError, Second
from bot.domain.ground.calendar import day_of
from bot.domain.roll.member import AlreadyOnRollError, MemberState, NotHereError, NotOnRollError
from bot.domain.roll.messages import RollPage
from bot.domain.roll.seen import InChat
from bot.services.ballots.seconds import second
from bot.services.ballots.voting import cast_vote
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.outbox import reply
from bot.services.record.refusals import keep_refusal
from bot.services.removals.leaving import ask_to_leave, note_gone, note_muted, note_returned
from bot.services.roll.roll import ensure_member, join, roll_sizes
from handlers.views.ground.errors import words_for
from tests.support.council import GROUP, House, words
from tests.support.roll import member, put, voters

T = words("en")


class TestComingAndGoing:
    def leave(self, house, person):
        house.do(ask_to_leave, by=person)
        house.do(answer_confirm, person.person_id, is_yes=True, by=person)

    def test_leave_asks_first(self):
        house = House()
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        house.do(ask_to_leave, by=anna)
        assert member(house, anna).state is MemberState.ACTIVE
        (asked,) = house.screens("confirm_leave")
        screen = house.show(asked)
        assert "Leave the roll of Garden?" in screen.text
        assert [button.label for button in screen.keyboard[0]] == ["Yes", "No"]
        house.do(answer_confirm, anna.person_id, is_yes=False, by=anna)
        assert member(house, anna).state is MemberState.ACTIVE
        self.leave(house, anna)
        assert member(house, anna).state is MemberState.LEFT

    def test_a_leaver_votes_no_more_but_what_they_cast_stays(self):
        house = House()
        anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
        ballot = put(house, anna)
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=anna)
        self.leave(house, anna)
        with pytest.raises(NotInElectorateError):
            house.do(cast_vote, house.council_id, ballot.ballot_id, "no", by=anna)
        running = house.one(Ballot, council_id=house.council_id)
        assert (house.counts(ballot.ballot_id), running.electorate) == ({"yes": 1}, 3)
        with pytest.raises(NotOnRollError):
            self.leave(house, anna)
        assert ben

    def test_who_comes_back_waits_in_a_running_ballot_too_and_keeps_what_they_handed_in(self):
        house = House()
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        ballot = put(house, anna)
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=anna)
        self.leave(house, anna)
        house.join(anna)
        with pytest.raises(NotInElectorateError) as refused:
            house.do(cast_vote, house.council_id, ballot.ballot_id, "no", by=anna)
        assert refused.value.fields["why"] == "waiting"
        assert house.counts(ballot.ballot_id) == {"yes": 1}
        house.pass_time(hours=25)
        house.do(cast_vote, house.council_id, ballot.ballot_id, "no", by=anna)
        assert house.counts(ballot.ballot_id) == {"no": 1}

    def test_coming_back_after_leaving_means_waiting(self):
        house = House()
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        self.leave(house, anna)
        house.join(anna)
        assert member(house, anna).may_vote_at == house.now + timedelta(hours=24)

    def test_joining_twice_is_told(self):
        house = House()
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        with pytest.raises(AlreadyOnRollError) as refused:
            house.join(anna)
        assert "on the roll already" in words_for(refused.value, T)

    def test_joining_takes_place_in_the_group(self):
        house = House()
        anna = house.person("Anna")
        with pytest.raises(NotHereError) as refused:
            house.do(join, house.council_id, InChat.YES, by=anna, chat_id=anna.telegram_id)
        assert "Garden" in words_for(refused.value, T)
        with pytest.raises(NotHereError):
            house.do(join, house.council_id, InChat.YES, by=anna, chat_id=-1)

    def test_an_administrator_keeps_somebody_out_and_changes_nothing(self):
        house = House()
        anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
        house.do(note_gone, GROUP, anna.telegram_id, 77, by=house.person("Max"))
        house.do(note_gone, GROUP, anna.telegram_id, 77, by=house.person("Max"))
        assert member(house, anna).state is MemberState.ACTIVE
        house.do(reply, RollPage(0), council_id=house.council_id, by=ben)
        assert (
            "Anna</b>, since 2 Mar 2026, kept out by Max since 5 Mar 2026" in house.show(house.screens("roll")[-1]).text
        )
        (said,) = house.screens("kept_out")
        assert "Max removed Anna from this chat. Anna stays on the roll" in house.show(said).text
        ballot = put(house, ben)
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=anna, chat_id=anna.telegram_id)
        house.do(note_returned, GROUP, anna.telegram_id)
        assert member(house, anna).kept_out_at is None

    def test_an_anonymous_administrator_has_no_name(self):
        house = House()
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        house.do(note_muted, GROUP, anna.telegram_id)
        (said,) = house.screens("kept_out")
        assert "An administrator took Anna's right to write here." in house.show(said).text

    def test_leaving_the_chat_is_not_leaving_the_roll(self):
        house = House()
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        house.do(note_gone, GROUP, anna.telegram_id, anna.telegram_id)
        assert member(house, anna).left_chat_at == house.now
        assert member(house, anna).state is MemberState.ACTIVE
        house.do(note_gone, GROUP, 987654, 987654)
        house.do(note_gone, -1, anna.telegram_id, anna.telegram_id)
        assert not house.screens("kept_out")


class TestResting:
    def test_silent_for_60_days_asked_once_14_days_later_resting(self):
        house = House()
        anna, ben, cleo = house.founded("Anna", "Ben", "Cleo")
        zed = house.person("Zed", is_reachable=False)
        yve = house.person("Yve", is_reachable=False)
        house.join(zed, yve)
        for _ in range(3):
            house.pass_time(days=19)
            house.do(ensure_member, house.council_id, by=anna)
        house.pass_time(days=6)
        assert {row.person_id for row in house.screens("still_here")} == {ben.person_id, cleo.person_id}
        (together,) = house.screens("still_here_all")
        shown = house.show(together)
        assert "Zed" in shown.text
        assert "Yve" in shown.text
        assert shown.keyboard[0][0].label == "I am here"
        house.do(ensure_member, house.council_id, by=ben)
        house.pass_time(days=16)
        states = {p.name: member(house, p).state for p in (anna, ben, cleo, zed)}
        assert states == {
            "Anna": MemberState.ACTIVE,
            "Ben": MemberState.ACTIVE,
            "Cleo": MemberState.RESTING,
            "Zed": MemberState.RESTING,
        }
        assert len(house.screens("still_here")) == 2
        sizes = house.do(roll_sizes, house.council_id)
        assert (sizes.roll, sizes.resting) == (5, 3)

    def rested(self):
        house = House()
        people = house.founded("Anna", "Ben", "Cleo", "Dan")
        for _ in range(5):
            house.pass_time(days=19)
            for person in people[:3]:
                house.do(ensure_member, house.council_id, by=person)
        assert member(house, people[3]).state is MemberState.RESTING
        return house, people

    def test_who_rests_is_outside_new_electorates_and_back_with_one_tap(self):
        house, (anna, _, _, dan) = self.rested()
        assert dan.person_id not in voters(house, put(house, anna))
        house.do(ensure_member, house.council_id, by=dan)
        assert member(house, dan).state is MemberState.ACTIVE
        assert dan.person_id in voters(house, put(house, anna, "Buy another"))

    def test_joining_again_is_such_a_tap(self):
        house, (*_, dan) = self.rested()
        joined = house.do(join, house.council_id, InChat.YES, by=dan)
        assert joined.is_back
        assert member(house, dan).may_vote_at < house.now

    def test_a_press_on_a_ballot_held_without_them_brings_them_back(self):
        house, (anna, _, _, dan) = self.rested()
        ballot = put(house, anna)
        with pytest.raises(NotInElectorateError) as refused:
            house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=dan)
        assert "You are back now" in words_for(refused.value, T)
        house.do(keep_refusal, GROUP, refused.value, by=dan)
        assert member(house, dan).state is MemberState.ACTIVE

    def test_a_vote_keeps_awake_and_is_noted_at_the_close_with_all_others(self):
        house = House()
        anna, ben, cleo, dan = house.founded("Anna", "Ben", "Cleo", "Dan")
        ballot = put(house, anna)
        before = member(house, ben)
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=ben)
        assert member(house, ben) == before, "nothing tells who voted when"
        house.pass_time(hours=5)
        house.do(cast_vote, house.council_id, ballot.ballot_id, "no", by=cleo)
        house.pass_time(days=3)
        closed = house.one(Ballot, ballot_id=ballot.ballot_id).closed_at
        assert closed is not None
        assert {member(house, voter).last_act_at for voter in (ben, cleo)} == {day_of(closed)}, "the day, and no finer"
        assert member(house, dan).last_act_at == before.last_act_at

    def test_an_act_is_noted_once_a_day(self):
        house = House()
        _, ben, _ = house.founded("Anna", "Ben", "Cleo")
        house.do(ensure_member, house.council_id, by=ben)
        noted = member(house, ben).last_act_at
        assert noted == day_of(house.now), "the day, and nothing finer"
        house.pass_time(hours=5)
        house.do(ensure_member, house.council_id, by=ben)
        assert member(house, ben).last_act_at == noted


def test_seconds_of_a_leaver_are_taken_back():
    house = House()
    people = house.founded(*(f"P{n}" for n in range(30)))
    ballot = put(house, people[0])
    assert ballot.state is BallotState.SECONDING
    house.do(second, house.council_id, ballot.ballot_id, by=people[1])
    TestComingAndGoing().leave(house, people[1])
    assert not house.find(Second)
    assert house.do(second, house.council_id, ballot.ballot_id, by=people[2]).got == 1
