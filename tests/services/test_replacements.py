"""Seats that fall vacant before their term ends, and votes that begin anew because of it."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, Method, Outcome
from bot.domain.ballots.papers import Slot
from bot.domain.elections.election import race_of
from bot.domain.elections.nominee import NomineeBarredError
from bot.domain.elections.office import ElectionRunningError
from bot.domain.mandates.mandate import EndReason, Successor
from bot.services.ballots.booth import mark_paper
from bot.services.ballots.proposals import propose
from bot.services.elections.elections import elect
from bot.services.elections.nominations import nominate_for, stand
from bot.services.mandates.mandates import end_mandate


def test_a_recalled_holder_may_not_stand_in_the_replacement_which_serves_the_rest(hall, five):
    anna, ben, cleo, *_ = five
    mandate = hall.elected("treasurer", ben, five)
    hall.pass_time(days=30)
    hall.do(end_mandate, mandate, EndReason.RECALLED)
    ballot = hall.newest()
    assert ballot.state is BallotState.NOMINATING
    assert "Replacement election: treasurer" in hall.card(ballot.ballot_id).text
    with pytest.raises(NomineeBarredError):
        hall.do(stand, hall.council_id, ballot.ballot_id, by=ben)
    with pytest.raises(NomineeBarredError):
        hall.do(nominate_for, hall.council_id, ballot.ballot_id, ben.person_id, by=anna)
    hall.stand(ballot, cleo)
    hall.pass_time(hours=25)
    for voter in (anna, cleo, ben):
        hall.vote(ballot, voter, cleo)
    hall.pass_time(days=3)
    assert hall.holder("Cleo").ends_at == mandate.ends_at


def test_whoever_resigns_may_stand_again(hall, five):
    ben = five[1]
    mandate = hall.elected("treasurer", ben, five)
    hall.pass_time(days=10)
    hall.do(end_mandate, mandate, EndReason.RESIGNED)
    hall.stand(hall.newest(), ben)
    assert "Ben stands" in hall.card(hall.newest().ballot_id).text


def test_a_vote_on_somebody_recalled_meanwhile_is_void_and_begins_anew(hall, five):
    ben = five[1]
    mandate = hall.elected("treasurer", ben, five)
    ballot = hall.next_term(mandate)
    hall.wake(five)
    assert ballot.state is BallotState.NOMINATING
    hall.stand(ballot, ben)
    hall.pass_time(hours=25)
    hall.do(mark_paper, hall.council_id, ballot.ballot_id, "+0", by=ben)
    hall.do(end_mandate, mandate, EndReason.RECALLED)
    assert hall.fresh(ballot).outcome is Outcome.VOID
    assert not hall.find(Slot)
    again = hall.newest()
    assert again.state is BallotState.NOMINATING
    with pytest.raises(NomineeBarredError):
        hall.do(stand, hall.council_id, again.ballot_id, by=ben)


def test_a_void_vote_on_several_seats_begins_anew_for_all_of_them(hall, five):
    anna, ben, cleo, dan, _ = five
    ballot = hall.elect("2 delegates", anna)
    hall.stand(ballot, ben, cleo)
    hall.pass_time(hours=25)
    for voter, choice in ((anna, ben), (ben, ben), (cleo, cleo), (dan, cleo)):
        hall.vote(ballot, voter, choice)
    hall.pass_time(days=3)
    again = hall.next_term(hall.holder("Ben"))
    hall.wake(five)
    hall.stand(again, ben, cleo)
    hall.pass_time(hours=25)
    hall.do(end_mandate, hall.holder("Cleo"), EndReason.RECALLED)
    assert hall.fresh(again).outcome is Outcome.VOID
    (anew,) = hall.find(Ballot, state=BallotState.NOMINATING)
    assert race_of(anew).seats == (1, 2)
    with pytest.raises(NomineeBarredError):
        hall.do(stand, hall.council_id, anew.ballot_id, by=cleo)


def test_where_the_acting_alternate_is_recalled_from_an_open_replacement_it_begins_anew(hall, five):
    anna, ben, cleo, dan, _ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben, cleo)
    hall.pass_time(hours=25)
    for voter in five:
        hall.vote(ballot, voter, ben, cleo) if voter is anna else hall.vote(ballot, voter, ben)
    hall.pass_time(days=3)
    mandate = hall.holder("Ben")
    hall.do(end_mandate, mandate, EndReason.RESIGNED)
    replacement = hall.newest()
    hall.stand(replacement, cleo, dan)
    hall.pass_time(hours=25)
    hall.do(end_mandate, hall.holder("Cleo"), EndReason.RECALLED)
    assert hall.fresh(replacement).outcome is Outcome.VOID
    (anew,) = hall.find(Ballot, state=BallotState.NOMINATING)
    assert race_of(anew).replaces_id == mandate.mandate_id
    assert race_of(anew).barred == (cleo.person_id,)


def test_whoever_resigns_after_being_elected_again_does_not_begin_the_next_term_at_once(hall, five):
    ben = five[1]
    first = hall.elected("treasurer", ben, five)
    hall.elected_again(first, ben, five)
    assert hall.find(Successor)
    hall.do(end_mandate, hall.holder("Ben"), EndReason.RESIGNED)
    assert hall.seated() == []
    assert not hall.find(Successor)
    assert hall.newest().state is BallotState.NOMINATING


def test_one_fallen_delegate_is_replaced_for_that_seat_alone(hall, five):
    anna, ben, cleo, dan, _ = five
    ballot = hall.elect("2 delegates", anna)
    hall.stand(ballot, ben, cleo)
    hall.pass_time(hours=25)
    for voter, choice in ((anna, ben), (ben, ben), (cleo, cleo), (dan, cleo)):
        hall.vote(ballot, voter, choice)
    hall.pass_time(days=3)
    mandate = hall.holder("Cleo")
    hall.do(end_mandate, mandate, EndReason.RESIGNED)
    replacement = hall.newest()
    assert race_of(replacement).seats == (mandate.seat,)
    assert race_of(replacement).is_replacement
    hall.stand(replacement, dan)
    hall.pass_time(hours=25)
    assert hall.fresh(replacement).method is Method.APPROVAL
    for voter in (anna, ben, dan):
        hall.vote(replacement, voter, dan)
    hall.pass_time(days=3)
    assert hall.seated() == ["Ben", "Dan"]
    assert hall.holder("Dan").ends_at == mandate.ends_at


def test_a_replacement_that_nobody_took_is_offered_again_with_the_same_bar(hall, five):
    ben = five[1]
    mandate = hall.elected("treasurer", ben, five)
    hall.pass_time(days=1)
    hall.do(end_mandate, mandate, EndReason.RECALLED)
    hall.pass_time(days=4)
    assert hall.newest().outcome is Outcome.VACANT
    hall.pass_time(days=14)
    again = hall.newest()
    assert again.state is BallotState.NOMINATING
    assert race_of(again).ends_at == mandate.ends_at
    with pytest.raises(NomineeBarredError):
        hall.do(stand, hall.council_id, again.ballot_id, by=ben)


def two_delegates(hall, five):
    anna, ben, cleo, dan, _ = five
    ballot = hall.elect("2 delegates", anna)
    hall.stand(ballot, ben, cleo)
    hall.pass_time(hours=25)
    for voter, choice in ((anna, ben), (ben, ben), (cleo, cleo), (dan, cleo)):
        hall.vote(ballot, voter, choice)
    hall.pass_time(days=3)
    return hall.holder("Ben"), hall.holder("Cleo")


def fall_together(hall, *mandates):
    hall.do(lambda uow: [end_mandate(uow, mandate, EndReason.RECALLED) for mandate in mandates])


def test_seats_that_fall_together_are_filled_by_one_count_and_nobody_swaps_seats(hall, five):
    ben, cleo = five[1:3]
    first, second = two_delegates(hall, five)
    fall_together(hall, first, second)
    (replacement,) = hall.find(Ballot, state=BallotState.NOMINATING)
    assert (race_of(replacement).seats, replacement.method) == ((1, 2), Method.STV)
    assert race_of(replacement).is_replacement
    for fallen in (ben, cleo):
        with pytest.raises(NomineeBarredError):
            hall.do(stand, hall.council_id, replacement.ballot_id, by=fallen)


def test_offered_again_they_are_one_election_still_with_the_same_bars(hall, five):
    ben, cleo = five[1:3]
    first, second = two_delegates(hall, five)
    fall_together(hall, first, second)
    hall.pass_time(days=5)
    assert not hall.find(Ballot, state=BallotState.NOMINATING)
    hall.pass_time(days=14)
    (again,) = hall.find(Ballot, state=BallotState.NOMINATING)
    assert (race_of(again).seats, race_of(again).ends_at) == ((1, 2), first.ends_at)
    for fallen in (ben, cleo):
        with pytest.raises(NomineeBarredError):
            hall.do(stand, hall.council_id, again.ballot_id, by=fallen)


def test_when_the_replacement_resigns_whoever_was_recalled_is_barred_still(hall, five):
    anna, ben, _, dan, _ = five
    mandate = hall.elected("treasurer", ben, five)
    hall.do(end_mandate, mandate, EndReason.RECALLED)
    replacement = hall.newest()
    hall.stand(replacement, dan)
    hall.pass_time(hours=25)
    for voter in (anna, ben, dan):
        hall.vote(replacement, voter, dan)
    hall.pass_time(days=3)
    hall.do(end_mandate, hall.holder("Dan"), EndReason.RESIGNED)
    anew = hall.newest()
    assert anew.state is BallotState.NOMINATING
    assert "may not stand" in hall.card(anew.ballot_id).text
    with pytest.raises(NomineeBarredError):
        hall.do(stand, hall.council_id, anew.ballot_id, by=ben)
    hall.stand(anew, dan)


def test_a_recalled_delegate_is_barred_from_the_other_seat_too(hall, five):
    ben, cleo = five[1:3]
    first, second = two_delegates(hall, five)
    hall.do(end_mandate, first, EndReason.RESIGNED)
    other = hall.newest()
    hall.pass_time(hours=1)
    hall.do(end_mandate, second, EndReason.RECALLED)
    assert len(hall.find(Ballot, state=BallotState.NOMINATING)) == 2
    with pytest.raises(NomineeBarredError):
        hall.do(stand, hall.council_id, other.ballot_id, by=cleo)
    hall.stand(other, ben)


def test_a_called_election_for_the_vacant_office_knows_the_bar_too(hall, five):
    anna, ben, *_ = five
    mandate = hall.elected("treasurer", ben, five)
    hall.do(end_mandate, mandate, EndReason.RECALLED)
    hall.pass_time(days=5)
    assert hall.newest().outcome is Outcome.VACANT
    called = hall.elect("treasurer", anna)
    with pytest.raises(NomineeBarredError):
        hall.do(stand, hall.council_id, called.ballot_id, by=ben)


def test_the_bar_of_a_recall_ends_with_the_term_that_it_cut_short(hall, five):
    ben = five[1]
    mandate = hall.elected("treasurer", ben, five)
    hall.pass_time(days=150)
    hall.wake(five)
    hall.do(end_mandate, mandate, EndReason.RECALLED)
    while hall.now < mandate.ends_at or hall.newest().state is not BallotState.NOMINATING:
        hall.pass_time(days=1)
    hall.pass_time(days=0 if hall.newest().created_at > mandate.ends_at else 20)
    again = hall.newest()
    assert again.created_at > mandate.ends_at
    assert "Replacement" not in hall.card(again.ballot_id).text
    hall.stand(again, ben)
    assert "Ben stands" in hall.card(again.ballot_id).text


def test_an_election_waits_while_ten_cards_are_open_and_a_replacement_does_not(hall, five):
    anna, ben, cleo, dan, _ = five
    mandate = hall.elected("treasurer", ben, five)
    for proposer in (anna, cleo, dan, ben):
        for number in range(3 if proposer is not ben else 1):
            hall.do(propose, hall.council_id, f"Proposal {number}", None, by=proposer)
    ballot = hall.elect("secretary", anna)
    assert ballot.state is BallotState.QUEUED
    assert "It waits" in hall.card(ballot.ballot_id).text
    with pytest.raises(ElectionRunningError):
        hall.do(elect, "Secretary", by=cleo)
    hall.do(end_mandate, mandate, EndReason.RESIGNED)
    assert hall.newest().state is BallotState.NOMINATING
    hall.pass_time(days=4)
    assert hall.fresh(ballot).state is not BallotState.QUEUED
    assert hall.until(ballot) is not None


def test_a_seat_that_falls_vacant_in_the_last_days_is_filled_for_a_full_term(hall, five):
    anna, ben, cleo, *_ = five
    mandate = hall.elected("treasurer", ben, five)
    hall.next_term(mandate)
    hall.wake(five)
    hall.pass_time(days=5)
    assert hall.newest().outcome is Outcome.VACANT, "nobody stands for the next term"
    hall.do(end_mandate, mandate, EndReason.RESIGNED)
    ballot = hall.newest()
    assert ballot.state is BallotState.NOMINATING
    assert "The term is 6 months." in hall.card(ballot.ballot_id).text
    hall.stand(ballot, cleo)
    hall.pass_time(hours=25)
    for voter in (anna, ben, cleo):
        hall.vote(ballot, voter, cleo)
    hall.pass_time(days=3)
    holder = hall.holder("Cleo")
    assert holder.ends_at - holder.started_at > timedelta(days=180)
