"""Elections from the call to the mandate: what can be called, who may hold what, the card."""

import pytest

from bot.domain.ballots.ballot import AlreadySecondedError, Ballot, BallotState, Method, Outcome, OwnSecondError
from bot.domain.elections.office import (
    ElectionRunningError,
    HoldsSeatError,
    InspectorAloneError,
    Office,
    OfficeHeldError,
    TermsInARowError,
    TooManyOfficesError,
)
from bot.domain.ground.dialog import Answer, Dialog
from bot.domain.ground.spans import DurationOutOfRangeError
from bot.domain.ground.text import OfficeTooLongError
from bot.domain.mandates.mandate import Alternate, EndReason, Mandate, Successor
from bot.services.ballots.decisions import show_decisions
from bot.services.ballots.seconds import second
from bot.services.elections.elections import elect
from bot.services.elections.nominations import stand
from bot.services.ground.answering import answer_dialog
from bot.services.ground.dialogs import answer_confirm
from bot.services.mandates.mandates import end_mandate
from handlers.views.ballots.proposals import seconded_words
from tests.support.council import words
from tests.support.hall import FIVE


def test_elect_asks_first_and_no_changes_nothing(hall, five):
    anna = five[0]
    hall.do(elect, "treasurer", by=anna)
    assert not hall.find(Ballot)
    shown = hall.show(hall.screens("confirm_elect")[-1]).text
    assert "Start an election: treasurer?" in shown
    assert "Nominations are open for 2 d, then the vote for 3 d." in shown
    hall.do(answer_confirm, anna.person_id, is_yes=False, by=anna)
    assert not hall.find(Ballot)
    assert not hall.find(Office)


def test_elect_alone_asks_for_the_office(hall, five):
    anna = five[0]
    hall.do(elect, "", by=anna)
    assert hall.one(Dialog).kind == "ask_office"
    assert hall.show(hall.screens("ask_office")[-1]).ask_placeholder == "treasurer"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("1h: treasurer", DurationOutOfRangeError),
        ("15d: treasurer", DurationOutOfRangeError),
        ("x" * 61, OfficeTooLongError),
    ],
)
def test_what_cannot_be_elected_is_refused_and_nothing_is_stored(hall, five, text, refusal):
    with pytest.raises(refusal):
        hall.do(elect, text, by=five[0])
    assert not hall.find(Dialog)


def test_one_seat_from_the_call_to_the_mandate(hall, five):
    anna, ben, cleo, dan, _ = five
    ballot = hall.elect("treasurer", anna)
    assert ballot.state is BallotState.NOMINATING
    hall.stand(ballot, ben, cleo)
    assert "Ben stands" in hall.card(ballot.ballot_id).text
    hall.pass_time(hours=23)
    assert hall.fresh(ballot).state is BallotState.NOMINATING
    hall.pass_time(hours=2)
    opened = hall.fresh(ballot)
    assert opened.state is BallotState.OPEN
    assert opened.method is Method.APPROVAL
    assert set(opened.options) == {"Ben", "Cleo"}
    for voter, *choices in ((anna, ben), (ben, ben, cleo), (cleo, cleo), (dan, ben)):
        hall.vote(ballot, voter, *choices)
    assert "Ben 3" not in hall.card(ballot.ballot_id).text
    assert "4 of 5 voted" in hall.card(ballot.ballot_id).text
    hall.pass_time(days=3)
    mandate = hall.one(Mandate)
    assert mandate.person_id == ben.person_id
    closed = hall.fresh(ballot)
    assert closed.closed_at is not None
    assert mandate.started_at == closed.closed_at
    assert mandate.ends_at.month == mandate.started_at.month + 6
    assert [row.person_id for row in hall.find(Alternate)] == [cleo.person_id]
    card = hall.card(ballot.ballot_id).text
    assert "Elected: <b>Ben</b>" in card
    assert "<code>3</code> Ben\n<code>2</code> Cleo\n<code>0</code> Reopen nominations" in card
    assert "Mandate of Ben: " in card
    assert hall.drawn(ballot.ballot_id).picture
    hall.do(show_decisions, "", by=anna)
    assert "Elected: <b>Ben</b>" in hall.show(hall.screens("decisions")[-1]).text


def test_a_held_office_is_refused_and_points_to_the_end_of_the_term(hall, five):
    hall.elected("Treasurer", five[1], five)
    with pytest.raises(OfficeHeldError) as refused:
        hall.do(elect, "tr\u0435asurer", by=five[0])
    assert refused.value.fields["names"] == ["Ben"]
    assert refused.value.fields["ends_at"] == hall.holder("Ben").ends_at


def test_an_office_is_called_once_at_a_time(hall, five):
    hall.elect("treasurer", five[0])
    with pytest.raises(ElectionRunningError):
        hall.do(elect, "Treasurer", by=five[1])


def test_a_new_office_needs_two_seconds_from_six_members_on(hall):
    anna, ben, cleo, *_ = hall.founded(*FIVE, "Fay")
    ballot = hall.elect("treasurer", anna)
    assert ballot.state is BallotState.SECONDING
    assert not hall.find(Office)
    assert "When 2 others have seconded it" in hall.card(ballot.ballot_id).text
    with pytest.raises(OwnSecondError):
        hall.do(second, hall.council_id, ballot.ballot_id, by=anna)
    with pytest.raises(ElectionRunningError):
        hall.do(elect, "treasurer", by=ben)
    assert hall.do(second, hall.council_id, ballot.ballot_id, by=ben).got == 1
    with pytest.raises(AlreadySecondedError):
        hall.do(second, hall.council_id, ballot.ballot_id, by=ben)
    seconded = hall.do(second, hall.council_id, ballot.ballot_id, by=cleo)
    assert "Nominations are open" in seconded_words(seconded, words("en"))
    assert hall.fresh(ballot).state is BallotState.NOMINATING
    assert hall.one(Office).name == "treasurer"


def test_a_new_office_without_seconds_lapses_and_leaves_no_office(hall):
    anna, *_ = hall.founded(*FIVE, "Fay")
    ballot = hall.elect("treasurer", anna)
    hall.pass_time(days=8)
    assert hall.fresh(ballot).state is BallotState.WITHDRAWN
    assert not hall.find(Office)
    (told,) = hall.screens("unseconded")
    assert "treasurer" in hall.show(told).text
    assert "0 of the 2 seconds" in hall.show(told).text


def test_a_person_holds_at_most_two_offices_and_an_inspector_no_other(hall, five):
    anna, ben, *_ = five
    for office in ("treasurer", "secretary"):
        hall.elected(office, ben, five)
    third = hall.elect("gardener", anna)
    with pytest.raises(TooManyOfficesError):
        hall.do(stand, hall.council_id, third.ballot_id, by=ben)
    inspection = hall.elect("Inspector", anna)
    with pytest.raises(InspectorAloneError):
        hall.do(stand, hall.council_id, inspection.ballot_id, by=ben)


def test_two_terms_in_a_row_and_no_third(hall, five):
    ben = five[1]
    first = hall.elected("treasurer", ben, five)
    ballot = hall.elected_again(first, ben, five)
    coming = hall.one(Successor)
    assert coming.starts_at == first.ends_at
    assert "Mandate of Ben: 6 Sep 2026 to" in hall.card(ballot.ballot_id).text
    hall.pass_time(days=11)
    second = hall.holder("Ben")
    assert second.mandate_id == coming.mandate_id
    assert second.started_at == first.ends_at
    assert second.terms_in_a_row == 2
    third = hall.next_term(second)
    with pytest.raises(TermsInARowError):
        hall.do(stand, hall.council_id, third.ballot_id, by=ben)


def test_practice_elections_bind_nobody(hall):
    anna, ben = hall.founded("Anna", "Ben")
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben)
    hall.pass_time(hours=25)
    for voter in (anna, ben):
        hall.vote(ballot, voter, ben)
    hall.pass_time(days=4)
    assert "Practice" in hall.card(ballot.ballot_id).text
    assert not hall.find(Mandate)


def test_the_name_of_an_office_can_be_answered_in_private(hall, five):
    anna = five[0]
    hall.do(elect, "", by=anna, chat_id=anna.telegram_id)
    hall.do(answer_dialog, Answer("2 delegates"), is_group=False, by=anna, chat_id=anna.telegram_id)
    assert "2 seats are to be filled." in hall.show(hall.screens("confirm_elect")[-1]).text


def test_the_card_of_an_election_says_why_it_closes_when_it_does(hall, five):
    anna, ben, cleo, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben)
    hall.pass_time(days=3)
    for voter in (anna, ben, cleo):
        hall.vote(ballot, voter, ben)
    assert "Extended once" in hall.more(ballot, anna).text
    for voter in five:
        hall.vote(ballot, voter, ben)
    assert "Everybody has voted" in hall.more(ballot, anna).text


def test_whoever_holds_a_seat_stands_for_no_other_of_that_office_and_keeps_it_when_elected_again(hall, five):
    anna, ben, cleo, *_ = five
    ballot = hall.elect("2 delegates", anna)
    hall.stand(ballot, ben, cleo)
    hall.pass_time(hours=25)
    for voter, choice in ((anna, ben), (ben, ben), (cleo, cleo), (five[3], ben)):
        hall.vote(ballot, voter, choice)
    hall.pass_time(days=3)
    seats = {mandate.person_id: mandate.seat for mandate in hall.find(Mandate)}
    assert seats == {ben.person_id: 1, cleo.person_id: 2}
    again = hall.next_term(hall.holder("Ben"))
    hall.wake(five)
    hall.stand(again, ben, cleo)
    hall.pass_time(hours=25)
    for voter, choice in ((anna, cleo), (ben, ben), (cleo, cleo), (five[3], cleo)):
        hall.vote(again, voter, choice)
    hall.pass_time(days=3)
    assert {row.person_id: row.seat for row in hall.find(Successor)} == seats
    hall.pass_time(days=12)
    hall.do(end_mandate, hall.holder("Cleo"), EndReason.RESIGNED)
    replacement = hall.newest()
    with pytest.raises(HoldsSeatError):
        hall.do(stand, hall.council_id, replacement.ballot_id, by=ben)


def test_an_office_that_nobody_wants_is_offered_again_after_the_term_has_ended(hall, five):
    mandate = hall.elected("treasurer", five[1], five)
    hall.next_term(mandate)
    hall.pass_time(days=5)
    assert hall.newest().outcome is Outcome.VACANT
    hall.pass_time(days=10)
    assert hall.fresh_mandate(mandate).end_reason is EndReason.TERM
    assert hall.newest().state is BallotState.NOMINATING
