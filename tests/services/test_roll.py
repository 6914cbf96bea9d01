"""The roll: the founding window, newcomers who wait, the list."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, NotInElectorateError
from bot.domain.council.council import SPLIT_ABOVE
from bot.domain.ground.ids import PersonId
from bot.domain.ground.outgoing import Card
from bot.domain.ground.person import Sender
from bot.domain.roll.member import (
    Member,
    NewVoucherError,
    NotOnRollError,
    NotWaitingError,
    OwnVouchError,
    VouchedAlreadyError,
)
from bot.domain.roll.messages import RollPage
from bot.domain.roll.seen import InChat
from bot.services.ballots.outages import end_outage
from bot.services.ballots.voting import cast_vote
from bot.services.council.council import note_here, note_kicked
from bot.services.council.errands import ask_who
from bot.services.ground.inbox import note_heard
from bot.services.ground.outbox import reply
from bot.services.removals.leaving import note_muted
from bot.services.removals.presence import Presence, ServiceNote, note_presence, note_service
from bot.services.roll.in_chat import note_chat_size
from bot.services.roll.roll import join, vouch
from handlers.views.ground.errors import words_for
from handlers.views.roll.roll import joined_words
from tests.support.council import GROUP, House, words
from tests.support.roll import council, kinds, member, put, voters

T = words("en")


class TestFounding:
    def test_the_first_join_opens_the_window_for_72_hours(self):
        house = House()
        anna, ben = house.people("Anna", "Ben")
        assert council(house).founding_ends_at is None
        joined = house.do(join, house.council_id, InChat.YES, by=anna)
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
        joined = house.do(join, house.council_id, InChat.YES, by=dan)
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

    def test_whom_an_administrator_removes_counts_still_and_is_a_founder_when_let_in_again(self):
        house = House()
        people = house.people("Anna", "Ben", "Cleo")
        house.join(*people)
        shut_out = house.person("Dan")
        house.do(note_presence, GROUP, shut_out.telegram_id, people[0].telegram_id, Presence.GONE, by=people[0])
        house.do(note_chat_size, house.council_id, 4)
        assert council(house).is_founding(house.now)
        house.do(note_service, came(GROUP, shut_out))
        house.join(shut_out)
        assert member(house, shut_out).is_founder
        house.do(note_chat_size, house.council_id, 5)
        assert not council(house).is_founding(house.now)

    def test_other_bots_keep_it_open_no_longer(self):
        house = House()
        house.do(note_service, replace(came(GROUP), bots_came=(7001, 7002)))
        house.do(note_service, replace(came(GROUP), bots_gone=(7002,)))
        house.join(*house.people("Anna", "Ben", "Cleo"))
        house.do(note_chat_size, house.council_id, 5)
        assert not council(house).is_founding(house.now)

    def test_what_an_outage_or_an_absence_takes_of_it_is_given_back(self):
        house = House()
        house.join(*house.people("Anna", "Ben"))
        ends_at = council(house).founding_ends_at
        house.do(note_heard)
        house.now += timedelta(hours=5)
        house.do(end_outage)
        assert council(house).founding_ends_at == ends_at + timedelta(hours=5)
        house.do(note_kicked, GROUP)
        house.pass_time(hours=100)
        assert council(house).is_founding(house.now)
        house.do(note_here, GROUP, "Garden", {})
        assert council(house).founding_ends_at == ends_at + timedelta(hours=105)
        cleo = house.person("Cleo")
        house.join(cleo)
        assert member(house, cleo).is_founder

    def test_a_clock_set_back_after_it_founds_nothing_again(self):
        house = House()
        house.founded("Anna", "Ben", "Cleo")
        house.now -= timedelta(hours=24)
        assert not council(house).is_founding(house.now)
        dan = house.person("Dan")
        house.join(dan)
        assert not member(house, dan).is_founder


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
        assert "a day later" in words
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
            (dan, dan, NewVoucherError),
            (dan, eve, NewVoucherError),
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
        house.registers = replace(house.registers, base_changes=(lambda uow, *_: looked.append(uow.now),))
        house.pass_time(hours=25)
        assert looked == [house.now - timedelta(hours=1)]


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
        here, more = council(house), range(SPLIT_ABOVE - 2)
        house.do(lambda uow: uow.add_all(Member(house.council_id, PersonId(f"{n:032x}"), *[uow.now] * 3) for n in more))
        house.do(lambda uow: uow.change(here, on_roll=here.on_roll + len(more)))
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


def came(chat_id, *people):
    senders = tuple(Sender(one.telegram_id, one.name, one.username, "en") for one in people)
    return ServiceNote(chat_id, None, None, None, senders, None)
