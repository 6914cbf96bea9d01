"""Tokens on the buttons of secret choices: what tells who reads every byte of the buttons, and who forges one."""

import pytest

from bot.domain.ballots.ballot import ChoiceUnknownError
from bot.domain.ground.entry import Entry
from bot.domain.record.messages import WhyBallot
from bot.services.ballots.anew import look_for_lost_papers
from bot.services.ballots.pressing import press_choice, press_token, renew_if_lost
from bot.services.ground.outbox import reply
from bot.services.recalls.signalling import look_for_lost_signals, press_signal
from bot.services.recalls.signalling import renew_buttons as signal_buttons
from bot.services.reports.rating import press_rating
from bot.services.reports.rating import renew_buttons as rating_buttons
from handlers.callbacks import unpack
from handlers.registers.presses import VERBS
from tests.support.council import House
from tests.support.proposals import proposed
from tests.support.recalls import council_of
from tests.support.reporting import ReportingGarden
from tests.support.signals import said

CHOICES = ("Yes", "No", "Abstain")
SIGNALS = ("Confidence", "No confidence")
RATINGS = ("Accept", "Not enough")


def tokens(house, subject_id, labels):
    """What the buttons carry, read from the card as Telegram shows it."""
    drawn = {button.label: button.data for row in house.card(subject_id).keyboard for button in row}
    return {label: unpack(drawn[label], VERBS).token for label in labels}


def test_buttons_of_a_ballot_tell_no_choice_and_share_nothing_with_another():
    house = House()
    anna, _, _ = house.founded("Anna", "Ben", "Cleo")
    first, second = (tokens(house, proposed(house, anna, text).ballot_id, CHOICES) for text in ("A barrel", "A bench"))
    assert len({*first.values(), *second.values()}) == 6
    assert not {"yes", "no", "abstain"} & {*first.values(), *second.values()}
    assert {len(token) for token in first.values()} == {11}


def test_a_pressed_token_counts_a_forged_or_foreign_one_changes_nothing_and_an_old_button_counts():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    ballot, other = proposed(house, anna, "A barrel"), proposed(house, anna, "A bench")
    where = (house.council_id, ballot.ballot_id)
    house.do(press_token, *where, tokens(house, ballot.ballot_id, CHOICES)["Yes"], 0, by=anna)
    for forged in ("", "yes", "A" * 11, tokens(house, other.ballot_id, CHOICES)["Yes"]):
        with pytest.raises(ChoiceUnknownError):
            house.do(press_token, *where, forged, 0, by=ben)
    assert house.counts(ballot.ballot_id) == {"yes": 1}
    house.do(press_choice, *where, "no", 0, by=ben)
    assert house.counts(ballot.ballot_id) == {"yes": 1, "no": 1}


def test_after_a_lost_key_the_card_has_other_buttons():
    house = House()
    anna, _, _ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna, "A barrel")
    before = tokens(house, ballot.ballot_id, CHOICES)
    house.sealing.destroy_key(f"ballot-{ballot.ballot_id}")
    house.do(look_for_lost_papers)
    after = tokens(house, ballot.ballot_id, CHOICES)
    assert not {*before.values()} & {*after.values()}
    with pytest.raises(ChoiceUnknownError):
        house.do(press_token, house.council_id, ballot.ballot_id, before["Yes"], 0, by=anna)
    assert house.do(press_token, house.council_id, ballot.ballot_id, after["Yes"], 0, by=anna).picks == ("yes",)


def test_buttons_of_signals_stand_while_what_is_sealed_gets_other_keys_and_are_new_once_theirs_is_lost():
    house, mandate, _, others = council_of(12)
    where = (house.council_id, mandate.mandate_id)
    before = tokens(house, mandate.mandate_id, SIGNALS)
    house.pass_time(days=8)
    assert tokens(house, mandate.mandate_id, SIGNALS) == before
    assert not house.do(press_signal, *where, before["No confidence"], by=others[0]).has_confidence
    with pytest.raises(ChoiceUnknownError):
        house.do(press_signal, *where, "A" * 11, by=others[0])
    for key_id in house.sealing.key_ids():
        house.sealing.destroy_key(key_id)
    house.do(look_for_lost_signals)
    assert not {*tokens(house, mandate.mandate_id, SIGNALS).values()} & {*before.values()}
    assert len(house.screens("confidence_check")) <= 1


@pytest.mark.parametrize("lost", ["tokens-", ("tokens-", "voices-")])
def test_a_button_whose_key_was_lost_is_another_with_the_next_press_and_signals_that_can_be_opened_stand(lost):
    house, mandate, _, others = council_of(12)
    where = (house.council_id, mandate.mandate_id)
    before = tokens(house, mandate.mandate_id, SIGNALS)
    house.do(press_signal, *where, before["Confidence"], by=others[0])
    for key_id in house.sealing.key_ids():
        if key_id.startswith(lost):
            house.sealing.destroy_key(key_id)
    with pytest.raises(ChoiceUnknownError):
        house.do(press_signal, *where, before["Confidence"], by=others[1])
    assert house.do(signal_buttons, *where, by=others[1]) is (lost != "tokens-")
    assert not house.do(signal_buttons, *where, by=others[1])
    after = tokens(house, mandate.mandate_id, SIGNALS)
    assert not {*before.values(), ""} & {*after.values()}
    house.do(press_signal, *where, after["Confidence"], by=others[1])
    stand = {others[0].person_id} if lost == "tokens-" else set()
    assert said(house, mandate).keys() == stand | {others[1].person_id}
    assert len(house.find(Entry, kind="signals_lost")) == (lost != "tokens-")


@pytest.mark.parametrize("lost", ["tokens-", ("tokens-", "voices-")])
def test_a_button_of_a_report_whose_key_was_lost_is_another_with_the_next_press(lost):
    garden = ReportingGarden()
    report, house, ben = garden.report(), garden.house, garden.others[0]
    where = (house.council_id, report.report_id)
    before = tokens(house, report.report_id, RATINGS)
    for key_id in house.sealing.key_ids():
        if key_id.startswith(lost):
            house.sealing.destroy_key(key_id)
    with pytest.raises(ChoiceUnknownError):
        house.do(press_rating, *where, before["Accept"], by=ben)
    assert house.do(rating_buttons, *where, by=ben) is (lost != "tokens-")
    after = tokens(house, report.report_id, RATINGS)
    assert not {*before.values(), ""} & {*after.values()}
    assert house.do(press_rating, *where, after["Accept"], by=ben).is_accepted
    assert len(garden.said("ratings_lost")) == (lost != "tokens-")


def test_a_card_not_drawn_again_yet_says_that_the_ballot_begins_anew_and_why_says_when():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    ballot, other = proposed(house, anna, "A barrel"), proposed(house, anna, "A bench")
    where = (house.council_id, ballot.ballot_id)
    house.do(press_token, *where, tokens(house, ballot.ballot_id, CHOICES)["Yes"], 0, by=ben)
    assert not house.do(renew_if_lost, *where, by=ben)
    house.sealing.destroy_key(f"ballot-{ballot.ballot_id}")
    assert house.do(renew_if_lost, *where, by=ben)
    assert house.do(renew_if_lost, *where, by=ben), "the card in front of the next one is old as well"
    assert not house.do(renew_if_lost, house.council_id, other.ballot_id, by=ben)
    house.do(reply, WhyBallot(ballot.ballot_id), council_id=house.council_id, by=ben)
    assert "It began anew" in house.show(house.screens("why_ballot")[-1]).text
