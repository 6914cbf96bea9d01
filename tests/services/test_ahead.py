"""The papers of a large ballot are opened ahead of its close; the close counts what lies there then."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.papers import Slot
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.registers.followers import AT_A_START
from storage.memory import ProcessMemory
from tests.support.opening import Counting, house_of, in_pages_of_two


@pytest.fixture(autouse=True)
def _paged(monkeypatch):
    in_pages_of_two(monkeypatch)


@pytest.fixture
def vote():
    """A ballot of six, half a minute before its close: four have voted, and its papers are opened ahead."""
    house, people = house_of()
    house.sealing = Counting(house.sealing._keys)
    house.do(propose, house.council_id, "Buy a barrel", None, by=people[0])
    house.lay_all()
    (ballot,) = house.find(Ballot, state=BallotState.OPEN)
    for person, choice in zip(people, ("yes", "yes", "yes", "no"), strict=False):
        house.do(cast_vote, house.council_id, ballot.ballot_id, choice, by=person)
    house.pass_time(seconds=(ballot.closes_at - house.now).total_seconds() - 30)
    assert house.fresh(ballot).state is BallotState.OPEN
    house.sealing.opened = 0
    return house, people, ballot


def close(house, ballot):
    house.pass_time(seconds=30)
    return house.fresh(ballot)


def test_a_close_opens_no_paper_a_second_time(vote):
    house, _, ballot = vote
    closed = close(house, ballot)
    assert (closed.voters, closed.result.counts.get("yes"), closed.result.counts.get("no")) == (4, 3, 1)
    assert house.sealing.opened == 0
    assert not house.memory.recall(f"ahead:{ballot.ballot_id}")


def test_what_is_voted_after_it_was_opened_counts(vote):
    house, people, ballot = vote
    house.do(cast_vote, house.council_id, ballot.ballot_id, "no", by=people[0])
    house.do(cast_vote, house.council_id, ballot.ballot_id, "no", by=people[5])
    house.sealing.opened = 0
    closed = close(house, ballot)
    assert (closed.voters, closed.result.counts.get("yes"), closed.result.counts.get("no")) == (5, 2, 3)
    assert house.sealing.opened == 2


@pytest.mark.parametrize("what", ["damaged", "of another", "gone"])
def test_what_is_damaged_after_it_was_opened_is_found(vote, what):
    house, _, ballot = vote
    one, other = house.find(Slot)[:2]
    if what == "gone":
        key = house.sealing.slot(f"ballot-{ballot.ballot_id}", ballot.ballot_id, ballot.proposer_id)
        house.do(lambda uow: uow.remove_all(Slot, council_id=house.council_id, slot=key))
    else:
        sealed = bytes(len(one.sealed)) if what == "damaged" else other.sealed
        house.do(lambda uow: uow.change(one, sealed=sealed))
    assert close(house, ballot).state is BallotState.OPENING
    assert len(house.screens("papers_lost")) == 1


def test_a_key_lost_after_they_were_opened_loses_them(vote):
    house, _, ballot = vote
    house.sealing.destroy_key(f"ballot-{ballot.ballot_id}")
    assert close(house, ballot).state is BallotState.OPENING


def test_a_start_in_between_costs_time_and_nothing_else(vote):
    house, _, ballot = vote
    house.memory = ProcessMemory()
    closed = close(house, ballot)
    assert closed.result.counts.get("yes") == 3
    assert house.sealing.opened == 6


def test_after_a_start_in_between_they_are_opened_ahead_again(vote):
    house, _, ballot = vote
    house.memory = ProcessMemory()
    for look in AT_A_START:
        house.do(look)
    house.pass_time(seconds=1)
    house.sealing.opened = 0
    house.pass_time(seconds=29)
    assert house.fresh(ballot).result.counts.get("yes") == 3
    assert house.sealing.opened == 0


def test_what_closes_later_is_not_opened_at_a_start():
    house, people = house_of()
    house.do(propose, house.council_id, "Buy a barrel", None, by=people[0])
    house.lay_all()
    known = {due.kind: due.due_at for due in house.waiting()}
    for look in AT_A_START:
        house.do(look)
    assert {due.kind: due.due_at for due in house.waiting()} == known


def test_a_close_that_moves_takes_them_with_it():
    house, people = house_of()
    house.do(propose, house.council_id, "Buy a barrel", None, by=people[0])
    house.lay_all()
    (ballot,) = house.find(Ballot, state=BallotState.OPEN)
    house.pass_time(seconds=(ballot.closes_at - house.now).total_seconds() - 30)
    for person in people[:3]:
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=person)
    later = house.fresh(ballot)
    assert later.closes_at - ballot.closes_at > timedelta(hours=1), "the quorum was late"
    due = {due.kind: due.due_at for due in house.waiting()}
    assert due["open_ahead"] == later.closes_at - timedelta(minutes=1)
    house.pass_time(days=2)
    assert house.fresh(ballot).result.counts.get("yes") == 3
