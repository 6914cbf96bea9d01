"""Who is named in part, or in letters that only look like theirs, is asked about; nothing is done by itself."""

import pytest

from bot.domain.elections.nominee import Nominee
from bot.domain.ground.person import Person, may_mean
from bot.domain.record.messages import WhyPerson
from bot.services.elections.nominations import nominate
from bot.services.ground import dialogs
from bot.services.ground.dialogs import confirm_person
from bot.services.ground.naming import Who, settle
from bot.services.instructions.instructing import start_instructing
from tests.support.council import House
from tests.support.hall import Hall
from tests.support.offices import seat


@pytest.mark.parametrize("words", ["maxi", "Karenina", "berg", "M. Berg", "@maxi"])
def test_a_part_of_a_name_asks_whom_it_means_and_does_nothing_by_itself(words):
    house = Hall()
    _, _, ben = house.founded("Maximilian Berg", "Maximilian Karenina", "Ben")
    who = Who(username=words[1:]) if words.startswith("@") else Who(words=words)
    house.elect("Treasurer", ben)
    said = len(house.screens())
    house.do(nominate, who, by=ben)
    (picking,) = [row for row in house.screens()[said:] if row.screen == "pick_person"]
    shown = house.show(picking)
    assert "Do you mean one of these?" in shown.text
    names = [row[0].label for row in shown.keyboard][:-1]
    assert names
    assert all(may_mean(words.strip("@"), name) for name in names)
    assert not house.find(Nominee)
    picked = house.one(Person, name=names[0])
    house.do(dialogs.answer_pick, ben.person_id, picked.person_id, by=ben)
    assert [row.person_id for row in house.find(Nominee)] == [picked.person_id]


def test_a_first_name_alone_nominates_nobody_before_it_is_asked_back():
    house = Hall()
    anna, ben = house.founded("Anna Karenina", "Ben")
    house.elect("Treasurer", ben)
    house.do(nominate, Who(words="anna treasurer"), by=ben)
    assert "Do you mean Anna Karenina" in house.show(house.screens("nominate")[-1]).text
    assert not house.find(Nominee)
    house.do(dialogs.answer_confirm, ben.person_id, is_yes=True, by=ben)
    assert [row.person_id for row in house.find(Nominee)] == [anna.person_id]
    house.do(nominate, Who(words="Ben"), by=ben)
    assert len(house.find(Nominee)) == 2


def test_what_is_said_behind_a_part_of_a_name_goes_on_with_it_and_only_who_may_be_meant_is_offered():
    house = House()
    _, berg, ben = house.founded("Maximilian Kahn", "Maximilian Berg", "Ben")
    seat(house, berg)
    house.do(start_instructing, Who(words="maxi buy paint"), by=ben)
    labels = [row[0].label for row in house.show(house.screens("pick_person")[-1]).keyboard]
    assert labels == ["Treasurer: Maximilian Berg", "Cancel"]
    house.do(dialogs.answer_pick, ben.person_id, berg.person_id, by=ben)
    assert "buy paint" in house.show(house.screens("confirm_instruct")[-1]).text


def test_letters_of_another_script_name_both_whom_they_may_mean():
    house = House()
    ana, other, ben = house.founded("Ana", "Аna", "Ben")  # noqa: RUF001 (Cyrillic)
    assert set(house.read(settle, house.council_id, Who(words="Ana"))[0]) == {
        house.one(Person, person_id=one.person_id) for one in (ana, other)
    }
    house.do(confirm_person, house.council_id, WhyPerson(), Who(words="Аna"), by=ben)  # noqa: RUF001
    labels = [row[0].label for row in house.show(house.screens("pick_person")[-1]).keyboard]
    assert [label.split(" ", 1)[1].split(" ")[0] for label in labels[:-1]] == ["(1)", "(2)"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Jose", "José"),
        ("jose garcia", "José María García"),
        ("Anna Karlsson", "Anna Maria Karlsson"),
        ("Lukasz", "Łukasz Żak"),
        ("Soren", "Søren"),
        ("Алеша", "Алёша Попов"),
        ("José", "Jose"),
    ],
)
def test_without_accents_and_middle_names_somebody_is_found_and_asked_back(written, name):
    house = Hall()
    meant, ben, _ = house.founded(name, "Ben", "Cleo")
    house.elect("Treasurer", ben)
    house.do(nominate, Who(words=f"{written} treasurer"), by=ben)
    assert f"Do you mean {name}, on the roll" in house.show(house.screens("nominate")[-1]).text
    assert not house.find(Nominee)
    house.do(dialogs.answer_confirm, ben.person_id, is_yes=True, by=ben)
    assert [row.person_id for row in house.find(Nominee)] == [meant.person_id]


def test_of_several_who_may_be_called_so_one_is_picked_and_a_name_as_it_is_written_comes_first():
    house = House()
    _, _, plain, ben = house.founded("Anna Maria Karlsson", "Anna Sofia Karlsson", "Jose", "Ben", "José")[:4]
    house.do(confirm_person, house.council_id, WhyPerson(), Who(words="Anna Karlsson did what?"), by=ben)
    labels = [row[0].label for row in house.show(house.screens("pick_person")[-1]).keyboard]
    assert labels == ["Anna Maria Karlsson", "Anna Sofia Karlsson", "Cancel"]
    assert [one.person_id for one in house.read(settle, house.council_id, Who(words="Jose"))[0]] == [plain.person_id]


def test_an_office_is_found_without_its_accents():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    seat(house, anna, office="Trésorier")
    found, rest = house.read(settle, house.council_id, Who(words="tresorier pays late"))
    assert ([one.person_id for one in found], rest) == ([anna.person_id], "pays late")
