"""The language of a group: at first that of who added the bot; founders choose another by the first card."""

import pytest

from bot.domain.ballots.ballot import Ballot
from bot.domain.charter.charter import RuleValueError
from bot.domain.council.council import Council
from bot.domain.ground.outgoing import Card
from bot.domain.ground.person import Sender
from bot.domain.roll.member import NotOnRollError, StillWaitingError
from bot.domain.roll.seen import InChat
from bot.services.charter.charter import change_charter
from bot.services.charter.wizard import press_language
from bot.services.council.council import note_here, note_kicked
from bot.services.ground.persons import identify
from bot.services.record.charter_checks import rules
from bot.services.roll.roll import join
from tests.support.council import House

OTHER = -555


@pytest.fixture
def house():
    return House()


def speaker(house, name, language):
    sender = Sender(next(house._ids), name, None, language)
    return house.do(lambda uow: identify(uow, sender, is_private=True))


def added(house, by):
    return house.do(note_here, OTHER, "Street", {}, by=by, chat_id=OTHER)


def language(house):
    return house.one(Council, council_id=house.council_id).language


def pressed(house, code, by):
    return house.do(press_language, house.council_id, code, by=by)


def offered(house):
    known = {"English", "Русский"}
    return [button.label for row in house.card(house.council_id).keyboard for button in row if button.label in known]


def founders(house, **languages):
    people = [speaker(house, name, code) for name, code in languages.items()]
    house.join(*people)
    return people


@pytest.mark.parametrize(
    ("of_telegram", "starts_in"), [("ru", "ru"), ("ru-RU", "ru"), ("en", "en"), ("de", "en"), (None, "en")]
)
def test_a_group_starts_in_the_language_of_who_added_the_bot(house, of_telegram, starts_in):
    council = added(house, speaker(house, "Anna", of_telegram))
    assert council.language == starts_in
    assert house.find(Card, council_id=council.council_id)
    assert list(house.read(rules)) == []


def test_a_group_of_which_nobody_says_who_added_the_bot_starts_in_english(house):
    assert house.do(note_here, OTHER, "Street", {}, chat_id=OTHER).language == "en"


def test_who_adds_the_bot_again_changes_no_language(house):
    added(house, speaker(house, "Anna", "ru"))
    house.do(note_kicked, OTHER, chat_id=OTHER)
    assert added(house, speaker(house, "Ben", "en")).language == "ru"


def test_the_first_card_offers_the_languages_of_those_who_joined_and_have_a_catalog(house):
    assert offered(house) == []
    founders(house, Anna="en", Ben="de", Cleo=None)
    assert offered(house) == []
    founders(house, Dora="ru-RU", Eve="ru")
    assert offered(house) == ["Русский"]


def test_a_founder_sets_it_at_once_and_the_card_offers_the_way_back(house):
    anna, dora = founders(house, Anna="en", Dora="ru")
    assert pressed(house, "ru", dora)
    assert language(house) == "ru"
    assert offered(house) == ["English"]
    assert len(house.screens("charter_changed")) == 1
    assert pressed(house, "en", anna)
    assert language(house) == "en"


def test_nobody_turns_it_against_the_others_again_and_again(house):
    anna, dora, cleo = founders(house, Anna="en", Dora="ru", Cleo="ru")
    pressed(house, "ru", dora)
    pressed(house, "en", anna)
    assert not pressed(house, "ru", dora)
    assert language(house) == "en"
    shown = house.show(house.screens("charter_preview")[-1])
    assert "Another founder has set this since you did: now it takes a vote." in shown.text
    assert shown.keyboard[0][0].label == "Put to the vote"
    house.do(change_charter, house.council_id, "language", "ru", by=dora)
    assert language(house) == "en"
    assert house.one(Ballot).text == "language: en → ru"
    assert pressed(house, "ru", cleo)


def test_who_set_it_last_may_change_their_mind(house):
    anna, _ = founders(house, Anna="en", Dora="ru")
    assert pressed(house, "ru", anna)
    assert pressed(house, "en", anna)


def test_who_added_the_bot_has_chosen_by_that(house):
    anna, ben, cleo = (speaker(house, name, code) for name, code in (("Anna", "ru"), ("Ben", "en"), ("Cleo", "en")))
    council = added(house, anna)
    for person in (anna, ben, cleo):
        house.do(join, council.council_id, InChat.YES, by=person, chat_id=OTHER)
    assert house.do(press_language, council.council_id, "en", by=ben, chat_id=OTHER)
    assert not house.do(press_language, council.council_id, "ru", by=anna, chat_id=OTHER)


def test_after_the_founding_it_takes_a_vote_and_the_card_offers_nothing(house):
    _, dora, _ = founders(house, Anna="en", Dora="ru", Cleo="ru")
    house.pass_time(hours=73)
    assert offered(house) == []
    assert not pressed(house, "ru", dora)
    assert language(house) == "en"
    assert house.show(house.screens("charter_preview")[-1]).keyboard[0][0].label == "Put to the vote"


def test_who_cannot_vote_sets_nothing(house):
    founders(house, Anna="en", Ben="en", Cleo="en")
    outsider = speaker(house, "Zed", "ru")
    with pytest.raises(NotOnRollError):
        pressed(house, "ru", outsider)
    house.pass_time(hours=73)
    house.join(outsider)
    with pytest.raises(StillWaitingError):
        pressed(house, "ru", outsider)


@pytest.mark.parametrize("code", ["tlh", "", "de"])
def test_a_forged_language_is_refused(house, code):
    (anna,) = founders(house, Anna="en")
    with pytest.raises(RuleValueError):
        pressed(house, code, anna)


def test_the_same_holds_for_the_zone(house):
    anna, ben = founders(house, Anna="en", Ben="en")
    for zone, by in (("Europe/Berlin", anna), ("Europe/London", ben), ("Europe/Berlin", anna)):
        house.do(change_charter, house.council_id, "zone", zone, by=by)
    assert house.one(Council, council_id=house.council_id).zone == "Europe/London"
