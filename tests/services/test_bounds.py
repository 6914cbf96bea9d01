"""Counts that a charter asks for are bounded by who there is, and by who is awake, when they are used."""

import pytest

from bot.domain.ballots.ballot import BallotState, Outcome
from bot.domain.ballots.drafts import ElectionDraft
from bot.domain.mandates.mandate import EndReason
from bot.domain.reports.report import Verdict
from bot.services.ballots.seconds import second
from bot.services.council.council import charter_in_force, get_council
from bot.services.elections.elections import call_election
from bot.services.record.doctor import examine
from tests.support.council import House
from tests.support.offices import mandate_now
from tests.support.proposals import change, charter, now, proposed, vote
from tests.support.recalls import council_of, to_ballot
from tests.support.recalls import vote as vote_on
from tests.support.reporting import ReportingGarden
from tests.support.roll import let_rest


def people_of(house, count):
    return house.founded(*(f"P{number}" for number in range(count)))


def rule(house, key):
    return house.do(lambda uow: charter_in_force(get_council(uow, house.council_id)).text(key))


def test_a_majority_of_eight_changes_a_charter_whose_floor_is_ten():
    house = House()
    people = people_of(house, 8)
    charter(house, floor_turnout="10")
    ballot = change(house, "floor_turnout", "3", people[0])
    assert (ballot.quorum, "Counts if 4 of 8 vote." in house.card(ballot.ballot_id).text) == (4, True)
    vote(house, ballot, "yes", *people[:5])
    house.pass_time(days=3, hours=1)
    assert (now(house, ballot).outcome, rule(house, "floor_turnout")) == (Outcome.ADOPTED, "3")
    assert house.read(examine) == []


def test_two_of_three_decide_though_the_third_stays_away():
    house = House()
    people = people_of(house, 3)
    ballot = change(house, "term", "12", people[0])
    vote(house, ballot, "yes", *people[:2])
    house.pass_time(days=4)
    assert rule(house, "term") == "12"


def test_a_charter_with_a_floor_of_ten_keeps_no_council_of_eight_from_recalling():
    house, mandate, _, others = council_of(8)
    charter(house, floor_turnout="10", recall_floor_yes="3")
    ballot = to_ballot(house, mandate, others)
    vote_on(house, ballot, "yes", *others[:4])
    house.pass_time(days=4)
    assert mandate_now(house, mandate).end_reason is EndReason.RECALLED


def test_a_council_of_four_whose_charter_asks_for_five_seconds_needs_one():
    house = House()
    people = people_of(house, 4)
    charter(house, seconds_small="5", seconds_medium="5")
    ballot = change(house, "seconds_small", "0", people[0])
    assert "when 1 other presses [Second]" in house.card(ballot.ballot_id).text
    assert house.do(second, house.council_id, ballot.ballot_id, by=people[1]).ballot.state is BallotState.OPEN


def test_with_twenty_of_twenty_two_at_rest_something_can_open():
    house = House()
    people = people_of(house, 22)
    let_rest(house, *people[2:])
    assert proposed(house, people[0]).state is BallotState.OPEN
    council = house.do(get_council, house.council_id)
    office = house.do(call_election, council, ElectionDraft("Clerk", 1, None), by=people[1])
    assert now(house, office).state is BallotState.NOMINATING


def test_who_goes_to_rest_after_it_was_proposed_need_not_second_it():
    house = House()
    people = people_of(house, 22)
    waits, lapses = proposed(house, people[0]), proposed(house, people[1])
    assert (waits.state, waits.subject.seconds) == (BallotState.SECONDING, 2)
    house.do(second, house.council_id, waits.ballot_id, by=people[1])
    let_rest(house, *people[4:])
    assert "Second (1 of 1)" in str(house.card(waits.ballot_id).keyboard)
    house.pass_time(days=7)
    assert now(house, waits).opened_at is not None
    assert now(house, lapses).ended.needed == 1


@pytest.mark.parametrize(("not_enough", "verdict"), [(3, Verdict.NOTED), (4, Verdict.REJECTED)])
def test_a_report_is_rejected_by_half_of_seven_whatever_minimum_the_charter_holds(not_enough, verdict):
    garden = ReportingGarden(tuple("ABCDEFGH"), charter={"rejection_minimum": "10"})
    report = garden.report()
    garden.rate(report, not_enough=garden.others[:not_enough])
    garden.house.pass_time(days=3)
    assert garden.house.one(type(report)).verdict is verdict
