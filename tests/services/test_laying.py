"""Ballots of large councils: who may vote is frozen at once, and laid out in pages before the ballot opens."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, NotInElectorateError, Outcome
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.papers import Pile, Slot
from bot.domain.council.council import Council
from bot.domain.ground.ids import PersonId
from bot.domain.ground.outgoing import Card
from bot.domain.roll.member import Member, MemberState
from bot.services.ballots.amending import amend, withdraw
from bot.services.ballots.anew import look_for_lost_papers
from bot.services.ballots.laying import LARGE, PAGE
from bot.services.ballots.live import count_ahead, keep_ahead
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.ground.schedule import do_due, due_now
from storage.memory import ProcessMemory
from tests.support.council import House


def large(size=2 * PAGE + 50):
    """A council of this size, three of them by name, and no seconds asked."""
    house = House()
    people = house.founded("Anna", "Ben", "Cleo")
    council = house.one(Council, council_id=house.council_id)
    since = house.now - timedelta(days=30)
    crowd = [PersonId(f"{number:032x}") for number in range(size - len(people))]
    rows = [Member(house.council_id, person_id, since, since, since) for person_id in crowd]
    house.do(lambda uow: uow.add_all(rows))
    house.do(lambda uow: uow.change(council, charter={"seconds_large": "0"}, on_roll=size))
    return house, people


def now(house, ballot):
    return house.one(Ballot, ballot_id=ballot.ballot_id)


def lay_page(house):
    (due,) = [due for due in house.read(due_now) if due.kind == "lay_out"]
    house.do(do_due, due.council_id, due.due_id)


def lay_all(house, ballot):
    while now(house, ballot).state is BallotState.OPENING:
        lay_page(house)


def start_again(house):
    house.memory = ProcessMemory()
    house.do(look_for_lost_papers)


@pytest.mark.parametrize("restarts", [False, True])
def test_a_large_ballot_opens_once_everybody_who_was_there_at_the_freeze_has_a_paper(restarts):
    house, people = large()
    ballot = house.do(propose, house.council_id, "Buy a barrel", None, by=people[0])
    cards = len(house.find(Card))
    house.now += timedelta(seconds=1)
    (late,) = house.people("Late")
    house.do(
        lambda uow: uow.add(Member(house.council_id, late.person_id, house.now, house.now, house.now)), by=people[0]
    )
    pages = 0
    while now(house, ballot).state is BallotState.OPENING:
        assert len(house.find(Card)) == cards, "nothing to press before it is open"
        if restarts and pages % 5 == 4:
            start_again(house)
        lay_page(house)
        pages += 1
        assert pages < 50
    opened = now(house, ballot)
    assert (opened.state, opened.electors, opened.electorate) == (BallotState.OPEN, 2 * PAGE + 50, 2 * PAGE + 50)
    assert (opened.opened_at, opened.closes_at) == (house.now, house.now + timedelta(seconds=opened.duration_s))
    assert len(house.find(Card)) == cards + 1
    assert len(house.find(Slot)) == len(house.find(Elector)) == opened.electors
    with pytest.raises(NotInElectorateError) as refused:
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=late)
    assert refused.value.fields["why"] == "joined_later"
    for person in people:
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=person)
    assert house.counts(ballot.ballot_id) == {"yes": 3}
    house.pass_time(days=4)
    assert house.one(Pile).totals == {"yes": 3}


def test_pages_of_slots_look_alike_and_lie_in_the_order_of_slots():
    house, people = large()
    ballot = house.do(propose, house.council_id, "Buy a barrel", None, by=people[0])
    known: set[str] = set()
    lengths: set[int] = set()
    while now(house, ballot).state is BallotState.OPENING:
        lay_page(house)
        added = {slot.slot: len(slot.sealed) for slot in house.find(Slot) if slot.slot not in known}
        assert not added or len(house.find(Elector)) == 2 * PAGE + 50, "no slot before all electors are written"
        assert not known or not added or min(added) > max(known)
        known |= added.keys()
        lengths |= set(added.values())
    assert len(lengths) == 1


def test_a_council_that_is_not_large_votes_at_once():
    house, people = large(LARGE - 1)
    assert house.do(propose, house.council_id, "Buy a barrel", None, by=people[0]).state is BallotState.OPEN


def test_what_is_amended_or_taken_back_while_it_opens_has_papers_that_fit_or_none():
    house, people = large(LARGE)
    ballot = house.do(propose, house.council_id, "Buy a barrel", None, by=people[0])
    other = house.do(propose, house.council_id, "Buy a boat", None, by=people[0])
    for _ in range(6):
        for due in house.read(due_now):
            house.do(do_due, due.council_id, due.due_id)
    colours = "\n".join(["Which colour?", *(f"- colour {number}" for number in range(12))])
    ballot = house.do(amend, house.council_id, ballot.ballot_id, colours, by=people[0])
    house.do(withdraw, house.council_id, other.ballot_id, by=people[0])
    house.pass_time(seconds=1)
    assert (now(house, ballot).state, now(house, other).state) == (BallotState.OPEN, BallotState.WITHDRAWN)
    house.do(cast_vote, house.council_id, ballot.ballot_id, "11", by=people[1])
    assert house.counts(ballot.ballot_id) == {"11": 1}
    assert len(house.find(Slot)) == LARGE


def test_who_wakes_or_leaves_meanwhile_stops_nothing():
    house, people = large(LARGE)
    ballot = house.do(propose, house.council_id, "Buy a barrel", None, by=people[0])
    member = house.one(Member, person_id=people[2].person_id)
    house.do(lambda uow: uow.change(member, state=MemberState.LEFT, ended_at=house.now))
    house.pass_time(seconds=1)
    assert now(house, ballot).state is BallotState.OPEN
    house.pass_time(days=4)
    assert now(house, ballot).outcome is Outcome.NOT_ADOPTED


def test_after_a_start_live_counts_are_known_before_the_first_vote_needs_them():
    house, people = large(LARGE)
    ballot = house.do(propose, house.council_id, "Buy a barrel", None, by=people[0])
    house.pass_time(seconds=1)
    for person in people[:2]:
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=person)
    start_again(house)
    house.do(keep_ahead, house.read(count_ahead))
    slots = house.find(Slot)
    mine = house.sealing.slot(f"ballot-{ballot.ballot_id}", ballot.ballot_id, people[2].person_id)
    other = next(slot for slot in slots if slot.slot != mine)
    house.do(lambda uow: uow.change(other, sealed=bytes(len(other.sealed))))
    house.do(cast_vote, house.council_id, ballot.ballot_id, "no", by=people[2])
    assert now(house, ballot).voters == 3, "no other paper was opened for it"
