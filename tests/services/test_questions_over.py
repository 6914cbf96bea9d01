"""Questions that end: in sight of a group they go, elsewhere they say which they were."""

import pytest

from bot.domain.ground.ids import MandateId
from bot.domain.ground.outgoing import OutgoingState
from bot.domain.instructions.questions import InstructPick
from bot.services.ballots.proposals import begin_proposal
from bot.services.council.delivery import mark_sent
from bot.services.elections.elections import elect
from bot.services.ground import dialogs
from bot.services.ground.cancelling import cancel_asked, cancel_by_button
from bot.services.ground.dialogs import answer_confirm, ask, confirm
from tests.support.asking import AskColour, ConfirmPaint, TooShortError, asked, expired, painted_house, say
from tests.support.council import GROUP


@pytest.fixture
def house():
    return painted_house()


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

    @pytest.mark.parametrize("cancel", [cancel_asked, dialogs.cancel_dialog])
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


def test_in_private_it_says_which_question_was_cancelled(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    for language, said in (
        ("en", "Cancelled: “What do you propose?” Nothing was changed."),
        ("ru", "Отменено: «Что вы предлагаете?» Ничего не изменилось."),
    ):
        house.do(begin_proposal, "", None, None, by=anna, chat_id=anna.telegram_id)
        house.do(cancel_asked, by=anna, chat_id=anna.telegram_id)
        assert house.show(house.screens("cancelled")[-1], language).text == said
    house.do(cancel_asked, by=anna, chat_id=anna.telegram_id)
    assert "nothing to cancel" in house.show(house.screens("cancelled")[-1]).text


def test_cancel_under_a_question_that_was_answered_says_that_nothing_was_cancelled(house):
    anna = house.person("Anna")
    asked(house, anna, anna.telegram_id)
    say(house, "green", anna, anna.telegram_id)
    house.do(cancel_by_button, anna.person_id, by=anna, chat_id=anna.telegram_id, pressed_in=900)
    assert "nothing to cancel" in house.show(house.screens("cancelled")[-1]).text
