"""What one person could make the bot post again and again: all of it is bounded, whatever it is made of."""

from datetime import timedelta

import pytest

from bot.domain.council.council import CouncilState
from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.removals.duties import EndReturn
from bot.domain.reports.report import Question, Report
from bot.services.ballots.amending import amend
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.council.council import note_here, note_kicked
from bot.services.ground.budget import MEMBER, TooManyPostsError, spend_post
from bot.services.ground.schedule import deadline
from bot.services.instructions.instructions import refuse
from bot.services.removals.presence import Presence, note_presence
from bot.services.reports.questions import answer_question
from bot.services.reports.reporting import show_report
from bot.services.reports.reports import Written, post_report
from tests.support.council import GROUP, House
from tests.support.instructions import bind
from tests.support.offices import mandate_now, seat
from tests.support.recalls import deliver
from tests.support.reporting import ReportingGarden
from tests.support.roll import council, drawn, put


@pytest.fixture
def house():
    return House()


@pytest.fixture
def garden():
    return ReportingGarden()


def in_group(house):
    return [row for row in house.find(Outgoing, person_id=None) if row.message_id is None]


def comes_and_goes(house, person, times, by=None):
    for _ in range(times):
        for presence in (Presence.GONE, Presence.THERE):
            house.pass_time(seconds=10)
            house.do(note_presence, GROUP, person.telegram_id, (by or person).telegram_id, presence, by=by)


def test_amendments_count_in_the_budget_and_so_does_what_they_make_of_others_votes(house):
    anna, ben, cleo, *_ = house.founded("Anna", "Ben", "Cleo", "Dan", "Eve")
    ballot = house.do(propose, house.council_id, "Plan 0", None, by=anna)
    for number in range(1, MEMBER.in_an_hour):
        house.pass_time(seconds=20)
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=ben)
        house.do(amend, house.council_id, ballot.ballot_id, f"Plan {number}", by=anna)
    assert len(house.screens("vote_cleared")) == MEMBER.in_an_hour - 1
    with pytest.raises(TooManyPostsError):
        house.do(amend, house.council_id, ballot.ballot_id, "Plan 10", by=anna)
    assert "Plan 9" in house.card(ballot.ballot_id).text
    house.do(propose, house.council_id, "Cleo's plan", None, by=cleo)


def test_whose_vote_was_cleared_hears_nothing_more_until_they_vote_again(house):
    anna, ben, *_ = house.founded("Anna", "Ben", "Cleo", "Dan", "Eve")
    ballot = house.do(propose, house.council_id, "Plan 0", None, by=anna)
    house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=ben)
    for number in range(1, 4):
        house.do(amend, house.council_id, ballot.ballot_id, f"Plan {number}", by=anna)
        house.pass_time(minutes=1)
    assert len(house.screens("vote_cleared")) == 1


def test_a_holder_who_leaves_and_returns_is_told_of_once_a_day(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    (mandate,) = seat(house, anna)
    comes_and_goes(house, anna, 30)
    assert len(house.screens("holder_left")) == 1
    assert len(house.screens("holder_left_self")) == 1
    house.pass_time(days=1)
    comes_and_goes(house, anna, 1)
    assert len(house.screens("holder_left")) == 2
    assert mandate_now(house, mandate).is_live


def test_what_was_said_of_the_holder_reads_until_when_they_may_return_now(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    seat(house, anna)
    house.do(note_presence, GROUP, anna.telegram_id, anna.telegram_id, Presence.GONE)
    deliver(house)
    house.pass_time(hours=5)
    house.do(note_presence, GROUP, anna.telegram_id, anna.telegram_id, Presence.THERE)
    house.do(note_presence, GROUP, anna.telegram_id, anna.telegram_id, Presence.GONE)
    until = house.read(deadline, house.council_id, EndReturn(anna.person_id))
    first, again = house.screens("holder_left")
    assert again.message_id == first.message_id
    assert until - house.now == timedelta(hours=24)
    assert again.params["until"] != first.params["until"]


def test_an_administrator_who_shuts_somebody_out_again_and_again_is_told_of_once_a_day(house):
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    comes_and_goes(house, anna, 20, by=ben)
    assert len(house.screens("kept_out")) == 1
    assert len(house.screens("kept_out_self")) == 1


def test_the_bot_thrown_out_and_added_again_greets_once_a_day(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = put(house, anna)
    house.do(note_kicked, GROUP)
    house.pass_time(minutes=1)
    house.do(note_here, GROUP, "Garden", {})
    drawn(house)
    before = len(in_group(house))
    for _ in range(20):
        house.pass_time(seconds=10)
        house.do(note_kicked, GROUP)
        house.pass_time(seconds=10)
        house.do(note_here, GROUP, "Garden", {})
        (card,) = house.find(Card, subject_id=ballot.ballot_id)
        assert card.message_id is not None
        assert card.is_dirty
    assert len(in_group(house)) == before
    assert council(house).state is CouncilState.ACTIVE
    house.do(note_kicked, GROUP)
    house.pass_time(hours=3)
    house.do(note_here, GROUP, "Garden", {})
    assert len(house.screens("returned")) == 1, "however long it was out, once a day"
    house.pass_time(days=1)
    house.do(note_kicked, GROUP)
    house.do(note_here, GROUP, "Garden", {})
    assert len(house.screens("returned")) == 2


def test_a_holder_answers_an_instruction_anew_within_the_budget(garden):
    house, anna = garden.house, garden.anna
    one = bind(house, garden.mandate, "Buy a barrel")
    house.pass_time(hours=2)
    for number in range(MEMBER.in_an_hour + 1):
        house.do(refuse, house.council_id, one.instruction_id, f"no {number}", by=anna)
    with pytest.raises(TooManyPostsError):
        house.do(refuse, house.council_id, one.instruction_id, "no", by=anna)
    assert len(house.screens("instruction_refused")) == MEMBER.in_an_hour + 1


def test_a_report_that_is_due_is_never_refused_and_more_of_them_are_bounded(garden):
    house, anna = garden.house, garden.anna
    mandate = mandate_now(house, garden.mandate)
    for _ in range(MEMBER.in_an_hour):
        house.do(spend_post, GROUP, by=anna)
    house.do(post_report, mandate, Written("All is well"), by=anna)
    with pytest.raises(TooManyPostsError):
        house.do(post_report, mandate, Written("And more"), by=anna)
    assert len(house.find(Report)) == 1
    house.pass_time(days=2)
    house.do(post_report, mandate, Written("And more"), by=anna)


def test_a_reporter_adds_to_their_answers_within_the_budget(garden):
    house = garden.house
    report = garden.report()
    garden.ask(report, "How much?", garden.others[0])
    asked = house.council_id, house.one(Question).question_id
    house.pass_time(hours=2)
    for number in range(MEMBER.in_an_hour + 1):
        house.do(answer_question, *asked, f"{number}", is_shown=False, by=garden.anna)
    with pytest.raises(TooManyPostsError):
        house.do(answer_question, *asked, "and", is_shown=False, by=garden.anna)
    assert len(house.screens("report_answer")) == MEMBER.in_an_hour + 1


def test_the_files_of_a_report_are_shown_in_the_group_once_a_day(garden):
    house, ben = garden.house, garden.others[0]
    report = house.do(post_report, garden.mandate, Written("See", files=(("photo", "f"),)), by=garden.anna).report
    for _ in range(3):
        house.do(show_report, house.council_id, report.report_id, by=ben)
    shown = [row for row in house.screens("report_file") if row.key.startswith("shown_file")]
    assert len(shown) == 1
