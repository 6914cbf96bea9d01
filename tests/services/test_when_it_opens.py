"""A proposal that begins with a day and hour: whoever writes it is asked, and nothing of what they wrote is lost."""

from datetime import UTC, datetime

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.duties import OpenAt
from bot.domain.ballots.messages import AskProposal
from bot.domain.council.council import Council
from bot.domain.ground.dialog import Answer, Dialog
from bot.services.ballots.amending import amend
from bot.services.ballots.proposals import Author, Sent, begin_proposal, take_proposal
from bot.services.council.delivery import mark_sent
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.schedule import deadline
from handlers.presses.ground import WHOLE
from handlers.views.ground.words import bare
from tests.support.council import GROUP, House
from tests.support.proposals import labels, now, proposed

FILES = (("photo", "file-1"),)
"""The house is founded on 2 March 2026, a Monday; now it is Thursday the 5th, 11:00."""


@pytest.fixture
def council():
    house = House()
    return house, house.founded("Anna", "Ben", "Cleo", "Dan")


def begin(house, by, text, **named):
    house.do(begin_proposal, text, None, named.get("author"), named.get("sent", Sent()), by=by)


def asked(house, language="en"):
    return house.show(house.screens("confirm_when")[-1], language)


def press(house, by, label):
    meant = {"Now": WHOLE, "Now, as typed": WHOLE, "Cancel": 0}.get(label, 1)
    house.do(answer_confirm, by.person_id, is_yes=bool(meant), is_whole=meant == WHOLE, by=by)


def opens_at(house, ballot):
    return house.read(deadline, house.council_id, OpenAt(ballot.ballot_id))


def test_it_asks_and_opens_nothing_before_a_button_is_pressed(council):
    house, (anna, *_) = council
    begin(house, anna, "10 Mar 18:00: party")
    assert house.find(Ballot) == []
    assert bare(asked(house).text) == "When does the vote on “10 Mar 18:00: party” open?"
    assert labels(asked(house)) == ["On Tue 10 Mar, 18:00", "Now", "Cancel"]
    assert labels(asked(house, "ru")) == ["вт 10 мар., 18:00", "Сейчас", "Отмена"]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("10 Mar 18:00: party", datetime(2026, 3, 10, 18, tzinfo=UTC)),
        ("tomorrow 18:00: party", datetime(2026, 3, 6, 18, tzinfo=UTC)),
        ("завтра в 18:00: party", datetime(2026, 3, 6, 18, tzinfo=UTC)),
        ("Monday at 6pm: party", datetime(2026, 3, 9, 18, tzinfo=UTC)),
        ("10 марта 18:00: party", datetime(2026, 3, 10, 18, tzinfo=UTC)),
    ],
)
def test_on_that_day_it_opens_then_and_now_keeps_every_word_of_it(council, text, at):
    house, (anna, ben, *_) = council
    begin(house, anna, text)
    press(house, anna, "On ...")
    planned = house.one(Ballot)
    assert (planned.text, planned.state, opens_at(house, planned)) == ("party", BallotState.QUEUED, at)
    begin(house, ben, text)
    press(house, ben, "Now")
    opened = house.one(Ballot, proposer_id=ben.person_id)
    assert (opened.text, opened.state) == (text, BallotState.OPEN)


@pytest.mark.parametrize("text", ["every month 3: Bins", "каждый месяц 3: Bins"])
def test_where_times_is_left_out_it_asks_whether_it_repeats_and_keeps_every_word(council, text):
    house, (anna, ben, *_) = council
    begin(house, anna, text)
    assert house.find(Ballot) == []
    assert bare(asked(house).text) == f"“{text}”\nRepeat it every month, 3 times?"
    assert labels(asked(house)) == ["Repeat it", "Now, as typed", "Cancel"]
    assert bare(asked(house, "ru").text) == f"«{text}»\nПовторять каждый месяц, всего 3 раза?"  # noqa: RUF001
    press(house, anna, "Repeat it")
    repeated = house.one(Ballot, state=BallotState.OPEN)
    assert (repeated.text, repeated.subject.series.left) == ("Bins", 2)
    begin(house, ben, text)
    press(house, ben, "Now, as typed")
    typed = house.one(Ballot, proposer_id=ben.person_id)
    assert (typed.text, typed.subject.series) == (text, None)


def test_cancelled_it_is_nothing(council):
    house, (anna, *_) = council
    begin(house, anna, "tomorrow 18:00: party")
    press(house, anna, "Cancel")
    assert house.find(Ballot) == []
    assert house.find(Dialog) == []


def test_what_came_with_it_stays_with_it(council):
    house, (anna, ben, *_) = council
    begin(house, anna, "tomorrow 18:00: party", author=Author(ben.person_id), sent=Sent(FILES))
    press(house, anna, "On ...")
    planned = house.one(Ballot)
    assert (planned.subject.author_id, planned.files) == (ben.person_id, FILES)


def test_a_text_that_was_asked_for_is_asked_about_too_and_repeats_as_it_says(council):
    house, (anna, *_) = council
    answer = Answer("every month 10 Mar 18:00: dues")
    house.do(take_proposal, house.council_id, AskProposal(None), answer, by=anna, chat_id=anna.telegram_id)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna, chat_id=anna.telegram_id)
    planned = house.one(Ballot)
    assert (planned.text, planned.subject.series.left) == ("dues", 11)
    assert opens_at(house, planned) == datetime(2026, 3, 10, 18, tzinfo=UTC)


@pytest.mark.parametrize("text", ["today 9:00: what was said", "1 Mar 2026 18:00: minutes", "10 Mar 18:00:"])
def test_a_time_that_is_over_or_says_nothing_else_is_a_text(council, text):
    house, (anna, *_) = council
    begin(house, anna, text)
    assert house.one(Ballot).text == text
    assert house.screens("confirm_when") == []


def test_tomorrow_is_that_of_the_group(council):
    house, (anna, *_) = council
    house.do(lambda uow: uow.change(uow.get(Council, house.council_id), zone="Pacific/Auckland"))
    begin(house, anna, "tomorrow 18:00: party")
    assert labels(asked(house))[0] == "On Sat 7 Mar, 18:00"


def test_another_text_has_no_time_of_its_own_and_is_not_asked_about(council):
    house, (anna, *_) = council
    ballot = proposed(house, anna)
    house.do(amend, house.council_id, ballot.ballot_id, "10 Mar 18:00: party", by=anna, chat_id=GROUP)
    assert now(house, ballot).text == "10 Mar 18:00: party"


def test_in_sight_of_a_group_the_question_goes_once_the_council_is_told_what_came_of_it(council):
    house, (anna, *_) = council
    house.do(begin_proposal, "10 Mar 18:00: party", None, None, by=anna, chat_id=GROUP)
    house.do(mark_sent, house.screens("confirm_when")[-1].outgoing_id, GROUP, 70)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna, chat_id=GROUP, pressed_in=70)
    assert [(row.chat_id, row.message_id) for row in house.screens("question_gone")] == [(GROUP, 70)]
    assert not house.screens("confirmed")
    assert "opens" in house.show(house.screens("ballot_planned")[-1]).text
