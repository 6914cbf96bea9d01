"""Who may hold an office is asked by every way into one: no alternate, successor or run-off leads round a bar."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import BallotState
from bot.domain.elections.nominee import NomineeBarredError
from bot.domain.mandates.mandate import EndReason, Successor
from bot.services.council.council import get_council
from bot.services.elections.nominations import stand
from bot.services.mandates.mandates import get_office, start_mandate
from bot.services.mandates.terms import term_end
from tests.support.council import House
from tests.support.mandates import alternates, elections, end, live, seat
from tests.support.offices import mandate_now


@pytest.mark.parametrize("reason", [EndReason.RECALLED, EndReason.RESIGNED_FACING_RECALL])
def test_who_was_recalled_acts_for_nobody_in_that_office(reason):
    """An alternate of the first count who won a replacement, and was recalled from it, comes back by no other way."""
    house = House()
    anna, ben, cleo, dan, eva = house.founded("Anna", "Ben", "Cleo", "Dan", "Eva")
    first, second = seat(house, ben, anna)
    alternates(house, first, dan, cleo, eva)
    end(house, first, EndReason.RESIGNED)
    (elected,) = seat(house, cleo)
    end(house, elected, reason)
    end(house, second, EndReason.RESIGNED)
    assert [each.person_id for each in live(house)] == [eva.person_id]


def test_who_was_recalled_from_another_seat_does_not_follow_in_this_one():
    house = House()
    anna, ben, *_ = house.founded("Anna", "Ben", "Cleo", "Dan", "Eva")
    first, second = seat(house, anna, ben)
    house.now = first.ends_at - timedelta(days=7)
    house.do(_follows, first, ben.person_id)
    longer = first.ends_at + timedelta(days=90)
    held = mandate_now(house, second)
    house.do(lambda uow: uow.change(held, ends_at=longer))
    end(house, second, EndReason.RECALLED)
    end(house, first, EndReason.LEFT)
    assert live(house) == []
    assert not house.find(Successor)
    for replacement in elections(house, BallotState.NOMINATING):
        with pytest.raises(NomineeBarredError):
            house.do(stand, house.council_id, replacement.ballot_id, by=ben)


def _follows(uow, mandate, person_id):
    council, office = get_council(uow, mandate.council_id), get_office(uow, mandate.council_id, mandate.office_id)
    until, at = term_end(council, mandate.ends_at), mandate.ends_at
    start_mandate(uow, council, office, person_id, mandate.seat, mandate.source_ballot_id, until, starts_at=at)


def test_a_run_off_has_on_its_paper_only_who_may_still_hold_the_office(hall, five):
    anna, ben, cleo, dan, _ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben, cleo)
    hall.pass_time(hours=25)
    for voter, choice in ((anna, ben), (ben, ben), (cleo, cleo), (dan, cleo)):
        hall.vote(ballot, voter, choice)
    seat(hall, ben, office="clerk")
    seat(hall, ben, office="driver")
    hall.pass_time(days=3)
    run_off = hall.newest()
    assert (run_off.state, run_off.options) == (BallotState.OPEN, ("Cleo",))


def test_where_none_of_the_tied_may_hold_it_any_more_nominations_open_again(hall, five):
    anna, ben, cleo, dan, _ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben, cleo)
    hall.pass_time(hours=25)
    for voter, choice in ((anna, ben), (ben, ben), (cleo, cleo), (dan, cleo)):
        hall.vote(ballot, voter, choice)
    for office in ("clerk", "driver"):
        seat(hall, ben, office=office)
        seat(hall, cleo, office=f"vice {office}")
    hall.pass_time(days=3)
    assert hall.newest().state is BallotState.NOMINATING
