"""Whatever is pressed in whatever order: what is kept equals what a recount of the papers finds."""

from collections import Counter
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ground.errors import DomainError
from bot.services.ballots.amending import amend
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from tests.support.council import House

TEXTS = {"": "Barrel", "one": "What?\n- A\n- B\n- C", "many": "many\nWhat?\n- A\n- B\n- C"}
CHOICES = ("yes", "no", "abstain", "none", "clear", "0", "1", "2", "3", "x")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(TEXTS)),
    st.lists(
        st.one_of(
            st.tuples(st.just("press"), st.integers(0, 4), st.sampled_from(CHOICES)),
            st.tuples(st.just("wait"), st.integers(1, 900), st.just("")),
            st.tuples(st.just("amend"), st.integers(0, 1), st.sampled_from(sorted(TEXTS.values()))),
        ),
        max_size=25,
    ),
)
def test_the_kept_tally_is_a_recount_of_the_papers(method, acts):
    house = House()
    people = house.founded("Anna", "Ben", "Cleo", "Dan", "Eve")
    ballot = house.do(propose, house.council_id, TEXTS[method], None, by=people[0])
    last: dict[str, tuple[str, ...]] = {}
    for act, number, word in acts:
        try:
            if act == "press":
                cast = house.do(cast_vote, house.council_id, ballot.ballot_id, word, by=people[number])
                last |= {people[number].person_id: cast.picks} if cast.picks else {}
            elif act == "amend":
                house.do(amend, house.council_id, ballot.ballot_id, word, by=people[number])
                last = {}
            else:
                house.pass_time(minutes=number)
        except DomainError:
            continue
    kept = house.one(Ballot, ballot_id=ballot.ballot_id)
    papers = house.papers(ballot.ballot_id)
    if kept.state is BallotState.OPEN:
        assert {elector_id: paper.picks for elector_id, paper in papers.items()} == last
    else:
        assert kept.counts == dict(Counter(pick for picks in last.values() for pick in picks))
    assert kept.voted == len(last) <= kept.electorate


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 11), st.integers(1, 1500)), max_size=14))
def test_a_ballot_closes_when_its_card_said_and_is_extended_once_at_most(presses):
    house = House()
    people = house.founded(*(f"P{number}" for number in range(12)))
    ballot = house.do(propose, house.council_id, "Barrel", None, by=people[0])
    for voter, minutes in presses:
        shown = house.one(Ballot)
        assert shown.closes_at is not None
        house.pass_time(minutes=minutes)
        after = house.one(Ballot)
        assert (after.state is BallotState.CLOSED) is (shown.closes_at <= house.now)
        if after.state is BallotState.CLOSED:
            assert after.closed_at == shown.closes_at
            return
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=people[voter])
    end = house.one(Ballot).closes_at
    assert end is not None
    assert ballot.closes_at is not None
    assert end <= ballot.closes_at + timedelta(hours=24)
