from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.domain.ground.dialog import Dialog
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.mandates.questions import WhoseMandate
from bot.domain.removals.questions import ConfirmRemoval
from bot.domain.roll.member import Member, MemberState
from bot.services.ballots.proposals import begin_proposal
from bot.services.council.delivery import mark_sent
from bot.services.elections.elections import elect
from bot.services.ground import dialogs
from bot.services.ground.cancelling import cancel_by_button
from bot.services.ground.dialogs import (
    DialogOverError,
    answer_confirm,
    answer_pick,
    confirm,
    confirm_person,
    pick_person,
    turn_pick_page,
)
from bot.services.ground.naming import Who
from bot.services.removals.leaving import ask_to_leave
from tests.support.asking import HEARD, ConfirmPaint, TooShortError, asked, expired, painted_house, say
from tests.support.council import GROUP, words


@pytest.fixture
def house():
    return painted_house()


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
        house.do(cancel_by_button, anna.person_id, by=ben)
    house.do(cancel_by_button, anna.person_id, by=anna)
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
