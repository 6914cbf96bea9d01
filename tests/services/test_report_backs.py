"""Report-backs: dates, reminders, overdue, missed, late; what an outage and another zone do to them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.council.council import Council
from bot.domain.ground.calendar import at_local_hour
from bot.domain.ground.entry import Entry
from bot.domain.ground.outgoing import Card
from bot.domain.mandates.mandate import EndReason
from bot.domain.mandates.messages import MandatePage
from bot.domain.reports.report import ReportBack, ReportBackState
from bot.services.charter.charter import apply_rule
from bot.services.council.council import get_council
from bot.services.ground.deadlines import give_back
from bot.services.mandates.mandates import end_mandate
from handlers.views.ground.words import bare
from tests.support.instructions import bind
from tests.support.mandates import seat
from tests.support.reporting import ReportingGarden

DUE, OVERDUE, MISSED = ReportBackState.DUE, ReportBackState.OVERDUE, ReportBackState.MISSED


MET, LATE, LAPSED = ReportBackState.MET, ReportBackState.LATE, ReportBackState.LAPSED


@pytest.fixture
def garden():
    return ReportingGarden()


def test_due_until_the_end_of_the_day_then_overdue_in_public_then_missed(garden):
    garden.at(4, 4, 23, 59)
    assert garden.rows() == [("04-04", DUE)]
    assert not garden.is_overdue()
    garden.at(4, 5, 0, 0)
    assert garden.rows() == [("04-04", OVERDUE), ("05-04", DUE)]
    assert garden.is_overdue()
    assert "has not reported as Treasurer (due" in garden.said("report_overdue")[0]
    assert "<b>Overdue: the report-back of 4 Apr 2026</b>" in garden.house.card(garden.mandate.mandate_id).text
    garden.at(4, 7, 23, 59)
    assert garden.missed() == 0
    garden.at(4, 8, 0, 0)
    assert garden.rows()[0] == ("04-04", MISSED)
    assert (garden.missed(), garden.is_overdue()) == (1, True)
    (said,) = map(bare, garden.said("report_missed"))
    assert said == "Anna did not report (due 4 Apr). 2 of 5 signals now open a recall."


def test_a_late_report_ends_overdue(garden):
    garden.at(4, 6, 12, 0)
    garden.report()
    assert garden.rows() == [("04-04", LATE), ("05-04", DUE)]
    assert not garden.is_overdue()
    garden.at(4, 9, 0, 0)
    assert garden.missed() == 0
    assert not garden.said("report_missed")


def test_a_late_report_does_not_end_missed(garden):
    garden.at(4, 10, 12, 0)
    garden.report()
    assert garden.rows()[0] == ("04-04", MISSED)
    assert (garden.missed(), garden.is_overdue()) == (1, False)
    said = garden.house.card(garden.mandate.mandate_id).text
    assert "Missed: the report-back of" in said
    assert "reported late on" in said


def test_two_missed_in_a_row_ask_for_confidence_once(garden):
    garden.at(4, 20, 0, 0)
    assert not [card for card in garden.house.find(Card) if card.screen == "confidence_check"]
    garden.at(5, 8, 0, 0)
    assert garden.missed() == 2
    assert len([card for card in garden.house.find(Card) if card.screen == "confidence_check"]) == 1
    (entry,) = garden.house.find(Entry, kind="check_due")
    assert entry.data["why"] == "missed"


def test_a_report_in_between_breaks_the_row_of_missed_ones(garden):
    garden.at(5, 1, 0, 0)
    assert garden.missed() == 1
    garden.report()
    assert garden.missed() == 0
    assert garden.rows()[1] == ("05-04", MET)


def test_one_report_meets_all_dates_of_the_next_7_days_and_the_next_counts_from_the_old_date(garden):
    garden.at(3, 27, 23, 0)
    garden.report()
    assert garden.rows() == [("04-04", DUE)]
    garden.at(3, 28, 0, 1)
    garden.report()
    assert garden.rows() == [("04-04", MET), ("05-04", DUE)]
    assert garden.now.report_due_on == date(2026, 5, 4)


def test_a_report_after_weeks_of_silence_meets_everything_owed(garden):
    garden.at(6, 1, 12, 0)
    assert garden.rows() == [("04-04", MISSED), ("05-04", MISSED), ("06-03", DUE)]
    garden.report()
    assert garden.rows() == [("04-04", MISSED), ("05-04", MISSED), ("06-03", MET), ("07-03", DUE)]
    assert not garden.is_overdue()


def test_days_are_the_councils_own():
    garden = ReportingGarden(zone="America/New_York")
    assert garden.over_at() == datetime(2026, 4, 5, 4, 0, tzinfo=UTC)
    garden.at(4, 5, 3, 59)
    assert garden.rows() == [("04-04", DUE)]
    garden.at(4, 5, 4, 0)
    assert garden.rows()[0] == ("04-04", OVERDUE)


def test_a_council_that_moves_to_another_zone_keeps_its_days(garden):
    garden.house.do(lambda uow: uow.change(uow.get(Council, garden.house.council_id), zone="America/New_York"))
    garden.at(4, 5, 3, 59)
    assert garden.rows()[0] == ("04-04", DUE)
    garden.at(4, 5, 4, 0)
    assert garden.rows()[0] == ("04-04", OVERDUE)


@pytest.mark.parametrize(("zone", "over_at"), [("Pacific/Apia", (4, 11, 0)), ("Asia/Kathmandu", (4, 18, 15))])
def test_a_council_that_moves_east_does_not_give_more_of_the_day_than_there_is(garden, zone, over_at):
    house = garden.house
    house.do(lambda uow: apply_rule(uow, get_council(uow, house.council_id), "zone", zone, house.council_id))
    day, hour, minute = over_at
    assert garden.over_at() == datetime(2026, 4, day, hour, minute, tzinfo=UTC)
    garden.at(4, day, hour - 1, 59)
    assert garden.rows()[0] == ("04-04", DUE)
    garden.at(4, day, hour, minute)
    assert garden.rows()[0] == ("04-04", OVERDUE)
    garden.at(4, day + 3, hour, minute)
    assert garden.rows()[0] == ("04-04", MISSED)
    nine = [at_local_hour(date(2026, 4, day), 9, zone) for day in (1, 3, 4, 5, 7)]
    assert [entry.at for entry in house.find(Entry, kind="report_reminder")] == nine


def test_the_dates_end_with_the_term(garden):
    garden.at(9, 4, 23, 0)
    garden.report()
    assert garden.now.report_due_on is None
    (card,) = garden.house.find(Card, subject_id=garden.mandate.mandate_id, screen="mandate")
    assert "Next report-back" not in garden.house.show(card).text
    page = garden.house.aside(MandatePage(garden.mandate.mandate_id, 0), garden.others[0])
    assert "No further report-back in this term" in page.text


def test_what_is_owed_lapses_with_the_mandate(garden):
    garden.at(4, 5, 1, 0)
    garden.house.do(end_mandate, garden.now, EndReason.RESIGNED)
    assert garden.rows() == [("04-04", LAPSED), ("05-04", LAPSED)]
    garden.at(6, 1, 0, 0)
    assert not garden.said("report_missed")


def outage(house, down_from, down_until):
    house.now = max(house.now, down_until)
    house.do(give_back, down_from, down_until)


def test_if_the_bot_was_down_on_the_day_the_date_moves_and_the_next_counts_from_the_old_one(garden):
    garden.at(4, 3, 12, 0)
    outage(garden.house, garden.house.now, datetime(2026, 4, 6, 6, 0, tzinfo=UTC))
    assert garden.rows() == [("04-07", DUE)]
    garden.at(4, 7, 12, 0)
    garden.report()
    assert garden.rows() == [("04-07", MET), ("05-04", DUE)]


def test_dates_that_an_outage_swallowed_whole_are_not_owed_afterwards():
    garden = ReportingGarden(charter={"report_every_function": "7d"})
    garden.at(3, 11, 12, 0)
    outage(garden.house, garden.house.now, datetime(2026, 3, 22, 12, 0, tzinfo=UTC))
    assert garden.rows() == [("03-23", DUE)]
    garden.at(3, 24, 12, 0)
    assert garden.rows() == [("03-23", OVERDUE), ("03-26", DUE)]
    assert garden.missed() == 0


def test_an_outage_on_another_day_moves_nothing(garden):
    garden.at(4, 1, 0, 0)
    outage(garden.house, garden.house.now, datetime(2026, 4, 3, 0, 0, tzinfo=UTC))
    assert garden.rows() == [("04-04", DUE)]


def test_days_of_grace_that_an_outage_took_are_given_back(garden):
    garden.at(4, 6, 0, 0)
    outage(garden.house, garden.house.now, datetime(2026, 4, 8, 12, 0, tzinfo=UTC))
    garden.at(4, 10, 11, 0)
    assert garden.rows()[0] == ("04-04", OVERDUE)
    garden.at(4, 10, 12, 0)
    assert garden.rows()[0] == ("04-04", MISSED)


def test_reminders_before_and_after_at_nine_in_the_morning_of_the_council():
    garden = ReportingGarden(zone="Asia/Tokyo")
    garden.at(5, 1, 0, 0)
    reminders = [row for row in garden.house.screens("report_reminder") if row.person_id == garden.anna.person_id]
    tokyo = [(row.created_at + timedelta(hours=9)).isoformat()[5:16] for row in reminders]
    assert tokyo == ["04-01T09:00", "04-03T09:00", "04-04T09:00", "04-05T09:00", "04-07T09:00", "05-01T09:00"]


def test_what_a_reminder_says(garden):
    instruction = bind(garden.house, garden.mandate, "Buy a barrel")
    garden.at(4, 3, 9, 0)
    before, day_before = garden.house.screens("report_reminder")
    assert "</b>, in 1 day." in garden.house.show(day_before).text
    labels = [[button.label for button in row] for row in garden.house.show(day_before).keyboard]
    assert labels == [["Kept", "Under way", "Not possible"], ["Nothing new"], ["Write the report"]]
    garden.at(4, 4, 10, 0)
    assert "Your report as Treasurer in Garden is due today" in garden.said("report_reminder")[2]
    garden.at(4, 5, 10, 0)
    assert "is overdue" in garden.said("report_reminder")[3]
    assert "Missed from" in garden.said("report_reminder")[3]
    assert instruction.text in garden.said("report_reminder")[3]
    assert before.council_id == garden.house.council_id


def test_who_has_reported_is_not_reminded(garden):
    garden.at(3, 30, 0, 0)
    garden.report()
    garden.at(4, 20, 0, 0)
    assert not garden.house.screens("report_reminder")


def test_reminders_that_an_outage_held_up_come_as_one(garden):
    garden.house.now = datetime(2026, 4, 4, 12, 0, tzinfo=UTC)
    garden.house.pass_time(seconds=0)
    assert len(garden.house.screens("report_reminder")) == 1
    ways = [entry.data["way"] for entry in garden.house.find(Entry, kind="report_reminder")]
    assert ways == ["private", "merged", "merged"]


def test_a_holder_without_a_private_chat_is_named_in_the_group_once():
    garden = ReportingGarden()
    house = garden.house
    ben = house.person("Zoe", is_reachable=False)
    house.join(ben)
    seat(house, ben, office="Driver")
    garden.at(4, 9, 0, 0)
    public = [row for row in house.screens("report_reminder_public") if row.person_id is None]
    assert len(public) == 1
    shown = garden.house.find(ReportBack, report_back_id=public[0].params["report_back_id"])[0]
    assert shown.state is MISSED
    ways = {entry.data["way"] for entry in house.find(Entry, kind="report_reminder")}
    assert ways == {"private", "group", "merged"}
    assert f"tg://user?id={ben.telegram_id}" in house.show(public[0]).text
    assert (house.show(public[0]).keyboard[0][0].url or "")[:33] == "https://t.me/mandate_bot?start=1m"
