"""What concerns one person goes home to their private chat where the group cannot show it to them alone."""

from functools import partial

import pytest

from bot.domain.ballots.ballot import Ballot
from bot.domain.council.council import Council
from bot.domain.ground.dialog import Answer, Dialog
from bot.domain.ground.messages import Cancelled
from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.ground.person import Person
from bot.domain.recalls.recall import RecallCall
from bot.services.ballots.proposals import begin_proposal
from bot.services.council.delivery import mark_sent
from bot.services.elections.elections import elect
from bot.services.ground.answering import answer_dialog
from bot.services.ground.budget import ALONE, MEMBER
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.home import NOT_AT_HOME, bring_back, home_of, is_from_group, take_home
from bot.services.ground.naming import Who
from bot.services.ground.outbox import reply
from bot.services.me.digest import set_digest
from bot.services.me.settings import ask_language, set_reminders
from bot.services.recalls.calls import start_call
from tests.support.council import GROUP, House
from tests.support.recalls import council_of

TOPIC = 5


@pytest.fixture
def house() -> House:
    return House()


def last(house: House, screen: str) -> Outgoing:
    return house.screens(screen)[-1]


def test_only_a_member_whose_private_chat_is_open_has_a_home(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    shut = house.person("Shut", is_reachable=False)
    house.join(shut)
    for person, has_home in ((anna, True), (shut, False), (house.person("Zed"), False)):
        house.do(reply, Cancelled(was_open=True), by=person, council_id=house.council_id)
        row = last(house, "cancelled")
        assert (house.read(home_of, row) is not None) is has_home
    house.do(take_home, row.outgoing_id)
    assert last(house, "cancelled").person_id is None


def test_what_somebody_sets_for_themselves_goes_home_too_though_it_is_no_council_s(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    for use_case, screen in (
        (ask_language, "language"),
        (partial(set_reminders, is_on=None), "reminders"),
        (partial(set_digest, is_on=None), "digest_setting"),
    ):
        house.do(use_case, by=anna)
        assert house.read(home_of, last(house, screen)) == house.one(Person, name="Anna")
    house.do(ask_language, by=anna, chat_id=-4242)
    assert house.read(home_of, last(house, "language")) is None


def test_what_is_asked_goes_along_and_what_is_made_is_posted_in_the_topic_where_it_began(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(elect, "Treasurer", by=anna, topic=TOPIC)
    row = last(house, "confirm_elect")
    house.do(take_home, row.outgoing_id)
    row = last(house, "confirm_elect")
    assert is_from_group(row)
    assert (row.person_id, row.reply_to, row.thread_id) == (anna.person_id, None, None)
    assert house.one(Dialog).chat_id == anna.telegram_id
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna, chat_id=anna.telegram_id)
    card = house.find(Card)[-1]
    assert card.thread_id == TOPIC
    assert not house.find(Dialog)


def test_a_call_that_began_in_the_group_is_said_to_be_in_their_name():
    house, _, holder, (caller, *_) = council_of(6)
    for chat_id in (caller.telegram_id, GROUP):
        house.do(start_call, Who(words=f"{holder.name} Nothing is paid"), by=caller, chat_id=chat_id)
        row = last(house, "confirm_recall")
        if chat_id == GROUP:
            house.do(take_home, row.outgoing_id)
            row = last(house, "confirm_recall")
        assert ("your name is not shown" in house.show(row).text) is (chat_id != GROUP)
        house.do(answer_confirm, caller.person_id, is_yes=True, by=caller, chat_id=caller.telegram_id)
    assert [call.is_anonymous for call in house.find(RecallCall)] == [True, False]


def test_it_comes_back_to_the_group_where_they_cannot_be_reached_after_all(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(elect, "Treasurer", by=anna)
    row = last(house, "confirm_elect")
    house.do(take_home, row.outgoing_id)
    house.do(bring_back, row.outgoing_id)
    row = last(house, "confirm_elect")
    assert (row.person_id, row.trouble) == (None, NOT_AT_HOME)
    assert house.read(home_of, row) is None
    dialog = house.one(Dialog)
    assert (dialog.chat_id, dialog.begun_in) == (GROUP, None)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    assert house.find(Ballot)


def test_a_text_asked_for_at_home_takes_the_place_of_another_question_there(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(elect, "Clerk", by=anna, chat_id=anna.telegram_id)
    house.do(begin_proposal, "", None, None, by=anna)
    house.do(take_home, last(house, "ask_proposal").outgoing_id)
    house.do(answer_dialog, Answer("We buy a barrel"), is_group=False, by=anna, chat_id=anna.telegram_id)
    assert [ballot.text for ballot in house.find(Ballot)] == ["We buy a barrel"]


def test_what_nobody_else_saw_counts_for_itself_and_ends_as_well(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")

    def ask(person: Person) -> Outgoing | None:
        known = {row.outgoing_id for row in house.find(Outgoing)}
        house.do(reply, Cancelled(was_open=True), by=person, council_id=house.council_id)
        return next((row for row in house.find(Outgoing) if row.outgoing_id not in known), None)

    for number in range(ALONE.in_an_hour):
        row = ask(anna)
        assert row is not None, number
        assert row.screen == "cancelled"
        if number % 2:
            house.do(take_home, row.outgoing_id)
            house.do(mark_sent, row.outgoing_id, anna.telegram_id, 7)
        else:
            house.do(mark_sent, row.outgoing_id, GROUP, -7)
    told = ask(anna)
    assert told is not None
    assert told.screen == "answers_left_out"
    house.do(mark_sent, told.outgoing_id, GROUP, 99)
    assert ask(anna) is None
    assert ALONE.in_an_hour > MEMBER.in_an_hour


@pytest.mark.parametrize(("topic", "becomes_card"), [(None, True), (9, False)])
def test_what_all_saw_asked_becomes_the_card_it_led_to_where_that_belongs_there(house, topic, becomes_card):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(lambda uow: uow.change(uow.get(Council, house.council_id), thread_id=topic))
    house.do(elect, "Treasurer", by=anna)
    house.do(mark_sent, last(house, "confirm_elect").outgoing_id, GROUP, 50, "y")
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna, pressed_in=50)
    assert house.find(Card)[-1].message_id == (50 if becomes_card else None)
    assert bool(house.screens("confirmed")) is not becomes_card
