from dataclasses import dataclass, replace

import pytest
from structlog.testing import capture_logs

from bot.domain.ground.dialog import Answer, Dialog
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import MandateId
from bot.domain.ground.message import Confirmation, Question
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.instructions.questions import InstructPick
from bot.domain.mandates.questions import WhoseMandate
from bot.domain.removals.questions import ConfirmRemoval
from bot.domain.roll.member import Member, MemberState
from bot.reads.ground.asked import load_question
from bot.services.ballots.proposals import begin_proposal
from bot.services.council.delivery import mark_sent
from bot.services.elections.elections import elect
from bot.services.ground import dialogs
from bot.services.ground.answering import answer_dialog
from bot.services.ground.dialogs import (
    DialogOverError,
    answer_confirm,
    answer_pick,
    ask,
    cancel_by_button,
    confirm,
    confirm_person,
    pick_person,
    turn_pick_page,
)
from bot.services.ground.naming import Who
from bot.services.registers import REGISTERS
from bot.services.removals.leaving import ask_to_leave
from handlers.registers.screens import SCREENS
from handlers.screens import Screens, said, shown
from handlers.views.ground.dialogs import ask_screen
from handlers.views.ground.screen import Screen
from tests.support.council import GROUP, House, words

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


@pytest.fixture
def house():
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


def test_in_a_group_the_question_names_the_person_and_opens_their_input_field_alone(house):
    anna = house.person("Anna <3")
    shown = house.show(asked(house, anna))
    assert f'<a href="tg://user?id={anna.telegram_id}">Anna &lt;3</a>: Which colour?' in shown.text
    assert "/cancel@mandate_bot" in shown.text
    assert shown.ask_placeholder == "red"
    assert not shown.keyboard


def test_in_private_it_is_a_plain_question_with_cancel(house):
    anna = house.person("Anna")
    shown = house.show(asked(house, anna, anna.telegram_id))
    assert shown.text == "Which colour?"
    assert shown.ask_placeholder is None
    assert [row[0].label for row in shown.keyboard] == ["Cancel"]


def test_in_a_group_only_a_reply_to_us_by_the_person_is_an_answer(house):
    anna, ben = house.people("Anna", "Ben")
    asked(house, anna)
    assert not say(house, "green", anna, reply_to=None)
    assert not say(house, "green", anna, reply_to=901)
    assert not say(house, "green", ben)
    assert say(house, "green", anna)
    assert HEARD == ["door: green"]
    assert not say(house, "blue", anna)


def test_an_answer_that_is_refused_leaves_the_question_open(house):
    anna = house.person("Anna")
    asked(house, anna)
    with pytest.raises(TooShortError):
        say(house, "x", anna)
    assert house.find(Dialog)
    assert say(house, "green", anna)
    assert HEARD == ["door: green"]


def test_a_late_answer_gets_a_kind_word_and_does_nothing(house):
    anna = house.person("Anna")
    asked(house, anna)
    house.pass_time(minutes=15)
    assert not say(house, "green", anna)
    assert "15 minutes" in house.show(house.screens("too_late")[-1]).text
    assert HEARD == []
    assert not house.find(Dialog)


@pytest.mark.parametrize("changes", [{"kind": "renamed"}, {"state": {"thing": 3}}, {"state": {}}])
@pytest.mark.parametrize("is_private", [False, True])
def test_whoever_answers_what_another_release_asked_hears_that_the_question_is_over(house, changes, is_private):
    anna = house.person("Anna")
    chat_id = anna.telegram_id if is_private else GROUP
    asked(house, anna, chat_id)
    house.do(lambda uow: uow.change(uow.find(Dialog)[0], **changes))
    with capture_logs() as logs:
        assert not say(house, "green", anna, chat_id)
    (answer,) = house.screens("question_over")
    assert house.show(answer).text == "This question is over. Please send the command again."
    assert (answer.chat_id, HEARD, house.find(Dialog)) == (chat_id, [], [])
    assert {line["row"].split()[0] for line in logs} <= {"dialogs"}


def test_whoever_presses_under_such_a_question_hears_the_same(house):
    anna, ben = house.people("Anna", "Ben")
    house.join(anna, ben)
    house.do(confirm, house.council_id, ConfirmPaint("door"), by=anna)
    house.do(lambda uow: uow.change(uow.find(Dialog)[0], state={"thing": 3}))
    with pytest.raises(DialogOverError):
        house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    house.do(answer_confirm, anna.person_id, is_yes=False, by=anna)
    house.do(pick_person, house.council_id, WhoseMandate(), Who(), by=anna)
    dialog = house.one(Dialog)
    for state in (dialog.state | {"known": "{"}, dialog.state | {"act": "renamed"}, {"fitting": 3}):
        house.do(lambda uow, state=state: uow.change(uow.find(Dialog)[0], state=state))
        with pytest.raises(DialogOverError):
            house.do(answer_pick, anna.person_id, ben.person_id, by=anna)
    with pytest.raises(DialogOverError):
        house.do(turn_pick_page, anna.person_id, 0, by=anna)


def test_a_text_in_private_that_answers_nothing_gets_a_hint(house):
    anna = house.person("Anna")
    assert not say(house, "hello", anna, chat_id=anna.telegram_id)
    assert "/help" in house.show(house.screens("not_asked")[-1]).text


def test_cancel_by_command_and_by_button(house):
    anna, ben = house.people("Anna", "Ben")
    asked(house, anna)
    assert house.do(dialogs.cancel_dialog, by=anna)
    assert not house.do(dialogs.cancel_dialog, by=anna)
    asked(house, anna)
    with pytest.raises(dialogs.DialogOverError):
        house.do(dialogs.cancel_by_button, anna.person_id, by=ben)
    house.do(dialogs.cancel_by_button, anna.person_id, by=anna)
    assert not house.find(Dialog)
    assert not say(house, "green", anna)


def test_a_new_question_takes_the_place_of_the_old_one(house):
    anna = house.person("Anna")
    asked(house, anna)
    house.do(confirm, house.council_id, ConfirmPaint("wall"), by=anna)
    assert not say(house, "green", anna)
    house.do(dialogs.answer_confirm, anna.person_id, is_yes=True, by=anna)
    assert HEARD == ["painted wall"]


def test_no_changes_nothing_and_only_the_person_asked_may_press(house):
    anna, ben = house.people("Anna", "Ben")
    house.do(confirm, house.council_id, ConfirmPaint("wall"), by=anna)
    with pytest.raises(dialogs.DialogOverError) as refused:
        house.do(dialogs.answer_confirm, anna.person_id, is_yes=True, by=ben)
    assert refused.value.fields["is_mine"] is False
    house.do(dialogs.answer_confirm, anna.person_id, is_yes=False, by=anna)
    assert HEARD == []
    with pytest.raises(dialogs.DialogOverError):
        house.do(dialogs.answer_confirm, anna.person_id, is_yes=True, by=anna)


def test_questions_speak_through_the_catalogs(house):
    anna = house.person("Anna")
    row = asked(house, anna)
    assert row.state is OutgoingState.WAITING
    assert house.show(row, "qps").text.startswith("⟦")
    assert words("qps").plain("Cancel").startswith("⟦")


def test_a_text_where_a_button_was_asked_for_is_told_so(house):
    anna = house.person("Anna")
    house.do(confirm, house.council_id, ConfirmPaint("wall"), by=anna, chat_id=anna.telegram_id)
    assert not say(house, "yes", anna, chat_id=anna.telegram_id)
    assert "press one of the buttons" in house.show(house.screens("press_instead")[-1]).text


class TestOlderMessages:
    """A question takes the place of the one before; the buttons of the older message stand there still."""

    def shown(self, house, screen, message_id):
        """The question went out as this message."""
        (row,) = [row for row in house.screens(screen) if row.message_id is None]
        house.do(mark_sent, row.outgoing_id, GROUP, message_id)
        house.pass_time(seconds=1)

    def under(self, house, message_id, use_case, *arguments, by, **named):
        """A press under this message."""

        def press(uow):
            uow.cause = replace(uow.cause, message_id=message_id)
            return use_case(uow, *arguments, **named)

        house.do(press, by=by)

    def test_yes_under_an_older_question_does_nothing(self, house):
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        house.do(elect, "treasurer", by=anna)
        self.shown(house, "confirm_elect", 70)
        house.do(ask_to_leave, by=anna)
        self.shown(house, "confirm_leave", 71)
        with pytest.raises(DialogOverError):
            self.under(house, 70, answer_confirm, anna.person_id, is_yes=True, by=anna)
        assert house.one(Member, person_id=anna.person_id).state is MemberState.ACTIVE
        self.under(house, 71, answer_confirm, anna.person_id, is_yes=True, by=anna)
        assert house.one(Member, person_id=anna.person_id).state is MemberState.LEFT

    def test_a_name_under_an_older_list_is_picked_for_nothing(self, house):
        anna, ben, *_ = house.founded("Anna", "Ben", "Cleo")
        house.do(pick_person, house.council_id, WhoseMandate(), Who(), by=anna)
        self.shown(house, "pick_person", 70)
        house.do(confirm_person, house.council_id, ConfirmRemoval(), Who(), by=anna)
        self.shown(house, "pick_person", 71)
        with pytest.raises(DialogOverError):
            self.under(house, 70, answer_pick, anna.person_id, ben.person_id, by=anna)
        self.under(house, 71, turn_pick_page, anna.person_id, 0, by=anna)
        self.under(house, 71, answer_pick, anna.person_id, ben.person_id, by=anna)
        assert house.screens("confirm_removal")

    def test_cancel_under_an_older_question_leaves_the_newer_open(self, house):
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        house.do(elect, "", by=anna)
        self.shown(house, "ask_office", 70)
        house.do(begin_proposal, "", None, None, by=anna)
        self.shown(house, "ask_proposal", 71)
        self.under(house, 70, cancel_by_button, anna.person_id, by=anna)
        assert house.one(Dialog).kind == "ask_proposal"
        self.under(house, 71, cancel_by_button, anna.person_id, by=anna)
        assert not house.find(Dialog)


def expired(house):
    return [(row.chat_id, row.message_id, house.show(row)) for row in house.screens("question_expired")]


def asked_with_buttons(house, by):
    row = asked(house, by, by.telegram_id)
    house.do(lambda uow: uow.change(uow.get(Outgoing, row.outgoing_id), verbs="ca"))


def test_a_question_nobody_answers_says_so_and_loses_its_buttons(house):
    anna = house.person("Anna")
    asked_with_buttons(house, anna)
    house.pass_time(minutes=14)
    assert not expired(house)
    house.pass_time(minutes=2)
    ((chat_id, message_id, screen),) = expired(house)
    assert (chat_id, message_id) == (anna.telegram_id, 900)
    assert "was not answered within 15 minutes" in screen.text
    assert not screen.keyboard
    say(house, "red", anna, anna.telegram_id, reply_to=None)
    assert house.screens("too_late"), "a late answer hears it all the same"


def test_a_question_that_was_answered_stays_as_it_is(house):
    anna = house.person("Anna")
    asked_with_buttons(house, anna)
    say(house, "red", anna, anna.telegram_id, reply_to=None)
    house.pass_time(minutes=20)
    assert not expired(house)


def gone(house):
    return [(row.chat_id, row.message_id) for row in house.screens("question_gone")]


class TestInSightOfAGroup:
    """What all of a group saw asked goes once it is over: nobody else has any use for it."""

    def test_once_it_is_answered(self, house):
        asked(house, anna := house.person("Anna"))
        assert say(house, "green", anna)
        assert gone(house) == [(GROUP, 900)]
        assert house.show(house.screens("question_gone")[0]).is_gone

    def test_not_while_the_answer_is_refused(self, house):
        asked(house, anna := house.person("Anna"))
        with pytest.raises(TooShortError):
            say(house, "x", anna)
        assert not gone(house)

    @pytest.mark.parametrize("cancel", [dialogs.cancel_asked, dialogs.cancel_dialog])
    def test_once_it_is_cancelled(self, house, cancel):
        asked(house, anna := house.person("Anna"))
        house.do(cancel, by=anna)
        assert gone(house) == [(GROUP, 900)]

    def test_once_its_time_is_over(self, house):
        asked(house, house.person("Anna"))
        house.pass_time(minutes=20)
        assert gone(house) == [(GROUP, 900)]
        assert not expired(house)

    def test_once_another_question_takes_its_place(self, house):
        asked(house, anna := house.person("Anna"))
        house.do(confirm, house.council_id, ConfirmPaint("wall"), by=anna)
        assert gone(house) == [(GROUP, 900)]

    def test_once_it_is_asked_anew(self, house):
        asked(house, anna := house.person("Anna"))
        house.pass_time(minutes=1)
        house.do(ask, house.council_id, AskColour("door"), by=anna)
        assert gone(house) == [(GROUP, 900)]

    def test_before_it_was_sent_it_is_not_sent_any_more(self, house):
        anna = house.person("Anna")
        house.do(ask, house.council_id, AskColour("door"), by=anna)
        house.do(dialogs.cancel_dialog, by=anna)
        assert house.screens("ask_colour")[-1].state is OutgoingState.DROPPED

    @pytest.mark.parametrize("is_yes", [True, False])
    def test_no_takes_it_away_and_yes_says_that_it_is_done(self, house, is_yes):
        anna = house.person("Anna")
        house.pass_time(minutes=1)
        house.do(confirm, house.council_id, ConfirmPaint("wall"), by=anna)
        house.do(mark_sent, house.screens("confirm_paint")[-1].outgoing_id, GROUP, 70, "cf")
        house.do(answer_confirm, anna.person_id, is_yes=is_yes, by=anna, pressed_in=70)
        assert gone(house) == ([] if is_yes else [(GROUP, 70)])
        assert bool(house.screens("confirmed")) == is_yes

    def test_what_became_something_else_since_stays(self, house):
        anna = house.person("Anna")
        house.pass_time(minutes=1)
        house.do(confirm, house.council_id, ConfirmPaint("wall"), by=anna)
        house.do(mark_sent, house.screens("confirm_paint")[-1].outgoing_id, GROUP, 70, "cf")
        house.do(answer_confirm, anna.person_id, is_yes=True, by=anna, pressed_in=70)
        house.do(mark_sent, house.screens("confirmed")[-1].outgoing_id, GROUP, 70)
        house.pass_time(minutes=1)
        house.do(confirm, house.council_id, ConfirmPaint("wall"), by=anna)
        house.do(mark_sent, house.screens("confirm_paint")[-1].outgoing_id, GROUP, 80, "cf")
        house.pass_time(minutes=20)
        assert gone(house) == [(GROUP, 80)]

    def test_where_a_button_is_waited_for_a_text_takes_nothing_away(self, house):
        anna = house.person("Anna")
        pick = InstructPick(((house.council_id, MandateId("m")),), "Buy a barrel")
        house.do(ask, house.council_id, pick, by=anna)
        house.do(mark_sent, house.screens("instruct_pick")[-1].outgoing_id, GROUP, 900, "ip")
        say(house, "the first", anna)
        assert house.screens("press_instead")
        assert not gone(house)

    def test_in_private_it_stays(self, house):
        anna = house.person("Anna")
        asked(house, anna, anna.telegram_id)
        say(house, "green", anna, anna.telegram_id)
        assert not gone(house)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The question “What do you propose?” was not answered within 15 minutes: nothing was changed."),
        ("ru", "Вопрос «Что вы предлагаете?» остался без ответа"),
    ],
)
def test_a_question_that_expired_says_which_it_was(house, language, words):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(begin_proposal, "", None, None, by=anna, chat_id=anna.telegram_id)
    house.do(mark_sent, house.screens("ask_proposal")[-1].outgoing_id, anna.telegram_id, 900, "ca")
    house.pass_time(minutes=16)
    (row,) = house.screens("question_expired")
    assert words in house.show(row, language).text


def test_what_one_person_alone_saw_in_the_group_is_turned_for_them(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(elect, "treasurer", by=anna)
    house.do(mark_sent, house.screens("confirm_elect")[-1].outgoing_id, GROUP, -7, "cf")
    house.pass_time(minutes=16)
    (row,) = house.screens("question_expired")
    assert (row.message_id, row.asker_id) == (-7, anna.person_id)
    assert not gone(house)


def test_cancel_under_a_question_that_was_answered_says_that_nothing_was_cancelled(house):
    anna = house.person("Anna")
    asked(house, anna, anna.telegram_id)
    say(house, "green", anna, anna.telegram_id)
    house.do(cancel_by_button, anna.person_id, by=anna, chat_id=anna.telegram_id, pressed_in=900)
    assert "nothing to cancel" in house.show(house.screens("cancelled")[-1]).text
