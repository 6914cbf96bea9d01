"""The call for signals against somebody: who may make it, its grounds, its card."""

from datetime import timedelta

import pytest

from bot.domain.ground.dialog import Answer, Dialog
from bot.domain.ground.entry import Entry
from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.ground.text import TextTooLongError
from bot.domain.mandates.mandate import EndReason, NoMandateError
from bot.domain.recalls.recall import (
    NAMELESS_AT_ONCE,
    CalledLatelyError,
    NamelessStandsError,
    NobodyToRecallError,
    Recall,
    RecallCall,
    RecallRunningError,
    TooManyCallsError,
)
from bot.domain.recalls.signal import OwnMandateError
from bot.domain.roll.member import Member, MemberState, NotOnRollError, StillWaitingError
from bot.services.ground.answering import answer_dialog
from bot.services.ground.naming import Who
from bot.services.mandates.mandates import check_is_due, end_mandate
from bot.services.me.forget import forget
from bot.services.recalls.calls import pick_office, post_call, start_call
from bot.services.recalls.replies import ask_for_reply
from bot.services.roll.standing import note_request
from handlers.views.ground.errors import words_for
from tests.support.council import GROUP, words
from tests.support.offices import mandate_now, seat
from tests.support.recalls import ballot_of, council_of, reached, say_yes, signal, to_ballot
from tests.support.signals import change_member

T = words("en")


def call(house, by, words, chat_id=GROUP):
    house.do(start_call, Who(words=words), by=by, chat_id=chat_id)


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


def test_nothing_they_ask_in_private_wakes_who_calls_as_a_member_for_a_day():
    house, _, _, (ben, *_) = council_of(12)
    change_member(house, ben, state=MemberState.RESTING)

    def ask():
        house.do(note_request, house.council_id, by=ben, chat_id=ben.telegram_id)
        return house.one(Member, person_id=ben.person_id).state

    call(house, ben, "P0", chat_id=ben.telegram_id)
    assert ask() is MemberState.RESTING
    say_yes(house, ben, chat_id=ben.telegram_id)
    assert ask() is MemberState.RESTING
    house.do(answer_dialog, Answer("Lost the money"), is_group=False, by=ben, chat_id=ben.telegram_id)
    assert ask() is MemberState.RESTING
    house.pass_time(days=2)
    assert ask() is MemberState.ACTIVE


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


def nameless(house, mandate, by):
    return house.do(post_call, mandate, "Nothing was done", by=by, chat_id=by.telegram_id)


def test_one_call_of_a_person_on_a_mandate_in_a_week():
    house, mandate, _, (ben, *_) = council_of(12)
    nameless(house, mandate, ben)
    house.pass_time(days=6)
    with pytest.raises(CalledLatelyError):
        nameless(house, mandate, ben)
    with pytest.raises(CalledLatelyError):
        house.do(pick_office, house.council_id, mandate.mandate_id, by=ben, chat_id=ben.telegram_id)
    house.pass_time(days=2)
    nameless(house, mandate, ben)


def test_what_is_refused_in_the_group_tells_nothing_of_calls_without_a_name():
    house, mandate, _, (ben, *_) = council_of(12)
    nameless(house, mandate, ben)
    house.do(post_call, mandate, "Nothing was done", by=ben)
    assert [call.is_anonymous for call in house.find(RecallCall)] == [True, False]


def test_three_calls_without_a_name_stand_in_a_council_and_those_with_one_go_on():
    house, mandate, _, others = council_of(12)
    for person in others[:NAMELESS_AT_ONCE]:
        nameless(house, mandate, person)
    late = others[NAMELESS_AT_ONCE]
    with pytest.raises(TooManyCallsError):
        nameless(house, mandate, late)
    house.do(post_call, mandate, "Nothing was done", by=late)
    house.pass_time(days=8)
    nameless(house, mandate, others[-1])


def test_whoever_waits_makes_no_call_without_a_name():
    house, mandate, *_ = council_of(12)
    zed = house.person("Zed")
    house.join(zed)
    with pytest.raises(StillWaitingError):
        nameless(house, mandate, zed)


def test_one_member_has_one_call_without_a_name_at_a_time():
    house, mandate, _, (ben, cleo, *_) = council_of(12)
    (other,) = seat(house, cleo, office="Chair")
    nameless(house, mandate, ben)
    with pytest.raises(NamelessStandsError) as refused:
        nameless(house, other, ben)
    assert "from 12 Mar 2026, 11:00 UTC" in words_for(refused.value, T)
    assert len(words_for(refused.value, T)) <= 200
    house.do(post_call, other, "Nothing was done", by=ben)
    house.do(lambda uow: end_mandate(uow, mandate, EndReason.RESIGNED))
    nameless(house, other, ben)


def test_calls_on_others_never_shield_a_holder_whoever_made_them():
    """Neither the holder's own nor those of friends; and that it is let through tells of nobody who called."""
    house, mandate, holder, (ben, cleo, dan, eve, *friends) = council_of(12)
    others = [seat(house, person, office=f"Office {n}")[0] for n, person in enumerate((ben, cleo, dan))]
    for other, by in zip(others, (holder, *friends), strict=False):
        nameless(house, other, by)
    nameless(house, mandate, eve)
    assert len(house.find(RecallCall)) == NAMELESS_AT_ONCE + 1
    with pytest.raises(TooManyCallsError):
        nameless(house, mandate, friends[-1])
