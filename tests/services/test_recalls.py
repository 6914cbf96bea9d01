"""Recalls: the ballot and its verdict, what follows from it, what ends a recall before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, NotProposerError, Outcome
from bot.domain.elections.election import Race, race_of
from bot.domain.ground.entry import Entry
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import RecallId
from bot.domain.ground.voices import Voice
from bot.domain.mandates.mandate import EndReason, Mandate
from bot.domain.recalls.recall import HOUR, Recall, RecallState
from bot.domain.reports.report import ReportBack, ReportBackState
from bot.reads.mandates.signals import explain_threshold
from bot.services.ballots.amending import amend, withdraw
from bot.services.ballots.proposals import propose
from bot.services.council.council import ensure_council, note_kicked
from bot.services.elections.nominations import stand
from bot.services.ground.voices import all_said
from bot.services.mandates.mandates import end_mandate, standing_changed
from bot.services.recalls.confidence import live_recall
from bot.services.record.doctor import examine
from bot.services.registers.followers import AT_A_START
from storage.memory import ProcessMemory
from tests.support.council import GROUP
from tests.support.offices import mandate_now
from tests.support.recalls import ballot_of, council_of, kinds, latest, reached, signal, to_ballot, vote


@pytest.mark.parametrize(
    ("size", "yes", "no", "passes"),
    [
        (12, 3, 2, True),  # 3 of 11 are a quarter
        (12, 2, 0, False),  # fewer than a quarter of E, and fewer than three took part
        (12, 4, 4, False),  # a tie
        (41, 10, 9, True),
        (41, 9, 0, False),
        (4, 2, 1, True),
        (4, 1, 2, False),
    ],
)
def test_it_passes_with_more_yes_than_no_and_a_quarter_of_the_electorate(size, yes, no, passes):
    house, mandate, _, others = council_of(size)
    ballot = to_ballot(house, mandate, others)
    vote(house, ballot, "yes", *others[:yes])
    vote(house, ballot, "no", *others[yes : yes + no])
    house.pass_time(days=3)
    now = mandate_now(house, mandate)
    assert house.one(Recall).state is (RecallState.PASSED if passes else RecallState.FAILED)
    assert (now.end_reason is EndReason.RECALLED) is passes
    assert now.is_live is not passes


def test_a_council_shrunk_to_two_can_still_recall_and_its_ballot_does_not_say_practice():
    house, mandate, _, others = council_of(2)
    ballot = to_ballot(house, mandate, others)
    assert ballot.electorate == 1
    assert "practice" not in house.card(ballot.ballot_id).text
    vote(house, ballot, "yes", *others)
    house.pass_time(days=3)
    assert mandate_now(house, mandate).end_reason is EndReason.RECALLED
    assert "practice" not in house.card(ballot.ballot_id).text


def test_passed_the_mandate_ends_and_the_replacement_election_bars_the_recalled():
    house, mandate, holder, others = council_of(12)
    ballot = to_ballot(house, mandate, others)
    vote(house, ballot, "yes", *others[:6])
    house.pass_time(days=3)
    election = next(b for b in house.find(Ballot) if b.kind == Race.KIND and b.state is not BallotState.CLOSED)
    assert election.state is BallotState.NOMINATING
    assert holder.person_id in race_of(election).barred
    assert house.find(Voice, subject_id=mandate.mandate_id) == []
    assert kinds(house).count("recall_passed") == 1
    (told,) = [house.show(row) for row in house.screens("recall_result")]
    assert "is recalled" in told.text
    assert "Yes 6 · No 0" in told.text
    assert told.picture
    card = house.card(election.ballot_id).text
    assert f"{holder.name} was recalled as Treasurer and may not stand this time." in card
    for once in ("Nobody holds this office", "may not stand"):
        assert (told.text.count(once), card.count(once)) == (0, 1), "said by one of the two messages"
    assert [row.person_id for row in house.screens("recall_verdict")] == [holder.person_id]


def running_election(house):
    return next(ballot for ballot in house.find(Ballot, state=BallotState.NOMINATING))


def failed(house, mandate, others):
    ballot = to_ballot(house, mandate, others)
    vote(house, ballot, "no", *others[:5])
    house.pass_time(days=3)
    assert latest(house).state is RecallState.FAILED
    return mandate_now(house, mandate)


def test_failed_signals_are_kept_and_open_nothing_for_30_days():
    house, mandate, _, others = council_of(12)
    mandate = failed(house, mandate, others)
    assert len(house.read(all_said, house.council_id, mandate.mandate_id)) == 3
    signal(house, mandate, *others[3:8])
    assert house.read(live_recall, mandate) is None
    assert house.read(explain_threshold, mandate).cools_until_at == house.now + timedelta(days=30)
    assert "until" in house.show(house.screens("recall_result")[0]).text.lower()
    house.pass_time(days=29, hours=23)
    assert house.read(live_recall, mandate) is None
    house.pass_time(hours=2)
    assert house.read(live_recall, mandate) is not None


def test_a_miss_dated_after_the_failed_ballot_ends_the_cool_down():
    house, mandate, _, others = council_of(12)
    mandate = failed(house, mandate, others)
    miss(house, mandate, house.now - timedelta(days=9))
    assert house.read(live_recall, mandate) is None
    house.pass_time(days=1)
    miss(house, mandate, house.now)
    assert house.read(live_recall, mandate) is not None


def miss(house, mandate, at):
    def act(uow):
        row = ReportBack(
            house.council_id,
            uow.new_id(),
            mandate.mandate_id,
            at.date(),
            at,
            state=ReportBackState.MISSED,
            missed_at=at,
        )
        uow.add(row)
        standing_changed(uow, uow.get(Mandate, house.council_id, mandate.mandate_id))

    house.do(act)


def test_resigning_before_the_close_voids_the_ballot():
    house, mandate, _, others = council_of(12)
    ballot = to_ballot(house, mandate, others)
    house.do(lambda uow: end_mandate(uow, mandate, EndReason.RESIGNED_FACING_RECALL))
    ballot = house.one(Ballot, ballot_id=ballot.ballot_id)
    assert (ballot.state, ballot.outcome) == (BallotState.CLOSED, Outcome.VOID)
    assert house.one(Recall).state is RecallState.LAPSED
    house.pass_time(days=4)
    assert house.one(Ballot, ballot_id=ballot.ballot_id).outcome is Outcome.VOID


def test_a_recall_never_waits_in_the_queue():
    house, mandate, _, others = council_of(12)
    for number in range(10):
        house.do(propose, house.council_id, f"Proposal {number}", None, by=others[number % 5])
    assert to_ballot(house, mandate, others).state is BallotState.OPEN


def test_while_the_bot_is_away_the_ballot_waits_for_it():
    house, mandate, _, others = council_of(12)
    reached(house, mandate, others)
    house.do(note_kicked, GROUP)
    house.pass_time(hours=60)
    assert house.one(Recall).state is RecallState.REPLY
    house.do(ensure_council, GROUP, "Garden")
    house.pass_time(hours=48)
    assert house.one(Recall).state is RecallState.BALLOT


def test_a_recall_opened_if_and_only_if_its_threshold_was_reached():
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:2])
    house.pass_time(days=5)
    assert "recall_opened" not in kinds(house)
    signal(house, mandate, others[2])
    house.pass_time(days=2)
    entries = {entry.kind: entry for entry in house.find(Entry)}
    assert entries["threshold_reached"].subject_id == entries["recall_opened"].subject_id
    assert entries["threshold_reached"].data["got"] >= entries["threshold_reached"].data["needed"]
    assert [kind for kind in kinds(house) if kind in STEPS] == STEPS


STEPS = ["threshold_reached", "reply_asked", "recall_opened"]


def test_two_missed_report_backs_lead_by_rule_to_a_recall_and_a_replacement_without_the_recalled():
    house, mandate, holder, others = council_of(12, has_report_backs=True)
    signal(house, mandate, *others[:2])
    house.pass_time(days=29)
    assert house.read(live_recall, mandate) is None
    house.pass_time(days=2)
    assert house.find(ReportBack, mandate_id=mandate.mandate_id)[0].state is ReportBackState.OVERDUE
    recall = house.read(live_recall, mandate)
    assert recall is not None
    assert (recall.needed, recall.usual, recall.got, recall.is_overdue) == (2, 3, 2, True)
    signal(house, mandate, *others[:2], has_confidence=True)
    house.pass_time(hours=48)
    vote(house, ballot_of(house), "no", *others[:3])
    house.pass_time(days=3)
    assert latest(house).state is RecallState.FAILED
    house.pass_time(days=28)
    assert mandate_now(house, mandate).check_asked_at is not None
    assert house.read(explain_threshold, mandate_now(house, mandate)).cools_until_at is None
    ballot = to_ballot(house, mandate, others)
    vote(house, ballot, "yes", *others[:6])
    house.pass_time(days=3)
    assert mandate_now(house, mandate).end_reason is EndReason.RECALLED
    election = next(b for b in house.find(Ballot) if b.kind == Race.KIND and b.state is not BallotState.CLOSED)
    with pytest.raises(DomainError) as refused:
        house.do(stand, house.council_id, election.ballot_id, by=holder)
    assert refused.value.code == "nominee_barred"
    house.do(stand, house.council_id, election.ballot_id, by=others[0])


def test_nobody_can_withdraw_or_amend_it():
    house, mandate, holder, others = council_of(12)
    ballot = to_ballot(house, mandate, others)
    for person in (holder, *others[:3]):
        with pytest.raises(NotProposerError):
            house.do(withdraw, house.council_id, ballot.ballot_id, by=person)
        with pytest.raises(NotProposerError):
            house.do(amend, house.council_id, ballot.ballot_id, "Nothing", by=person)
    assert ballot_of(house).state is BallotState.OPEN


def test_doctor_finds_nothing_wrong_after_a_recall_that_failed_and_one_that_passed():
    house, mandate, _, others = council_of(12)
    mandate = failed(house, mandate, others)
    house.pass_time(days=33)
    assert house.one(Recall, state=RecallState.BALLOT)
    vote(house, ballot_of(house), "yes", *others[:6])
    house.pass_time(days=3)
    assert not mandate_now(house, mandate).is_live
    assert house.read(examine) == []


def test_a_mandate_that_ends_before_the_full_hour_has_the_threshold_in_the_record_first():
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:3])
    assert "threshold_reached" not in kinds(house)
    house.do(end_mandate, mandate_now(house, mandate), EndReason.RESIGNED_FACING_RECALL)
    told = kinds(house)
    assert told.index("threshold_reached") < told.index("recall_lapsed")
    assert "reply_asked" not in told


def test_a_recall_that_passes_after_a_restart_begins_no_other_and_doctor_would_see_one():
    house, mandate, _, others = council_of(5)
    ballot = to_ballot(house, mandate, others)
    house.memory = ProcessMemory()
    for look in AT_A_START:
        house.do(look)
    vote(house, ballot, "yes", *others)
    house.pass_time(days=3)
    (passed,) = house.find(Recall)
    assert passed.state is RecallState.PASSED
    assert kinds(house).count("threshold_reached") == 1
    assert "recall_lapsed" not in kinds(house)
    assert house.read(examine) == []
    second = replace(passed, recall_id=RecallId("f" * 32), acts_at=passed.acts_at + HOUR, ballot_id=None)
    house.do(lambda uow: uow.add(second))
    assert any("another recall of the same mandate" in finding.what for finding in house.read(examine))
