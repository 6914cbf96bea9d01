"""Whoever is nominated is asked: in private, in the group only where no private message reaches them."""

import pytest

from bot.domain.ground.person import Person
from bot.services.council.delivery import mark_sent
from bot.services.elections.nominations import accept, decline, nominate_for, stand
from handlers.views.elections.nominations import declined
from tests.support.council import GROUP, words


def test_what_the_group_was_told_of_a_nomination_has_no_button_once_nominations_end(hall, five):
    anna, ben, cleo, *_ = five
    hall.do(lambda uow: uow.change(uow.get(Person, ben.person_id), is_reachable=False))
    ballot = hall.elect("treasurer", anna)
    hall.do(nominate_for, hall.council_id, ballot.ballot_id, ben.person_id, by=anna)
    (told,) = hall.screens("nominee_noted")
    assert [button.label for button in hall.show(told).keyboard[0]] == ["Accept", "Decline"]
    assert {button.style for button in hall.show(told).keyboard[0]} == {None}, "it draws nobody else"
    hall.do(mark_sent, told.outgoing_id, GROUP, 71, "na")
    hall.stand(ballot, cleo)
    hall.pass_time(hours=49)
    turned = hall.screens("nominee_noted")[-1]
    assert (turned.message_id, turned.chat_id) == (71, GROUP)
    assert not hall.show(turned).keyboard


def test_who_is_asked_in_private_is_not_asked_in_the_group_by_buttons_for_all(hall, five):
    anna, ben, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.do(nominate_for, hall.council_id, ballot.ballot_id, ben.person_id, by=anna)
    assert not hall.show(hall.screens("nominee_noted")[0]).keyboard
    assert hall.show(hall.screens("nominated")[0]).keyboard


@pytest.mark.parametrize(
    ("answer", "words"), [(accept, "Ben</a> stands for treasurer."), (decline, "Ben declined to stand for treasurer.")]
)
def test_once_they_have_answered_the_group_is_not_asked_any_more(hall, five, answer, words):
    anna, ben, *_ = five
    hall.do(lambda uow: uow.change(uow.get(Person, ben.person_id), is_reachable=False))
    ballot = hall.elect("treasurer", anna)
    hall.do(nominate_for, hall.council_id, ballot.ballot_id, ben.person_id, by=anna)
    hall.do(mark_sent, hall.screens("nominee_noted")[0].outgoing_id, GROUP, 71, "na")
    hall.do(answer, hall.council_id, ballot.ballot_id, by=ben)
    turned = hall.screens("nominee_noted")[-1]
    assert turned.message_id == 71
    assert hall.show(turned).text.endswith(words)
    assert not hall.show(turned).keyboard


def test_after_decline_the_button_that_is_named_is_on_the_card(hall, five):
    anna, ben, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.do(nominate_for, hall.council_id, ballot.ballot_id, ben.person_id, by=anna)
    declining = hall.do(decline, hall.council_id, ballot.ballot_id, by=ben)
    said = declined(declining, words())
    labels = [button.label for row in hall.card(ballot.ballot_id).keyboard for button in row]
    assert "[Stand]" in said
    assert "Stand" in labels
    assert "Accept" not in labels
    assert "[Accept]" not in said
    hall.do(stand, hall.council_id, ballot.ballot_id, by=ben)
    assert "Ben stands" in hall.card(ballot.ballot_id).text
