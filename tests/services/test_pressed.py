"""A press acts under a message that had such a button, and turns no card into anything."""

import pytest

from bot.domain.ground.messages import Cancelled
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState
from bot.services.council.council import council_here
from bot.services.council.delivery import foretell, mark_drawn, mark_sent
from bot.services.council.panel import show_panel
from bot.services.ground.outbox import redraw
from bot.services.ground.ports import Cause
from bot.services.ground.pressed import PressElsewhereError, ensure_under
from handlers.registers.presses import VERBS
from tests.support.council import GROUP, House
from tests.support.proposals import proposed

CARD, PAGE, NEWER = 501, 502, 503


@pytest.fixture
def house():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    proposed(house, anna)
    card = house.find(Card)[-1]
    house.do(mark_drawn, house.council_id, card.card_id, card.version, GROUP, CARD, "vt jo")
    house.do(show_panel, by=anna)
    house.do(mark_sent, house.screens("panel")[-1].outgoing_id, GROUP, PAGE, "cm he")
    return house


def turned(house, message_id, verb):
    """What a press on this message, which would turn it, leaves to be sent."""

    def act(uow):
        uow.cause = Cause(f"update:{house.now}:{message_id}{verb}", GROUP, None, message_id, None, verb)
        council_here(uow)
        redraw(uow, Cancelled(was_open=True), council_id=house.council_id)

    house.do(act, by=house.person("Zed"))
    return house.screens("cancelled")[-1]


def test_no_press_turns_a_card(house):
    for verb in ("cx", "vt", "he"):
        row = turned(house, CARD, verb)
        assert (row.message_id, row.reply_to) == (None, CARD)


def test_a_page_is_turned_by_its_own_buttons_alone(house):
    assert turned(house, PAGE, "he").message_id == PAGE
    for row in house.screens("cancelled"):
        house.do(mark_sent, row.outgoing_id, GROUP, row.message_id or NEWER)
    assert turned(house, PAGE, "rl").message_id is None
    assert turned(house, PAGE, "cm").message_id == PAGE, "it had that button before"


def test_an_answer_that_has_only_just_gone_out_is_turned(house):
    house.do(show_panel, by=house.person("Ben"))
    asked = house.screens("panel")[-1]
    assert asked.state is OutgoingState.WAITING
    assert turned(house, asked.reply_to + 1, "he").message_id == asked.reply_to + 1
    assert turned(house, asked.reply_to - 1, "he").message_id is None


def test_a_forged_button_is_refused_where_it_never_stood(house):
    for message_id, verb in ((CARD, "cx"), (PAGE, "vt")):
        with pytest.raises(PressElsewhereError):
            house.do(ensure_under, GROUP, message_id, verb)
    for message_id, verb in ((CARD, "vt"), (PAGE, "he"), (999, "he")):
        house.do(ensure_under, GROUP, message_id, verb)


def test_a_card_keeps_the_buttons_it_had_for_presses_under_way(house):
    card = house.one(Card, message_id=CARD)
    house.do(mark_drawn, house.council_id, card.card_id, card.version, GROUP, CARD, "")
    house.do(ensure_under, GROUP, CARD, "vt")


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_while_a_card_or_page_is_drawn_anew_it_has_the_buttons_it_had_and_no_others(house, verb):
    subject_id = house.one(Card, message_id=CARD).subject_id
    house.do(lambda uow: uow.raise_version(house.council_id, subject_id))
    assert house.one(Card, message_id=CARD).is_dirty
    turned(house, PAGE, "he")
    for message_id, had in ((CARD, {"vt", "jo"}), (PAGE, {"cm", "he"})):
        if verb in had:
            house.do(ensure_under, GROUP, message_id, verb)
        else:
            with pytest.raises(PressElsewhereError):
                house.do(ensure_under, GROUP, message_id, verb)


def test_what_is_about_to_be_shown_is_pressed_at_once(house):
    row = turned(house, PAGE, "he")
    for name, message_id in ((house.one(Card, message_id=CARD).card_id, CARD), (row.outgoing_id, PAGE)):
        house.do(foretell, house.council_id, name, "rl")
        house.do(ensure_under, GROUP, message_id, "rl")
    house.do(ensure_under, GROUP, CARD, "vt")


def test_what_an_earlier_release_sent_is_pressed_and_not_turned(house):
    (row,) = house.find(Outgoing, message_id=PAGE)
    house.do(lambda uow: uow.change(row, verbs=None))
    house.do(ensure_under, GROUP, PAGE, "he")
    assert turned(house, PAGE, "he").message_id is None
