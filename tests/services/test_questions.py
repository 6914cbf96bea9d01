"""Questions under a report, and their answers."""

import pytest

from bot.domain.ground.dialog import Answer
from bot.domain.ground.outgoing import Card
from bot.domain.ground.person import Person
from bot.domain.reports.report import OwnReportError, Question
from bot.services.ground.answering import answer_dialog
from bot.services.reports.reporting import show_questions, start_question
from tests.support.council import GROUP
from tests.support.reporting import ReportingGarden


@pytest.fixture
def garden():
    return ReportingGarden()


def private(garden, use_case, *arguments, **named):
    return garden.house.do(use_case, *arguments, by=garden.anna, chat_id=garden.anna.telegram_id, **named)


def test_questions_and_answers_stay_under_the_report(garden):
    house, ben = garden.house, garden.others[0]
    report = garden.report()
    with pytest.raises(OwnReportError):
        house.do(start_question, house.council_id, report.report_id, by=garden.anna)
    garden.ask(report, "What did it cost?", ben)
    assert "• What did it cost?\n— not answered yet" in garden.card(report).text
    garden.house.do(lambda uow: uow.change(uow.get(Person, garden.anna.person_id), is_reachable=False))
    garden.ask(report, "Where is it?", ben)
    own, group = house.screens("report_question")
    assert own.person_id == garden.anna.person_id
    assert "Ben of Garden asks" in house.show(own).text
    assert group.person_id is None, "where no private message reaches the holder"
    assert "Ben asks" in house.show(group).text
    house.do(lambda uow: uow.change(group, chat_id=GROUP, message_id=5))
    house.do(lambda uow: uow.change(own, chat_id=garden.anna.telegram_id, message_id=6))
    assert not house.do(answer_dialog, Answer("I know: 20", (), 5), is_group=True, by=ben)
    assert house.do(answer_dialog, Answer("20 euros", (), 5), is_group=True, by=garden.anna)
    assert "— 20 euros" in garden.card(report).text
    assert not house.screens("report_answer")
    private(garden, answer_dialog, Answer("5 for the tap", (), 6), is_group=False)
    private(garden, answer_dialog, Answer("and 5 for the tap", (), 6), is_group=False)
    assert {each.answer for each in house.find(Question)} == {"20 euros", "5 for the tap\nand 5 for the tap"}
    assert "and 5 for the tap" in garden.said("report_answer")[0]


def test_many_questions_have_pages(garden):
    report = garden.report()
    for number in range(7):
        garden.ask(report, f"Question {number}", garden.others[number % 5])
    card = garden.card(report)
    assert "Question 3" not in card.text
    assert "Question 6" in card.text
    assert card.keyboard[-2][0].label == "Questions and answers (7)"
    house = garden.house
    house.do(show_questions, house.council_id, report.report_id, 1, in_place=False, by=garden.others[0])
    page = house.show(house.screens("report_questions")[0])
    assert "page 2 of 2" in page.text
    assert page.keyboard[0][0].label == "« Back"


def test_a_text_under_the_report_answers_the_only_open_question(garden):
    report = garden.report()
    garden.ask(report, "How much?", garden.others[0])
    card = garden.house.one(Card, subject_id=report.report_id)
    garden.house.do(lambda uow: uow.change(card, chat_id=GROUP, message_id=55))
    assert garden.house.do(answer_dialog, Answer("20", (), 55), is_group=True, by=garden.anna)
    assert garden.house.one(Question).answer == "20"
