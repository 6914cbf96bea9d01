"""A vote that is over takes no more votes, whether its papers are counted in parts or the count fails."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotClosedError, BallotState, Method, Outcome
from bot.domain.ballots.papers import Slot
from bot.domain.ground.due import Due
from bot.services.ballots import closing
from bot.services.ballots.amending import withdraw
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.ground.inbox import note_heard
from bot.services.ground.schedule import do_apart, do_due
from bot.services.record.doctor import examine
from bot.services.registers import REGISTERS
from handlers.views.ground.errors import say_ballot_closed
from handlers.views.ground.words import bare
from storage.memory import ProcessMemory
from tests.support.council import words
from tests.support.opening import Opening, house_of, in_pages_of_two


@pytest.fixture
def _paged(monkeypatch):
    in_pages_of_two(monkeypatch)
    monkeypatch.setattr(closing, "PAGE", 2)


def called(text="Buy a barrel"):
    """A ballot of six that is open, and everybody in it."""
    house, people = house_of()
    house.do(propose, house.council_id, text, None, by=people[0])
    house.lay_all()
    return house, people, house.one(Ballot, state=BallotState.OPEN)


def do_next(house: Opening, kind: str) -> None:
    """The next duty of this kind, and nothing else."""
    due = next(due for due in house.waiting() if due.kind == kind)
    house.now = max(house.now, due.due_at)
    house.do(do_due, due.council_id, due.due_id)


def kinds(house: Opening) -> set[str]:
    return {due.kind for due in house.waiting() if due.due_at <= house.now}


@pytest.mark.usefixtures("_paged")
def test_a_large_ballot_takes_no_votes_while_it_is_counted():
    house, people, ballot = called()
    for person, choice in zip(people, ("yes", "yes", "yes", "no"), strict=False):
        house.do(cast_vote, house.council_id, ballot.ballot_id, choice, by=person)
    do_next(house, "close_ballot")
    assert house.fresh(ballot).state is BallotState.COUNTING
    with pytest.raises(BallotClosedError) as refused:
        house.do(cast_vote, house.council_id, ballot.ballot_id, "no", by=people[4])
    assert refused.value.fields["state"] is BallotState.COUNTING
    with pytest.raises(BallotClosedError):
        house.do(withdraw, house.council_id, ballot.ballot_id, by=people[0])
    card = house.card(ballot.ballot_id)
    assert "The vote is over. The papers are being counted" in card.text
    assert not any(button.label == "Yes" for row in card.keyboard for button in row)
    pages = 0
    while "count_ballot" in kinds(house):
        do_next(house, "count_ballot")
        pages += 1
    closed = house.fresh(ballot)
    assert (closed.outcome, closed.voters, dict(closed.result.counts)["yes"]) == (Outcome.ADOPTED, 4, 3)
    assert pages > 2, "others write between the parts of a count"
    assert not house.memory.recall(f"counting:{ballot.ballot_id}")
    assert not house.find(Slot)


@pytest.mark.parametrize("word", ["", "rank\n", "many\n"])
def test_counted_in_parts_it_comes_to_the_same(monkeypatch, word):
    results = []
    for is_paged in (False, True):
        with monkeypatch.context() as patch:
            if is_paged:
                in_pages_of_two(patch)
                patch.setattr(closing, "PAGE", 2)
            house, people, ballot = called(f"{word}Which?\n- red\n- blue")
            for person, picks in zip(people, (("0",), ("0",), ("1",), ("0",), ("abstain",)), strict=False):
                house.vote(ballot, person, *picks)
            house.pass_time(days=4)
            results.append(house.fresh(ballot).result)
    assert results[0] == results[1]
    assert results[0].winner == "0"


@pytest.mark.usefixtures("_paged")
def test_a_stop_in_the_midst_of_a_count_begins_it_again():
    house, people, ballot = called()
    for person in people[:4]:
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=person)
    do_next(house, "close_ballot")
    do_next(house, "count_ballot")
    house.memory = ProcessMemory()
    house.pass_time(seconds=1)
    assert dict(house.fresh(ballot).result.counts)["yes"] == 4


@pytest.mark.usefixtures("_paged")
def test_papers_that_are_damaged_while_they_are_counted_begin_anew():
    house, people, ballot = called()
    for person in people[:3]:
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=person)
    do_next(house, "close_ballot")
    slot = house.find(Slot)[0]
    house.do(lambda uow: uow.change(slot, sealed=bytes(len(slot.sealed))))
    house.memory = ProcessMemory()
    do_next(house, "count_ballot")
    assert house.fresh(ballot).state is BallotState.OPENING
    assert len(house.screens("papers_lost")) == 1


def breaks(*_):
    raise ArithmeticError("too long to print")
    yield


def test_a_close_that_fails_takes_no_votes_and_is_said_to_the_operator():
    house, people, ballot = called()
    for person in people[:3]:
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=person)
    house.registers = replace(REGISTERS, deciders={**REGISTERS.deciders, Method.YES_NO: breaks})
    house.now = ballot.closes_at
    close = house.one(Due, kind="close_ballot", done_at=None)
    with pytest.raises(ArithmeticError):
        house.do(do_due, house.council_id, close.due_id)
    assert house.do(do_apart, house.council_id, close.due_id)
    assert house.fresh(ballot).state is BallotState.COUNTING
    with pytest.raises(BallotClosedError):
        house.do(cast_vote, house.council_id, ballot.ballot_id, "no", by=people[3])
    count = house.one(Due, kind="count_ballot", done_at=None)
    house.do(do_due, house.council_id, count.due_id)
    with pytest.raises(ArithmeticError):
        house.do(do_due, house.council_id, count.due_id)
    house.now += timedelta(hours=2)
    house.do(note_heard)
    house.do(lambda uow: uow.change(count, due_at=house.now + timedelta(minutes=5)))
    assert any("count_ballot" in found.what and "fails since" in found.what for found in house.read(examine))
    house.registers = REGISTERS
    house.pass_time(minutes=6)
    assert house.fresh(ballot).outcome is Outcome.ADOPTED


def test_the_refusal_says_that_the_vote_is_over():
    assert "is over" in bare(say_ballot_closed({"state": "counting"}, words()))


@pytest.mark.usefixtures("_paged")
def test_doctor_misses_a_count_that_nobody_planned():
    house, people, ballot = called()
    house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=people[0])
    do_next(house, "close_ballot")
    count = house.one(Due, kind="count_ballot", done_at=None)
    house.do(lambda uow: uow.change(count, done_at=house.now))
    assert any("nothing is planned that would count it" in found.what for found in house.read(examine))
