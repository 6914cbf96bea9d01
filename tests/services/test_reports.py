"""Reports: posted in the group and in private, with files; what is nothing new, what is refused."""

import pytest

from bot.domain.ground.dialog import Answer
from bot.domain.ground.outgoing import Card, OutgoingState
from bot.domain.ground.text import TextTooLongError
from bot.domain.mandates.mandate import NoMandateError, NotHolderError
from bot.domain.reports.report import (
    Claim,
    NothingNewTooOftenError,
    Report,
    ReportBackState,
    ReportEmptyError,
    TooManyFilesError,
)
from bot.services.ground.answering import answer_dialog
from bot.services.ground.dialogs import DialogOverError
from bot.services.mandates.pages import show_page
from bot.services.reports.reporting import (
    report_back,
    report_for,
    send_draft,
    send_nothing_new,
    send_only_nothing_new,
    set_claim,
    show_report,
)
from bot.services.reports.reports import Written, post_report
from tests.support.council import GROUP
from tests.support.instructions import bind
from tests.support.mandates import seat
from tests.support.reporting import ReportingGarden

DUE, OVERDUE, MISSED = ReportBackState.DUE, ReportBackState.OVERDUE, ReportBackState.MISSED


MET, LATE, LAPSED = ReportBackState.MET, ReportBackState.LATE, ReportBackState.LAPSED


@pytest.fixture
def garden():
    return ReportingGarden()


def private(garden, use_case, *arguments, **named):
    return garden.house.do(use_case, *arguments, by=garden.anna, chat_id=garden.anna.telegram_id, **named)


def test_a_report_in_the_group_with_its_card(garden):
    house = garden.house
    house.do(report_back, "We bought <b>a</b> barrel", by=garden.anna)
    report = house.one(Report)
    card = garden.card(report)
    assert "Report of" in card.text
    assert "&lt;b&gt;a&lt;/b&gt; barrel" in card.text
    assert [button.label for row in card.keyboard for button in row] == ["Accept", "Not enough", "Ask", "Join the roll"]
    assert "and at least 2 of 5." in card.text


def test_only_holders_report(garden):
    with pytest.raises(NoMandateError):
        garden.house.do(report_back, "Me too", by=garden.others[0])
    with pytest.raises(NotHolderError):
        garden.house.do(post_report, garden.now, Written("For her"), by=garden.others[0])
    assert not garden.house.find(Report)


def test_in_the_group_it_asks_whose_private_chat_is_shut_by_forced_reply_and_names_the_way_there(garden):
    garden.house.do(lambda uow: uow.change(garden.anna, is_reachable=False))
    garden.house.do(report_back, "", by=garden.anna)
    (asked,) = garden.house.screens("ask_report_text")
    screen = garden.house.show(asked)
    assert screen.ask_placeholder == "Your report"
    assert "https://t.me/mandate_bot?start=1mh" in screen.text
    house = garden.house
    house.do(lambda uow: uow.change(asked, chat_id=GROUP, message_id=77, state=OutgoingState.SENT))
    answer = Answer("All is well", (("photo", "F1"),), 77)
    assert house.do(answer_dialog, answer, is_group=True, by=garden.anna)
    assert house.one(Report).text == "All is well"
    assert house.one(Report).files == (("photo", "F1"),)
    house.pass_time(minutes=1)
    assert not house.screens("report_file")


def draft_texts(garden):
    return [garden.house.show(row).text for row in garden.house.screens("report_draft")]


def test_in_private_a_report_is_put_together_by_buttons_text_and_files(garden):
    first, second = (bind(garden.house, garden.mandate, text) for text in ("Buy a barrel", "Mend the fence"))
    private(garden, report_back, "")
    private(garden, set_claim, garden.house.council_id, first.instruction_id, Claim.KEPT)
    private(garden, set_claim, garden.house.council_id, second.instruction_id, Claim.UNDER_WAY)
    private(garden, answer_dialog, Answer("The barrel holds 200 l"), is_group=False)
    private(garden, answer_dialog, Answer("", (("photo", "F1"),)), is_group=False)
    last = draft_texts(garden)[-1]
    assert "1. Buy a barrel: <b>Kept</b>" in last
    assert "2. Mend the fence: <b>Under way</b>" in last
    assert "200 l" in last
    assert "1 photo" in last
    private(garden, send_draft, garden.house.council_id, garden.mandate.mandate_id)
    report = garden.house.one(Report)
    assert report.claims == {first.instruction_id: "kept", second.instruction_id: "under_way"}
    assert report.files == (("photo", "F1"),)
    assert "1. Buy a barrel: Kept" in garden.card(report).text
    assert "is posted in Garden" in garden.said("report_sent")[0]
    with pytest.raises(DialogOverError):
        private(garden, send_draft, garden.house.council_id, garden.mandate.mandate_id)


def test_files_follow_the_card_as_replies_once_it_stands(garden):
    house = garden.house
    report = house.do(
        post_report, garden.now, Written("See", files=(("photo", "F1"), ("document", "F2"))), by=garden.anna
    ).report
    house.pass_time(seconds=10)
    assert not house.screens("report_file")
    card = house.one(Card, subject_id=report.report_id)
    house.do(lambda uow: uow.change(card, message_id=55))
    house.pass_time(minutes=2)
    files = house.screens("report_file")
    assert [row.reply_to for row in files] == [55, 55]
    assert [house.show(row).files for row in files] == [(("photo", "F1"),), (("document", "F2"),)]


def test_photos_by_reply_to_the_report_are_added(garden):
    house = garden.house
    report = garden.report()
    card = house.one(Card, subject_id=report.report_id)
    house.do(lambda uow: uow.change(card, chat_id=GROUP, message_id=55))
    photo = Answer("", (("photo", "F1"),), 55)
    assert house.do(answer_dialog, photo, is_group=True, by=garden.anna)
    assert not house.do(answer_dialog, photo, is_group=True, by=garden.others[0])
    assert house.one(Report).files == (("photo", "F1"),)
    assert "1 photo" in garden.card(report).text
    many = Answer("", tuple(("photo", f"F{number}") for number in range(10)), 55)
    with pytest.raises(TooManyFilesError):
        house.do(answer_dialog, many, is_group=True, by=garden.anna)


def test_nothing_new_twice_running_and_no_more(garden):
    for _ in range(2):
        private(garden, send_nothing_new, garden.house.council_id, garden.mandate.mandate_id)
    with pytest.raises(NothingNewTooOftenError) as refused:
        private(garden, send_nothing_new, garden.house.council_id, garden.mandate.mandate_id)
    assert refused.value.fields["limit"] == 2
    garden.report()
    private(garden, send_nothing_new, garden.house.council_id, garden.mandate.mandate_id)
    assert "Nothing new." in garden.card(garden.house.find(Report)[-1]).text


def test_nothing_new_meets_the_date(garden):
    garden.at(4, 4, 12, 0)
    private(garden, send_nothing_new, garden.house.council_id, garden.mandate.mandate_id)
    assert garden.rows()[0] == ("04-04", MET)


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (Written(""), ReportEmptyError),
        (Written("\u200b \n"), ReportEmptyError),
        (Written("x" * 3001), TextTooLongError),
        (Written("x", files=(("photo", "F"),) * 11), TooManyFilesError),
    ],
)
def test_reports_that_say_nothing_or_too_much(garden, draft, error):
    with pytest.raises(error):
        garden.house.do(post_report, garden.now, draft, by=garden.anna)
    assert not garden.house.find(Report)
    assert garden.rows() == [("04-04", DUE)]


def test_the_longest_report_fits_its_card_with_every_claim(garden):
    bound = [bind(garden.house, garden.mandate, f"{number} " + "y" * 300) for number in range(12)]
    claims = tuple((one.instruction_id, Claim.NOT_POSSIBLE) for one in bound)
    report = garden.house.do(post_report, garden.now, Written("&" * 3000, claims), by=garden.anna).report
    for person in garden.others:
        garden.ask(report, "why? " * 100, person)
    text = garden.card(report).text
    assert len(text.replace("&amp;", "&")) <= 4096
    assert text.count(": Not possible") == 12
    assert "Counts are shown at the close." in text


def test_with_two_offices_the_one_to_report_on_is_picked_and_the_text_is_kept(garden):
    house = garden.house
    (second,) = seat(house, garden.anna, office="Secretary")
    house.do(report_back, "On the minutes", by=garden.anna)
    assert not house.find(Report)
    (row,) = house.screens("report_pick")
    assert [line[0].label for line in house.show(row).keyboard] == ["Treasurer", "Secretary", "Cancel"]
    house.do(report_for, house.council_id, second.mandate_id, by=garden.anna)
    report = house.one(Report)
    assert (report.mandate_id, report.text) == (second.mandate_id, "On the minutes")


def test_a_reply_to_the_reminder_is_the_free_line(garden):
    house = garden.house
    garden.at(4, 1, 10, 0)
    (reminder,) = house.screens("report_reminder")
    house.do(lambda uow: uow.change(reminder, chat_id=garden.anna.telegram_id, message_id=9))
    private(garden, answer_dialog, Answer("I paid the rent", (), 9), is_group=False)
    assert "I paid the rent" in draft_texts(garden)[-1]
    private(garden, send_draft, house.council_id, garden.mandate.mandate_id)
    assert house.one(Report).text == "I paid the rent"


def test_a_report_from_the_list_comes_with_its_files(garden):
    report = garden.house.do(post_report, garden.now, Written("See", files=(("photo", "F1"),)), by=garden.anna).report
    private(garden, show_report, garden.house.council_id, report.report_id)
    (shown,) = garden.house.screens("report_file")
    assert shown.person_id == garden.anna.person_id
    assert "See" in garden.said("report")[0]


def test_a_press_at_another_mandate_does_not_take_the_text_that_waits_for_a_pick(garden):
    house = garden.house
    (second,) = seat(house, garden.anna, office="Secretary")
    house.do(report_back, "On the minutes", by=garden.anna)
    (third,) = seat(house, garden.anna, office="Driver")
    house.do(report_for, house.council_id, third.mandate_id, by=garden.anna)
    assert not house.find(Report)
    assert "On the minutes" not in draft_texts(garden)[-1]
    assert second.is_live


def test_reports_of_a_person_are_listed_newest_first(garden):
    for number in range(7):
        garden.report(f"Report {number}")
        garden.house.pass_time(days=1)
    garden.house.do(show_page, garden.house.council_id, garden.mandate.mandate_id, 0, in_place=False)
    screen = garden.house.show(garden.house.screens("mandate_page")[0])
    assert "Reports, page 1 of 2:" in screen.text
    assert "Report 6" in screen.text
    assert "Report 1" not in screen.text


def test_nothing_new_beside_a_written_draft_asks_first(garden):
    where = garden.house.council_id, garden.mandate.mandate_id
    private(garden, report_back, "")
    private(garden, answer_dialog, Answer("The barrel holds 200 l"), is_group=False)
    private(garden, send_nothing_new, *where)
    assert not garden.house.find(Report)
    (asked,) = [row for row in garden.house.screens("report_draft") if row.params.get("is_doubted")]
    screen = garden.house.show(asked)
    assert "200 l" in screen.text
    assert [row[0].label for row in screen.keyboard] == ["Send the report", "Only “nothing new”", "Cancel"]
    private(garden, send_draft, *where)
    assert garden.house.one(Report).text == "The barrel holds 200 l"


def test_only_nothing_new_leaves_the_draft_out(garden):
    where = garden.house.council_id, garden.mandate.mandate_id
    instruction = bind(garden.house, garden.mandate, "Buy a barrel")
    private(garden, set_claim, garden.house.council_id, instruction.instruction_id, Claim.KEPT)
    private(garden, send_nothing_new, *where)
    assert not garden.house.find(Report)
    private(garden, send_only_nothing_new, *where)
    report = garden.house.one(Report)
    assert report.is_nothing_new
    assert not report.claims
    with pytest.raises(DialogOverError):
        private(garden, send_draft, *where)


def test_asking_for_the_report_again_keeps_what_is_written(garden):
    private(garden, report_back, "")
    private(garden, answer_dialog, Answer("The barrel holds 200 l"), is_group=False)
    private(garden, report_for, garden.house.council_id, garden.mandate.mandate_id)
    assert "200 l" in draft_texts(garden)[-1]
