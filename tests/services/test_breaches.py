"""Breaches: counted on the final vote, lowering the threshold while they stand, and what ends them."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, Method
from bot.domain.ground.entry import Entry
from bot.domain.ground.ids import BallotId, InstructionId, ReportId
from bot.domain.ground.person import Person
from bot.domain.instructions.breach import BreachEnd, BreachOverError, Demand
from bot.domain.instructions.instruction import Breach, Instruction, InstructionState
from bot.domain.mandates.mandate import EndReason
from bot.domain.recalls.recall import Recall
from bot.domain.recalls.subject import RecallSubject
from bot.domain.reports.report import Bar, Report, Verdict
from bot.reads.mandates.signals import explain_threshold
from bot.services.ballots.voting import cast_vote
from bot.services.instructions.breaches import count_breach, propose_waiver
from bot.services.mandates.mandates import end_mandate, standing_changed
from bot.services.recalls.confidence import give_signal
from bot.services.recalls.thresholds import threshold_of
from tests.support.council import House
from tests.support.offices import mandate_now, seat

DEMAND = Demand(Method.YES_NO, ("yes",))


def delegate_of(size=12):
    house = House()
    holder, *others = house.founded(*(f"P{number}" for number in range(size)))
    (mandate,) = seat(house, holder, office="Delegate")
    return house, mandate, others


def bind(uow, mandate):
    instruction = Instruction(
        mandate.council_id, InstructionId(uow.new_id()), mandate.office_id, "Vote Yes on the wells",
        BallotId(uow.new_id()), uow.now,
    )  # fmt: skip
    uow.add(instruction)
    return instruction


def break_it(house, mandate, final_vote=("no",), reasons="The price rose"):
    instruction = house.do(bind, mandate)
    return house.do(count_breach, mandate, instruction, DEMAND, final_vote, reasons=reasons)


def lowered(house, mandate):
    return house.read(explain_threshold, mandate_now(house, mandate)).needed == 2


@pytest.mark.parametrize("final_vote", [("yes",), None])
def test_the_demanded_vote_and_no_vote_are_no_breach(final_vote):
    house, mandate, _ = delegate_of()
    assert break_it(house, mandate, final_vote) is None
    assert not house.find(Breach)
    assert house.one(Instruction).state is InstructionState.OPEN


def test_a_breach_is_posted_with_the_reasons_and_lowers_the_threshold():
    house, mandate, others = delegate_of()
    for person in others[:2]:
        house.do(give_signal, house.council_id, mandate.mandate_id, has_confidence=False, by=person)
    assert not lowered(house, mandate)
    breach = break_it(house, mandate)
    assert house.one(Instruction).state is InstructionState.BROKEN
    threshold = house.read(threshold_of, mandate_now(house, mandate))
    assert (threshold.breaches, threshold.is_lowered, threshold.needed, threshold.usual) == (1, True, 2, 3)
    card = house.card(breach.breach_id)
    assert "Vote Yes on the wells" in card.text
    assert "Reasons given: The price rose" in card.text
    assert [button.label for row in card.keyboard for button in row][-1] == "Vote on waiving it"
    recall = house.one(Recall)
    assert (recall.needed, recall.usual, recall.breaches, recall.is_overdue) == (2, 3, 1, False)


def test_after_60_days_it_stands_no_more():
    house, mandate, _ = delegate_of()
    breach = break_it(house, mandate, reasons=None)
    assert "No reasons were given" in house.card(breach.breach_id).text
    house.pass_time(days=59, hours=23)
    assert lowered(house, mandate)
    house.pass_time(hours=1)
    assert not lowered(house, mandate)
    assert house.one(Breach).ended_by == BreachEnd.LAPSED
    assert "its time is over" in house.card(breach.breach_id).text


def report(uow, mandate, posted_at, verdict, accepts=0):
    uow.add(
        Report(
            mandate.council_id, ReportId(uow.new_id()), mandate.mandate_id, mandate.person_id, "Why I did it",
            posted_at, verdict=verdict, accepts=accepts, result=Bar(2, 11),
        )
    )  # fmt: skip
    standing_changed(uow, mandate)


def test_an_accepted_report_on_it_ends_it():
    house, mandate, _ = delegate_of()
    before = house.now
    house.pass_time(hours=1)
    break_it(house, mandate)
    house.pass_time(hours=1)
    house.do(report, mandate, before, Verdict.ACCEPTED, 9)
    house.do(report, mandate, house.now, Verdict.REJECTED, 2)
    house.do(report, mandate, house.now, Verdict.ACCEPTED, 1)
    assert lowered(house, mandate)
    house.do(report, mandate, house.now, Verdict.ACCEPTED, 2)
    assert not lowered(house, mandate)
    assert house.one(Breach).ended_by == BreachEnd.REPORT_ACCEPTED
    assert [entry.kind for entry in house.find(Entry)].count("breach_ended") == 1


@pytest.mark.parametrize(("choice", "stands"), [("yes", False), ("no", True)])
def test_the_council_waives_it_by_ballot(choice, stands):
    house, mandate, others = delegate_of()
    breach = break_it(house, mandate)
    ballot = house.do(propose_waiver, house.council_id, breach.breach_id, by=others[0])
    assert house.do(propose_waiver, house.council_id, breach.breach_id, by=others[1]).ballot_id == ballot.ballot_id
    assert "Waive the breach of P0, Delegate?" in house.card(ballot.ballot_id).text
    for person in others[:6]:
        house.do(cast_vote, house.council_id, ballot.ballot_id, choice, by=person)
    house.pass_time(days=3)
    assert lowered(house, mandate) is stands
    if not stands:
        with pytest.raises(BreachOverError):
            house.do(propose_waiver, house.council_id, breach.breach_id, by=others[0])


def test_a_recall_that_fails_ends_it_and_a_later_one_ends_the_cool_down():
    house, mandate, others = delegate_of()
    break_it(house, mandate)
    for person in others[:2]:
        house.do(give_signal, house.council_id, mandate.mandate_id, has_confidence=False, by=person)
    house.pass_time(hours=48)
    ballot = next(ballot for ballot in house.find(Ballot) if ballot.kind == RecallSubject.KIND)
    assert ballot.state is BallotState.OPEN
    house.pass_time(days=3)
    assert house.one(Breach).ended_by == BreachEnd.RECALL_FAILED
    assert house.read(explain_threshold, mandate_now(house, mandate)).cools_until_at is not None
    house.pass_time(days=1)
    break_it(house, mandate_now(house, mandate))
    assert house.read(explain_threshold, mandate_now(house, mandate)).cools_until_at is None
    assert len(house.find(Recall)) == 2


def test_with_the_mandate_it_ends():
    house, mandate, _ = delegate_of()
    breach = break_it(house, mandate)
    house.do(lambda uow: end_mandate(uow, mandate, EndReason.RESIGNED))
    assert house.one(Breach).ended_by == BreachEnd.MANDATE_ENDED
    assert "the mandate has ended" in house.card(breach.breach_id).text
    assert break_it(house, mandate_now(house, mandate)) is None
    house.pass_time(days=61)
    assert house.one(Breach).ended_at < house.now - timedelta(days=60)


def test_a_waiver_in_a_council_of_two_is_practice_and_waives_nothing():
    house, mandate, others = delegate_of(size=2)
    breach = break_it(house, mandate)
    ballot = house.do(propose_waiver, house.council_id, breach.breach_id, by=others[0])
    for person in house.find(Person):
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=person)
    house.pass_time(days=3)
    assert house.one(Breach).ended_at is None
