"""What is shown of mandates: cards, the list, pages, in private and in the group."""

import pytest

from bot.domain.ground.dialog import Dialog
from bot.domain.ground.outgoing import Card
from bot.domain.mandates.mandate import EndReason, NoMandateError, OfficeVacantError
from bot.services.council.panel import CouncilForeignError
from bot.services.ground.naming import Who
from bot.services.mandates.pages import show_mandates, show_page
from bot.services.recalls.resigning import resign_from, start_resigning
from tests.support.council import GROUP, House
from tests.support.mandates import end, said, seat

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eva", "Finn")


@pytest.fixture
def house():
    return House()


def test_mandate_alone_shows_ones_own_else_the_list(house):
    anna, ben, *_ = house.founded(*NAMES)
    house.do(show_mandates, Who(), by=ben)
    assert "Nobody holds an office here yet" in said(house, "mandate_list")[0]
    seat(house, anna)
    house.do(show_mandates, Who(), by=ben)
    assert "Treasurer: Anna" in said(house, "mandate_list")[1]
    house.do(show_mandates, Who(), by=anna)
    (page,) = said(house, "mandate_page")
    assert "Treasurer: " in page
    assert "Term: 5 Mar 2026 to 5 Sep 2026" in page
    assert "Instructions: none" in page
    assert "Next report-back: by the end of 4 Apr 2026" in page
    assert "In this office for 0 days in all" in page


def test_the_office_that_is_named_is_the_one_that_is_shown(house):
    anna, ben, *_ = house.founded(*NAMES)
    seat(house, anna)
    (second,) = seat(house, anna, office="Secretary")
    house.do(show_mandates, Who(words="secretary"), by=ben)
    (row,) = house.screens("mandate_page")
    assert row.params["mandate_id"] == second.mandate_id


def test_mandate_of_a_name_an_office_a_stranger_and_a_vacant_office(house):
    anna, ben, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    for words in ("Anna", "treasurer"):
        house.do(show_mandates, Who(words=words), by=ben)
    assert len(said(house, "mandate_page")) == 2
    with pytest.raises(NoMandateError) as refused:
        house.do(show_mandates, Who(words="Ben"), by=anna)
    assert refused.value.fields["name"] == "Ben"
    end(house, mandate, EndReason.RESIGNED)
    with pytest.raises(OfficeVacantError):
        house.do(show_mandates, Who(words="Treasurer"), by=ben)
    house.do(show_mandates, Who(words="Anna"), by=ben)
    assert "Ended on 5 Mar 2026: resigned" in said(house, "mandate_page")[-1]


def test_the_card_in_the_group_has_the_buttons_of_confidence(house):
    anna, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    card = house.card(mandate.mandate_id)
    labels = [button.label for line in card.keyboard for button in line]
    assert labels == ["Confidence", "No confidence", "Join the roll", "More"]
    assert "threshold 2 of 5: not reached" in card.text
    assert "Next report-back: by the end of 4 Apr 2026" in card.text
    end(house, mandate, EndReason.REMOVED)
    assert not house.card(mandate.mandate_id).keyboard
    assert house.one(Card, subject_id=mandate.mandate_id).is_final


def test_a_list_of_many_mandates_has_pages(house):
    people = house.founded(*(f"P{number}" for number in range(13)))
    for number, person in enumerate(people[:12]):
        seat(house, person, office=f"Office {number:02}")
    house.do(show_mandates, Who(), by=people[12])
    (row,) = house.screens("mandate_list")
    first = house.show(row)
    assert "Office 09: P9" in first.text
    assert "Office 10" not in first.text
    assert first.keyboard[-1][0].label == "More »"


def test_an_act_in_private_concerns_the_mandates_of_every_council(house):
    anna, *_ = house.founded(*NAMES)
    seat(house, anna)
    house.do(start_resigning, by=anna, chat_id=anna.telegram_id)
    assert house.find(Dialog, chat_id=anna.telegram_id)
    assert not house.find(Dialog, chat_id=GROUP)


def test_a_press_made_elsewhere_shows_and_changes_nothing(house):
    anna, ben, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    stranger = house.person("Zed")
    elsewhere = -100_999
    for by, chat_id in ((ben, elsewhere), (stranger, stranger.telegram_id)):
        with pytest.raises(CouncilForeignError):
            house.do(show_page, house.council_id, mandate.mandate_id, 0, in_place=False, by=by, chat_id=chat_id)
    with pytest.raises(CouncilForeignError):
        house.do(show_page, "0" * 32, mandate.mandate_id, 0, in_place=False, by=ben)
    with pytest.raises(CouncilForeignError):
        house.do(resign_from, house.council_id, mandate.mandate_id, by=anna, chat_id=elsewhere)
    assert not house.screens("mandate_page")
    house.do(show_page, house.council_id, mandate.mandate_id, 0, in_place=False, by=ben, chat_id=ben.telegram_id)
    assert house.screens("mandate_page")
