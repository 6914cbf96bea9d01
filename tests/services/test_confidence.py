"""Thresholds of confidence: how many signals are enough, and every kind of change after which that is looked at."""

from datetime import timedelta
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.charter.charter import Charter
from bot.domain.council.council import Council
from bot.domain.ground.entry import Entry
from bot.domain.ground.ids import PersonId
from bot.domain.ground.outgoing import Card
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import EndReason
from bot.domain.recalls.recall import Recall, RecallState
from bot.domain.reports.report import ReportBack, ReportBackState
from bot.domain.roll.member import Member, MemberState
from bot.reads.mandates.signals import explain_threshold, shown_signals
from bot.services.council.council import get_council
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.voices import people_of
from bot.services.mandates.mandates import standing_changed
from bot.services.recalls.confidence import give_signal, signals_against
from bot.services.recalls.resigning import start_resigning
from bot.services.recalls.signalling import take_up_signals
from bot.services.recalls.thresholds import threshold_of
from bot.services.removals.leaving import end_membership
from bot.services.roll.asking import show_roll
from storage.memory import ProcessMemory
from tests.support.council import House
from tests.support.offices import mandate_now, seat
from tests.support.recalls import council_of, signal
from tests.support.signals import at_the_hour, change_member, is_reached, live, owe_report, running, said


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


def test_once_reached_it_stands_even_if_the_bot_was_started_anew_before_it_was_acted_on():
    house, mandate, _, (ben, cleo, dan, *_) = council_of(12)
    signal(house, mandate, ben, cleo, dan)
    house.memory = ProcessMemory()
    signal(house, mandate, ben, cleo, dan, has_confidence=True)
    house.pass_time(hours=1)
    assert house.one(Recall).state is RecallState.REPLY


def test_once_reached_it_stands_though_it_was_taken_back_before_the_bot_was_killed():
    house, mandate, _, (ben, cleo, dan, *_) = council_of(12)
    signal(house, mandate, ben, cleo, dan)
    signal(house, mandate, ben, cleo, dan, has_confidence=True)
    house.memory = ProcessMemory()
    house.do(take_up_signals)
    (recall,) = at_the_hour(house)
    assert (recall.state, recall.base, recall.needed, recall.got) == (RecallState.REPLY, 11, 3, 3)


def test_a_threshold_that_was_acted_on_stands_no_second_time_after_a_start():
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:3])
    at_the_hour(house)
    signal(house, mandate, *others[:3], has_confidence=True)
    house.pass_time(days=8)
    assert not running(house)
    house.memory = ProcessMemory()
    house.do(take_up_signals)
    house.pass_time(days=40)
    assert len(house.find(Recall)) == 1


def test_a_count_that_changed_before_the_bot_was_killed_is_shown_at_midnight():
    house, mandate, _, others = council_of(41)
    signal(house, mandate, *others[:7])
    house.memory = ProcessMemory()
    house.do(take_up_signals)
    house.pass_time(days=1)
    assert house.read(shown_signals, mandate_now(house, mandate)).count == 5


def test_a_start_between_the_threshold_and_the_full_hour_helps_no_holder_who_resigns():
    house, mandate, holder, (ben, cleo, dan, *_) = council_of(12)
    signal(house, mandate, ben, cleo, dan)
    house.memory = ProcessMemory()
    house.do(start_resigning, by=holder)
    house.do(answer_confirm, holder.person_id, is_yes=True, by=holder)
    assert mandate_now(house, mandate).end_reason is EndReason.RESIGNED_FACING_RECALL


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


def test_resting_members_are_outside_the_base_and_their_signals_count():
    house, mandate, _, others = council_of(17)
    signal(house, mandate, *others[:3])
    change_member(house, others[0], state=MemberState.RESTING)
    now = house.read(threshold_of, mandate_now(house, mandate))
    assert (now.base, now.resting, now.needed) == (15, 1, 3)
    (recall,) = at_the_hour(house)
    assert (recall.base, recall.got) == (15, 3)


def test_the_signals_of_the_resting_open_a_recall_and_wake_nobody():
    """Were they to wake, two of four would become three of six, and open nothing."""
    house, mandate, holder, others = council_of(7)
    for person in others[:2]:
        change_member(house, person, state=MemberState.RESTING)
    assert house.read(threshold_of, mandate_now(house, mandate)).needed == 2
    before = {card.card_id: card.version for card in house.find(Card)}
    signal(house, mandate, *others[:2])
    assert [house.one(Member, person_id=person.person_id).state for person in others[:2]] == ["resting"] * 2
    now = house.read(threshold_of, mandate_now(house, mandate))
    assert (now.base, now.resting, now.needed) == (4, 2, 2)
    assert {card.card_id: card.version for card in house.find(Card)} == before, "no card changes at that press"
    house.do(show_roll, by=holder)
    assert "2 resting" in house.show(house.screens("roll")[-1]).text
    (recall,) = at_the_hour(house)
    assert (recall.base, recall.needed, recall.got) == (4, 2, 2)


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


def test_the_slot_of_who_left_goes_at_the_full_hour_even_if_the_bot_was_started_anew():
    house, mandate, _, others = council_of(12)
    house.pass_time(days=1)
    house.do(lambda uow: end_membership(uow, uow.get(Member, house.council_id, others[0].person_id), MemberState.LEFT))
    house.memory = ProcessMemory()
    at_the_hour(house)
    slots = house.read(people_of, house.council_id, mandate.mandate_id)
    assert slots >= {other.person_id for other in others[1:]}
    assert others[0].person_id not in slots


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
        counting = house.read(signals_against, as_it_is)
        kept = house.memory.recall(f"signals:{mandate.mandate_id}")
        assert kept is None or len(kept.counting) == counting
        is_enough = house.read(threshold_of, as_it_is).opens_at(counting)
        after = is_reached(house, mandate)
        assert after or not is_enough
        assert after or not before
        recall = live(house, mandate)
        assert recall is None or recall.got >= recall.needed


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
