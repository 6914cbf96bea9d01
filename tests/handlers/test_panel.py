import re
from dataclasses import replace

import pytest

from bot.domain.charter.messages import CharterPage
from bot.domain.charter.rules import RuleGroup
from bot.domain.council.messages import CommandUnknown, Help, How, Panel, Privacy
from bot.domain.ground.kept import name_of
from bot.domain.ground.person import Person
from bot.domain.ground.text import utf16_len
from bot.domain.roll.member import NotOnRollError
from bot.domain.roll.messages import RollPage
from bot.domain.roll.seen import InChat
from bot.services.council.council import ensure_council, note_rights
from bot.services.council.panel import CouncilForeignError, open_panel, show, show_page, show_panel
from bot.services.roll.roll import join
from handlers.views.council.help import HOW
from handlers.views.ground.menu import AREAS
from handlers.views.ground.words import bare
from tests.support.council import GROUP, House
from tests.support.hall import FIVE, Hall
from tests.support.proposals import proposed


@pytest.fixture
def house():
    return House()


def last(house, name, language="en"):
    return house.show(house.screens(name)[-1], language)


def all_of(house):
    """Everything there is, behind [More]."""
    house.do(show_page, house.council_id, Panel(1), in_place=False, by=house.find(Person)[0])
    return last(house, "panel").text


def rights_told(house, reader):
    """What whoever alone reads the page behind [More] is told."""
    return house.aside(Panel(1), reader).text


def labels(shown):
    return [button.label for row in shown.keyboard for button in row]


def test_the_empty_council_says_how_it_begins(house):
    house.do(show_panel, by=house.person("Zed"))
    shown = last(house, "panel")
    assert "Nobody has joined yet" in shown.text
    assert "0 on the roll" in shown.text
    assert "Join the roll" in labels(shown)


def test_in_the_founding_window_and_below_three_it_says_so(house):
    anna, ben = house.people("Anna", "Ben")
    house.join(anna, ben)
    house.do(show_panel, by=anna)
    assert "The council is being founded" in last(house, "panel").text
    house.pass_time(hours=73)
    house.do(show_panel, by=anna)
    assert "only practice" in last(house, "panel").text


def test_which_right_is_missing_for_what(house):
    anna = house.person("Anna")
    house.do(show_panel, by=anna)
    assert "administrator" not in last(house, "panel").text, "five seconds are too few for what only they can do"
    assert "these rights" not in all_of(house), "no member need read in the group what only administrators can mend"
    assert "An administrator can still give me these rights:\n• to be administrator" in rights_told(house, anna)
    rights = {"can_send_messages": True, "is_administrator": True}
    house.do(note_rights, house.council_id, rights)
    assert "these rights" not in rights_told(house, anna)
    house.do(note_rights, house.council_id, rights | {"can_send_messages": False})
    house.do(show_panel, by=anna)
    assert "to write here" in last(house, "panel").text


def test_in_private_without_a_roll_it_says_how_to_begin(house):
    zed = house.person("Zed")
    house.do(show_panel, by=zed, chat_id=zed.telegram_id)
    shown = last(house, "pick_council")
    assert "on no roll yet" in shown.text
    assert shown.keyboard[0][0].url.endswith("?startgroup=new")


def test_in_private_a_member_of_several_picks_one_and_can_change(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    other = house.do(ensure_council, -5, "School")
    house.do(join, other.council_id, InChat.YES, by=anna, chat_id=-5)
    house.do(show_panel, by=anna, chat_id=anna.telegram_id)
    assert labels(last(house, "pick_council")) == ["Garden", "School"]
    house.do(open_panel, other.council_id, in_place=True, by=anna, chat_id=anna.telegram_id)
    shown = last(house, "panel")
    assert "School" in shown.text
    assert "You are on the roll since" in shown.text
    assert labels(shown) == ["Vote now", "Propose", "Who acts for us", "Decisions", "Rules", "More"]
    in_private = {"in_place": True, "by": anna, "chat_id": anna.telegram_id}
    house.do(show_page, other.council_id, Panel(3), **in_private)
    assert {"Another group", "Back"} <= set(labels(last(house, "panel")))
    house.do(show_panel, by=anna, chat_id=anna.telegram_id)
    assert "School" in last(house, "panel").text


def test_pages_are_for_the_group_and_for_members_in_private(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    zed = house.person("Zed")
    house.do(show_page, house.council_id, CharterPage(), in_place=False, by=zed)
    for by, chat_id in ((zed, zed.telegram_id), (anna, -999), (zed, -999)):
        with pytest.raises(CouncilForeignError):
            house.do(show_page, house.council_id, CharterPage(), in_place=False, by=by, chat_id=chat_id)
    house.do(show_page, house.council_id, CharterPage(), in_place=False, by=anna, chat_id=anna.telegram_id)
    with pytest.raises(CouncilForeignError):
        house.do(show_page, "f" * 32, CharterPage(), in_place=False, by=anna)


def test_somebody_off_the_roll_cannot_turn_to_a_council_in_private(house):
    house.founded("Anna", "Ben", "Cleo")
    zed = house.person("Zed")
    with pytest.raises((CouncilForeignError, NotOnRollError)):
        house.do(open_panel, house.council_id, in_place=False, by=zed, chat_id=zed.telegram_id)


def pages(house, person, *, is_private):
    """The labels of all pages behind the first, as this person alone reads them."""
    shown = []
    for page in range(1, 9):
        if is_private:
            place = {"in_place": False, "by": person, "chat_id": person.telegram_id}
            house.do(show_page, house.council_id, Panel(page), **place)
            row = house.screens("panel")[-1]
            shown.append(labels(house.show(replace(row, person_id=person.person_id))))
        else:
            shown.append(labels(house.aside(Panel(page), person)))
        if "More" not in shown[-1]:
            return shown
    raise AssertionError(shown)


@pytest.mark.parametrize("is_private", [True, False])
def test_each_page_has_at_most_eight_and_every_command_is_on_one(house, is_private):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    shown = pages(house, anna, is_private=is_private)
    assert max(map(len, shown)) <= 8
    assert len(labels(house.aside(Panel(), anna))) == 6
    together = [label for page in shown for label in page]
    assert {"Offices", "Elect", "Roll", "Why?", "Help", "How it works", "Remove a member"} <= set(together)
    assert ("Leave the roll" in together) == is_private
    assert len([label for label in together if label not in {"Back", "More"}]) == len(set(together) - {"Back", "More"})


def test_what_leads_nowhere_for_the_reader_is_left_out(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    zed = house.person("Zed")
    hers = {label for page in pages(house, anna, is_private=False) for label in page}
    nowhere = {"Join the roll", "Report", "Recall", "Instruct", "Nominate", "Withdraw a proposal"}
    assert not hers & nowhere
    proposed(house, anna)
    assert "Withdraw a proposal" in {label for page in pages(house, anna, is_private=False) for label in page}
    his = {label for page in pages(house, zed, is_private=False) for label in page}
    assert "Join the roll" in his
    assert not his & {"Elect", "Remove a member", "Withdraw a proposal"}


def test_who_holds_an_office_finds_report_and_resign_and_others_recall():
    hall = Hall()
    five = hall.founded(*FIVE)
    hall.elected("treasurer", five[1], five)
    holder, other = five[1], five[3]
    his = {label for page in pages(hall, holder, is_private=True) for label in page}
    assert {"Report", "Resign", "Recall", "Instruct"} <= his
    hers = {label for page in pages(hall, other, is_private=True) for label in page}
    assert {"Recall", "Instruct"} <= hers
    assert not hers & {"Report", "Resign"}


def test_the_roll_offers_to_join_to_whoever_is_not_on_it(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    zed = house.person("Zed")
    assert "Join the roll" not in labels(house.aside(RollPage(0), anna))
    assert "Join the roll" in labels(house.aside(RollPage(0), zed))


SAID = [
    Help(),
    *(Help(area) for area in AREAS),
    *(How(page) for page in range(len(HOW))),
    Privacy(),
    Panel(),
    *(Panel(page) for page in range(1, 5)),
    CommandUnknown("x", "help"),
]


@pytest.mark.parametrize("said", SAID)
def test_no_word_escapes_the_catalogs(house, said):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(show, house.council_id, said, in_place=False, by=anna, chat_id=GROUP)
    ensure_in_catalogs(last(house, name_of(type(said)), "qps"))


@pytest.mark.parametrize("group", ["", *RuleGroup])
def test_no_word_of_the_charter_escapes_the_catalogs(house, group):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(show, house.council_id, CharterPage(str(group)), in_place=False, by=anna, chat_id=GROUP)
    ensure_in_catalogs(last(house, "charter", "qps"))


def ensure_in_catalogs(shown):
    assert utf16_len(bare(shown.text)) <= 4096
    for part in (bare(shown.text), *labels(shown)):
        outside = re.sub(r"⟦.*⟧", "", part)
        assert not re.search(r"[^\W\d]", outside), outside
