"""Questions of no noun, asked in a house: of which colour, and whether to paint."""

from dataclasses import dataclass, replace

from bot.domain.ground.dialog import Answer
from bot.domain.ground.errors import DomainError
from bot.domain.ground.message import Confirmation, Question
from bot.reads.ground.asked import load_question
from bot.services.council.delivery import mark_sent
from bot.services.ground.answering import answer_dialog
from bot.services.ground.dialogs import ask
from bot.services.registers import REGISTERS
from handlers.registers.screens import SCREENS
from handlers.screens import Screens, said, shown
from handlers.views.ground.dialogs import ask_screen
from handlers.views.ground.screen import Screen
from tests.support.council import GROUP, House

HEARD: list[str] = []


class TooShortError(DomainError):
    code = "test_too_short"


@dataclass(frozen=True, slots=True)
class AskColour(Question):
    thing: str


@dataclass(frozen=True, slots=True)
class ConfirmPaint(Confirmation):
    thing: str


def take_colour(_, __, colour, answer):
    if len(answer.text) < 3:
        raise TooShortError
    HEARD.append(f"{colour.thing}: {answer.text}")


def paint(_, __, asked):
    HEARD.append(f"painted {asked.thing}")


def render_ask(asked, t):
    return ask_screen(asked, t, t("Which colour?"), "red")


def painted_house():
    HEARD.clear()
    made = House()
    made.registers = replace(
        REGISTERS,
        answers={**REGISTERS.answers, AskColour: take_colour},
        confirmations={**REGISTERS.confirmations, ConfirmPaint: paint},
    )
    paint_it = said(ConfirmPaint, lambda _, t: Screen(t("Paint it?")))
    made.shown = Screens(dict((*SCREENS.items(), shown(AskColour, load_question, render_ask), paint_it)))
    return made


def asked(house, by, chat_id=GROUP):
    house.do(ask, house.council_id, AskColour("door"), by=by, chat_id=chat_id)
    row = house.screens("ask_colour")[-1]
    house.do(mark_sent, row.outgoing_id, chat_id, 900)
    return row


def say(house, text, by, chat_id=GROUP, reply_to=900):
    answer = Answer(text, reply_to=reply_to)
    return house.do(answer_dialog, answer, is_group=chat_id == GROUP, by=by, chat_id=chat_id)


def expired(house):
    return [(row.chat_id, row.message_id, house.show(row)) for row in house.screens("question_expired")]
