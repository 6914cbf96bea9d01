"""A large ballot that begins anew: its papers are laid out in pages once more, and its time with them."""

from datetime import timedelta
from itertools import pairwise

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.papers import Slot
from bot.domain.council.council import Council
from bot.domain.ground.due import Due
from bot.domain.removals.questions import ConfirmLeave
from bot.domain.roll.seen import InChat
from bot.services.ballots.amending import amend, vote_on_whole_text
from bot.services.ballots.anew import look_for_lost_papers
from bot.services.ballots.booth import mark_paper
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.council.absence import come_back, go_away
from bot.services.ground.ports import SealBrokenError
from bot.services.ground.schedule import do_due
from bot.services.record.mending import look_for_damage
from bot.services.removals.leaving import leave
from bot.services.roll.roll import join
from storage.memory import ProcessMemory
from tests.support.opening import Counting, house_of, in_pages_of_two, options, proposal, sleeps

LOST = "What opens the papers"


@pytest.fixture(autouse=True)
def _paged(monkeypatch):
    in_pages_of_two(monkeypatch)


def opened(*people, text="Buy a barrel"):
    """A proposal that was laid out in pages and is open, with two votes on it."""
    house, people = house_of(*people)
    house.do(propose, house.council_id, text, None, by=people[0])
    house.lay_all()
    (ballot,) = house.find(Ballot, state=BallotState.OPEN)
    for person in people[:2]:
        house.do(cast_vote, house.council_id, ballot.ballot_id, ballot.choices[0], by=person)
    return house, people, ballot


def lose_key(house, ballot):
    house.sealing.destroy_key(f"ballot-{ballot.ballot_id}")


@pytest.mark.parametrize("restarts", [False, True])
@pytest.mark.parametrize("found", ["by a press", "at a start"])
def test_after_a_lost_key_a_large_electorate_gets_its_papers_in_pages_too(restarts, found):
    house, people, ballot = opened()
    house.now += timedelta(days=1)
    lose_key(house, ballot)
    if found == "at a start":
        house.do(look_for_lost_papers)
    else:
        assert house.do(cast_vote, house.council_id, ballot.ballot_id, "no", by=people[3]).picks == ()
    assert house.fresh(ballot).state is BallotState.OPENING
    assert len(house.find(Slot)) == 6, "nothing goes in the transaction that found it"
    (told,) = house.screens("papers_lost")
    assert LOST in house.show(told).text
    assert "in a moment" in house.show(told).text
    sizes = [6]
    house.pass_time(days=9)
    while house.lay_page():
        sizes.append(len(house.find(Slot)))
        if restarts and not sizes[-1]:
            house.memory = ProcessMemory()
        assert len(sizes) < 50 or not restarts
        restarts = restarts and len(sizes) < 8
    assert max(abs(one - other) for one, other in pairwise(sizes)) <= 2
    anew = house.fresh(ballot)
    assert (anew.state, anew.voters, anew.voted) == (BallotState.OPEN, 0, 0)
    assert anew.closes_at == house.now + timedelta(seconds=anew.duration_s)
    assert "ote on the card above until" in house.show(told).text
    for person in people[:4]:
        house.do(cast_vote, house.council_id, ballot.ballot_id, "no", by=person)
    house.pass_time(days=4)
    assert house.fresh(ballot).result.counts.by_yes_no.no == 4
    assert len(house.screens("papers_lost")) == 1


@pytest.mark.parametrize("which", ["min", "max"])
@pytest.mark.parametrize("damaged", ["zeroblob(length(sealed))", "substr(sealed, 1, 5)", "x''", "'words'", "7"])
def test_a_damaged_paper_holds_up_no_close_and_no_start_and_all_vote_again(which, damaged):
    house, people, ballot = opened(*"ABCDE")
    house.write_raw(f"UPDATE slots SET sealed = {damaged} WHERE slot = (SELECT {which}(slot) FROM slots)")
    house.memory = ProcessMemory()
    house.do(look_for_lost_papers)
    if which == "max":
        with pytest.raises(SealBrokenError):
            house.pass_time(days=4)
        house.do(look_for_damage, house.council_id)
        (found,) = house.find(Due, kind="mend_papers", done_at=None)
        house.do(do_due, house.council_id, found.due_id)
    house.pass_time(hours=1)
    house.lay_all()
    assert [LOST in house.show(row).text for row in house.screens("papers_lost")] == [True]
    (now,) = house.find(Ballot)
    for person in people:
        house.do(cast_vote, house.council_id, ballot.ballot_id, now.choices[0], by=person)
    house.pass_time(days=4)
    assert house.find(Ballot)[0].voters == 5


def test_who_wakes_while_papers_are_laid_out_anew_is_not_asked():
    house, people = house_of()
    sleeps(house, people[5])
    house.do(propose, house.council_id, "Buy a barrel", None, by=people[0])
    house.lay_all()
    (ballot,) = house.find(Ballot, state=BallotState.OPEN)
    lose_key(house, ballot)
    house.do(look_for_lost_papers)
    house.lay_page()
    house.do(join, house.council_id, InChat.YES, by=people[5])
    house.do(leave, house.council_id, ConfirmLeave(), by=people[4])
    house.memory = ProcessMemory()
    house.lay_all()
    own = {"ballot_id": ballot.ballot_id}
    assert house.fresh(ballot).electors == len(house.find(Elector, **own)) == len(house.find(Slot, **own)) == 5


def test_a_key_lost_while_it_opens_takes_what_it_sealed_with_it():
    house, people = house_of()
    proposal(house, people)
    ballot = house.opening()
    while len(house.find(Slot)) < 4:
        house.lay_page()
    lose_key(house, ballot)
    house.lay_all()
    assert house.fresh(ballot).state is BallotState.OPEN
    assert len(house.find(Slot)) == 6
    for person in people:
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=person)
    assert house.counts(ballot.ballot_id).get("yes") == 6


@pytest.mark.parametrize("state", [BallotState.OPENING, BallotState.OPEN])
def test_an_amended_proposal_has_papers_that_fit_whether_it_is_open_or_opens(state):
    house, people = house_of()
    proposal(house, people)
    ballot = house.opening()
    lay_until(house, ballot, state)
    if state is BallotState.OPEN:
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=people[1])
    colours = "\n".join(["Which colour?", *(f"- colour {number}" for number in range(12))])
    house.do(amend, house.council_id, ballot.ballot_id, colours, by=people[0])
    assert house.fresh(ballot).state is BallotState.OPENING
    assert len(house.screens("vote_cleared")) == (state is BallotState.OPEN)
    house.lay_all()
    house.do(cast_vote, house.council_id, ballot.ballot_id, "11", by=people[1])
    assert house.counts(ballot.ballot_id).get("11") == 1
    assert len({len(slot.sealed) for slot in house.find(Slot)}) == 1
    assert len(house.find(Slot)) == 6


def lay_until(house, ballot, state):
    """Until it is open; or until some slots are there, and not all."""
    while house.fresh(ballot).state is BallotState.OPENING and (state is BallotState.OPEN or not house.find(Slot)):
        house.lay_page()


@pytest.mark.parametrize("state", [BallotState.OPENING, BallotState.OPEN])
def test_options_become_one_text_while_it_opens_and_before_the_first_vote(state):
    house, people = house_of()
    options(house, people)
    ballot = house.opening()
    lay_until(house, ballot, state)
    house.do(vote_on_whole_text, house.council_id, ballot.ballot_id, by=people[0])
    house.lay_all()
    assert house.fresh(ballot).state is BallotState.OPEN
    house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=people[1])
    assert house.counts(ballot.ballot_id).get("yes") == 1


def test_a_ballot_that_opens_anew_while_the_bot_is_away_stands_still():
    house, _, ballot = opened()
    house.do(lambda uow: go_away(uow, uow.get(Council, house.council_id)))
    lose_key(house, ballot)
    house.do(look_for_lost_papers)
    house.lay_all()
    assert house.fresh(ballot).state is BallotState.SUSPENDED
    house.pass_time(days=9)
    house.do(lambda uow: come_back(uow, uow.get(Council, house.council_id)))
    back = house.fresh(ballot)
    assert (back.state, back.closes_at) == (BallotState.OPEN, house.now + timedelta(seconds=back.duration_s))


@pytest.mark.parametrize(("restarts", "opens"), [(False, 1), (True, 6)])
def test_an_amendment_opens_the_papers_of_who_voted_and_after_a_start_all(restarts, opens):
    house, people = house_of()
    house.sealing = Counting(house.sealing._keys)
    house.do(propose, house.council_id, "Buy a barrel", None, by=people[0])
    house.lay_all()
    (ballot,) = house.find(Ballot, state=BallotState.OPEN)
    house.do(cast_vote, house.council_id, ballot.ballot_id, "no", by=people[3])
    if restarts:
        house.memory = ProcessMemory()
    house.sealing.opened = 0
    house.do(amend, house.council_id, ballot.ballot_id, "Buy two barrels", by=people[0])
    assert house.sealing.opened == opens + 1, "one more to see whether the proposer has voted"
    assert [row.person_id for row in house.screens("vote_cleared")] == [people[3].person_id]


RANKED = "rank: What first?\n- Barrel\n- Bench\n- Tree"


@pytest.mark.parametrize("restarts", [False, True])
def test_booths_of_an_amended_text_are_turned_in_pages_before_their_papers_go(restarts):
    house, people = house_of()
    house.do(propose, house.council_id, RANKED, None, by=people[0])
    house.lay_all()
    (ballot,) = house.find(Ballot, state=BallotState.OPEN)
    for person in people[1:4]:
        house.do(mark_paper, house.council_id, ballot.ballot_id, "+2", by=person, chat_id=person.telegram_id)
    house.do(amend, house.council_id, ballot.ballot_id, "rank: What last?\n- Barrel\n- Bench", by=people[0])
    assert not turned(house)
    counted = []
    while house.lay_page():
        counted.append(len(turned(house)))
        if restarts and len(counted) in {2, 5}:
            house.memory = ProcessMemory()
    assert counted[:3] == [1, 3, 3]
    assert sorted(row.person_id for row in turned(house)) == sorted(person.person_id for person in people[1:4])
    assert house.fresh(ballot).state is BallotState.OPEN
    assert "What last?" in house.show(turned(house)[0]).text


def turned(house):
    return [row for row in house.screens("ballot_private") if row.message_id]
