"""A report that was begun is lost by nothing: not by another question, nor by time; only [Cancel] ends it."""

import pytest

from bot.domain.ground.dialog import Answer
from bot.domain.mandates.mandate import EndReason
from bot.domain.reports.draft import KeptDraft
from bot.domain.reports.report import Report
from bot.services.ballots.proposals import begin_proposal
from bot.services.ground.answering import answer_dialog
from bot.services.ground.cancelling import cancel_asked
from bot.services.ground.dialogs import DialogOverError, answer_confirm
from bot.services.ground.home import take_home
from bot.services.mandates.mandates import end_mandate, get_mandate
from bot.services.me.forget import ask_forget
from bot.services.reports.reporting import (
    report_back,
    report_for,
    send_draft,
    send_only_nothing_new,
)
from tests.support.mandates import seat
from tests.support.reporting import ReportingGarden

WRITTEN = "The barrel holds 200 l"


def private(garden, use_case, *arguments, **named):
    anna = garden.anna
    return garden.house.do(use_case, *arguments, by=anna, chat_id=anna.telegram_id, **named)


def where(garden):
    return garden.house.council_id, garden.mandate.mandate_id


@pytest.fixture
def garden():
    return ReportingGarden()


@pytest.fixture
def written(garden):
    """A report of which a line is written."""
    private(garden, report_back, "")
    private(garden, answer_dialog, Answer(WRITTEN), is_group=False)
    return garden


def offered(garden):
    shown = garden.house.show(garden.house.screens("report_kept")[-1])
    assert [row[0].label for row in shown.keyboard] == ["Go on with the report"]
    return shown.text


def test_another_question_keeps_the_report_and_offers_to_go_on(written):
    private(written, begin_proposal, "", None, None)
    assert "What you wrote for your report as Treasurer in Garden is kept." in offered(written)
    private(written, answer_dialog, Answer("A bench"), is_group=False)
    private(written, report_for, *where(written))
    assert WRITTEN in written.house.show(written.house.screens("report_draft")[-1]).text
    private(written, answer_dialog, Answer("and two taps"), is_group=False)
    private(written, send_draft, *where(written))
    assert written.house.one(Report).text == f"{WRITTEN}\nand two taps"
    assert not written.house.find(KeptDraft)


def test_a_question_of_yes_or_no_keeps_it_too(written):
    private(written, ask_forget)
    offered(written)
    private(written, answer_confirm, written.anna.person_id, is_yes=False)
    private(written, send_draft, *where(written))
    assert written.house.one(Report).text == WRITTEN


def test_after_a_quarter_of_an_hour_it_is_kept_and_what_is_written_late_is_added(written):
    written.house.pass_time(minutes=16)
    assert written.house.one(KeptDraft).text == WRITTEN
    private(written, answer_dialog, Answer("and two taps"), is_group=False)
    assert not written.house.find(KeptDraft)
    private(written, send_draft, *where(written))
    assert written.house.one(Report).text == f"{WRITTEN}\nand two taps"
    with pytest.raises(DialogOverError):
        private(written, send_draft, *where(written))


def test_a_day_later_the_buttons_of_the_report_still_send_it(written):
    written.house.pass_time(days=1)
    private(written, send_draft, *where(written))
    assert written.house.one(Report).text == WRITTEN
    private(written, begin_proposal, "", None, None)
    assert not written.house.screens("report_kept")


def test_what_is_cancelled_or_left_out_is_gone(written):
    private(written, cancel_asked)
    with pytest.raises(DialogOverError):
        private(written, send_draft, *where(written))
    private(written, report_back, "")
    private(written, answer_dialog, Answer(WRITTEN), is_group=False)
    written.house.pass_time(days=1)
    private(written, send_only_nothing_new, *where(written))
    assert not written.house.find(KeptDraft)


def test_of_a_report_that_says_nothing_yet_nothing_is_kept(garden):
    private(garden, report_back, "")
    private(garden, begin_proposal, "", None, None)
    assert not garden.house.find(KeptDraft)
    assert not garden.house.screens("report_kept")


def test_reports_for_two_offices_do_not_mix(written):
    house = written.house
    (other,) = seat(house, written.anna, office="Clerk")
    private(written, report_for, house.council_id, other.mandate_id)
    assert house.one(KeptDraft).mandate_id == written.mandate.mandate_id
    assert WRITTEN not in house.show(house.screens("report_draft")[-1]).text
    private(written, report_for, *where(written))
    assert WRITTEN in house.show(house.screens("report_draft")[-1]).text


def test_it_goes_with_the_mandate(written):
    written.house.pass_time(days=1)
    mandate = written.house.read(get_mandate, *where(written))
    written.house.do(lambda uow: end_mandate(uow, mandate, EndReason.RESIGNED))
    assert not written.house.find(KeptDraft)


def test_who_is_forgotten_leaves_no_draft(written):
    written.house.pass_time(days=1)
    private(written, ask_forget)
    private(written, answer_confirm, written.anna.person_id, is_yes=True)
    assert not written.house.find(KeptDraft)


def at_home(garden):
    """What was asked in the group goes to the private chat, as delivery has it."""
    house = garden.house
    house.do(take_home, house.screens("report_draft")[-1].outgoing_id)
    return house.show(house.screens("report_draft")[-1])


def test_one_that_begins_in_the_group_is_put_together_in_private_and_read_through_before_it_is_posted(garden):
    garden.house.do(report_back, "", by=garden.anna)
    assert "Send the report" in [row[0].label for row in at_home(garden).keyboard]
    for line in (WRITTEN, "and two taps"):
        private(garden, answer_dialog, Answer(line), is_group=False)
    assert not garden.house.find(Report)
    private(garden, send_draft, *where(garden))
    assert garden.house.one(Report).text == f"{WRITTEN}\nand two taps"


def test_from_the_group_one_goes_on_with_what_is_written_in_private(written):
    written.house.do(report_back, "", by=written.anna)
    assert WRITTEN in at_home(written).text
    private(written, send_draft, *where(written))
    assert written.house.one(Report).text == WRITTEN


def test_whose_private_chat_is_shut_is_asked_in_the_group(garden):
    house = garden.house
    house.do(lambda uow: uow.change(garden.anna, is_reachable=False))
    house.do(report_back, "", by=garden.anna)
    assert house.screens("ask_report_text")
    assert not house.screens("report_draft")
