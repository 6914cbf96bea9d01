"""Acts that no row tells, votes and ratings: they keep awake, wake, and are answers all the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot
from bot.domain.ground.calendar import day_of
from bot.domain.ground.entry import Entry
from bot.domain.ground.person import Person, Sender
from bot.domain.roll.member import Member, MemberState
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.ground.housekeeping import plan_housekeeping
from bot.services.ground.persons import identify
from bot.services.reports.reports import Written, post_report, rate
from bot.services.roll.roll import ensure_member
from tests.support.council import House
from tests.support.offices import seat


def member(house: House, person: Person) -> Member:
    return house.one(Member, council_id=house.council_id, person_id=person.person_id)


def asked(house: House) -> set[str | None]:
    return {row.person_id for row in house.screens("still_here")}


def vote(house: House, ballot: Ballot, by: Person) -> None:
    house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=by)


def long_ballot(house: House, by: Person) -> Ballot:
    return house.do(propose, house.council_id, "14d: Buy a barrel", None, by=by)


def awake(house: House, people: list[Person], days: int) -> None:
    for _ in range(days // 10):
        house.pass_time(days=10)
        for person in people:
            house.do(ensure_member, house.council_id, by=person)


def test_who_voted_on_what_is_open_is_not_asked_whether_they_are_there():
    house = House()
    anna, ben, cleo = house.founded("Anna", "Ben", "Cleo")
    awake(house, [anna], 50)
    vote(house, long_ballot(house, anna), ben)
    house.pass_time(days=13)
    assert asked(house) == {cleo.person_id}


def test_who_rated_what_is_not_judged_is_not_asked():
    house = House()
    anna, ben, cleo = house.founded("Anna", "Ben", "Cleo")
    (mandate,) = seat(house, anna, office="Speaker")
    awake(house, [anna], 50)
    house.pass_time(days=6)
    report = house.do(lambda uow: post_report(uow, mandate, Written("Done.")), by=anna).report
    house.do(rate, house.council_id, report.report_id, is_accepted=True, by=ben)
    house.pass_time(days=2, hours=12)
    assert asked(house) == {cleo.person_id}


def test_a_vote_answers_whoever_was_asked():
    house = House()
    anna, ben, cleo = house.founded("Anna", "Ben", "Cleo")
    awake(house, [anna], 60)
    house.pass_time(days=3)
    assert asked(house) == {ben.person_id, cleo.person_id}
    vote(house, long_ballot(house, anna), ben)
    house.pass_time(days=12)
    assert [member(house, each).state for each in (ben, cleo)] == [MemberState.ACTIVE, MemberState.RESTING]
    assert member(house, ben).resting_asked_at is None


def voted_while_resting(house: House) -> tuple[Person, Ballot]:
    """On a ballot from before they rested."""
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    house.do(plan_housekeeping)
    awake(house, [anna], 60)
    house.pass_time(days=7)
    ballot = long_ballot(house, anna)
    house.pass_time(days=7)
    assert member(house, ben).state is MemberState.RESTING
    vote(house, ballot, ben)
    assert member(house, ben).state is MemberState.RESTING, "a row would name them beside their slot"
    return ben, ballot


def test_who_votes_while_resting_is_back_at_the_end_of_the_day_and_not_within_it():
    house = House()
    ben, _ = voted_while_resting(house)
    until_midnight = timedelta(days=1) - timedelta(hours=house.now.hour, minutes=house.now.minute)
    house.pass_time(seconds=until_midnight.total_seconds() - 60)
    assert member(house, ben).state is MemberState.RESTING, "one slot may have been rewritten in that hour"
    house.pass_time(minutes=1)
    assert member(house, ben).state is MemberState.ACTIVE
    (woke,) = house.find(Entry, kind="woke")
    assert (woke.subject_id, woke.actor_id) == (ben.person_id, None)


def test_after_a_kill_the_close_wakes_them():
    house = House()
    ben, ballot = voted_while_resting(house)
    house.memory = type(house.memory)()
    house.pass_time(days=8)
    closed_at = house.one(Ballot, ballot_id=ballot.ballot_id).closed_at
    assert closed_at is not None
    assert (member(house, ben).state, member(house, ben).last_act_at) == (MemberState.ACTIVE, day_of(closed_at))


@pytest.mark.parametrize(("days", "is_written"), [(5, False), (20, True)])
def test_a_secret_press_writes_nothing_of_its_person_and_the_close_that_they_were_seen(days, is_written):
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    house.pass_time(days=days)
    known = house.one(Person, person_id=ben.person_id)
    sender = Sender(ben.telegram_id, "Benjamin", "benny", "ru")
    assert house.do(lambda uow: identify(uow, sender, is_private=True, is_secret=True)) == known
    ballot = house.do(propose, house.council_id, "Buy a barrel", None, by=anna)
    vote(house, ballot, ben)
    house.pass_time(days=3)
    seen = house.one(Person, person_id=ben.person_id)
    assert (seen.seen_at > known.seen_at) is is_written
    assert house.do(lambda uow: identify(uow, sender)).name == "Benjamin"


def test_the_way_to_somebody_opens_with_a_secret_press_too():
    house = House()
    dan = house.person("Dan", is_reachable=False)
    sender = Sender(dan.telegram_id, "Dan", None, "en")
    assert house.do(lambda uow: identify(uow, sender, is_private=True, is_secret=True)).is_reachable
