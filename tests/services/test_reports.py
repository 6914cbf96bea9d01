"""Report-backs and reports: dates, reminders, overdue, missed, late; posting, rating, questions, verdicts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.council.council import Council
from bot.domain.ground.calendar import at_local_hour
from bot.domain.ground.dialog import Answer
from bot.domain.ground.entry import Entry
from bot.domain.ground.outgoing import Card, OutgoingState
from bot.domain.ground.text import TextTooLongError
from bot.domain.ground.voices import Voice
from bot.domain.instructions.instruction import Instruction, InstructionState
from bot.domain.mandates.mandate import EndReason, NoMandateError, NotHolderError
from bot.domain.reports.duties import ReportOverdue
from bot.domain.reports.report import (
    NothingNewTooOftenError,
    OwnReportError,
    Question,
    RatingOverError,
    Report,
    ReportBack,
    ReportBackState,
    ReportEmptyError,
    TooManyFilesError,
    Verdict,
)
from bot.domain.roll.member import Member, NotOnRollError, StillWaitingError
from bot.services.charter.charter import apply_rule
from bot.services.council.council import get_council
from bot.services.ground.deadlines import give_back
from bot.services.ground.dialogs import DialogOverError, answer_dialog
from bot.services.ground.schedule import deadline
from bot.services.mandates.mandates import end_mandate
from bot.services.mandates.pages import show_page
from bot.services.reports.owed import is_overdue, missed_in_a_row
from bot.services.reports.reporting import (
    report_back,
    report_for,
    send_draft,
    send_nothing_new,
    set_claim,
    show_questions,
    show_report,
    start_question,
)
from bot.services.reports.reports import Written, post_report, rate
from storage.tables import KEPT
from tests.support import offices
from tests.support.council import GROUP, House
from tests.support.instructions import bind
from tests.support.offices import mandate_now

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eva", "Finn")


def seat(house, *holders, **named):
    return offices.seat(house, *holders, has_report_backs=True, **named)


DUE, OVERDUE, MISSED = ReportBackState.DUE, ReportBackState.OVERDUE, ReportBackState.MISSED
MET, LATE, LAPSED = ReportBackState.MET, ReportBackState.LATE, ReportBackState.LAPSED


class Garden:
    """Anna is treasurer from 5 March 2026, 11:00 UTC: her first report-back is on 4 April."""

    def __init__(self, names=NAMES, **council):
        self.house = House()
        self.anna, *self.others = self.house.founded(*names)
        if council:
            self.house.do(lambda uow: uow.change(uow.get(Council, self.house.council_id), **council))
        (self.mandate,) = seat(self.house, self.anna)

    @property
    def now(self):
        return mandate_now(self.house, self.mandate)

    def at(self, month, day, hour, minute):
        """Everything up to this moment (UTC) has happened."""
        moment = datetime(2026, month, day, hour, minute, tzinfo=UTC)
        self.house.pass_time(seconds=(moment - self.house.now).total_seconds())

    def report(self, text="We bought a barrel", **named):
        posted = self.house.do(post_report, self.now, Written(text), by=self.anna, **named)
        return posted.report

    def rows(self):
        return [
            (row.due_on.isoformat()[5:], row.state)
            for row in sorted(self.house.find(ReportBack), key=lambda row: (row.due_on, row.report_back_id))
        ]

    def over_at(self):
        row = self.house.one(ReportBack)
        return self.house.read(deadline, self.house.council_id, ReportOverdue(row.report_back_id))

    def said(self, screen):
        return [self.house.show(row).text for row in self.house.screens(screen)]

    def rate(self, report, *, accept=(), not_enough=()):
        for people, is_accepted in ((accept, True), (not_enough, False)):
            for person in people:
                self.house.do(rate, self.house.council_id, report.report_id, is_accepted=is_accepted, by=person)

    def card(self, report):
        return self.house.card(report.report_id)

    def is_overdue(self):
        return self.house.read(is_overdue, self.now)

    def missed(self):
        return self.house.read(missed_in_a_row, self.now)


@pytest.fixture
def garden():
    return Garden()


# Dates.


def test_due_until_the_end_of_the_day_then_overdue_in_public_then_missed(garden):
    garden.at(4, 4, 23, 59)
    assert garden.rows() == [("04-04", DUE)]
    assert not garden.is_overdue()
    garden.at(4, 5, 0, 0)
    assert garden.rows() == [("04-04", OVERDUE), ("05-04", DUE)]
    assert garden.is_overdue()
    assert "has not: overdue" in garden.said("report_overdue")[0]
    assert "<b>Overdue: the report-back of 4 Apr 2026</b>" in garden.house.card(garden.mandate.mandate_id).text
    garden.at(4, 7, 23, 59)
    assert garden.missed() == 0
    garden.at(4, 8, 0, 0)
    assert garden.rows()[0] == ("04-04", MISSED)
    assert (garden.missed(), garden.is_overdue()) == (1, True)
    assert "has missed the report-back of 4 Apr 2026" in garden.said("report_missed")[0]


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
    garden = Garden(zone="America/New_York")
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
    assert "No further report-back in this term" in garden.house.show(card).text


def test_what_is_owed_lapses_with_the_mandate(garden):
    garden.at(4, 5, 1, 0)
    garden.house.do(end_mandate, garden.now, EndReason.RESIGNED)
    assert garden.rows() == [("04-04", LAPSED), ("05-04", LAPSED)]
    garden.at(6, 1, 0, 0)
    assert not garden.said("report_missed")


# Outages.


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
    garden = Garden(charter={"report_every_function": "7d"})
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


# Reminders.


def test_reminders_before_and_after_at_nine_in_the_morning_of_the_council():
    garden = Garden(zone="Asia/Tokyo")
    garden.at(5, 1, 0, 0)
    reminders = [row for row in garden.house.screens("report_reminder") if row.person_id == garden.anna.person_id]
    tokyo = [(row.created_at + timedelta(hours=9)).isoformat()[5:16] for row in reminders]
    assert tokyo == ["04-01T09:00", "04-03T09:00", "04-04T09:00", "04-05T09:00", "04-07T09:00", "05-01T09:00"]


def test_what_a_reminder_says(garden):
    instruction = bind(garden.house, garden.mandate, "Buy a barrel")
    garden.at(4, 3, 9, 0)
    before, day_before = garden.house.screens("report_reminder")
    assert "That is in 1 day." in garden.house.show(day_before).text
    labels = [[button.label for button in row] for row in garden.house.show(day_before).keyboard]
    assert labels == [["Kept", "Under way", "Not possible"], ["Nothing new"], ["Write the report"]]
    garden.at(4, 4, 10, 0)
    assert "Your report as Treasurer in Garden is due today" in garden.said("report_reminder")[2]
    garden.at(4, 5, 10, 0)
    assert "is overdue" in garden.said("report_reminder")[3]
    assert "From " in garden.said("report_reminder")[3]
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
    garden = Garden()
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


# Posting.


def test_a_report_in_the_group_with_its_card(garden):
    house = garden.house
    house.do(report_back, "We bought <b>a</b> barrel", by=garden.anna)
    report = house.one(Report)
    card = garden.card(report)
    assert "Report of" in card.text
    assert "&lt;b&gt;a&lt;/b&gt; barrel" in card.text
    assert [button.label for row in card.keyboard for button in row] == ["Accept", "Not enough", "Ask", "Join the roll"]
    assert "at least 2 of 5 do" in card.text


def test_only_holders_report(garden):
    with pytest.raises(NoMandateError):
        garden.house.do(report_back, "Me too", by=garden.others[0])
    with pytest.raises(NotHolderError):
        garden.house.do(post_report, garden.now, Written("For her"), by=garden.others[0])
    assert not garden.house.find(Report)


def test_alone_in_the_group_it_asks_by_forced_reply_and_names_the_private_way(garden):
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


def private(garden, use_case, *arguments, **named):
    return garden.house.do(use_case, *arguments, by=garden.anna, chat_id=garden.anna.telegram_id, **named)


def draft_texts(garden):
    return [garden.house.show(row).text for row in garden.house.screens("report_draft")]


def test_in_private_a_report_is_put_together_by_buttons_text_and_files(garden):
    first, second = (bind(garden.house, garden.mandate, text) for text in ("Buy a barrel", "Mend the fence"))
    private(garden, report_back, "")
    private(garden, set_claim, garden.house.council_id, first.instruction_id, "kept")
    private(garden, set_claim, garden.house.council_id, second.instruction_id, "under_way")
    private(garden, answer_dialog, Answer("The barrel holds 200 l"), is_group=False)
    private(garden, answer_dialog, Answer("", (("photo", "F1"),)), is_group=False)
    last = draft_texts(garden)[-1]
    assert "1. Buy a barrel: <b>Kept</b>" in last
    assert "2. Mend the fence: <b>Under way</b>" in last
    assert "200 l" in last
    assert "1 photo or file" in last
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
    assert "With 1 photo or file" in garden.card(report).text
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
    claims = tuple((one.instruction_id, "not_possible") for one in bound)
    report = garden.house.do(post_report, garden.now, Written("&" * 3000, claims), by=garden.anna).report
    for person in garden.others:
        _ask(garden, report, "why? " * 100, person)
    text = garden.card(report).text
    assert len(text.replace("&amp;", "&")) <= 4096
    assert text.count("Not possible") == 12
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
    assert house.screens("ask_report_text")
    assert second.is_live


# Rating.


def test_ratings_can_be_changed_for_three_days_and_never_by_the_holder(garden):
    ben, cleo, *_ = garden.others
    report = garden.report()
    garden.rate(report, accept=[ben, cleo, ben])
    garden.rate(report, not_enough=[ben])
    assert "Counts are shown at the close." in garden.card(report).text
    with pytest.raises(OwnReportError):
        garden.rate(report, accept=[garden.anna])
    with pytest.raises(NotOnRollError):
        garden.rate(report, accept=[garden.house.person("Zed")])
    late = garden.house.person("Late")
    garden.house.join(late)
    with pytest.raises(StillWaitingError):
        garden.rate(report, accept=[late])
    garden.house.pass_time(days=3)
    with pytest.raises(RatingOverError) as over:
        garden.rate(report, accept=[ben])
    assert over.value.fields["verdict"] is Verdict.NOTED
    assert "Accept 1 · Not enough 1" in garden.card(report).text


def test_a_rating_is_one_sealed_slot_and_stands_in_no_entry_card_or_count(garden):
    report = garden.report()
    aside = {Voice, Member}  # of a member the day of their last act may change
    kept = {kind: garden.house.find(kind) for kind in KEPT.keys() - aside}
    slots = {row.slot: row.sealed for row in garden.house.find(Voice, subject_id=report.report_id)}
    garden.rate(report, not_enough=[garden.others[0]])
    changed = {row.slot: row.sealed for row in garden.house.find(Voice, subject_id=report.report_id)}
    assert slots.keys() == changed.keys()
    assert sum(slots[slot] != changed[slot] for slot in slots) == 1
    assert {kind: garden.house.find(kind) for kind in KEPT.keys() - aside} == kept


def test_ratings_and_their_key_are_gone_once_the_report_is_judged(garden):
    report = garden.report()
    garden.rate(report, not_enough=[garden.others[0]])
    (key,) = [each for each in garden.house.sealing.key_ids() if report.report_id in each]
    garden.house.pass_time(days=3, seconds=1)
    assert key not in garden.house.sealing.key_ids()
    assert garden.house.find(Voice, subject_id=report.report_id) == []
    assert garden.house.one(Report).not_enoughs == 1


def test_where_ten_may_rate_the_card_follows_in_steps_of_five():
    house = House()
    holder, *others = house.founded(*(f"P{number}" for number in range(12)))
    (mandate,) = seat(house, holder)
    report = house.do(post_report, mandate, Written("Done."), by=holder).report
    shown = []
    for person in others:
        house.do(rate, house.council_id, report.report_id, is_accepted=True, by=person)
        shown.append(house.one(Report).accepts)
    assert shown == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]
    assert "Accept 10 · Not enough 0 (in steps of 5)" in house.card(report.report_id).text


def test_an_accepted_report_settles_its_claims(garden):
    first, second, third = (bind(garden.house, garden.mandate, text) for text in ("one", "two", "three"))
    claims = (
        (first.instruction_id, "kept"),
        (second.instruction_id, "not_possible"),
        (third.instruction_id, "under_way"),
    )
    report = garden.house.do(post_report, garden.now, Written("", claims), by=garden.anna).report
    garden.rate(report, accept=garden.others[:1])
    garden.house.pass_time(days=3)
    states = [garden.house.one(Instruction, instruction_id=one.instruction_id).state for one in (first, second, third)]
    assert states == [InstructionState.KEPT, InstructionState.OVERTAKEN, InstructionState.OPEN]
    assert "<b>Accepted</b>" in garden.card(report).text


@pytest.mark.parametrize(("accepts", "not_enoughs"), [(0, 1), (1, 1), (2, 2)])
def test_claims_of_a_report_that_was_only_noted_are_not_valid(garden, accepts, not_enoughs):
    instruction = bind(garden.house, garden.mandate, "one")
    claims = ((instruction.instruction_id, "kept"),)
    report = garden.house.do(post_report, garden.now, Written("", claims), by=garden.anna).report
    garden.rate(report, accept=garden.others[:accepts], not_enough=garden.others[accepts : accepts + not_enoughs])
    garden.house.pass_time(days=3)
    assert garden.house.one(Report).verdict is Verdict.NOTED
    assert garden.house.one(Instruction).state is InstructionState.OPEN


def test_a_rejected_report_makes_a_new_one_due_in_three_days(garden):
    report = garden.report()
    garden.rate(report, not_enough=garden.others[:2])
    garden.house.pass_time(days=3)
    assert garden.house.one(Report).verdict is Verdict.REJECTED
    assert garden.rows() == [("03-11", DUE), ("04-04", DUE)]
    assert "At least 2 of 5 pressed [Not enough]." in garden.card(report).text
    public, own = garden.said("report_rejected")
    assert "A new one is due by the end of 11 Mar 2026." in public
    assert "Your report as Treasurer in Garden was rejected" in own
    assert (
        "New report, as one was rejected: by the end of 11 Mar 2026"
        in garden.house.card(garden.mandate.mandate_id).text
    )
    garden.at(3, 12, 0, 0)
    assert garden.is_overdue()
    garden.report("More of it")
    assert garden.rows() == [("03-11", LATE), ("04-04", DUE)]


def test_no_new_report_is_asked_for_after_the_term(garden):
    last = garden.mandate.ends_at - timedelta(days=4)
    garden.at(last.month, last.day, last.hour, last.minute)
    report = garden.report()
    for person in garden.others[:3]:
        garden.house.do(rate, garden.house.council_id, report.report_id, is_accepted=False, by=person)
    garden.house.pass_time(days=3)
    assert garden.rows()[-1] == ("09-05", DUE)
    assert "due by the end of 5 Sep 2026" in garden.house.show(garden.house.screens("report_rejected")[0]).text


def test_two_rejected_ask_for_confidence(garden):
    for number in range(2):
        report = garden.report(f"Report {number}")
        garden.rate(report, not_enough=garden.others[:3])
        garden.house.pass_time(days=3)
    whys = [entry.data["why"] for entry in garden.house.find(Entry, kind="check_due")]
    assert whys == ["rejected"]


def test_a_report_is_judged_after_its_mandate_has_ended_too(garden):
    report = garden.report()
    garden.rate(report, not_enough=garden.others[:3])
    garden.house.do(end_mandate, garden.now, EndReason.RESIGNED)
    garden.house.pass_time(days=3)
    assert garden.house.one(Report).verdict is Verdict.REJECTED
    assert all(state is LAPSED for _, state in garden.rows())


# Questions.


def _ask(garden, report, text, person):
    house = garden.house
    house.do(start_question, house.council_id, report.report_id, by=person)
    asked = house.screens("ask_report_question")[-1]
    message_id = 1000 + len(house.find(Question))
    house.do(lambda uow: uow.change(asked, chat_id=GROUP, message_id=message_id))
    assert house.do(answer_dialog, Answer(text, (), message_id), is_group=True, by=person)
    return house.find(Question)[-1]


def test_questions_and_answers_stay_under_the_report(garden):
    house, ben = garden.house, garden.others[0]
    report = garden.report()
    with pytest.raises(OwnReportError):
        house.do(start_question, house.council_id, report.report_id, by=garden.anna)
    _ask(garden, report, "What did it cost?", ben)
    assert "• What did it cost?\n— not answered yet" in garden.card(report).text
    group, own = house.screens("report_question")
    assert "Ben asks" in house.show(group).text
    assert own.person_id == garden.anna.person_id
    house.do(lambda uow: uow.change(group, chat_id=GROUP, message_id=5))
    house.do(lambda uow: uow.change(own, chat_id=garden.anna.telegram_id, message_id=6))
    assert not house.do(answer_dialog, Answer("I know: 20", (), 5), is_group=True, by=ben)
    assert house.do(answer_dialog, Answer("20 euros", (), 5), is_group=True, by=garden.anna)
    assert "— 20 euros" in garden.card(report).text
    assert not house.screens("report_answer")
    private(garden, answer_dialog, Answer("and 5 for the tap", (), 6), is_group=False)
    assert house.one(Question).answer == "20 euros\nand 5 for the tap"
    assert "and 5 for the tap" in garden.said("report_answer")[0]


def test_many_questions_have_pages(garden):
    report = garden.report()
    for number in range(7):
        _ask(garden, report, f"Question {number}", garden.others[number % 5])
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
    _ask(garden, report, "How much?", garden.others[0])
    card = garden.house.one(Card, subject_id=report.report_id)
    garden.house.do(lambda uow: uow.change(card, chat_id=GROUP, message_id=55))
    assert garden.house.do(answer_dialog, Answer("20", (), 55), is_group=True, by=garden.anna)
    assert garden.house.one(Question).answer == "20"


def test_reports_of_a_person_are_listed_newest_first(garden):
    for number in range(7):
        garden.report(f"Report {number}")
        garden.house.pass_time(days=1)
    garden.house.do(show_page, garden.house.council_id, garden.mandate.mandate_id, 0, in_place=False)
    screen = garden.house.show(garden.house.screens("mandate_page")[0])
    assert "Reports, page 1 of 2:" in screen.text
    assert "Report 6" in screen.text
    assert "Report 1" not in screen.text
