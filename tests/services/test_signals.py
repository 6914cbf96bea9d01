"""Signals: who may give them, how they are kept sealed, what is seen of them."""

from itertools import pairwise

import pytest

from bot.domain.ground.due import Due
from bot.domain.ground.entry import Entry
from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.ground.voices import Voice
from bot.domain.mandates.mandate import EndReason, MandateOverError
from bot.domain.recalls.recall import Recall, RecallState
from bot.domain.recalls.signal import OwnMandateError, SignalsLostError
from bot.domain.removals.questions import ConfirmLeave
from bot.domain.roll.member import ON_THE_ROLL, Member, MemberState, NotOnRollError, StillWaitingError
from bot.reads.mandates.signals import explain_threshold, shown_signals
from bot.services.ground.housekeeping import plan_housekeeping
from bot.services.mandates.mandates import end_mandate
from bot.services.recalls.signalling import look_for_lost_signals
from bot.services.recalls.thresholds import threshold_of
from bot.services.removals.leaving import leave
from storage.memory import ProcessMemory
from storage.tables import KEPT
from tests.support.offices import mandate_now
from tests.support.recalls import council_of, signal
from tests.support.signals import at_the_hour, change_member, is_reached, running, said


def test_who_may_signal():
    house, mandate, holder, (ben, *_) = council_of(5)
    zed = house.person("Zed")
    with pytest.raises(OwnMandateError):
        signal(house, mandate, holder)
    with pytest.raises(NotOnRollError):
        signal(house, mandate, zed)
    house.join(zed)
    with pytest.raises(StillWaitingError):
        signal(house, mandate, zed)
    house.pass_time(hours=25)
    signal(house, mandate, zed, ben)
    house.do(lambda uow: end_mandate(uow, mandate, EndReason.RESIGNED))
    with pytest.raises(MandateOverError):
        signal(house, mandate, ben)


def test_the_last_signal_stands_and_the_record_says_nothing_of_it():
    house, mandate, _, (ben, *_) = council_of(12)
    before = house.find(Entry)
    signal(house, mandate, ben)
    signal(house, mandate, ben)
    assert said(house, mandate) == {ben.person_id: False}
    signal(house, mandate, ben, has_confidence=True)
    assert said(house, mandate) == {ben.person_id: True}
    assert house.find(Entry) == before


def rows_but_slots(house):
    """Every row that is there, but the slots themselves."""
    return {kind: house.find(kind) for kind in KEPT if kind is not Voice}


@pytest.mark.parametrize("size", [12, 41])
def test_a_signal_changes_its_slot_and_the_note_and_no_row_whatever_it_reaches(size):
    house, mandate, _, others = council_of(size)
    house.pass_time(minutes=25)
    before, slots = rows_but_slots(house), house.find(Voice)
    signal(house, mandate, others[0])
    after = house.find(Voice)
    assert [row.slot for row in after] == [row.slot for row in slots]
    rewritten = {one.slot for one, other in zip(slots, after, strict=True) if one.sealed != other.sealed}
    assert len(rewritten) == 2, "their own slot, and the one that says whether a threshold stands"
    assert len({len(row.sealed) for row in after}) == 1
    signal(house, mandate, *others[1:12])
    assert is_reached(house, mandate)
    assert rows_but_slots(house) == before


def test_nor_does_any_row_in_the_hours_and_days_after_it():
    """Cards show what changes; below the threshold, and the next five, nothing does."""
    one, mandate, _, others = council_of(41)
    one.pass_time(days=8)
    quiet, _, _, _ = council_of(41)
    quiet.pass_time(days=8)
    signal(one, mandate, *others[:4])
    one.pass_time(days=3)
    quiet.pass_time(days=3)
    assert [(due.kind, due.due_at, due.done_at) for due in one.find(Due)] == [
        (due.kind, due.due_at, due.done_at) for due in quiet.find(Due)
    ]
    assert [card.version for card in one.find(Card)] == [card.version for card in quiet.find(Card)]
    assert [entry.kind for entry in one.find(Entry)] == [entry.kind for entry in quiet.find(Entry)]


def test_a_signal_wakes_nobody_and_moves_no_base():
    house, mandate, _, (ben, *_) = council_of(12)
    change_member(house, ben, state=MemberState.RESTING)
    base = house.read(threshold_of, mandate_now(house, mandate)).base
    signal(house, mandate, ben)
    assert house.one(Member, person_id=ben.person_id).state is MemberState.RESTING
    assert house.read(threshold_of, mandate_now(house, mandate)).base == base


def test_no_signal_can_be_read_in_the_database_and_its_key_dies_with_the_mandate():
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:2])
    (key,) = [each for each in house.sealing.key_ids() if each.startswith("voices-")]
    house.do(lambda uow: end_mandate(uow, mandate, EndReason.RESIGNED))
    house.pass_time(seconds=1)
    assert key not in house.sealing.key_ids()
    assert house.find(Voice) == []


def test_every_week_signals_are_sealed_anew_and_stand():
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:2])
    before, keys = said(house, mandate), house.sealing.key_ids()
    slots = {row.slot for row in house.find(Voice)}
    house.pass_time(days=7, hours=1)
    assert said(house, mandate) == before
    assert not slots & {row.slot for row in house.find(Voice)}
    assert not set(keys) & {each for each in house.sealing.key_ids() if each.startswith("voices-")}


def lose(house, *kinds):
    for each in house.sealing.key_ids():
        if each.startswith(kinds):
            house.sealing.destroy_key(each)


def hour_later(house):
    """What is looked after each hour was."""
    house.do(plan_housekeeping)
    house.pass_time(hours=1, minutes=1)


def asked_why(house):
    return [entry.data["why"] for entry in house.find(Entry) if entry.kind == "confidence_asked"]


@pytest.mark.parametrize("later", [hour_later, lambda house: house.pass_time(days=7, hours=1)])
def test_signals_whose_key_is_lost_are_asked_for_again(later):
    house, mandate, _, others = council_of(12)
    for number in (1, 2):
        signal(house, mandate, *others[:2])
        lose(house, "voices-", "tokens-")
        later(house)
        assert asked_why(house) == ["lost"] * number
    assert [entry.actor_id for entry in house.find(Entry, kind="signals_lost")] == [None, None]
    signal(house, mandate, others[0])
    assert said(house, mandate) == {others[0].person_id: False}


def test_a_signal_after_its_key_was_lost_is_refused_and_writes_nothing_until_all_are_asked_again_within_the_hour():
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:2])
    lose(house, "voices-")
    kept = {kind: house.find(kind) for kind in KEPT}
    for _ in range(2):
        with pytest.raises(SignalsLostError):
            signal(house, mandate, others[2])
    assert {kind: house.find(kind) for kind in KEPT} == kept
    hour_later(house)
    assert asked_why(house) == ["lost"]
    signal(house, mandate, others[2])
    assert said(house, mandate) == {others[2].person_id: False}


def test_whoever_leaves_after_the_key_was_lost_does_not_hide_that_it_was():
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:2])
    lose(house, "voices-")
    change_member(house, others[0], state=MemberState.LEFT, ended_at=house.now)
    at_the_hour(house)
    assert asked_why(house) == ["lost"]


def test_a_threshold_that_was_reached_before_the_key_was_lost_stands():
    house, mandate, _, others = council_of(5)
    signal(house, mandate, *others)
    assert is_reached(house, mandate)
    lose(house, "voices-", "tokens-")
    house.do(look_for_lost_signals)
    assert running(house)
    assert asked_why(house) == ["lost"]


DAMAGED = ["zeroblob(length(sealed))", "substr(sealed, 1, 5)", "x''", "'text'"]


def comes(house, _):
    house.join(house.person("Zoe"))


def goes(house, people):
    house.do(leave, house.council_id, ConfirmLeave(), by=people[2])


@pytest.mark.parametrize("damaged", DAMAGED)
@pytest.mark.parametrize("change", [comes, goes])
def test_a_damaged_signal_keeps_nobody_from_coming_or_going_and_all_are_asked_again(change, damaged):
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:2])
    house.write_raw(f"UPDATE voices SET sealed = {damaged} WHERE slot = (SELECT min(slot) FROM voices)")
    house.memory = ProcessMemory()
    before = len(house.find(Member, state=ON_THE_ROLL))
    change(house, others)
    assert len(house.find(Member, state=ON_THE_ROLL)) != before
    house.pass_time(hours=1)
    assert asked_why(house) == ["lost"]
    signal(house, mandate, others[0])
    assert said(house, mandate) == {others[0].person_id: False}


@pytest.mark.parametrize("damaged", DAMAGED)
def test_damaged_signals_are_asked_for_again_at_a_start(damaged):
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:2])
    house.write_raw(f"UPDATE voices SET sealed = {damaged}")
    house.memory = ProcessMemory()
    house.do(look_for_lost_signals)
    assert asked_why(house) == ["lost"]
    assert said(house, mandate) == {}


def slots_of(house):
    return {row.slot for row in house.find(Voice)}


@pytest.mark.parametrize("is_started_anew", [False, True])
def test_newcomers_take_spare_slots_which_are_added_when_they_join_and_never_when_they_signal(is_started_anew):
    house, mandate, _, _ = council_of(5)
    newcomers = house.people(*(f"N{number}" for number in range(8)))
    laid = [slots_of(house)]
    for each in newcomers:
        house.join(each)
        laid.append(slots_of(house))
        house.memory = ProcessMemory() if is_started_anew else house.memory
    assert laid[0] == laid[1]
    assert any(before != after for before, after in pairwise(laid)), "there were not as many spare ones"
    house.pass_time(hours=25)
    slots = slots_of(house)
    signal(house, mandate, *newcomers, has_confidence=True)
    assert slots_of(house) == slots
    assert said(house, mandate) == {each.person_id: True for each in newcomers}


def test_once_half_of_the_spare_slots_are_taken_others_are_laid_out_at_the_full_hour():
    house, mandate, _, (ben, *_) = council_of(5)
    signal(house, mandate, ben)
    house.join(*house.people("N1", "N2"))
    at_the_hour(house)
    slots = slots_of(house)
    house.join(house.person("N3"))
    at_the_hour(house)
    assert slots_of(house) != slots
    assert said(house, mandate) == {ben.person_id: False}


def test_nothing_is_seen_or_recorded_of_the_signal_that_tips():
    house, mandate, _, (ben, cleo, dan, eve, *_) = council_of(12)
    before = [(card.card_id, card.version) for card in house.find(Card)], len(house.find(Outgoing)), house.find(Entry)
    explained = house.read(explain_threshold, mandate)
    signal(house, mandate, ben, cleo, dan, eve)
    assert (
        [(card.card_id, card.version) for card in house.find(Card)],
        len(house.find(Outgoing)),
        house.find(Entry),
    ) == before
    assert not running(house)
    assert not house.read(shown_signals, mandate).is_reached
    assert house.read(explain_threshold, mandate) == explained


def test_a_large_council_sees_a_count_in_fives_once_a_day():
    house, mandate, _, others = council_of(41)
    signal(house, mandate, *others[:7])
    assert house.read(shown_signals, mandate_now(house, mandate)).count == 0
    version = house.find(Card, subject_id=mandate.mandate_id)[0].version
    house.pass_time(days=1)
    assert house.read(shown_signals, mandate_now(house, mandate)).count == 5
    assert house.find(Card, subject_id=mandate.mandate_id)[0].version > version
    version = house.find(Card, subject_id=mandate.mandate_id)[0].version
    signal(house, mandate, others[0], has_confidence=True)
    assert house.find(Card, subject_id=mandate.mandate_id)[0].version == version
    shown = house.card(mandate.mandate_id)
    assert "threshold 8 of 40: not reached; 5 or more so far" in shown.text
    house.pass_time(days=1)
    assert house.card(mandate.mandate_id) == shown


def test_all_signals_lapse_with_the_mandate():
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:3])
    house.do(lambda uow: end_mandate(uow, mandate, EndReason.RESIGNED))
    assert said(house, mandate) == {}
    assert house.one(Recall).state is RecallState.LAPSED
    house.pass_time(hours=2)
    assert house.one(Recall).state is RecallState.LAPSED
