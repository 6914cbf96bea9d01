"""Time that the bot was deaf or out of the group is given back: to replies and nominations, as to open ballots."""

from datetime import datetime, timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, TooLateToAmendError
from bot.domain.elections.duties import EndNominations
from bot.domain.elections.election import Race, race_of
from bot.domain.ground.entry import Entry
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState
from bot.domain.instructions.instruction import Instruction, InstructionAnswer
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.recall import Recall, RecallState
from bot.domain.removals.subject import RemovalSubject
from bot.domain.reports.report import Report, ReportBack, ReportBackState, Verdict
from bot.domain.roll.member import Member, MemberState
from bot.services.ballots.amending import amend
from bot.services.ballots.proposals import propose
from bot.services.ballots.seconds import second
from bot.services.council.council import ensure_council, note_kicked
from bot.services.elections.elections import elect
from bot.services.elections.nominations import stand
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.naming import Who
from bot.services.ground.schedule import deadline
from bot.services.removals.leaving import note_gone
from bot.services.removals.removal import ask_to_remove
from bot.services.reports.reports import Written, post_report, rate, rating_ends_at
from bot.services.roll.roll import ensure_member
from tests.support.council import GROUP, House
from tests.support.instructions import bind
from tests.support.lost_time import NAMES, away, deaf, facing_recall
from tests.support.offices import seat


def nominations_until(house: House) -> datetime | None:
    (election,) = house.find(Ballot, kind=Race.KIND)
    return house.read(deadline, house.council_id, EndNominations(election.ballot_id))


@pytest.mark.parametrize(("lose", "why"), [(deaf, "outage"), (away, "absence")])
def test_the_reply_to_a_recall_gets_the_lost_time_back(lose, why):
    house = facing_recall(is_told=True)
    house.pass_time(hours=20)
    lose(house, hours=10)
    house.pass_time(hours=3, minutes=50)
    assert house.one(Recall).state is RecallState.REPLY
    house.pass_time(minutes=15)
    assert house.one(Recall).state is RecallState.BALLOT
    (entry,) = house.find(Entry, kind="reply_extended")
    assert (entry.data["why"], entry.data["seconds"]) == (why, 36000)


def test_who_is_told_only_after_the_outage_has_the_usual_time():
    house = facing_recall(is_told=False)
    deaf(house, hours=40)
    house.do(lambda uow: [uow.change(row, state=OutgoingState.SENT, sent_at=uow.now) for row in uow.find(Outgoing)])
    house.pass_time(hours=23, minutes=50)
    assert house.one(Recall).state is RecallState.REPLY
    house.pass_time(minutes=15)
    assert house.one(Recall).state is RecallState.BALLOT


def test_the_reply_to_a_removal_gets_the_lost_time_back():
    house = House()
    anna, ben, *_ = house.founded(*NAMES)
    house.do(ask_to_remove, Who(telegram_id=ben.telegram_id, rest="He sells the tools"), by=anna)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    house.pass_time(hours=20)
    deaf(house, hours=10)
    house.pass_time(hours=3, minutes=50)
    assert house.one(Ballot).state is BallotState.REPLY
    house.pass_time(minutes=15)
    assert house.one(Ballot).state is BallotState.OPEN
    assert len(house.find(Entry, kind="reply_extended")) == 1


def test_nominations_get_the_lost_time_back():
    house = House()
    anna, *_ = house.founded(*NAMES[:5])
    house.do(elect, "treasurer", by=anna)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    until = nominations_until(house)
    assert until is not None
    house.pass_time(hours=40)
    deaf(house, hours=10)
    ballot = house.one(Ballot)
    assert nominations_until(house) == until + timedelta(hours=10)
    assert race_of(ballot).was_extended is False
    house.pass_time(hours=7, minutes=55)
    assert race_of(house.one(Ballot)).was_extended is False
    house.pass_time(minutes=10)
    assert race_of(house.one(Ballot)).was_extended is True


@pytest.mark.parametrize("lose", [deaf, away])
def test_whoever_stands_after_the_lost_time_does_not_end_nominations_for_the_others(lose):
    house = House()
    anna, ben, *_ = house.founded(*NAMES[:5])
    house.do(elect, "treasurer", by=anna)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    house.pass_time(hours=1)
    lose(house, days=10)
    house.do(stand, house.council_id, house.one(Ballot).ballot_id, by=anna)
    house.pass_time(hours=22, minutes=55)
    house.do(stand, house.council_id, house.one(Ballot).ballot_id, by=ben)
    house.pass_time(minutes=10)
    assert sorted(house.one(Ballot).options) == ["Anna", "Ben"]


@pytest.mark.parametrize("lose", [deaf, away])
def test_seconds_get_the_lost_time_back(lose):
    house = House()
    anna, ben, *others = house.founded(*(f"P{number}" for number in range(21)))
    ballot = house.do(propose, house.council_id, "Buy a barrel", None, by=anna)
    lapses_at = house.now + timedelta(days=17)
    house.pass_time(days=6)
    lose(house, days=10)
    assert f'unix="{int(lapses_at.timestamp())}"' in house.card(ballot.ballot_id).text
    house.pass_time(hours=23)
    house.do(second, house.council_id, ballot.ballot_id, by=ben)
    house.do(second, house.council_id, ballot.ballot_id, by=others[0])
    assert house.one(Ballot).state is BallotState.OPEN


def test_what_is_begun_while_the_bot_is_away_waits_for_its_return():
    house = House()
    anna, ben, cleo, *_ = house.founded(*NAMES)
    house.do(note_kicked, GROUP)
    home = anna.telegram_id
    house.do(elect, "treasurer", by=anna, chat_id=home)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna, chat_id=home)
    election = house.one(Ballot)
    house.do(second, house.council_id, election.ballot_id, by=ben, chat_id=ben.telegram_id)
    house.do(second, house.council_id, election.ballot_id, by=cleo, chat_id=cleo.telegram_id)
    house.do(ask_to_remove, Who(telegram_id=ben.telegram_id, rest="He sells the tools"), by=anna, chat_id=home)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna, chat_id=home)
    house.pass_time(days=30)
    states = {ballot.kind: ballot.state for ballot in house.find(Ballot)}
    assert states == {Race.KIND: BallotState.NOMINATING, RemovalSubject.KIND: BallotState.REPLY}
    house.do(ensure_council, GROUP, "Garden")
    until = nominations_until(house)
    assert until == house.now + timedelta(days=2)
    house.pass_time(hours=25)
    assert house.one(Ballot, kind=RemovalSubject.KIND).state is BallotState.OPEN
    assert race_of(house.one(Ballot, ballot_id=election.ballot_id)).was_extended is False


@pytest.mark.parametrize("lose", [deaf, away])
def test_nobody_rests_for_silence_that_they_could_not_break(lose):
    house = House()
    anna, *_ = house.founded(*NAMES)
    house.pass_time(days=62)
    assert len(house.screens("still_here")) == len(NAMES)
    lose(house, days=20)
    house.pass_time(days=8)
    assert not house.find(Member, state=MemberState.RESTING)
    house.do(ensure_member, house.council_id, by=anna)
    house.pass_time(days=7)
    assert len(house.find(Member, state=MemberState.RESTING)) == len(NAMES) - 1


@pytest.mark.parametrize("lose", [deaf, away])
def test_the_time_to_rate_a_report_is_given_back(lose):
    house = House()
    anna, ben, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    report = house.do(post_report, mandate, Written("All is well"), by=anna).report
    house.pass_time(days=2)
    lose(house, days=10)
    house.do(rate, house.council_id, report.report_id, is_accepted=True, by=ben)
    house.pass_time(hours=23)
    assert house.one(Report).verdict is Verdict.OPEN
    house.pass_time(hours=2)
    assert house.one(Report).verdict is Verdict.ACCEPTED


def test_a_report_made_while_the_bot_is_away_is_rated_after_its_return():
    house = House()
    anna, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    house.do(note_kicked, GROUP)
    house.do(post_report, mandate, Written("All is well"), by=anna, chat_id=anna.telegram_id)
    house.pass_time(days=10)
    assert house.one(Report).verdict is Verdict.OPEN
    house.do(ensure_council, GROUP, "Garden")
    report = house.one(Report)
    assert house.read(rating_ends_at, report) == house.now + timedelta(days=3)


def test_an_instruction_can_be_answered_as_long_as_if_the_bot_had_heard():
    house = House()
    anna, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    bind(house, mandate, "Keep the books")
    house.pass_time(days=2)
    deaf(house, days=10)
    house.pass_time(hours=23)
    assert house.one(Instruction).answer is InstructionAnswer.AWAITED
    house.pass_time(hours=2)
    assert house.one(Instruction).answer is InstructionAnswer.NOT_ACCEPTED


def test_nobody_loses_a_mandate_for_a_return_that_nobody_could_see():
    house = House()
    anna, *_ = house.founded(*NAMES)
    seat(house, anna)
    house.do(note_gone, GROUP, anna.telegram_id, anna.telegram_id, by=anna)
    house.pass_time(hours=20)
    away(house, days=3)
    assert house.find(Mandate, ended_at=None)
    house.pass_time(hours=5)
    assert not house.find(Mandate, ended_at=None)


def test_an_outage_within_an_absence_is_given_back_once():
    house = House()
    anna, *_ = house.founded(*NAMES[:5])
    house.do(elect, "treasurer", by=anna)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    until = nominations_until(house)
    assert until is not None
    house.do(note_kicked, GROUP)
    deaf(house, hours=10)
    house.do(ensure_council, GROUP, "Garden")
    assert nominations_until(house) == until + timedelta(hours=10)


def test_an_outage_within_an_absence_prolongs_the_reply_to_a_recall_once():
    house = facing_recall(is_told=True)
    house.pass_time(hours=20)
    house.do(note_kicked, GROUP)
    deaf(house, hours=10)
    house.do(ensure_council, GROUP, "Garden")
    house.pass_time(hours=4, minutes=5)
    assert house.one(Recall).state is RecallState.BALLOT


@pytest.mark.parametrize("lose", [deaf, away])
def test_a_report_day_on_which_nobody_could_report_is_another_day(lose):
    house = House()
    anna, *_ = house.founded(*NAMES)
    seat(house, anna, has_report_backs=True)
    due_on = house.one(ReportBack).due_on
    house.pass_time(days=(due_on - house.now.date()).days - 1)
    lose(house, days=3)
    row = house.one(ReportBack)
    assert (row.state, row.due_on) == (ReportBackState.DUE, due_on + timedelta(days=3))
    assert house.one(Entry, kind="report_back_moved").data["moved_to"] == row.due_on.isoformat()
    house.pass_time(days=1)
    assert house.one(ReportBack).state is ReportBackState.DUE
    house.pass_time(days=1)
    assert house.find(ReportBack)[0].state is ReportBackState.OVERDUE


def test_while_the_bot_is_away_nobody_is_reminded_of_a_day_that_will_be_moved():
    house = House()
    anna, *_ = house.founded(*NAMES)
    seat(house, anna, has_report_backs=True)
    due_on = house.one(ReportBack).due_on
    house.pass_time(days=(due_on - house.now.date()).days)
    said = len(house.screens("report_reminder"))
    house.do(note_kicked, GROUP)
    house.pass_time(days=5)
    assert len(house.screens("report_reminder")) == said


@pytest.mark.parametrize("lose", [deaf, away])
def test_an_instruction_shows_until_when_it_can_be_answered_now(lose):
    house = House()
    anna, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    bind(house, mandate, "Keep the books")
    instruction = house.one(Instruction)
    house.pass_time(days=2)
    lose(house, days=10)
    assert house.one(Instruction).answer is InstructionAnswer.AWAITED
    until = house.now + timedelta(days=1)
    assert f'unix="{int(until.timestamp())}"' in house.card(instruction.instruction_id).text
    assert house.find(Card, subject_id=instruction.instruction_id)[0].version > 1


def test_a_proposal_can_be_amended_for_as_long_as_if_the_bot_had_heard():
    house = House()
    anna, *_ = house.founded(*NAMES)
    ballot = house.do(propose, house.council_id, "Buy a barel", None, by=anna)
    house.pass_time(minutes=5)
    deaf(house, hours=2)
    house.do(amend, house.council_id, ballot.ballot_id, "Buy a barrel", by=anna)
    house.pass_time(minutes=6)
    with pytest.raises(TooLateToAmendError):
        house.do(amend, house.council_id, ballot.ballot_id, "Buy two barrels", by=anna)
