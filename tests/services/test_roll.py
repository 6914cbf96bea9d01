from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, NotInElectorateError, Second
from bot.domain.ballots.elector import Elector
from bot.domain.council.council import SPLIT_ABOVE
from bot.domain.ground.calendar import day_of
from bot.domain.ground.entry import Entry
from bot.domain.ground.ids import PersonId
from bot.domain.ground.outgoing import Card
from bot.domain.roll.member import (
    AlreadyOnRollError,
    Member,
    MemberState,
    NotHereError,
    NotOnRollError,
    NotWaitingError,
    OwnVouchError,
    RemovedError,
    StillWaitingError,
    VouchedAlreadyError,
)
from bot.domain.roll.messages import RollPage
from bot.services.ballots.proposals import propose
from bot.services.ballots.seconds import second
from bot.services.ballots.voting import cast_vote
from bot.services.council.council import get_council
from bot.services.council.errands import ask_who
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.outbox import reply
from bot.services.record.refusals import keep_refusal
from bot.services.removals.leaving import ask_to_leave, note_gone, note_muted, note_returned
from bot.services.roll.roll import ensure_member, join, note_chat_size, roll_sizes, vouch
from handlers.views.ground.errors import words_for
from handlers.views.roll.roll import joined_words
from tests.support.council import GROUP, House, words

T = words("en")


def member(house, person):
    return house.one(Member, council_id=house.council_id, person_id=person.person_id)


def council(house):
    return house.do(get_council, house.council_id)


def kinds(house):
    return [entry.kind for entry in house.find(Entry, council_id=house.council_id)]


def voters(house, ballot):
    return {row.elector_id for row in house.find(Elector, council_id=house.council_id, ballot_id=ballot.ballot_id)}


def put(house, by, text="Buy a barrel"):
    return house.do(propose, house.council_id, text, None, by=by)


class TestFounding:
    def test_the_first_join_opens_the_window_for_72_hours(self):
        house = House()
        anna, ben = house.people("Anna", "Ben")
        assert council(house).founding_ends_at is None
        joined = house.do(join, house.council_id, by=anna)
        assert "founder" in joined_words(joined, T)
        assert council(house).founding_ends_at == house.now + timedelta(hours=72)
        house.pass_time(hours=71, minutes=59)
        house.join(ben)
        assert member(house, ben).is_founder
        assert member(house, ben).may_vote_at == house.now

    def test_after_the_window_a_newcomer_waits_a_day(self):
        house = House()
        house.founded("Anna", "Ben", "Cleo")
        (dan,) = house.people("Dan")
        joined = house.do(join, house.council_id, by=dan)
        assert not member(house, dan).is_founder
        assert member(house, dan).may_vote_at == house.now + timedelta(hours=24)
        assert "6 Mar 2026, 11:00 UTC" in joined_words(joined, T)
        assert "2 members vouch" in joined_words(joined, T)

    def test_its_end_is_said_and_recorded_once(self):
        house = House()
        house.founded("Anna", "Ben", "Cleo")
        assert kinds(house).count("founding_ended") == 1
        (said,) = house.screens("founded")
        assert "The council is founded: 3 people are on its roll." in house.show(said).text

    def test_it_ends_when_everybody_in_the_chat_is_on_the_roll(self):
        house = House()
        people = house.people("Anna", "Ben", "Cleo")
        house.join(*people[:2])
        house.do(note_chat_size, house.council_id, 4)
        assert council(house).is_founding(house.now)
        house.join(people[2])
        house.do(note_chat_size, house.council_id, 4)
        assert not council(house).is_founding(house.now)
        house.pass_time(hours=100)
        assert kinds(house).count("founding_ended") == 1
        assert len(house.screens("founded")) == 1

    def test_somebody_alone_with_the_bot_has_founded_nothing_yet(self):
        house = House()
        house.join(*house.people("Anna"))
        house.do(note_chat_size, house.council_id, 2)
        assert council(house).is_founding(house.now)

    def test_a_ballot_opened_in_it_keeps_its_close_when_the_window_ends_early(self):
        house = House()
        people = house.people("Anna", "Ben", "Cleo")
        house.join(*people)
        before = put(house, people[0])
        house.do(note_chat_size, house.council_id, 4)
        assert house.one(Ballot, council_id=house.council_id).closes_at == before.closes_at


class TestWaiting:
    def house(self):
        house = House()
        founders = house.founded("Anna", "Ben", "Cleo")
        dan = house.person("Dan")
        house.join(dan)
        return house, founders, dan

    def test_joining_changes_no_running_ballot(self):
        house, (anna, *_), _dan = self.house()
        ballot = put(house, anna)
        eve = house.person("Eve")
        house.join(eve)
        house.pass_time(hours=30)
        with pytest.raises(NotInElectorateError) as refused:
            house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=eve)
        assert refused.value.fields["why"] == "joined_later"
        assert "every ballot that opens from now on" in words_for(refused.value, T)
        assert house.one(Ballot, council_id=house.council_id).electorate == 3

    def test_who_waits_is_told_from_when_they_may_vote(self):
        house, (anna, *_), dan = self.house()
        ballot = put(house, anna)
        with pytest.raises(NotInElectorateError) as refused:
            house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=dan)
        words = words_for(refused.value, T)
        assert "6 Mar 2026, 11:00 UTC" in words
        assert len(words) <= 200

    def test_who_is_not_on_the_roll_is_told_how_long_they_would_wait(self):
        house, (anna, *_), _ = self.house()
        ballot = put(house, anna)
        with pytest.raises(NotInElectorateError) as refused:
            house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=house.person("Zed"))
        words = words_for(refused.value, T)
        assert "Join the roll" in words
        assert "1 d later" in words
        assert len(words) <= 200

    def test_two_members_vouch_and_the_newcomer_votes_at_once(self):
        house, (anna, ben, _), dan = self.house()
        assert house.do(vouch, house.council_id, dan.person_id, by=anna).missing == 1
        assert house.do(vouch, house.council_id, dan.person_id, by=ben).missing == 0
        assert dan.person_id in voters(house, put(house, anna))

    def test_a_word_for_somebody_is_refused_where_it_makes_no_sense(self):
        house, (anna, ben, _), dan = self.house()
        eve = house.person("Eve")
        house.join(eve)
        house.do(vouch, house.council_id, dan.person_id, by=anna)
        for who, by, error in (
            (dan, anna, VouchedAlreadyError),
            (dan, dan, StillWaitingError),
            (dan, eve, StillWaitingError),
            (dan, house.person("Zed"), NotOnRollError),
            (anna, anna, OwnVouchError),
            (ben, anna, NotWaitingError),
            (house.person("Yve"), anna, NotWaitingError),
        ):
            with pytest.raises(error) as refused:
                house.do(vouch, house.council_id, who.person_id, by=by)
            assert "(" not in words_for(refused.value, T)

    def test_one_card_shows_all_newcomers_and_is_posted_anew_for_the_next_ones(self):
        house, (anna, *_), _ = self.house()
        house.join(house.person("Eve"))
        (card,) = house.find(Card, council_id=house.council_id, screen="newcomers")
        shown = house.show(card)
        assert {row[0].label for row in shown.keyboard} == {"Vouch for Eve", "Vouch for Dan"}
        house.pass_time(hours=25)
        assert not house.show(card).keyboard
        house.join(house.person("Finn"))
        old, new = house.find(Card, council_id=house.council_id, screen="newcomers")
        assert old.is_gone
        assert not new.is_gone
        assert anna.name not in house.show(new).text

    def test_the_base_is_looked_at_again_when_waiting_ends(self):
        house, _, _ = self.house()
        looked = []
        house.registers = replace(house.registers, base_changes=(lambda uow, _: looked.append(uow.now),))
        house.pass_time(hours=25)
        assert looked == [house.now - timedelta(hours=1)]


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
            house.do(join, house.council_id, by=anna, chat_id=anna.telegram_id)
        assert "Garden" in words_for(refused.value, T)
        with pytest.raises(NotHereError):
            house.do(join, house.council_id, by=anna, chat_id=-1)

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
        joined = house.do(join, house.council_id, by=dan)
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

    def test_a_vote_keeps_awake_and_is_noted_once_a_day(self):
        house = House()
        anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
        ballot = put(house, anna)
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=ben)
        noted = member(house, ben).last_act_at
        assert noted == day_of(house.now), "the day, and nothing finer"
        house.pass_time(hours=5)
        house.do(cast_vote, house.council_id, ballot.ballot_id, "no", by=ben)
        assert member(house, ben).last_act_at == noted


class TestTheList:
    def test_pages_totals_and_marks(self):
        house = House()
        house.founded(*(f"Member {n}" for n in range(30)))
        dan = house.person("Dan")
        house.join(dan)
        house.do(note_chat_size, house.council_id, 41)
        house.do(reply, RollPage(0), council_id=house.council_id, by=dan)
        house.do(reply, RollPage(7), council_id=house.council_id, by=dan)
        first, last = (house.show(row) for row in house.screens("roll"))
        assert "31 on the roll · 1 waiting · 40 in the chat" in first.text
        assert "25. " in first.text
        assert "26. " not in first.text
        assert [button.label for button in first.keyboard[0]] == ["More »"]
        assert "31. <b>Dan</b>, since 5 Mar 2026, may vote from" in last.text
        assert [button.label for button in last.keyboard[0]] == ["« Back"]

    def test_an_empty_roll_says_how_to_begin(self):
        house = House()
        house.do(reply, RollPage(0), council_id=house.council_id, by=house.person("Zed"))
        assert "Nobody is on the roll yet" in house.show(house.screens("roll")[0]).text

    def test_at_a_thousand_a_split_is_proposed_once(self):
        house = House()
        people = [house.person(f"P{n}") for n in range(3)]
        house.join(people[0])
        house.do(
            lambda uow: uow.add_all(
                Member(house.council_id, PersonId(f"{n:032x}"), *[uow.now] * 3) for n in range(SPLIT_ABOVE - 2)
            )
        )
        assert not house.screens("split")
        house.join(*people[1:])
        (said,) = house.screens("split")
        assert "There are 1000 people on the roll" in house.show(said).text


def test_nobody_needs_a_person_for_an_anonymous_command():
    house = House()
    house.do(ask_who, "{}")
    (asked,) = house.screens("as_yourself")
    assert house.show(asked).keyboard[0][0].label == "Press this as yourself"


def test_a_mute_for_a_time_ends_with_it():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(note_muted, GROUP, anna.telegram_id, house.now + timedelta(hours=5))
    house.pass_time(hours=4)
    assert member(house, anna).kept_out_at is not None
    house.pass_time(hours=1)
    assert member(house, anna).kept_out_at is None


def test_seconds_of_a_leaver_are_taken_back():
    house = House()
    people = house.founded(*(f"P{n}" for n in range(30)))
    ballot = put(house, people[0])
    assert ballot.state is BallotState.SECONDING
    house.do(second, house.council_id, ballot.ballot_id, by=people[1])
    TestComingAndGoing().leave(house, people[1])
    assert not house.find(Second)
    assert house.do(second, house.council_id, ballot.ballot_id, by=people[2]).got == 1


@pytest.mark.parametrize("why", ["not_on_roll", "waiting", "resting", "joined_later", "concerned", "not_asked"])
@pytest.mark.parametrize("waits_s", [None, 86_400 * 29 + 3600 * 23])
def test_every_reason_fits_into_an_alert(why, waits_s):
    at = House().now
    words = words_for(NotInElectorateError(why=why, from_at=at, waits_s=waits_s), T)
    assert words.startswith("Not counted: ")
    assert len(words) <= 200


@pytest.mark.parametrize(
    "error",
    [
        NotOnRollError(waits_s=86_400 * 29 + 3600 * 23),
        NotOnRollError(),
        AlreadyOnRollError(may_vote_at=House().now),
        RemovedError(from_at=House().now),
        StillWaitingError(from_at=House().now),
        NotHereError(title="T" * 500),
        NotWaitingError(is_on_roll=None),
        OwnVouchError(),
        VouchedAlreadyError(),
    ],
    ids=lambda error: error.code,
)
def test_every_refusal_fits_into_an_alert(error):
    words = words_for(error, T)
    assert words
    assert "(" not in words
    assert len(words) <= 200
