import pytest

from bot.domain.ballot import Ballot, Choice, NotInElectorateError, Outcome
from bot.services.ballots import cast_vote
from bot.services.proposals import propose
from tests.support.council import House


def test_the_last_choice_of_each_voter_counts():
    house = House()
    anna, ben, cleo = house.founded("Anna", "Ben", "Cleo")
    ballot = house.do(propose, house.council_id, "Buy a barrel", None, by=anna)
    for voter, choice in ((anna, "no"), (ben, "yes"), (cleo, "yes"), (anna, "yes"), (anna, "abstain")):
        house.do(cast_vote, house.council_id, ballot.ballot_id, choice, by=voter)
    house.pass_time(days=4)
    closed = house.one(Ballot, council_id=house.council_id)
    assert closed.outcome is Outcome.ADOPTED
    assert closed.result["counts"] == {"yes": 2, "no": 0, "abstain": 1}
    assert "Yes 2 · No 0 · Abstain 1 of 3" in house.card(ballot.ballot_id).text


def test_somebody_off_the_roll_is_told_so_and_nothing_is_stored():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = house.do(propose, house.council_id, "Buy a barrel", None, by=anna)
    with pytest.raises(NotInElectorateError) as refused:
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=house.person("Zed"))
    assert refused.value.fields["why"] == "not_on_roll"
    assert not house.find(Choice)
