"""What follows a threshold: reply, ballot, verdict; the call for signals; what ends a recall without one."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import (
    Ballot,
    BallotKind,
    BallotState,
    Method,
    NotInElectorateError,
    NotProposerError,
    Outcome,
)
from bot.domain.ballots.elector import Elector
from bot.domain.elections.election import race_of
from bot.domain.ground.dialog import Answer, Dialog
from bot.domain.ground.entry import Entry, EntryText
from bot.domain.ground.errors import DomainError
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState
from bot.domain.ground.text import TextTooLongError
from bot.domain.ground.voices import Voice
from bot.domain.mandates.mandate import EndReason, Mandate, NoMandateError, NotHolderError
from bot.domain.recalls.recall import (
    NobodyToRecallError,
    Recall,
    RecallCall,
    RecallRunningError,
    RecallState,
    ReplyOverError,
)
from bot.domain.recalls.signal import OwnMandateError
from bot.domain.recalls.subject import RecallSubject
from bot.domain.reports.report import ReportBack, ReportBackState
from bot.domain.roll.member import Member, MemberState, NotOnRollError
from bot.reads.mandates.signals import explain_threshold
from bot.services.ballots.amending import amend, withdraw
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.council.council import ensure_council, note_kicked
from bot.services.elections.nominations import stand
from bot.services.ground.dialogs import answer_confirm, answer_dialog
from bot.services.ground.naming import Who
from bot.services.ground.voices import all_said
from bot.services.mandates.mandates import check_is_due, end_mandate, standing_changed
from bot.services.me.forget import forget
from bot.services.recalls.calls import pick_office, post_call, start_call
from bot.services.recalls.confidence import give_signal, live_recall
from bot.services.recalls.replies import ask_for_reply, ask_no_reply
from bot.services.record.doctor import examine
from handlers.views.ground.errors import words_for
from tests.support.council import GROUP, House, words
from tests.support.offices import mandate_now, seat


def names(count):
    return [f"P{number}" for number in range(count)]


def council_of(size, **kinds):
    house = House()
    holder, *others = house.founded(*names(size))
    (mandate,) = seat(house, holder, **kinds)
    return house, mandate, holder, others


def signal(house, mandate, *people, has_confidence=False):
    for person in people:
        house.do(give_signal, house.council_id, mandate.mandate_id, has_confidence=has_confidence, by=person)


def deliver(house):
    """What delivery does: everything that waits has gone out now."""

    def send(uow):
        for row in uow.find(Outgoing, state=OutgoingState.WAITING):
            uow.change(row, state=OutgoingState.SENT, sent_at=uow.now, chat_id=GROUP, message_id=len(row.key))

    house.do(send)


def reached(house, mandate, others):
    """The threshold is reached and acted on, the holder told."""
    needed = house.read(explain_threshold, mandate_now(house, mandate)).needed
    signal(house, mandate, *others[:needed])
    house.pass_time(hours=1)
    deliver(house)
    return latest(house)


def latest(house):
    return house.find(Recall, order="acts_at")[-1]


def to_ballot(house, mandate, others):
    reached(house, mandate, others)
    house.pass_time(hours=24)
    return ballot_of(house)


def ballot_of(house):
    return [ballot for ballot in house.find(Ballot) if ballot.kind is BallotKind.RECALL][-1]


def vote(house, ballot, choice, *people):
    for person in people:
        house.do(cast_vote, house.council_id, ballot.ballot_id, choice, by=person)


def kinds(house):
    return [entry.kind for entry in house.find(Entry)]


def test_the_ballot_opens_24_hours_after_delivery_without_the_holder():
    house, mandate, holder, others = council_of(12)
    recall = reached(house, mandate, others)
    assert recall.state is RecallState.REPLY
    house.pass_time(hours=23, minutes=59)
    assert house.one(Recall).state is RecallState.REPLY
    house.pass_time(minutes=1)
    recall = house.one(Recall)
    assert recall.state is RecallState.BALLOT
    assert recall.delivered_at is not None
    ballot = ballot_of(house)
    assert (ballot.state, ballot.electorate) == (BallotState.OPEN, 11)
    assert house.find(Elector, ballot_id=ballot.ballot_id, elector_id=holder.person_id) == []
    with pytest.raises(NotInElectorateError) as refused:
        vote(house, ballot, "no", holder)
    assert "this ballot is about you" in words_for(refused.value, words("en"))


def test_delivered_late_the_24_hours_count_from_then():
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:3])
    house.pass_time(hours=11)
    deliver(house)
    house.pass_time(hours=23)
    assert house.one(Recall).state is RecallState.REPLY
    house.pass_time(hours=1)
    assert house.one(Recall).state is RecallState.BALLOT


def test_never_delivered_it_opens_48_hours_after_the_threshold_at_the_latest():
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:3])
    at = house.now
    house.pass_time(hours=47, minutes=59)
    assert house.one(Recall).state is RecallState.REPLY
    house.pass_time(minutes=1)
    assert house.one(Recall).state is RecallState.BALLOT
    assert house.now - at == timedelta(hours=48)
    assert house.one(Recall).delivered_at is None


def test_delivered_after_30_hours_the_48_hours_end_it():
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:3])
    house.pass_time(hours=30)
    deliver(house)
    house.pass_time(hours=18)
    assert house.one(Recall).state is RecallState.BALLOT


def test_the_group_and_the_holder_are_told():
    house, mandate, holder, others = council_of(12)
    reached(house, mandate, others)
    (group,) = house.screens("recall_reached")
    (private,) = house.screens("recall_reply_wanted")
    assert "threshold 3 of 11: reached" in house.show(group).text
    assert f"tg://user?id={holder.telegram_id}" in house.show(group).text
    assert private.person_id == holder.person_id
    assert [button.label for row in house.show(private).keyboard for button in row] == ["Reply", "No reply"]


def test_the_reply_is_printed_on_the_ballot_and_can_be_changed_until_then():
    house, mandate, holder, others = council_of(12)
    recall = reached(house, mandate, others)
    for text in ("I was ill.", "I was ill, here is my report."):
        house.do(ask_for_reply, house.council_id, recall.recall_id, by=holder, chat_id=holder.telegram_id)
        assert house.do(answer_dialog, Answer(text), is_group=False, by=holder, chat_id=holder.telegram_id)
    house.pass_time(hours=24)
    card = house.card(ballot_of(house).ballot_id).text
    assert "Shall P0 lose the office of Treasurer at once?" in card
    assert "Reply of P0: I was ill, here is my report." in card
    assert "I was ill, here is my report." in {text.text for text in house.find(EntryText)}
    with pytest.raises(ReplyOverError):
        house.do(ask_for_reply, house.council_id, recall.recall_id, by=holder)


def test_a_long_reply_follows_in_full():
    house, mandate, holder, others = council_of(12)
    recall = reached(house, mandate, others)
    text = "word " * 590 + "end"
    house.do(ask_for_reply, house.council_id, recall.recall_id, by=holder, chat_id=holder.telegram_id)
    house.do(answer_dialog, Answer(text), is_group=False, by=holder, chat_id=holder.telegram_id)
    house.pass_time(hours=24)
    assert len(house.card(ballot_of(house).ballot_id).text) < 4096
    (full,) = house.screens("recall_reply_text")
    assert text in house.show(full).text


def test_no_reply_opens_the_ballot_at_once():
    house, mandate, holder, others = council_of(12)
    recall = reached(house, mandate, others)
    with pytest.raises(NotHolderError):
        house.do(ask_no_reply, house.council_id, recall.recall_id, by=others[0])
    house.do(ask_no_reply, house.council_id, recall.recall_id, by=holder)
    house.pass_time(seconds=1)
    assert house.one(Recall).state is RecallState.REPLY
    say_yes(house, holder)
    house.pass_time(seconds=1)
    assert house.one(Recall).state is RecallState.BALLOT
    assert "P0 said that there will be no reply." in house.card(ballot_of(house).ballot_id).text


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
    election = next(
        b for b in house.find(Ballot) if b.kind is BallotKind.ELECTION and b.state is not BallotState.CLOSED
    )
    assert election.state is BallotState.NOMINATING
    assert holder.person_id in race_of(election).barred
    assert house.find(Voice, subject_id=mandate.mandate_id) == []
    assert kinds(house).count("recall_passed") == 1
    (told,) = [row for row in house.screens("recall_verdict") if row.person_id is None]
    assert "is recalled" in house.show(told).text


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
    assert "until" in house.show(house.screens("recall_verdict")[0]).text.lower()
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


# One of several seats filled by one STV count.


def three_seats():
    house = House()
    people = house.founded(*names(12))
    return house, seat(house, *people[:3], office="Delegate", method=Method.STV), people


@pytest.mark.parametrize(("yes", "no", "passes"), [(6, 3, True), (5, 3, False)])
def test_one_of_several_needs_two_thirds(yes, no, passes):
    house, (mandate, *_), people = three_seats()
    ballot = to_ballot(house, mandate, people[3:])
    assert ballot.about(RecallSubject).is_one_of_several is True
    vote(house, ballot, "yes", *people[3 : 3 + yes])
    vote(house, ballot, "no", *people[1:3], people[-1])
    assert no == 3
    house.pass_time(days=3)
    assert mandate_now(house, mandate).is_live is not passes


def test_a_single_seat_filled_by_a_ranking_is_no_one_of_several():
    house, mandate, _, others = council_of(12, method=Method.STV)
    assert to_ballot(house, mandate, others).about(RecallSubject).is_one_of_several is False


def test_all_of_one_count_together_fall_under_the_ordinary_rule():
    house, mandates, people = three_seats()
    for mandate in mandates:
        signal(house, mandate, *people[3:6])
    house.pass_time(hours=1)
    deliver(house)
    house.pass_time(hours=24)
    (ballot,) = [ballot for ballot in house.find(Ballot) if ballot.kind is BallotKind.RECALL]
    assert (ballot.about(RecallSubject).is_one_of_several, ballot.electorate) == (False, 9)
    assert all(
        f"Shall P{number} lose the office of Delegate" in house.card(ballot.ballot_id).text for number in range(3)
    )
    house.do(lambda uow: end_mandate(uow, mandates[2], EndReason.RESIGNED_FACING_RECALL))
    assert house.one(Ballot, ballot_id=ballot.ballot_id).state is BallotState.OPEN
    vote(house, ballot, "yes", *people[3:8])
    vote(house, ballot, "no", *people[8:12])
    house.pass_time(days=3)
    reasons = [mandate_now(house, mandate).end_reason for mandate in mandates]
    assert reasons == [EndReason.RECALLED, EndReason.RECALLED, EndReason.RESIGNED_FACING_RECALL]


def test_reached_in_different_hours_each_has_a_ballot_of_its_own():
    house, mandates, people = three_seats()
    for mandate in mandates:
        signal(house, mandate, *people[3:6])
        house.pass_time(hours=1)
        deliver(house)
    house.pass_time(hours=24)
    ballots = [ballot for ballot in house.find(Ballot) if ballot.kind is BallotKind.RECALL]
    assert [ballot.about(RecallSubject).is_one_of_several for ballot in ballots] == [True] * 3


# The call.


def call(house, by, words, chat_id=GROUP):
    house.do(start_call, Who(words=words), by=by, chat_id=chat_id)


def say_yes(house, by, chat_id=GROUP):
    house.do(answer_confirm, by.person_id, is_yes=True, by=by, chat_id=chat_id)


def test_a_call_asks_first_then_posts_a_card_and_opens_no_ballot():
    house, mandate, _, (ben, *_) = council_of(12)
    call(house, ben, "P0 did nothing for a month")
    assert not house.find(RecallCall)
    (asked,) = house.screens("confirm_recall")
    assert "P0, on the roll since" in house.show(asked).text
    say_yes(house, ben)
    card = house.card(house.one(RecallCall).call_id)
    assert "Called by P1" in card.text
    assert "did nothing for a month" in card.text
    assert "threshold 3 of 11: not reached" in card.text
    assert [button.label for button in card.keyboard[0]] == ["Confidence", "No confidence"]
    house.pass_time(days=3)
    assert not house.find(Recall)
    assert mandate_now(house, mandate).is_live


def test_by_its_office_too_and_the_grounds_are_asked_for():
    house, _, _, (ben, *_) = council_of(12)
    call(house, ben, "treasurer")
    say_yes(house, ben)
    assert house.one(Dialog).kind == "ask_recall_grounds"
    assert len(house.screens("ask_recall_grounds")) == 1
    house.do(lambda uow: uow.change(uow.find(Outgoing, screen="ask_recall_grounds")[0], chat_id=GROUP, message_id=77))
    assert house.do(answer_dialog, Answer("No report since May", reply_to=77), is_group=True, by=ben)
    assert house.one(RecallCall).grounds == "No report since May"


def test_from_private_it_is_by_a_member_in_the_record_as_well():
    house, _, _, (ben, *_) = council_of(12)
    call(house, ben, "P0 lost the money", chat_id=ben.telegram_id)
    say_yes(house, ben, chat_id=ben.telegram_id)
    made = house.one(RecallCall)
    card = house.card(made.call_id)
    assert made.is_anonymous
    assert "Called by a member" in card.text
    assert "P1" not in card.text
    entry = next(entry for entry in house.find(Entry) if entry.kind == "recall_called")
    assert entry.actor_id is None
    assert ben.person_id not in str(entry.data)
    assert len(house.screens("recall_called")) == 1
    assert not [row for row in house.screens() if "lost the money" in str(row.params)]
    assert not [row for row in house.screens() if row.key.startswith(f"{entry.cause}:")]


def test_a_resting_member_who_calls_in_private_is_not_told_by_the_entry_of_their_waking():
    house, _, _, (ben, *_) = council_of(12)
    asleep = {"state": MemberState.RESTING, "last_act_at": house.now - timedelta(days=90)}
    house.do(lambda uow: uow.change(uow.get(Member, house.council_id, ben.person_id), **asleep))
    call(house, ben, "P0", chat_id=ben.telegram_id)
    say_yes(house, ben, chat_id=ben.telegram_id)
    house.do(answer_dialog, Answer("Lost the money"), is_group=False, by=ben, chat_id=ben.telegram_id)
    assert house.one(RecallCall).is_anonymous
    assert not house.find(Entry, kind="woke")
    assert not [row for row in house.screens() if "Lost the money" in str(row.params)]


def test_whoever_left_the_roll_meanwhile_calls_no_more():
    house, _, _, (ben, *_) = council_of(12)
    call(house, ben, "P0")
    say_yes(house, ben)
    house.do(lambda uow: uow.change(uow.get(Member, house.council_id, ben.person_id), state=MemberState.LEFT))
    with pytest.raises(NotOnRollError):
        house.do(answer_dialog, Answer("Lost the money"), is_group=False, by=ben)
    assert not house.find(RecallCall)


def test_who_cannot_be_called_against():
    house, mandate, holder, (ben, cleo, *_) = council_of(12)
    with pytest.raises(OwnMandateError):
        call(house, holder, "P0 me")
    with pytest.raises(NoMandateError):
        call(house, ben, "P2 grounds")
    with pytest.raises(OwnMandateError):
        house.do(pick_office, house.council_id, mandate.mandate_id, by=holder)
    house.do(lambda uow: end_mandate(uow, mandate, EndReason.LEFT))
    with pytest.raises(NobodyToRecallError):
        house.do(start_call, Who(), by=cleo)


def test_two_offices_are_told_apart_by_buttons():
    house, first, holder, (ben, *_) = council_of(12)
    (second,) = seat(house, holder, office="Chair")
    call(house, ben, "P0 shouts at people")
    say_yes(house, ben)
    (asked,) = house.screens("ask_recall_office")
    assert [row[0].label for row in house.show(asked).keyboard] == ["Treasurer", "Chair", "Cancel"]
    house.do(pick_office, house.council_id, second.mandate_id, by=ben)
    assert (house.one(RecallCall).mandate_id, house.one(RecallCall).grounds) == (second.mandate_id, "shouts at people")
    assert house.find(Dialog) == []
    assert mandate_now(house, first).is_live


def test_the_office_that_is_named_or_whose_card_is_replied_to_is_the_one_that_is_meant():
    house, first, holder, (ben, cleo, *_) = council_of(12)
    (second,) = seat(house, holder, office="Chair")
    call(house, ben, "chair shouts at people")
    say_yes(house, ben)
    assert house.one(RecallCall).mandate_id == second.mandate_id
    (card,) = house.find(Card, subject_id=first.mandate_id, screen="mandate")
    house.do(lambda uow: uow.change(card, chat_id=GROUP, message_id=70))
    house.do(start_call, Who(words="lost the money", on_message=70), by=cleo)
    say_yes(house, cleo)
    assert house.find(RecallCall)[-1].mandate_id == first.mandate_id
    assert house.find(RecallCall)[-1].grounds == "lost the money"


def test_nobody_without_an_office_is_told_that_they_have_one():
    house, _, _, (ben, *_) = council_of(12)
    with pytest.raises(NoMandateError):
        call(house, ben, "P1 grounds")


def test_that_the_threshold_is_reached_cannot_be_found_out_before_the_full_hour():
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:3])
    call(house, others[5], "P0 grounds")
    house.pass_time(hours=1)
    with pytest.raises(RecallRunningError):
        call(house, others[6], "P0 grounds")


def test_the_ballot_prints_the_grounds_of_calls_made_before_it_opened():
    house, mandate, _, others = council_of(12)
    house.do(post_call, mandate, "No reports", by=others[0])
    ballot = to_ballot(house, mandate, others)
    house.pass_time(hours=1)
    house.do(post_call, mandate_now(house, mandate), "Late grounds", by=others[1])
    card = house.card(ballot.ballot_id).text
    assert "Grounds: No reports" in card
    assert "Late grounds" not in card


def test_a_confidence_check_asks_everybody():
    house, mandate, _, _ = council_of(12)
    house.do(lambda uow: check_is_due(uow, mandate, "missed"))
    assert mandate_now(house, mandate).check_asked_at == house.now
    (card,) = [card for card in house.find(Card) if card.screen == "confidence_check"]
    screen = house.show(card)
    assert "Report-backs were missed" in screen.text
    assert [button.label for button in screen.keyboard[0]] == ["Confidence", "No confidence"]


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
    election = next(
        b for b in house.find(Ballot) if b.kind is BallotKind.ELECTION and b.state is not BallotState.CLOSED
    )
    with pytest.raises(DomainError) as refused:
        house.do(stand, house.council_id, election.ballot_id, by=holder)
    assert refused.value.code == "nominee_barred"
    house.do(stand, house.council_id, election.ballot_id, by=others[0])


def test_the_mention_in_the_group_is_no_delivery_to_somebody_kept_out_of_it():
    house, mandate, holder, others = council_of(12)
    house.do(lambda uow: uow.change(uow.get(Member, house.council_id, holder.person_id), kept_out_at=uow.now))
    signal(house, mandate, *others[:3])
    house.pass_time(hours=1)

    def send_to_the_group(uow):
        (row,) = uow.find(Outgoing, screen="recall_reached")
        uow.change(row, state=OutgoingState.SENT, sent_at=uow.now)

    house.do(send_to_the_group)
    house.pass_time(hours=24)
    assert house.one(Recall).state is RecallState.REPLY
    house.pass_time(hours=23)
    assert house.one(Recall).state is RecallState.BALLOT


def test_what_its_author_has_had_erased_is_said_to_be_so():
    house, mandate, holder, others = council_of(12)
    made = house.do(post_call, mandate, "No reports", by=others[0])
    recall = reached(house, mandate, others)
    house.do(ask_for_reply, house.council_id, recall.recall_id, by=holder, chat_id=holder.telegram_id)
    house.do(answer_dialog, Answer("I was ill."), is_group=False, by=holder, chat_id=holder.telegram_id)
    house.pass_time(hours=24)
    house.do(forget, by=others[0])
    house.do(forget, by=holder)
    card = house.card(ballot_of(house).ballot_id).text
    assert "Grounds: erased by their author" in card
    assert "replied, and has had the reply erased" in card
    assert "I was ill." not in card
    assert "Grounds: erased by their author" in house.card(made.call_id).text


def test_grounds_that_are_too_long_are_refused_before_anything_is_asked():
    house, _, _, (ben, *_) = council_of(12)
    with pytest.raises(TextTooLongError) as refused:
        call(house, ben, "P0 " + "x" * 3001)
    assert (refused.value.fields["got"], refused.value.fields["limit"]) == (3001, 3000)
    assert not house.find(Dialog)


def test_nobody_can_withdraw_or_amend_it():
    house, mandate, holder, others = council_of(12)
    ballot = to_ballot(house, mandate, others)
    for person in (holder, *others[:3]):
        with pytest.raises(NotProposerError):
            house.do(withdraw, house.council_id, ballot.ballot_id, by=person)
        with pytest.raises(NotProposerError):
            house.do(amend, house.council_id, ballot.ballot_id, "Nothing", by=person)
    assert ballot_of(house).state is BallotState.OPEN


def test_the_holder_may_reply_in_the_group_as_well():
    house, mandate, holder, others = council_of(12)
    recall = reached(house, mandate, others)
    with pytest.raises(NotHolderError):
        house.do(ask_for_reply, house.council_id, recall.recall_id, by=others[0])
    house.do(ask_for_reply, house.council_id, recall.recall_id, by=holder)
    (asked,) = house.screens("ask_recall_reply")
    assert asked.person_id is None
    assert f"tg://user?id={holder.telegram_id}" in house.show(asked).text
    assert house.show(asked).ask_placeholder == "Your reply"
    house.do(lambda uow: uow.change(asked, chat_id=GROUP, message_id=78))
    assert house.do(answer_dialog, Answer("Judge me by my report.", reply_to=78), is_group=True, by=holder)
    assert house.one(Recall).reply == "Judge me by my report."


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
