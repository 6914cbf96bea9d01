"""Buttons in colours: by what they mean, never by colour alone, and without any where the server refuses them."""

from telegram.error import BadRequest

from bot.services.ballots.proposals import propose
from bot.services.elections.nominations import nominate_for
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.naming import Who
from bot.services.me.forget import ask_forget
from bot.services.removals.leaving import ask_to_leave
from bot.services.removals.removal import ask_to_remove
from handlers.keyboards import Keyboards
from handlers.views.ground.screen import Button, Screen, Style
from tests.support.booths import Booths
from tests.support.council import House
from tests.support.hall import FIVE, Hall

SCREEN = Screen("?", ((Button("Yes", "y", style=Style.FOR), Button("Open", url="https://t.me/x")),))
REFUSED = BadRequest("Bad Request: can't parse inline keyboard button: BUTTON_STYLE_INVALID")


def styles(screen):
    return {button.label: button.style for row in screen.keyboard for button in row if button.style}


def drawn(keyboards):
    markup = keyboards.draw(SCREEN)
    assert markup is not None
    return [button.to_dict().get("style") for row in markup.inline_keyboard for button in row]


def test_a_colour_goes_out_until_the_server_refuses_it_and_never_after():
    keyboards = Keyboards()
    assert drawn(keyboards) == ["success", None]
    assert not keyboards.learn(BadRequest("Bad Request: message to edit not found"))
    assert drawn(keyboards) == ["success", None]
    assert keyboards.learn(REFUSED)
    assert drawn(keyboards) == [None, None]
    assert not keyboards.learn(REFUSED)
    assert keyboards.draw(Screen("nothing to press")) is None


def test_a_vote_for_or_against_a_text_has_both_colours():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = house.do(propose, house.council_id, "We buy a rain barrel", None, by=anna)
    assert styles(house.card(ballot.ballot_id)) == {"Yes": Style.FOR, "No": Style.AGAINST}


def test_a_vote_about_somebody_draws_nobody_to_a_side():
    hall = Hall()
    anna, ben, *_ = hall.founded(*FIVE)
    hall.do(ask_to_remove, Who(telegram_id=ben.telegram_id, rest="shouts"), by=anna)
    hall.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    hall.pass_time(hours=25)
    removal = hall.newest()
    assert {"Yes", "No"} <= {button.label for row in hall.card(removal.ballot_id).keyboard for button in row}
    assert styles(hall.card(removal.ballot_id)) == {}


def test_what_cannot_be_undone_is_asked_in_red_and_no_is_plain():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    for ask in (ask_to_leave, ask_forget):
        house.do(ask, by=anna)
        assert styles(house.show(house.screens()[-1])) == {"Yes": Style.AGAINST}


def test_the_booth_hands_in_in_green_and_leaves_names_plain():
    booths = Booths()
    voters = booths.founded(*FIVE)
    ballot = booths.open("2 delegates", voters, *voters[1:4])
    assert styles(booths.paper(voters[0])) == {"Submit": Style.FOR}
    assert styles(booths.card(ballot.ballot_id)) == {"Vote": Style.MAIN}


def test_who_is_nominated_accepts_in_green():
    hall = Hall()
    anna, ben, *_ = hall.founded(*FIVE)
    ballot = hall.elect("treasurer", anna)
    hall.do(nominate_for, hall.council_id, ballot.ballot_id, ben.person_id, by=anna)
    assert styles(hall.show(hall.screens("nominated")[-1])) == {"Accept": Style.FOR}
