import re
from dataclasses import replace

import pytest

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.lot import commitment, draw_order, verify
from bot.domain.ballots.results import ResultOfElection
from bot.domain.ground.entry import Entry
from bot.domain.record.messages import WhyBallot
from bot.reads.ground.audience import Audience
from bot.reads.record.why import load_ballot_why
from bot.services.ballots.lots import context_of, draw_lot, paper_order, promise_lot
from bot.services.ballots.proposals import propose
from bot.services.ground.record import head_of
from handlers.views.ground.words import bare
from handlers.views.record.why import render_ballot_why
from tests.support.council import House, words


@pytest.fixture
def house():
    return House()


@pytest.fixture
def ballot(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    return house.do(propose, house.council_id, "Any", None, by=anna)


def test_the_promise_is_in_the_record_before_the_seed_is_used(house, ballot):
    promised = house.do(promise_lot, ballot)
    assert promised.lot_commitment == commitment(bytes.fromhex(promised.lot_seed))
    entry = house.one(Entry, kind="lot_promised")
    assert entry.data == {"commitment": promised.lot_commitment}
    assert house.one(Ballot, ballot_id=ballot.ballot_id).lot_seed == promised.lot_seed


def test_two_lots_have_two_seeds(house, ballot):
    assert house.do(promise_lot, ballot).lot_seed != house.do(promise_lot, ballot).lot_seed


def test_the_order_on_the_paper_is_drawn_and_can_be_drawn_again(house, ballot):
    promised = house.do(promise_lot, ballot)
    order = paper_order(promised, ["anna", "ben", "cleo"])
    assert order == paper_order(promised, ["cleo", "anna", "ben"])
    assert order == draw_order(bytes.fromhex(promised.lot_seed), f"{ballot.ballot_id}:paper", order)


def drawn(reads, ballot, keys):
    return draw_lot(ballot, context_of(reads, ballot), keys)


def test_the_draw_at_the_close_rests_on_what_nobody_knew_when_the_seed_was_made(house, ballot):
    promised = house.do(promise_lot, ballot)
    first = house.read(drawn, promised, "012")
    assert first.context.endswith(house.read(head_of, house.council_id))
    house.do(promise_lot, promised)
    assert house.read(drawn, promised, "012").context != first.context


def test_a_later_recount_draws_by_the_context_that_was_kept(house, ballot):
    promised = house.do(promise_lot, ballot)
    first = house.read(drawn, promised, "0123456789")
    closed = replace(promised, result=ResultOfElection(why="elected", voted=0, quorum=1, lot=first))
    house.do(promise_lot, ballot)
    assert house.read(drawn, closed, "0123456789") == first


def test_a_member_draws_the_order_on_the_paper_again_from_what_why_says(hall, five):
    anna, ben, cleo, dan, _ = five
    election = hall.elect("treasurer", anna)
    hall.stand(election, dan, cleo, ben, anna)
    hall.pass_time(hours=25)
    for voter in five:
        hall.vote(election, voter, ben)
    hall.pass_time(days=4)
    closed = hall.fresh(election)
    why = hall.read(load_ballot_why, Audience(hall.council_id, None, "mandate_bot"), WhyBallot(election.ballot_id))
    said = bare(render_ballot_why(why, words()).text)
    (seed,) = re.findall(r"Seed: (\w+)", said)
    (promise,) = re.findall(r"sealed before the vote as (\w+)", said)
    (context,) = re.findall(r"Context: (\S+)", said)
    assert promise == closed.lot_commitment
    assert verify(promise, bytes.fromhex(seed), context, closed.options)


def test_without_a_promise_there_is_no_lot(house, ballot):
    with pytest.raises(LookupError):
        house.read(drawn, ballot, "01")
