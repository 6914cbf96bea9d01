"""Ratings of a report: accepted, not enough; what follows from each."""

from datetime import timedelta

import pytest

from bot.domain.ground.entry import Entry
from bot.domain.ground.voices import Voice
from bot.domain.instructions.instruction import Instruction, InstructionState
from bot.domain.mandates.mandate import EndReason
from bot.domain.reports.report import (
    Claim,
    OwnReportError,
    RatingOverError,
    RatingsLostError,
    Report,
    ReportBackState,
    Verdict,
)
from bot.domain.roll.member import Member, NotOnRollError, StillWaitingError
from bot.services.ground.housekeeping import plan_housekeeping
from bot.services.ground.voices import all_said
from bot.services.mandates.mandates import end_mandate
from bot.services.reports.reports import Written, post_report, rate
from storage.memory import ProcessMemory
from storage.tables import KEPT
from tests.support.council import House
from tests.support.instructions import bind
from tests.support.mandates import seat
from tests.support.reporting import ReportingGarden

DUE, OVERDUE, MISSED = ReportBackState.DUE, ReportBackState.OVERDUE, ReportBackState.MISSED


MET, LATE, LAPSED = ReportBackState.MET, ReportBackState.LATE, ReportBackState.LAPSED


@pytest.fixture
def garden():
    return ReportingGarden()


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
    keys = [each for each in garden.house.sealing.key_ids() if report.report_id in each]
    assert [each.partition("-")[0] for each in keys] == ["tokens", "voices"]
    garden.house.pass_time(days=3, seconds=1)
    assert not set(keys) & set(garden.house.sealing.key_ids())
    assert garden.house.find(Voice, subject_id=report.report_id) == []
    assert garden.house.one(Report).not_enoughs == 1


def lose(garden, report):
    for each in garden.house.sealing.key_ids():
        if each.endswith(report.report_id) or f"{report.report_id}-" in each:
            garden.house.sealing.destroy_key(each)


def test_a_rating_after_its_key_was_lost_is_refused_and_all_are_asked_again_within_the_hour(garden):
    report = garden.report()
    garden.rate(report, not_enough=garden.others[:2])
    lose(garden, report)
    kept = {kind: garden.house.find(kind) for kind in KEPT}
    with pytest.raises(RatingsLostError):
        garden.rate(report, accept=[garden.others[0]])
    assert {kind: garden.house.find(kind) for kind in KEPT} == kept
    garden.house.do(plan_housekeeping)
    garden.house.pass_time(hours=2)
    assert [entry.actor_id for entry in garden.house.find(Entry, kind="ratings_lost")] == [None]
    assert len(garden.said("ratings_lost")) == 1
    garden.rate(report, accept=[garden.others[0]])
    garden.house.pass_time(days=3)
    assert "Accept 1 · Not enough 0" in garden.card(report).text


@pytest.mark.parametrize("damaged", ["zeroblob(length(sealed))", "substr(sealed, 1, 5)", "'text'"])
def test_a_damaged_rating_keeps_nobody_from_coming_and_all_are_asked_again(garden, damaged):
    report = garden.report()
    garden.rate(report, not_enough=garden.others[:2])
    garden.house.write_raw(f"UPDATE voices SET sealed = {damaged} WHERE subject_id = '{report.report_id}'")
    garden.house.memory = ProcessMemory()
    garden.house.join(garden.house.person("Zoe"))
    garden.house.pass_time(hours=1)
    assert len(garden.said("ratings_lost")) == 1
    garden.rate(report, accept=[garden.others[0]])
    garden.house.pass_time(days=3)
    assert "Accept 1 · Not enough 0" in garden.card(report).text


def test_where_ten_may_rate_the_card_follows_in_steps_of_five():
    house = House()
    holder, *others = house.founded(*(f"P{number}" for number in range(12)))
    (mandate,) = seat(house, holder)
    report = house.do(post_report, mandate, Written("Done."), by=holder).report
    shown = []
    for person in others:
        house.do(rate, house.council_id, report.report_id, is_accepted=True, by=person)
        shown.append(house.one(Report).accepts)
    # A step late: no two states, nor the last of them and the verdict, differ by fewer than five people.
    assert shown == [0] * 9 + [5, 5]
    text = house.card(report.report_id).text
    assert "Accept 5 · Not enough 0, without the last five or more" in text


def test_a_change_of_mind_is_no_step_of_its_own():
    house = House()
    holder, *others = house.founded(*(f"P{number}" for number in range(14)))
    (mandate,) = seat(house, holder)
    report = house.do(post_report, mandate, Written("Done."), by=holder).report
    shown = []
    for person, is_accepted in [*((each, True) for each in others[:10]), (others[0], False), (others[0], True)]:
        house.do(rate, house.council_id, report.report_id, is_accepted=is_accepted, by=person)
        shown.append((house.one(Report).accepts, house.one(Report).not_enoughs))
    assert shown == [(0, 0)] * 9 + [(5, 0)] * 3
    house.memory = type(house.memory)()
    for person in others[10:]:
        house.do(rate, house.council_id, report.report_id, is_accepted=False, by=person)
    assert house.one(Report).not_enoughs == 0, "after a start a step begins anew"


def test_an_accepted_report_settles_its_claims(garden):
    first, second, third = (bind(garden.house, garden.mandate, text) for text in ("one", "two", "three"))
    claims = (
        (first.instruction_id, Claim.KEPT),
        (second.instruction_id, Claim.NOT_POSSIBLE),
        (third.instruction_id, Claim.UNDER_WAY),
    )
    report = garden.house.do(post_report, garden.now, Written("", claims), by=garden.anna).report
    assert "hold only if at least 2 press [Accept]" in garden.card(report).text
    garden.rate(report, accept=garden.others[:2])
    garden.house.pass_time(days=3)
    states = [garden.house.one(Instruction, instruction_id=one.instruction_id).state for one in (first, second, third)]
    assert states == [InstructionState.KEPT, InstructionState.OVERTAKEN, InstructionState.OPEN]
    assert "<b>Accepted</b>" in garden.card(report).text
    assert garden.said("claims_judged") == [
        "Accepted by 2 of 5. So these instructions are done with:\n• “one”: Kept\n• “two”: Not possible"
    ]


@pytest.mark.parametrize(("council", "accepts", "not_enoughs"), [(12, 1, 0), (30, 2, 1), (2, 1, 0)])
def test_too_few_accepts_leave_an_instruction_as_a_quorum_made_it(council, accepts, not_enoughs):
    garden = ReportingGarden(tuple(f"P{number}" for number in range(council)))
    instruction = bind(garden.house, garden.mandate, "Buy a barrel")
    claims = ((instruction.instruction_id, Claim.NOT_POSSIBLE),)
    report = garden.house.do(post_report, garden.now, Written("", claims), by=garden.anna).report
    garden.rate(report, accept=garden.others[:accepts], not_enough=garden.others[accepts : accepts + not_enoughs])
    garden.house.pass_time(days=3)
    assert garden.house.one(Report).verdict is Verdict.ACCEPTED
    assert garden.house.one(Instruction).state is InstructionState.OPEN
    (told,) = garden.said("claims_judged")
    assert f"Accepted by {accepts} of {council - 1}, and {max(2, -(-(council - 1) // 10))} had to accept" in told
    assert "These bind on:\n• “Buy a barrel”: Not possible" in told


def test_no_charter_lets_one_alone_undo_an_instruction():
    garden = ReportingGarden(tuple("ABCDE"), charter={"rejection_minimum": "1"})
    instruction = bind(garden.house, garden.mandate, "Buy a barrel")
    claims = ((instruction.instruction_id, Claim.KEPT),)
    report = garden.house.do(post_report, garden.now, Written("", claims), by=garden.anna).report
    garden.rate(report, accept=garden.others[:1])
    garden.house.pass_time(days=3)
    assert garden.house.one(Instruction).state is InstructionState.OPEN


def test_a_report_without_claims_says_nothing_of_instructions(garden):
    bind(garden.house, garden.mandate, "Buy a barrel")
    garden.rate(garden.report(), accept=garden.others[:3])
    garden.house.pass_time(days=3)
    assert garden.said("claims_judged") == []


@pytest.mark.parametrize(("accepts", "not_enoughs"), [(0, 1), (1, 1), (2, 2)])
def test_claims_of_a_report_that_was_only_noted_are_not_valid(garden, accepts, not_enoughs):
    instruction = bind(garden.house, garden.mandate, "one")
    claims = ((instruction.instruction_id, Claim.KEPT),)
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


def test_of_who_left_the_office_no_new_one_is_said_to_be_due(garden):
    report = garden.report()
    garden.rate(report, not_enough=garden.others[:2])
    mandate = garden.now
    garden.house.do(lambda uow: end_mandate(uow, mandate, EndReason.RESIGNED))
    garden.house.pass_time(days=3)
    assert garden.house.one(Report).verdict is Verdict.REJECTED
    shown = garden.card(report).text
    assert "a new report is due" not in shown
    assert "Anna does not hold the office any more." in shown


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


def test_slots_for_newcomers_are_added_when_they_join_and_what_was_rated_stands(garden):
    report = garden.report()
    garden.rate(report, accept=[garden.others[0]])
    newcomers = garden.house.people(*(f"N{number}" for number in range(12)))
    garden.house.join(*newcomers)
    garden.house.pass_time(hours=25)
    slots = {row.slot for row in garden.house.find(Voice, subject_id=report.report_id)}
    garden.rate(report, not_enough=newcomers)
    assert {row.slot for row in garden.house.find(Voice, subject_id=report.report_id)} == slots
    said = garden.house.read(all_said, garden.house.council_id, report.report_id)
    assert said == {each.person_id: False for each in newcomers} | {garden.others[0].person_id: True}
