"""In a large group a page that concerns one person waits for them in private, and the group hears of it once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.ground.person import Person
from bot.domain.me.messages import Remembered
from bot.domain.roll.messages import RollPage
from bot.services.council.council import council_here
from bot.services.council.delivery import close_way, mark_sent
from bot.services.council.panel import show_panel
from bot.services.council.starting import start
from bot.services.ground.budget import MEMBER
from bot.services.ground.outbox import reply, tell_person
from bot.services.ground.ports import Uow
from bot.services.ground.signposts import (
    LARGE_ABOVE,
    LATELY,
    LED,
    NEAR,
    WAIT_AT_ONCE,
    go_private,
    led_to_private,
    sign_under,
)
from bot.services.roll.asking import show_roll
from tests.support.council import GROUP, House

STANDS = 7


def show_page(uow: Uow, page: int) -> None:
    """As /decisions does with other words, /why with other numbers: each answer is another."""
    reply(uow, RollPage(page), council_id=council_here(uow).council_id)


class Large:
    """A council of so many, of whom some have no private chat open."""

    def __init__(self, size: int = LARGE_ABOVE + 1, *shut: str) -> None:
        self.house = House()
        self.house.founded(*(f"Member {number}" for number in range(size - len(shut))))
        self.shut = [self.house.person(name, is_reachable=False) for name in shut]
        self.house.join(*self.shut)

    def ask(self, by: Person, at: int, topic: int | None = None) -> Outgoing:
        """/roll, as the message of that number."""
        self.house.do(show_roll, by=by, pressed_in=at, topic=topic)
        return self.house.screens("roll")[-1]

    def is_led(self, row: Outgoing) -> bool:
        return self.house.read(led_to_private, row) is not None

    def post(self, by: Person) -> Outgoing:
        """They ask, and a signpost answers them."""
        self.house.do(go_private, self.ask(by, STANDS - 1).outgoing_id)
        (row,) = self.house.screens("signpost")
        self.house.do(mark_sent, row.outgoing_id, GROUP, STANDS)
        return row


def test_the_first_is_answered_by_a_signpost_and_what_they_asked_waits_for_them():
    large = Large(LARGE_ABOVE + 1, "Shut")
    house, (shut,) = large.house, large.shut
    post = large.post(shut)
    assert (post.person_id, post.reply_to) == (None, STANDS - 1)
    shown = house.show(post)
    assert shown.text.startswith("Whoever asked here: press [Read my answer]")
    assert [(button.label, button.url) for row in shown.keyboard for button in row] == [
        ("Read my answer", "https://t.me/mandate_bot?start=answer")
    ]
    (waits,) = house.screens("roll")
    assert (waits.person_id, waits.state, waits.trouble) == (shut.person_id, OutgoingState.SHELVED, LED)
    house.do(start, is_greeted=False, by=shut, chat_id=shut.telegram_id)
    assert house.screens("roll")[0].state is OutgoingState.WAITING


@pytest.mark.parametrize("is_for_answer", [True, False])
def test_the_answer_comes_below_all_else_that_waited_and_no_panel_buries_it(is_for_answer):
    large = Large(LARGE_ABOVE + 1, "Shut")
    house, (shut,) = large.house, large.shut
    large.post(shut)
    house.do(tell_person, shut.person_id, Remembered(), once="later", council_id=house.council_id)
    house.do(close_way, shut.person_id)
    house.do(start, is_greeted=True, is_for_answer=is_for_answer, by=shut, chat_id=shut.telegram_id)
    waits = house.find(Outgoing, state=OutgoingState.WAITING, person_id=shut.person_id)
    ordered = sorted(waits, key=lambda row: (row.priority, row.created_at))
    assert [row.screen for row in ordered] == ["remembered", "roll"]


def test_who_had_asked_nothing_hears_so_above_the_panel():
    large = Large(LARGE_ABOVE + 1, "Shut")
    house, (shut,) = large.house, large.shut
    house.do(start, is_greeted=True, is_for_answer=True, by=shut, chat_id=shut.telegram_id)
    said = [row for row in house.find(Outgoing) if row.person_id == shut.person_id]
    assert [row.screen for row in said[-2:]] == ["nothing_waits", "panel"]
    assert "you had asked nothing there" in house.show(said[-2]).text
    house.do(start, is_greeted=True, by=shut, chat_id=shut.telegram_id)
    assert len(house.screens("nothing_waits")) == 1


@pytest.mark.parametrize(("messages", "is_near"), [(1, True), (NEAR, True), (NEAR + 1, False)])
def test_who_asks_near_a_signpost_gets_a_sign_under_their_command(messages, is_near):
    large = Large(LARGE_ABOVE + 1, "Shut", "Closed")
    shut, closed = large.shut
    large.post(shut)
    row = large.ask(closed, STANDS + messages)
    signed = large.house.read(sign_under, row)
    assert signed == (STANDS + messages if is_near else None)
    large.house.do(go_private, row.outgoing_id, is_near)
    assert len(large.house.screens("signpost")) == 1 + (not is_near)
    assert large.house.find(Outgoing, person_id=closed.person_id, state=OutgoingState.SHELVED)


@pytest.mark.parametrize(("late", "is_near"), [(timedelta(0), True), (timedelta(seconds=1), False)])
def test_an_old_signpost_is_not_looked_for_however_few_wrote_since(late, is_near):
    large = Large(LARGE_ABOVE + 1, "Shut", "Closed")
    shut, closed = large.shut
    large.post(shut)
    large.house.pass_time(seconds=(LATELY + late).total_seconds())
    row = large.ask(closed, STANDS + 1)
    assert (large.house.read(sign_under, row) is not None) is is_near


def test_what_is_answered_by_a_sign_alone_takes_nothing_of_what_the_group_hears():
    large = Large(LARGE_ABOVE + 1, "Shut", "Closed")
    closed = large.shut[1]
    large.post(large.shut[0])
    for number in range(MEMBER.in_an_hour + 1):
        large.house.do(show_page, number, by=closed, pressed_in=STANDS + 1 + number)
        large.house.do(go_private, large.house.screens("roll")[-1].outgoing_id, is_signed=True)
    assert not large.house.screens("answers_left_out")


def test_so_many_answers_wait_for_one_person_and_then_the_group_shows_them():
    large = Large(LARGE_ABOVE + 1, "Shut")
    (shut,) = large.shut
    large.post(shut)
    for number in range(1, WAIT_AT_ONCE):
        large.house.do(show_page, number, by=shut, pressed_in=STANDS + number)
        row = large.house.screens("roll")[-1]
        assert large.is_led(row)
        large.house.do(go_private, row.outgoing_id, is_signed=True)
    large.house.do(show_page, WAIT_AT_ONCE, by=shut, pressed_in=STANDS + 50)
    assert not large.is_led(large.house.screens("roll")[-1])


def test_a_signpost_in_one_topic_is_not_seen_in_another():
    large = Large(LARGE_ABOVE + 1, "Shut", "Closed")
    large.post(large.shut[0])
    assert large.house.read(sign_under, large.ask(large.shut[1], STANDS + 1, topic=3)) is None


def test_what_is_sent_once_more_is_answered_in_the_group():
    large = Large(LARGE_ABOVE + 1, "Shut")
    large.post(large.shut[0])
    assert not large.is_led(large.ask(large.shut[0], STANDS + 1))


def test_a_small_group_shows_the_answer_and_so_does_a_large_one_to_whom_it_leads_nowhere():
    small = Large(LARGE_ABOVE, "Shut")
    assert not small.is_led(small.ask(small.shut[0], 6))
    large = Large(LARGE_ABOVE + 1, "Shut")
    house = large.house
    assert large.is_led(large.ask(large.shut[0], 6))
    assert not large.is_led(large.ask(house.person("Zed", is_reachable=False), 7))
    assert not large.is_led(large.ask(house.find(Person, name="Member 1")[0], 8))
    assert not large.is_led(replace(large.ask(large.shut[0], 6), asker_id=None))


def test_an_answer_to_a_press_stands_where_it_was_pressed():
    large = Large(LARGE_ABOVE + 1, "Shut")
    (shut,) = large.shut
    large.house.do(show_panel, by=shut)
    panel = large.house.screens("panel")[-1]
    large.house.do(mark_sent, panel.outgoing_id, GROUP, STANDS)
    assert not large.is_led(large.ask(shut, STANDS))
