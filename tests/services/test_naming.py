from dataclasses import dataclass, replace

import pytest

from bot.domain.ground.dialog import Answer, Dialog
from bot.domain.ground.message import PersonQuestion
from bot.domain.ground.person import Person, Sender
from bot.domain.mandates.mandate import OfficeVacantError
from bot.domain.mandates.messages import MandateCard
from bot.domain.record.messages import WhyPerson
from bot.reads.roll.known import load_known, load_person_question
from bot.services.ballots.proposals import begin_proposal
from bot.services.council.delivery import mark_drawn, mark_sent
from bot.services.elections.offices import make_office
from bot.services.ground import dialogs
from bot.services.ground.answering import answer_dialog
from bot.services.ground.dialogs import confirm_person, pick_person
from bot.services.ground.naming import PersonMissingError, PersonUnknownError, Who, settle
from bot.services.ground.outbox import open_card
from bot.services.ground.persons import identify
from bot.services.instructions.instructing import instruct_holder, start_instructing
from bot.services.recalls.calls import start_call
from bot.services.registers import REGISTERS
from handlers.registers.screens import SCREENS
from handlers.screens import Screens, shown
from handlers.views.ground.dialogs import known_as, render_person_question
from tests.support.council import GROUP, House
from tests.support.council import words as words_in
from tests.support.offices import seat
from tests.support.roll import off_the_roll


@dataclass(frozen=True, slots=True)
class ConfirmGreet(PersonQuestion):
    why: str = ""


MET: list[ConfirmGreet] = []


def greet(_, __, asked):
    MET.append(asked)


@pytest.fixture
def house():
    MET.clear()
    confirmations = {**REGISTERS.confirmations, ConfirmGreet: greet}
    made = House(registers=replace(REGISTERS, confirmations=confirmations))
    greeting = shown(ConfirmGreet, load_person_question, render_person_question)
    made.shown = Screens(dict((*SCREENS.items(), greeting)))
    made.founded("Anna Karenina", "Anna Pavlova", "Ben")
    return made


def named(house, name):
    return house.one(Person, name=name)


def test_a_name_an_office_and_a_first_name_each_find_the_person(house):
    ben = named(house, "Ben")
    seat(house, ben, office="Keeper of keys")
    for words in ("ben", "Ben did nothing", "keeper of keys", "Keeper of Keys: did nothing", "BEN, did"):
        assert house.read(settle, house.council_id, Who(words=words))[0] == [ben]
    found, rest = house.read(settle, house.council_id, Who(words="anna karenina lies"))
    assert ([person.name for person in found], rest) == (["Anna Karenina"], "lies")


def test_what_follows_the_name_is_the_rest(house):
    seat(house, named(house, "Ben"), office="Keeper of keys")
    house.do(
        pick_person, house.council_id, ConfirmGreet(), Who(words="keeper of keys: buy\nkeys"), by=named(house, "Ben")
    )
    assert MET[-1].rest == "buy\nkeys"


def test_nobody_of_that_name(house):
    with pytest.raises(PersonUnknownError) as refused:
        house.do(confirm_person, house.council_id, ConfirmGreet(), Who(username="zed"), by=named(house, "Ben"))
    assert refused.value.fields == {"name": "@zed"}


def test_a_username_counts_for_thirty_days_and_the_newest_sighting_wins(house):
    old = house.person("Old", username="Same")
    house.pass_time(days=10)
    new = house.person("New", username="same")
    assert house.read(settle, house.council_id, Who(username="SAME"))[0][0] == new
    house.pass_time(days=31)
    assert house.read(settle, house.council_id, Who(username="same"))[0] == []
    assert house.read(settle, house.council_id, Who(telegram_id=old.telegram_id))[0] == [
        house.one(Person, person_id=old.person_id)
    ]


def test_somebody_replied_to_is_known_from_then_on(house):
    user = Sender(77, "Zoe", None, "en")
    house.do(pick_person, house.council_id, ConfirmGreet(), Who(telegram_id=77, user=user), by=named(house, "Ben"))
    assert MET[-1].person_id == named(house, "Zoe").person_id


def test_several_fit_and_a_picked_name_goes_on_to_the_question(house):
    ben, pavlova = named(house, "Ben"), named(house, "Anna Pavlova")
    house.do(confirm_person, house.council_id, ConfirmGreet(why="noise"), Who(words="anna too loud"), by=ben)
    shown = house.show(house.screens("pick_person")[-1])
    assert [row[0].label for row in shown.keyboard] == ["Anna Karenina", "Anna Pavlova", "Cancel"]
    with pytest.raises(dialogs.DialogOverError):
        house.do(dialogs.answer_pick, ben.person_id, pavlova.person_id, by=pavlova)
    house.do(dialogs.answer_pick, ben.person_id, pavlova.person_id, by=ben)
    question = house.screens("confirm_greet")[-1]
    assert "Anna Pavlova, on the roll since 2 Mar 2026" in house.show(question).text
    assert MET == []
    house.do(dialogs.answer_confirm, ben.person_id, is_yes=True, by=ben)
    assert [(asked.rest, asked.why, asked.person_id) for asked in MET] == [("too loud", "noise", pavlova.person_id)]
    assert not house.find(Dialog)


def test_only_those_offered_can_be_picked(house):
    ben = named(house, "Ben")
    house.do(confirm_person, house.council_id, ConfirmGreet(), Who(words="anna"), by=ben)
    with pytest.raises(dialogs.DialogOverError):
        house.do(dialogs.answer_pick, ben.person_id, ben.person_id, by=ben)


def test_without_a_name_the_roll_is_offered_page_by_page(house):
    ben = named(house, "Ben")
    house.join(*house.people(*(f"Member {number}" for number in range(20))))
    house.do(pick_person, house.council_id, ConfirmGreet(), Who(), by=ben)
    first = house.show(house.screens("pick_person")[-1])
    assert len(first.keyboard) == 12
    assert [button.label for button in first.keyboard[-2]] == ["More »"]
    house.do(dialogs.turn_pick_page, ben.person_id, 2, by=ben)
    last = house.show(house.screens("pick_person")[-1])
    assert [button.label for button in last.keyboard[-2]] == ["« Back"]
    assert len(last.keyboard) == 5


def test_without_a_name_and_with_nobody_to_offer():
    house = House()
    with pytest.raises(PersonMissingError):
        house.do(pick_person, house.council_id, ConfirmGreet(), Who(), by=house.person("Zed"))


def test_a_question_about_a_person_is_over_after_a_quarter_of_an_hour(house):
    ben = named(house, "Ben")
    house.do(confirm_person, house.council_id, ConfirmGreet(), Who(words="ben"), by=ben)
    house.pass_time(minutes=15)
    with pytest.raises(dialogs.DialogOverError):
        house.do(dialogs.answer_confirm, ben.person_id, is_yes=True, by=ben)
    assert MET == []


def test_on_the_card_of_a_mandate_its_holder_is_meant(house):
    ben = named(house, "Ben")
    (mandate,) = seat(house, ben)
    card = house.do(open_card, house.council_id, MandateCard(mandate.mandate_id))
    house.do(mark_drawn, house.council_id, card.card_id, 1, GROUP, 321)
    house.do(pick_person, house.council_id, ConfirmGreet(), Who(words="buy paint", on_message=321), by=ben)
    assert (MET[-1].person_id, MET[-1].rest) == (ben.person_id, "buy paint")
    pavlova = named(house, "Anna Pavlova")
    house.do(pick_person, house.council_id, ConfirmGreet(), Who(words="Anna Pavlova", on_message=321), by=ben)
    assert MET[-1].person_id == pavlova.person_id


def test_a_name_of_which_nothing_shows_is_told_by_username_or_by_dots():
    house = House()
    assert house.person("\u3164", username="Ghost").name == "@ghost"
    nameless = house.person("\u200b\u200b")
    assert nameless.name == "…"
    again = house.do(lambda uow: identify(uow, Sender(nameless.telegram_id, "\u3164", None, "en")))
    assert again.name == "…"


@pytest.mark.parametrize("said", ["Ben", "@ben", "ben: waters nothing", "treasurer waters nothing"])
def test_a_name_written_where_one_is_to_be_picked_is_taken_as_if_its_button_was_pressed(said):
    house = House()
    anna, ben, _ = house.people("Anna", "Ben", "Cleo")
    ben = house.do(identify, Sender(ben.telegram_id, "Ben", "ben", "en"))
    house.join(anna, ben)
    house.pass_time(hours=73)
    seat(house, ben)
    house.do(start_instructing, Who(), by=anna)
    asked = sent(house, "pick_person", 70)
    house.do(answer_dialog, Answer(said, reply_to=asked), is_group=True, by=anna)
    last = house.screens()[-1]
    assert last.screen == ("confirm_instruct" if "waters" in said else "ask_instruct_text")


def test_a_name_that_fits_nobody_offered_hears_of_the_buttons():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    seat(house, ben)
    house.do(start_instructing, Who(), by=anna)
    asked = sent(house, "pick_person", 70)
    for text in ("Cleo", "nobody in particular", ""):
        assert not house.do(answer_dialog, Answer(text, reply_to=asked), is_group=True, by=anna)
        assert house.screens()[-1].screen == "press_instead"
    said = len(house.screens())
    house.do(answer_dialog, Answer("Ben", reply_to=asked), is_group=True, by=house.people("Dan")[0])
    assert len(house.screens()) == said, "it was not Dan who was asked"


def sent(house, screen, message_id):
    row = house.screens(screen)[-1]
    house.do(mark_sent, row.outgoing_id, row.chat_id, message_id)
    return message_id


def test_an_answer_where_an_office_is_to_be_picked_hears_of_the_buttons_which_still_work():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    seat(house, ben)
    (clerk,) = seat(house, ben, office="Clerk")
    house.do(start_instructing, Who(words="Ben"), by=anna)
    asked = sent(house, "instruct_pick", 70)
    house.do(answer_dialog, Answer("the clerk", reply_to=asked), is_group=True, by=anna)
    assert house.screens()[-1].screen == "press_instead"
    house.do(instruct_holder, house.council_id, clerk.mandate_id, by=anna)
    assert house.screens()[-1].screen == "ask_instruct_text"


@pytest.mark.parametrize("is_group", [True, False])
def test_a_second_reply_to_a_question_gets_a_kind_word_and_one_to_a_card_none(is_group):
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    chat_id = GROUP if is_group else anna.telegram_id
    house.do(begin_proposal, "", None, None, by=anna, chat_id=chat_id)
    asked = sent(house, "ask_proposal", 70)
    again = Answer("A bench", reply_to=asked)
    assert house.do(answer_dialog, again, is_group=is_group, by=anna, chat_id=chat_id)
    assert not house.do(answer_dialog, again, is_group=is_group, by=anna, chat_id=chat_id)
    assert house.screens()[-1].screen == "question_over"
    said = len(house.screens())
    assert not house.do(answer_dialog, Answer("Good", reply_to=asked), is_group=True, by=ben)
    assert len(house.screens()) == said


def test_a_holder_who_has_been_silent_for_long_is_known_and_asked_back():
    house = House()
    anna, ben = house.person("Anna"), house.person("Ben", username="ben")
    house.join(anna, ben)
    house.pass_time(hours=73)
    seat(house, ben)
    house.pass_time(days=40)
    house.do(start_instructing, Who(username="ben", rest="water"), by=anna)
    asked = house.show(house.screens("whom_to_instruct")[-1])
    assert "Ben, on the roll since 2 Mar 2026, @ben, Treasurer, last noted 2 Mar 2026?" in asked.text
    house.do(dialogs.answer_confirm, anna.person_id, is_yes=True, by=anna)
    assert house.screens("confirm_instruct")


def test_a_holder_off_the_roll_is_known_and_who_is_neither_is_not():
    house = House()
    anna, ben = house.person("Anna"), house.person("Ben", username="ben")
    house.join(anna, ben)
    house.pass_time(hours=73)
    seat(house, ben)
    house.person("Zed", username="zed")
    house.do(lambda uow: off_the_roll(uow, house.council_id, ben))
    house.pass_time(days=40)
    assert [one.name for one in house.read(settle, house.council_id, Who(username="ben"))[0]] == ["Ben"]
    assert house.read(settle, house.council_id, Who(username="zed"))[0] == []


@pytest.mark.parametrize("who", [Who(username="zed"), Who(words="bookkeeper")])
def test_where_a_name_fails_the_holders_of_offices_are_offered(who):
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    seat(house, ben)
    house.do(start_instructing, who, by=anna)
    asked = house.show(house.screens("pick_person")[-1])
    assert f"I know nobody here as {who.shown}." in asked.text
    assert [row[0].label for row in asked.keyboard] == ["Treasurer: Ben", "Cancel"]


def test_two_of_one_name_have_two_buttons_and_two_questions():
    house = House()
    one, two, ben = house.founded("Anna", "Anna", "Ben")
    seat(house, two)
    house.do(start_call, Who(words="Anna"), by=ben)
    labels = [row[0].label for row in house.show(house.screens("pick_person")[-1]).keyboard]
    assert labels == ["Anna (1)", "Anna (2) · Treasurer", "Cancel"]
    asked = {known_as(house.read(load_known, house.council_id, person.person_id), words_in()) for person in (one, two)}
    assert len(asked) == 2


def test_of_two_of_one_name_the_day_of_joining_is_said_where_it_differs():
    house = House()
    *_, ben = house.founded("Anna", "Cleo", "Ben")
    house.pass_time(days=3)
    house.join(house.person("Anna"))
    house.do(pick_person, house.council_id, WhyPerson(), Who(words="Anna"), by=ben)
    labels = [row[0].label for row in house.show(house.screens("pick_person")[-1]).keyboard]
    assert labels == ["Anna (1) · joined 2 Mar 2026", "Anna (2) · joined 8 Mar 2026", "Cancel"]


def test_a_username_taken_for_an_hour_names_nobody_by_itself():
    house = House()
    anna, ben = house.person("Anna", username="anna"), house.person("Ben")
    house.join(anna, ben)
    house.person("Zed", username="anna")
    house.do(pick_person, house.council_id, WhyPerson(), Who(username="anna"), by=ben)
    labels = [row[0].label for row in house.show(house.screens("pick_person")[-1]).keyboard]
    assert labels == ["Zed", "Anna", "Cancel"]
    house.do(lambda uow: identify(uow, Sender(anna.telegram_id, "Anna", "anna", "en")))
    assert house.read(settle, house.council_id, Who(username="anna"))[0][0].name == "Anna"


@pytest.mark.parametrize("words", ["Treasurer pay @ben fifty euros", "Treasurer. Pay @ben", "Cleo, pay @ben"])
def test_the_first_word_that_names_an_office_or_a_person_is_meant(words):
    house = House()
    _, ben, cleo = house.founded("Anna", "Ben", "Cleo")
    ben = house.do(identify, Sender(ben.telegram_id, "Ben", "ben", "en"))
    seat(house, cleo)
    who = Who(username="ben", rest="what stands there without the mention", in_front=words)
    found, rest = house.read(settle, house.council_id, who)
    assert [one.name for one in found] == ["Cleo"]
    assert rest.casefold().startswith("pay @ben")
    later = Who(username="ben", rest="he should pay", in_front="he @ben should pay")
    assert house.read(settle, house.council_id, later) == ([ben], "he should pay")


def test_an_office_that_nobody_holds_is_not_passed_over_for_a_mention_behind_it():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    seat(house, ben)
    house.do(lambda uow: make_office(uow, house.council_id, "Clerk", 1), by=anna)
    who = Who(telegram_id=ben.telegram_id, rest="Clerk pay", in_front="Clerk pay @ben")
    with pytest.raises(OfficeVacantError):
        house.do(start_instructing, who, by=anna)


def test_a_reply_to_one_that_names_another_is_asked():
    house = House()
    _, ben, _ = house.founded("Anna", "Ben", "Cleo")
    text = "Cleo says he sold the tools"
    who = Who(telegram_id=ben.telegram_id, rest=text, in_front=text, is_reply=True)
    assert {one.name for one in house.read(settle, house.council_id, who)[0]} == {"Ben", "Cleo"}
    own = Who(telegram_id=ben.telegram_id, rest="Ben sold them", in_front="Ben sold them", is_reply=True)
    assert house.read(settle, house.council_id, own) == ([house.one(Person, person_id=ben.person_id)], "sold them")
    plain = Who(telegram_id=ben.telegram_id, rest="sold them", in_front="sold them", is_reply=True)
    assert house.read(settle, house.council_id, plain)[1] == "sold them"
