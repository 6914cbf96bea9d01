import pytest

from bot.domain.elections.election import race_of
from bot.domain.elections.messages import Offices
from bot.domain.elections.office import ElectionRunningError, Office, OfficeHeldError
from bot.domain.mandates.mandate import EndReason, Mandate
from bot.reads.elections.offices import list_offices
from bot.services.elections.elections import elect
from bot.services.elections.offices import open_seats
from bot.services.ground.outbox import tell_council
from bot.services.mandates.mandates import end_mandate
from handlers.views.ground.screen import Screen
from tests.support.hall import Hall


def page(hall: Hall, number: int = 0) -> Screen:
    hall.do(tell_council, hall.council_id, Offices(number), once=f"offices:{number}:{hall.now}")
    return hall.show(hall.screens("offices")[-1])


def test_without_offices_the_list_says_how_to_fill_one(hall):
    shown = page(hall)
    assert "There are no offices yet" in shown.text
    assert "/elect@mandate_bot treasurer" in shown.text
    assert [button.label for row in shown.keyboard for button in row] == ["Elect somebody"]


def test_the_list_tells_holders_vacancies_and_running_elections(hall, five):
    hall.elected("treasurer", five[1], five)
    hall.elect("2 delegates", five[0])
    labels = [button.label for row in page(hall).keyboard for button in row]
    assert labels == ["Election: delegates", "Fill another office"]
    text = page(hall).text
    assert "<b>treasurer</b>\nBen, until " in text
    assert "<b>delegates</b>\n2 seats vacant\nAn election is running." in text


def test_an_alternate_acts_and_the_seat_is_not_said_to_be_vacant_beside_them(hall, five):
    anna, ben, cleo, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben, cleo)
    hall.pass_time(hours=25)
    for voter, *choices in ((anna, ben), (ben, ben), (cleo, cleo, ben)):
        hall.vote(ballot, voter, *choices)
    hall.pass_time(days=3)
    hall.do(end_mandate, hall.holder("Ben"), EndReason.RESIGNED)
    text = page(hall).text
    assert "Cleo acts until the election, to " in text
    assert "vacant" not in text


def test_many_offices_are_turned_by_page(hall, five):
    for number in range(11):
        hall.elect(f"office {number:02}", five[number % 5])
        hall.pass_time(days=10)
    first, second = page(hall), page(hall, 1)
    assert "Page 1 of 2" in first.text
    assert "office 07" in first.text
    assert "office 08" not in first.text
    assert "office 10" in second.text
    assert page(hall, 99).text == second.text


def test_an_office_keeps_its_seats_and_fills_the_vacant_ones(hall, five):
    anna, ben, cleo, *_ = five
    ballot = hall.elect("3 delegates", anna)
    hall.stand(ballot, ben, cleo)
    hall.pass_time(hours=25)
    for voter, choice in ((anna, ben), (ben, ben), (cleo, cleo), (five[3], cleo)):
        hall.vote(ballot, voter, choice)
    hall.pass_time(days=3)
    assert len(hall.find(Mandate)) == 2
    assert "1 seat stays open for new nominations." in hall.card(ballot.ballot_id).text
    assert race_of(hall.newest()).seats == (3,)
    with pytest.raises(ElectionRunningError):
        hall.do(elect, "delegates", by=anna)
    hall.pass_time(days=5)
    (state,) = hall.read(list_offices, hall.council_id)
    assert state.vacant == 1
    assert hall.read(open_seats, state.office, 3) == (3,)
    with pytest.raises(OfficeHeldError) as refused:
        hall.do(elect, "2 delegates", by=anna)
    assert refused.value.fields["vacant"] == 1
    again = hall.elect("delegates", anna)
    assert race_of(again).seats == (3,)
    assert hall.one(Office).seats == 3


def test_an_office_that_nobody_holds_can_be_given_more_seats(hall, five):
    hall.elect("delegate", five[0])
    hall.pass_time(days=5)
    ballot = hall.elect("3 delegate", five[0])
    assert race_of(ballot).seats == (1, 2, 3)
    assert hall.one(Office).seats == 3
