"""What is true of every count by Scottish STV, whatever the papers."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ballots.stv import count_stv
from bot.domain.ballots.stv_rounds import UNIT, StvOutcome
from bot.domain.ground.counting import REOPEN
from tests.domain.test_stv import ABCD

# The same cases on every machine, however slow.
STEADY = settings(derandomize=True, deadline=None)


def papers(names=(*ABCD, REOPEN), most=12):
    ranking = st.permutations(names).flatmap(lambda order: st.integers(0, len(order)).map(lambda n: tuple(order[:n])))
    return st.lists(st.tuples(ranking, st.integers(0, 9)), max_size=most)


@STEADY
@given(papers(), st.integers(1, 4), st.permutations(ABCD))
def test_votes_are_conserved_exactly_and_no_more_is_filled_than_there_is(ballots, seats, lot):
    result = count_stv(ABCD, ballots, seats, lot=lot)
    assert result.outcome is StvOutcome.COMPLETE
    for r in result.rounds:
        assert sum((votes for _, votes in r.tallies), r.exhausted) == result.papers * UNIT
        assert r.exhausted >= 0
        assert min(votes for _, votes in r.tallies) >= 0
        assert r.tie is None or (r.tie.chosen == r.subject and r.subject in r.tie.tied)
    assert len(result.winners) + result.reopened == seats
    assert [r.number for r in result.rounds] == list(range(1, len(result.rounds) + 1))
    elected = [name for r in result.rounds for name in r.elected]
    assert [name for name in elected if name != REOPEN] == list(result.winners)
    assert not {*result.winners} & {name for tier in result.alternates for name in tier}


@STEADY
@given(papers(), st.integers(1, 4), st.permutations(ABCD))
def test_nobody_is_elected_without_a_vote(ballots, seats, lot):
    result = count_stv(ABCD, ballots, seats, lot=lot)
    for r in result.rounds:
        votes = dict(r.tallies)
        assert all(votes[name] > 0 for name in r.elected if name != REOPEN)


@STEADY
@given(papers(), st.integers(1, 4), st.permutations(ABCD), st.randoms(use_true_random=False))
def test_neither_the_order_of_papers_nor_how_they_are_bundled_matters(ballots, seats, lot, random):
    single = [(ranking, 1) for ranking, number in ballots for _ in range(number)]
    assert count_stv(ABCD, random.sample(single, len(single)), seats, lot=lot) == count_stv(
        ABCD, ballots, seats, lot=lot
    )


@STEADY
@given(papers(), st.integers(1, 3), st.permutations(ABCD))
def test_reopen_is_as_many_candidates_as_there_are_seats(ballots, seats, lot):
    copies = tuple(f"r{n}" for n in range(seats))
    spread = [(tuple(c for n in names for c in (copies if n == REOPEN else n)), number) for names, number in ballots]
    plain = count_stv((*ABCD, *copies), spread, seats, lot=(*copies, *lot), has_reopen=False)
    result = count_stv(ABCD, ballots, seats, lot=lot)
    assert {*result.winners} == {*plain.winners} - {*copies}


@STEADY
@given(papers(), st.integers(1, 3))
def test_a_lot_is_asked_for_only_where_it_can_change_something(ballots, seats):
    stopped = count_stv(ABCD, ballots, seats)
    if stopped.outcome is StvOutcome.NEEDS_LOT:
        assert len(stopped.tied) > 1
        assert len({dict(stopped.rounds[-1].tallies)[name] for name in stopped.tied}) == 1
    else:
        assert stopped == count_stv(ABCD, ballots, seats, lot=ABCD) == count_stv(ABCD, ballots, seats, lot=ABCD[::-1])
