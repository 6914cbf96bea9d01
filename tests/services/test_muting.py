"""The bot may not write in its group: what is open stands still there, and members go on in private."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.council.messages import Welcome
from bot.domain.ground.entry import Entry
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState
from bot.domain.ground.person import Person
from bot.services.ballots.amending import withdraw
from bot.services.ballots.voting import cast_vote
from bot.services.council.council import ensure_its_chat, note_kicked, note_rights, note_there
from bot.services.council.delivery import mark_drawn, mark_sent, mark_trouble, rest_card
from bot.services.council.muting import fall_silent
from bot.services.ground.outbox import tell_council
from tests.support.council import GROUP, House
from tests.support.offices import seat
from tests.support.roll import ballot_now, council, put


@pytest.fixture
def house():
    house = House()
    house.founded("Anna", "Ben", "Cleo")
    return house


def refuse(house):
    """What waits for the group is refused, and kept."""
    for row in house.find(Outgoing, state=OutgoingState.WAITING, person_id=None, council_id=house.council_id):
        house.do(mark_trouble, row.outgoing_id, "no right to write", OutgoingState.SHELVED)


def founder(house, name):
    return house.one(Person, name=name)


def test_while_the_group_is_muted_nothing_closes_and_votes_count(house):
    closes_at = put(house, founder(house, "Anna")).closes_at
    house.do(fall_silent, house.council_id)
    refuse(house)
    house.pass_time(days=10)
    ballot = ballot_now(house)
    assert ballot.state is BallotState.OPEN
    voter = founder(house, "Ben")
    house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=voter, chat_id=voter.telegram_id)
    (word,) = house.screens("can_write_again")
    assert word.state is OutgoingState.WAITING, "it is tried again and again"
    house.do(mark_sent, word.outgoing_id, GROUP, 900)
    assert council(house).muted_since_at is None
    assert ballot_now(house).closes_at == closes_at + timedelta(days=10)
    assert "suspension" in [entry.data["why"] for entry in house.find(Entry, kind="ballot_extended")]
    assert "from" in house.show(word).text
    house.pass_time(days=4)
    assert ballot_now(house).state is BallotState.CLOSED


def test_what_opens_while_it_is_muted_has_its_whole_time_afterwards(house):
    house.do(fall_silent, house.council_id)
    opened = put(house, founder(house, "Anna"))
    lasts = opened.closes_at - house.now
    house.pass_time(days=30)
    assert ballot_now(house).state is BallotState.OPEN
    house.do(mark_sent, house.screens("can_write_again")[0].outgoing_id, GROUP, 900)
    assert ballot_now(house).closes_at == house.now + lasts


def test_members_who_can_be_reached_hear_where_they_vote(house):
    put(house, founder(house, "Anna"))
    house.do(fall_silent, house.council_id)
    house.pass_time(minutes=11)
    told = house.screens("cannot_write")
    assert len(told) == 3
    assert "you can vote here" in house.show(told[0]).text
    house.pass_time(days=1)
    assert len(house.screens("cannot_write")) == 3


def test_a_mute_of_a_moment_is_told_to_nobody_in_private(house):
    put(house, founder(house, "Anna"))
    house.do(fall_silent, house.council_id)
    house.pass_time(minutes=5)
    house.do(mark_sent, house.screens("can_write_again")[0].outgoing_id, GROUP, 900)
    house.pass_time(hours=1)
    assert not house.screens("cannot_write")


def test_the_right_that_an_administrator_takes_counts_from_that_moment(house):
    put(house, founder(house, "Anna"))
    house.do(note_rights, house.council_id, {"can_send_messages": False})
    assert council(house).muted_since_at == house.now


MUTED, FREE = {"can_send_messages": False}, {"can_send_messages": True}


def toggled(house, hours=0.0):
    """An administrator takes the right to write, and gives it back after a while; what waits goes out then."""
    house.do(note_rights, house.council_id, MUTED)
    refuse(house)
    house.pass_time(hours=hours)
    refuse(house)
    house.do(note_rights, house.council_id, FREE)
    for row in house.find(Outgoing, state=OutgoingState.WAITING, person_id=None, council_id=house.council_id):
        house.do(mark_sent, row.outgoing_id, GROUP, 900 + len(house.screens()))


def words_of(house):
    return [row for row in house.screens("can_write_again") if row.state is OutgoingState.SENT]


def test_a_mute_in_which_nothing_was_held_back_is_not_told(house):
    for row in house.find(Outgoing, state=OutgoingState.WAITING, person_id=None, council_id=house.council_id):
        house.do(mark_sent, row.outgoing_id, GROUP, 700)
    toggled(house, hours=2)
    assert house.screens("can_write_again") == []
    assert council(house).muted_since_at is None


def test_who_mutes_the_bot_over_and_over_makes_it_say_so_once_a_day(house):
    closes_at = put(house, founder(house, "Anna")).closes_at
    for _ in range(5):
        toggled(house, hours=1)
        assert council(house).muted_since_at is None
    assert len(words_of(house)) == 1
    assert len(house.screens("cannot_write")) == 3, "each of the three in private, once"
    assert ballot_now(house).closes_at == closes_at + timedelta(hours=5)
    house.pass_time(days=1)
    toggled(house, hours=1)
    assert len(words_of(house)) == 2


def test_a_term_that_ended_meanwhile_is_named(house):
    (mandate,) = seat(house, founder(house, "Anna"))
    house.pass_time(seconds=(mandate.ends_at - house.now).total_seconds() - 60)
    put(house, founder(house, "Ben"))
    house.do(fall_silent, house.council_id)
    refuse(house)
    (word,) = house.screens("can_write_again")
    assert "Nothing ended meanwhile" in house.show(word).text
    house.pass_time(hours=1)
    (word,) = house.screens("can_write_again")
    told = house.show(word).text
    assert "Nothing ended" not in told
    assert "This ended meanwhile:\nAnna is no longer Treasurer: the term was over." in told


def test_so_is_how_many_ballots_were_ended_in_private(house):
    anna = founder(house, "Anna")
    ballot = put(house, anna)
    house.do(fall_silent, house.council_id)
    refuse(house)
    house.pass_time(minutes=1)
    house.do(withdraw, house.council_id, ballot.ballot_id, by=anna, chat_id=anna.telegram_id)
    (word,) = house.screens("can_write_again")
    assert "1 ballot is over; its card says how." in house.show(word).text


def test_muted_again_on_the_same_day_what_was_held_back_is_tried_instead(house):
    put(house, founder(house, "Anna"))
    toggled(house, hours=1)
    house.do(fall_silent, house.council_id)
    house.do(tell_council, house.council_id, Welcome(house.council_id), once="held")
    refuse(house)
    house.pass_time(minutes=11)
    held = house.one(Outgoing, key="held")
    assert held.state is OutgoingState.WAITING
    house.do(mark_sent, held.outgoing_id, GROUP, 950)
    assert council(house).muted_since_at is None
    assert len(house.screens("can_write_again")) == 1


def test_what_is_put_to_the_vote_meanwhile_makes_the_word_wait(house):
    for row in house.find(Outgoing, state=OutgoingState.WAITING, person_id=None, council_id=house.council_id):
        house.do(mark_sent, row.outgoing_id, GROUP, 700)
    house.do(note_rights, house.council_id, MUTED)
    assert house.screens("can_write_again") == []
    put(house, founder(house, "Anna"))
    house.pass_time(minutes=11)
    assert len(house.screens("can_write_again")) == 1


def test_that_a_card_could_be_edited_ends_nothing(house):
    put(house, founder(house, "Anna"))
    card = house.find(Card)[-1]
    house.do(mark_drawn, house.council_id, card.card_id, card.version, GROUP, 500)
    house.do(fall_silent, house.council_id)
    house.do(mark_drawn, house.council_id, card.card_id, card.version, GROUP, 500)
    assert council(house).muted_since_at is not None


def test_the_time_of_a_ballot_begins_when_its_card_is_first_delivered(house):
    opened = put(house, founder(house, "Anna"))
    house.pass_time(hours=5)
    card = house.one(Card, subject_id=opened.ballot_id)
    house.do(mark_drawn, house.council_id, card.card_id, card.version, GROUP, 500)
    late = house.one(Ballot, ballot_id=opened.ballot_id)
    assert late.closes_at == opened.closes_at + timedelta(hours=5)
    house.pass_time(hours=1)
    house.do(mark_drawn, house.council_id, card.card_id, card.version, GROUP, 501)
    assert house.one(Ballot, ballot_id=opened.ballot_id).closes_at == late.closes_at


def test_a_card_that_goes_out_at_once_moves_no_deadline(house):
    opened = put(house, founder(house, "Anna"))
    house.pass_time(seconds=20)
    card = house.one(Card, subject_id=opened.ballot_id)
    house.do(mark_drawn, house.council_id, card.card_id, card.version, GROUP, 500)
    assert house.one(Ballot, ballot_id=opened.ballot_id).closes_at == opened.closes_at


def test_a_press_shows_that_the_bot_is_there_whatever_telegram_answered_once(house):
    put(house, founder(house, "Anna"))
    house.do(note_kicked, GROUP)
    house.do(ensure_its_chat, house.council_id, GROUP, by=founder(house, "Ben"))
    assert ballot_now(house).state is BallotState.OPEN


def test_anything_said_in_the_group_shows_it_too(house):
    put(house, founder(house, "Anna"))
    house.do(note_kicked, GROUP)
    house.do(note_there, GROUP)
    assert ballot_now(house).state is BallotState.OPEN


def test_where_telegram_refuses_again_presses_alone_call_nobody_back(house):
    house.do(note_kicked, GROUP)
    house.do(note_there, GROUP)
    house.do(note_kicked, GROUP)
    house.do(note_there, GROUP)
    assert council(house).state == "away"
    house.pass_time(minutes=11)
    house.do(note_there, GROUP)
    assert council(house).state == "active"


def test_where_only_a_card_was_refused_it_is_tried_again(house):
    (welcome,) = house.find(Card)
    house.do(rest_card, house.council_id, welcome.card_id)
    house.do(fall_silent, house.council_id)
    house.pass_time(minutes=11)
    assert house.one(Card, card_id=welcome.card_id).is_dirty
    house.do(mark_drawn, house.council_id, welcome.card_id, welcome.version, GROUP, 500)
    assert council(house).muted_since_at is None


def test_where_nothing_waits_the_next_refusal_says_whether_it_lasts(house):
    (welcome,) = house.find(Card)
    house.do(mark_drawn, house.council_id, welcome.card_id, welcome.version, GROUP, 500)
    house.do(fall_silent, house.council_id)
    house.pass_time(minutes=11)
    assert council(house).muted_since_at is None
