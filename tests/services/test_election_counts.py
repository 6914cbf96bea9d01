"""How an election is counted: ties, lots, several seats, who is passed over."""

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, ChoiceUnknownError, Method, Outcome
from bot.domain.ballots.lot import verify
from bot.domain.ballots.messages import HowCounted
from bot.domain.elections.election import race_of
from bot.domain.ground.entry import Entry
from bot.domain.mandates.mandate import Alternate, EndReason, Mandate
from bot.services.ballots.closing import recount
from bot.services.ballots.voting import cast_vote
from bot.services.mandates.mandates import end_mandate
from handlers.views.ground.words import bare
from tests.support.hall import FIVE
from tests.support.roll import off_the_roll


def test_too_few_votes_leave_the_office_vacant(hall, five):
    anna, ben, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben)
    hall.pass_time(hours=25)
    hall.vote(ballot, anna, ben)
    hall.vote(ballot, ben, ben)
    hall.pass_time(days=4)
    assert hall.fresh(ballot).outcome is Outcome.VACANT
    assert not hall.find(Mandate)
    assert "too few voted" in hall.card(ballot.ballot_id).text


def test_more_for_reopen_opens_nominations_again(hall, five):
    anna, ben, cleo, *_ = five
    ballot = hall.elect("1d: treasurer", anna)
    hall.stand(ballot, ben)
    hall.pass_time(hours=25)
    for voter in (anna, cleo):
        hall.vote(ballot, voter, "reopen")
    hall.vote(ballot, ben, ben)
    hall.pass_time(days=4)
    assert hall.fresh(ballot).outcome is Outcome.REOPEN
    again = hall.newest()
    assert again.state is BallotState.NOMINATING
    assert again.duration_s == 86400


def test_a_tie_goes_to_a_run_off_and_then_to_the_promised_lot(hall, five):
    anna, ben, cleo, dan, _ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben, cleo, dan)
    hall.pass_time(hours=25)
    papers = ((anna, ben), (ben, ben, dan), (cleo, cleo), (dan, cleo))
    for voter, *choices in papers:
        hall.vote(ballot, voter, *choices)
    hall.pass_time(days=4)
    assert hall.fresh(ballot).outcome is Outcome.RUN_OFF
    run_off = hall.newest()
    assert run_off.run_off_of_id == ballot.ballot_id
    assert run_off.state is BallotState.OPEN
    assert set(run_off.options) == {"Ben", "Cleo"}
    assert run_off.lot_commitment != ballot.lot_commitment
    assert "Run-off: who shall be treasurer?" in hall.card(run_off.ballot_id).text
    assert run_off.lot_commitment in hall.aside(HowCounted(run_off.ballot_id), anna).text
    for voter, choice in ((anna, ben), (ben, ben), (cleo, cleo), (dan, cleo)):
        hall.vote(run_off, voter, choice)
    hall.pass_time(days=3)
    closed = hall.fresh(run_off)
    assert closed.outcome is Outcome.ELECTED
    lot = closed.result.lot
    close = hall.one(Entry, kind="ballot_closed", subject_id=run_off.ballot_id)
    assert lot.context.endswith(close.previous)
    assert verify(closed.lot_commitment, bytes.fromhex(lot.seed), lot.context, lot.order)
    winner = hall.one(Mandate).person_id
    behind = [row.person_id for row in hall.find(Alternate, ballot_id=run_off.ballot_id)]
    assert {winner, behind[0]} == {ben.person_id, cleo.person_id}
    assert behind[1:] == [dan.person_id]
    assert "The tie was decided by lot" in hall.card(run_off.ballot_id).text


def test_the_seed_is_nowhere_to_be_seen_before_the_close(hall, five):
    anna, ben, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben)
    hall.pass_time(hours=25)
    seed = hall.fresh(ballot).lot_seed
    assert seed is not None
    assert seed not in hall.card(ballot.ballot_id).text
    assert not [entry for entry in hall.find(Entry) if seed in str(entry.data)]


def test_several_seats_by_single_transferable_vote(hall):
    people = hall.founded(*FIVE)
    anna, ben, cleo, dan, eve = people
    ballot = hall.elect("3 delegates", anna)
    hall.stand(ballot, anna, ben, cleo, dan)
    hall.pass_time(hours=25)
    assert hall.fresh(ballot).method is Method.STV
    for voter, *ranking in ((anna, anna, ben), (ben, ben, anna), (cleo, cleo, dan), (dan, anna, dan), (eve, eve)):
        names = [each for each in ranking if each is not eve] or ["abstain"]
        hall.vote(ballot, voter, *names)
    hall.pass_time(days=3)
    closed = hall.fresh(ballot)
    assert closed.outcome is Outcome.ELECTED
    assert len(hall.find(Mandate)) == 3
    assert sorted(mandate.seat for mandate in hall.find(Mandate)) == [1, 2, 3]
    assert hall.seated() == ["Anna", "Ben", "Cleo"]
    card = hall.card(ballot.ballot_id)
    assert "4 papers for 3 seats: 2 votes are enough to be elected." in card.text
    assert card.keyboard[0][0].label == "Show the count"


def test_a_forged_choice_cannot_reach_the_box(hall, five):
    anna, ben, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben)
    hall.pass_time(hours=25)
    for forged in ("none", "7", "yes", "-1", ""):
        with pytest.raises(ChoiceUnknownError):
            hall.do(cast_vote, hall.council_id, ballot.ballot_id, forged, by=anna)


def test_seats_of_one_term_are_renewed_by_one_count(hall, five):
    anna, ben, cleo, *_ = five
    ballot = hall.elect("2 delegates", anna)
    hall.stand(ballot, ben, cleo)
    hall.pass_time(hours=25)
    for voter, choice in ((anna, ben), (ben, ben), (cleo, cleo), (five[3], cleo)):
        hall.vote(ballot, voter, choice)
    hall.pass_time(days=3)
    first, second = hall.find(Mandate)
    hall.next_term(first)
    hall.pass_time(hours=1)
    (again,) = hall.find(Ballot, state=BallotState.NOMINATING)
    assert race_of(again).seats == (1, 2)
    hall.do(end_mandate, second, EndReason.RESIGNED)
    assert len(hall.find(Ballot, state=BallotState.NOMINATING)) == 1, "the running election fills that seat too"


def test_a_winner_who_left_is_passed_over_for_the_next_in_the_count(hall, five):
    anna, ben, cleo, dan, _ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben, cleo)
    hall.pass_time(hours=25)
    for voter, *choices in ((anna, ben), (ben, ben), (cleo, cleo), (dan, ben, cleo)):
        hall.vote(ballot, voter, *choices)
    hall.do(off_the_roll, hall.council_id, ben)
    hall.pass_time(days=3)
    assert hall.seated() == ["Cleo"]
    assert not hall.find(Alternate)
    card = bare(hall.card(ballot.ballot_id).text)
    assert "Elected: Cleo. Ben won, but cannot take the office any more." in card
    assert "Next in the count" not in card


def test_where_the_only_winner_left_nobody_is_called_elected(hall, five):
    anna, ben, cleo, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben)
    hall.pass_time(hours=25)
    for voter in (anna, ben, cleo):
        hall.vote(ballot, voter, ben)
    hall.do(off_the_roll, hall.council_id, ben)
    hall.pass_time(days=4)
    card = bare(hall.card(ballot.ballot_id).text)
    assert "Ben won, but cannot take the office any more. The office will be offered again." in card
    assert "Elected" not in card


def test_a_recount_of_a_closed_election_is_the_same(hall, five):
    anna, ben, cleo, *_ = five
    for text, people in (("treasurer", (ben,)), ("2 delegates", (ben, cleo))):
        ballot = hall.elect(text, anna)
        hall.stand(ballot, *people)
        hall.pass_time(hours=25)
        for voter in five:
            hall.vote(ballot, voter, *people[:1])
        hall.pass_time(days=4)
        closed = hall.fresh(ballot)
        again = hall.read(recount, closed)
        assert again.outcome is closed.outcome
        assert again.result == closed.result.as_counted()
