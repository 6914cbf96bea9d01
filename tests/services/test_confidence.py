"""Signals: who may give them, what is seen of them, and every kind of change after which the threshold is looked at."""

from datetime import timedelta
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.charter.charter import Charter
from bot.domain.council.council import Council
from bot.domain.ground.due import Due
from bot.domain.ground.entry import Entry
from bot.domain.ground.ids import PersonId
from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.ground.person import Person
from bot.domain.ground.voices import Voice
from bot.domain.mandates.mandate import EndReason, MandateOverError
from bot.domain.recalls.recall import Recall, RecallState
from bot.domain.recalls.signal import OwnMandateError
from bot.domain.reports.report import ReportBack, ReportBackState
from bot.domain.roll.member import Member, MemberState, NotOnRollError, StillWaitingError
from bot.reads.mandates.signals import explain_threshold, shown_signals
from bot.services.council.council import get_council
from bot.services.ground.voices import all_said
from bot.services.mandates.mandates import end_mandate, standing_changed
from bot.services.recalls.confidence import give_signal, live_recall, signals_against
from bot.services.recalls.thresholds import threshold_of
from bot.services.roll.standing import base_changed, count_place
from storage.tables import KEPT
from tests.support.council import House
from tests.support.offices import mandate_now, seat


def names(count):
    return [f"P{number}" for number in range(count)]


def council_of(size):
    """A council of this size past its founding; the first of them is treasurer."""
    house = House()
    holder, *others = house.founded(*names(size))
    (mandate,) = seat(house, holder)
    return house, mandate, holder, others


def signal(house, mandate, *people, has_confidence=False):
    for person in people:
        house.do(give_signal, house.council_id, mandate.mandate_id, has_confidence=has_confidence, by=person)


def at_the_hour(house):
    """The recalls that run once the full hour has come, at which signals are looked at."""
    house.pass_time(seconds=3600 - house.now.timestamp() % 3600)
    return running(house)


def is_reached(house, mandate):
    """Whether a threshold stands, though nothing that is written tells so before the full hour."""
    watched = house.memory.recall(f"signals:{mandate.mandate_id}")
    return live(house, mandate) is not None or (watched is not None and watched.reached is not None)


def running(house):
    return [recall for recall in house.find(Recall) if recall.ended_at is None]


def change_member(house, person, **changes):
    def act(uow):
        known = uow.get(Member, house.council_id, person.person_id)
        count_place(uow, house.council_id, known.state, uow.change(known, **changes).state)
        base_changed(uow, house.council_id)

    house.do(act)


def owe_report(house, mandate, state=ReportBackState.OVERDUE, missed_at=None):
    def act(uow):
        row = ReportBack(
            house.council_id,
            uow.new_id(),
            mandate.mandate_id,
            uow.now.date(),
            uow.now,
            state=state,
            missed_at=missed_at,
        )
        uow.add(row)
        standing_changed(uow, uow.get(type(mandate), house.council_id, mandate.mandate_id))

    house.do(act)


@pytest.mark.parametrize("size", range(2, 61))
def test_a_threshold_is_reached_by_exactly_so_many_signals(size):
    house = House()
    holder, *others = house.do(fill, house.council_id, size)
    (mandate,) = seat(house, holder)
    base = size - 1
    needed = min(max(ceil(base / 5), 2 if base < 6 else 3), base)
    for count, person in enumerate(others, 1):
        house.do(store_signal, mandate, person)
        assert is_reached(house, mandate) is (count >= needed)
    (recall,) = at_the_hour(house)
    assert (recall.base, recall.needed, recall.got) == (base, needed, needed)


def fill(uow, council_id, size):
    """So many on the roll, in one go."""
    since = uow.now - timedelta(days=10)
    people = [
        Person(PersonId(f"{number:032x}"), number, f"P{number}", None, "en", since) for number in range(1, size + 1)
    ]
    uow.add_all(people)
    uow.add_all(Member(council_id, person.person_id, since, since, uow.now) for person in people)
    council = get_council(uow, council_id)
    uow.change(council, on_roll=council.on_roll + size)
    return people


def store_signal(uow, mandate, person):
    uow.actor = person
    give_signal(uow, mandate.council_id, mandate.mandate_id, has_confidence=False)


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


def said(house, mandate):
    return house.read(all_said, house.council_id, mandate.mandate_id)


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


def test_a_signal_changes_one_sealed_slot_and_otherwise_only_what_is_due_at_the_hour_and_at_midnight():
    house, mandate, _, (ben, cleo, dan, *_) = council_of(12)
    house.pass_time(minutes=25)
    before, slots = rows_but_slots(house), house.find(Voice)
    signal(house, mandate, ben)
    first, after = rows_but_slots(house), house.find(Voice)
    assert {kind for kind in before if before[kind] != first[kind]} == {Due}
    assert [row.slot for row in after] == [row.slot for row in slots]
    assert sum(one.sealed != other.sealed for one, other in zip(slots, after, strict=True)) == 1
    assert len({len(row.sealed) for row in after}) == 1
    times = {row.key: (row.since_at, row.due_at) for row in first[Due] if row not in before[Due]}
    assert {at.minute for pair in times.values() for at in pair} == {0}
    house.pass_time(minutes=5)
    before = rows_but_slots(house)
    signal(house, mandate, cleo, dan)
    assert rows_but_slots(house) == before


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


def test_signals_whose_key_is_lost_are_asked_for_again():
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:2])
    for each in house.sealing.key_ids():
        house.sealing.destroy_key(each)
    signal(house, mandate, others[2])
    assert said(house, mandate) == {others[2].person_id: False}
    for each in house.sealing.key_ids():
        house.sealing.destroy_key(each)
    house.pass_time(days=7, hours=1)
    assert [entry.data["why"] for entry in house.find(Entry) if entry.kind == "confidence_asked"] == ["lost"]
    signal(house, mandate, others[0])
    assert said(house, mandate) == {others[0].person_id: False}


def test_newcomers_take_spare_slots_and_when_all_are_taken_everybody_gets_one():
    house, mandate, _, _ = council_of(5)
    newcomers = house.people(*(f"N{number}" for number in range(8)))
    house.join(*newcomers)
    house.pass_time(hours=25)
    slots = {row.slot for row in house.find(Voice)}
    signal(house, mandate, newcomers[0], has_confidence=True)
    assert {row.slot for row in house.find(Voice)} == slots
    signal(house, mandate, *newcomers[1:], has_confidence=True)
    assert said(house, mandate) == {each.person_id: True for each in newcomers}
    assert len(house.find(Voice)) > len(slots)


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


def test_it_is_acted_on_at_the_next_full_hour():
    house, mandate, _, (ben, cleo, dan, *_) = council_of(12)
    house.pass_time(minutes=25)
    signal(house, mandate, ben, cleo, dan)
    house.pass_time(minutes=34)
    assert not running(house)
    house.pass_time(minutes=1)
    recall = house.one(Recall)
    assert recall.state is RecallState.REPLY
    assert recall.acts_at == house.now
    assert recall.reached_at == recall.acts_at - timedelta(hours=1)
    assert house.read(shown_signals, mandate).is_reached
    entry = next(entry for entry in house.find(Entry) if entry.kind == "threshold_reached")
    assert (entry.data["base"], entry.data["needed"], entry.data["got"]) == (11, 3, 3)
    assert entry.actor_id is None


def test_once_reached_it_stands():
    house, mandate, _, (ben, cleo, dan, *_) = council_of(12)
    signal(house, mandate, ben, cleo, dan)
    signal(house, mandate, ben, cleo, dan, has_confidence=True)
    house.pass_time(hours=1)
    assert house.one(Recall).state is RecallState.REPLY


def test_a_leaver_makes_the_base_smaller_and_their_signal_lapses():
    house, mandate, _, others = council_of(17)
    signal(house, mandate, *others[:3])
    change_member(house, others[0], state=MemberState.LEFT)
    change_member(house, others[0], state=MemberState.ACTIVE)
    signal(house, mandate, others[3], has_confidence=True)
    change_member(house, others[0], state=MemberState.LEFT)
    signal(house, mandate, others[3])
    (recall,) = at_the_hour(house)
    assert others[0].person_id not in said(house, mandate)
    assert (recall.base, recall.got) == (15, 3)


def test_a_leaver_who_did_not_signal_can_lower_the_threshold_to_what_is_there():
    house, mandate, _, others = council_of(17)
    signal(house, mandate, *others[:3])
    assert not running(house)
    change_member(house, others[-1], state=MemberState.REMOVED)
    (recall,) = running(house)
    assert (recall.base, recall.needed, recall.got) == (15, 3, 3)


def test_resting_members_are_outside_the_base_and_their_signals_wait_for_them():
    house, mandate, _, others = council_of(17)
    signal(house, mandate, *others[:3])
    change_member(house, others[0], state=MemberState.RESTING)
    now = house.read(threshold_of, mandate_now(house, mandate))
    assert (now.base, now.resting, now.needed) == (15, 1, 3)
    assert not running(house)
    signal(house, mandate, others[3])
    (recall,) = at_the_hour(house)
    assert recall.got == 3


def test_somebody_who_wakes_brings_their_signal_back():
    house, mandate, _, others = council_of(13)
    signal(house, mandate, *others[:2])
    change_member(house, others[0], state=MemberState.RESTING)
    signal(house, mandate, others[2])
    assert not running(house)
    change_member(house, others[0], state=MemberState.ACTIVE)
    assert running(house)


def test_joiners_count_in_the_base_once_their_waiting_is_over():
    house, mandate, _, _ = council_of(6)
    newcomers = house.people(*(f"N{number}" for number in range(10)))
    house.join(*newcomers)
    now = house.read(threshold_of, mandate_now(house, mandate))
    assert (now.base, now.waiting, now.needed) == (5, 10, 2)
    house.pass_time(hours=24)
    now = house.read(threshold_of, mandate_now(house, mandate))
    assert (now.base, now.waiting, now.needed) == (15, 0, 3)


def test_an_overdue_report_back_lowers_the_threshold_until_it_is_met():
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:2])
    assert not running(house)
    owe_report(house, mandate)
    (recall,) = running(house)
    assert (recall.needed, recall.usual, recall.got, recall.is_overdue) == (2, 3, 2, True)


def test_a_changed_charter_is_looked_at():
    house, mandate, _, others = council_of(31)
    signal(house, mandate, *others[:3])
    assert not running(house)

    def change(uow):
        council = uow.get(Council, house.council_id)
        charter = Charter().with_value("signals_fraction", "1/10")
        council = uow.change(council, charter=charter.to_json())
        for listener in uow.registers.charter_changes:
            listener(uow, council, "signals_fraction", "1/5", "1/10")

    house.do(change)
    (recall,) = running(house)
    assert (recall.base, recall.needed) == (30, 3)


def test_nothing_opens_in_the_last_seven_days_of_a_term():
    house, mandate, _, others = council_of(12)
    house.pass_time(seconds=(mandate.ends_at - house.now - timedelta(days=7)).total_seconds() - 1)
    for person in others:
        change_member(house, person, state=MemberState.ACTIVE, last_act_at=house.now)
    signal(house, mandate, *others[:2])
    assert not house.read(threshold_of, mandate_now(house, mandate)).is_near_end
    house.pass_time(seconds=1)
    signal(house, mandate, *others[2:6])
    assert not running(house)
    assert house.read(explain_threshold, mandate_now(house, mandate)).is_near_end


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


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["no", "yes", "leave", "rest", "wake", "back", "overdue", "met", "hours"]), st.integers(0, 8)
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None)
@given(ACTS)
def test_whatever_happens_a_reached_threshold_stands_and_no_other(acts):
    house, mandate, _, others = council_of(10)
    for act, number in acts:
        before = is_reached(house, mandate)
        do_act(house, mandate, others[number], act, number)
        as_it_is = mandate_now(house, mandate)
        is_enough = house.read(threshold_of, as_it_is).opens_at(house.read(signals_against, as_it_is))
        after = is_reached(house, mandate)
        assert after or not is_enough
        assert after or not before
        recall = live(house, mandate)
        assert recall is None or recall.got >= recall.needed


def live(house, mandate):
    return house.read(live_recall, mandate_now(house, mandate))


def do_act(house, mandate, person, act, number):
    on_roll = house.one(Member, person_id=person.person_id).state in {MemberState.ACTIVE, MemberState.RESTING}
    match act:
        case "no" | "yes" if on_roll:
            signal(house, mandate, person, has_confidence=act == "yes")
        case "leave":
            change_member(house, person, state=MemberState.LEFT)
        case "rest" if on_roll:
            change_member(house, person, state=MemberState.RESTING)
        case "wake" | "back":
            change_member(house, person, state=MemberState.ACTIVE)
        case "overdue":
            owe_report(house, mandate)
        case "met":
            house.do(meet_all, mandate)
        case "hours":
            house.pass_time(hours=min(number, 5))
        case _:
            pass


def meet_all(uow, mandate):
    for row in uow.find(ReportBack, mandate_id=mandate.mandate_id):
        uow.change(row, state=ReportBackState.LATE, ended_at=uow.now)
    standing_changed(uow, mandate)
