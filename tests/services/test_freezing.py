"""Who may vote in a large electorate is decided at one moment, whatever happens between its pages."""

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, Method
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.papers import Slot
from bot.domain.ground.ids import BallotId, PersonId
from bot.domain.removals.questions import ConfirmLeave
from bot.domain.removals.subject import RemovalSubject
from bot.domain.roll.member import Member
from bot.domain.roll.seen import InChat
from bot.services.ballots.ballots import open_ballot
from bot.services.ballots.voting import cast_vote
from bot.services.removals.leaving import leave
from bot.services.roll.roll import join
from bot.services.roll.standing import note_act
from storage.memory import ProcessMemory
from tests.support.opening import NAMES, Opening, house_of, in_pages_of_two, proposal, sleeps


@pytest.fixture(autouse=True)
def _paged(monkeypatch):
    in_pages_of_two(monkeypatch)


@pytest.mark.parametrize("pages", range(9))
@pytest.mark.parametrize("restarts", [False, True])
def test_every_page_asks_those_who_could_vote_at_the_freeze_and_nobody_else(pages, restarts):
    house, people = house_of()
    resting, leaver, rests_later, *_ = reversed(people)
    sleeps(house, resting)
    proposal(house, people)
    ballot = house.opening()
    for _ in range(pages):
        house.lay_page()
    if restarts:
        house.memory = ProcessMemory()
    house.do(join, house.council_id, InChat.YES, by=resting)
    house.do(leave, house.council_id, ConfirmLeave(), by=leaver)
    sleeps(house, rests_later)
    house.do(lambda uow: note_act(uow, uow.get(Member, house.council_id, rests_later.person_id)))
    house.do(join, house.council_id, InChat.YES, by=leaver)
    (newcomer,) = house.people("Gus")
    house.do(join, house.council_id, InChat.YES, by=newcomer)
    house.do(lambda uow: uow.change(uow.get(Member, house.council_id, newcomer.person_id), may_vote_at=house.now))
    if restarts:
        house.memory = ProcessMemory()
    house.lay_all()
    asked = {elector.elector_id for elector in house.find(Elector, ballot_id=ballot.ballot_id)}
    assert asked == {person.person_id for person in people} - {resting.person_id}
    assert {elector.weight for elector in house.find(Elector)} == {1}
    opened = house.fresh(ballot)
    assert opened.electors == opened.electorate == len(house.find(Slot)) == 5
    house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=people[0])


@pytest.mark.parametrize(("size", "by_hand"), [(size, few) for size in range(1, 6) for few in (0, 1) if size > few])
def test_small_electorates_and_those_of_whole_pages_open_and_close_as_any(size, by_hand):
    house = Opening()
    people = house.founded(*NAMES[:size])
    concerned = tuple(person.person_id for person in people[:by_hand])
    ballot = house.do(called, house.council_id, concerned)
    house.lay_all()
    opened = house.fresh(ballot)
    electors = size - len(concerned)
    assert (opened.state, opened.electors, len(house.find(Slot))) == (BallotState.OPEN, electors, electors)
    for person in people[by_hand:]:
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=person)
    house.pass_time(days=4)
    closed = house.fresh(ballot)
    assert (closed.state, closed.voters) == (BallotState.CLOSED, electors)
    assert not house.find(Slot)


def called(uow, council_id, concerned):
    """A ballot on a removal: the only kind that may leave nobody to ask."""
    subject = RemovalSubject(concerned[0] if concerned else PersonId("f" * 32))
    ballot = Ballot(
        council_id, BallotId(uow.new_id()), RemovalSubject.KIND, Method.YES_NO, BallotState.REPLY, "", uow.now, 86_400,
        subject=subject,
    )  # fmt: skip
    uow.add(ballot)
    return open_ballot(uow, ballot)
