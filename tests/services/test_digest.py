"""The weekly digest: who gets it when, and what is in it."""

from datetime import timedelta

import pytest

from bot.domain.council.council import Council
from bot.domain.ground.due import Due
from bot.domain.ground.inbox import Heartbeat
from bot.domain.ground.person import Person
from bot.domain.removals.questions import ConfirmLeave
from bot.domain.roll.seen import InChat
from bot.reads.ground.audience import Audience
from bot.services.ballots.proposals import propose
from bot.services.council.council import ensure_council
from bot.services.ground.dialogs import DialogOverError
from bot.services.me.digest import press_digest, set_digest
from bot.services.me.forget import forget
from bot.services.record.doctor import examine
from bot.services.removals.leaving import leave
from bot.services.roll.roll import join
from handlers.views.ground.words import bare
from tests.support.council import GROUP, House
from tests.support.instructions import bind
from tests.support.lost_time import deaf
from tests.support.offices import seat
from tests.support.proposals import proposed, vote

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eve", "Finn")


@pytest.fixture
def council():
    house = House()
    return house, house.founded(*NAMES)


def on(house, person, *, is_on=True):
    house.do(set_digest, is_on=is_on, by=person, chat_id=person.telegram_id)


def monday(house):
    """Until the next one, a minute after nine."""
    at = house.now.replace(hour=9, minute=1) + timedelta(days=-house.now.weekday() % 7)
    at += timedelta(days=7) if at <= house.now else timedelta(0)
    house.pass_time(seconds=(at - house.now).total_seconds())


def digests(house):
    return house.screens("digest")


def text(house, row=None):
    row = row or digests(house)[-1]
    shown = house.read(house.shown.load, audience(row), row)
    return None if shown[0] is None else bare(house.show(row).text)


def audience(row):
    return Audience(row.council_id, row.person_id, "mandate_bot")


def test_nobody_gets_it_who_has_not_switched_it_on(council):
    house, people = council
    proposed(house, people[0], "14d: We buy a barrel")
    monday(house)
    assert digests(house) == []
    on(house, people[1])
    assert "digest is on" in bare(house.show(house.screens("digest_setting")[-1]).text)
    monday(house)
    assert [row.person_id for row in digests(house)] == [people[1].person_id]


def test_it_names_what_is_open_and_not_voted_on(council):
    house, people = council
    on(house, people[1])
    mine, voted = proposed(house, people[0], "14d: We buy a barrel"), proposed(house, people[2], "14d: We paint")
    vote(house, voted, "yes", people[1])
    monday(house)
    said = text(house)
    assert "You have not voted: “We buy a barrel”, open until" in said
    assert "We paint" not in said
    vote(house, mine, "yes", people[1])
    assert text(house) is None


def test_it_names_reports_that_are_due_or_overdue_and_instructions_without_an_answer(council):
    house, people = council
    (mandate,) = seat(house, people[1], has_report_backs=True)
    house.pass_time(days=2)
    bind(house, mandate, "Pay the rent")
    on(house, people[1])
    monday(house)
    assert "1 instruction waits for your answer." in text(house)
    house.pass_time(days=26)
    monday(house)
    assert "your report" in text(house)


def test_it_comes_every_week_and_after_an_outage_once(council):
    house, people = council
    on(house, people[1])
    for number in range(1, 4):
        monday(house)
        assert len(digests(house)) == number
    deaf(house, days=30)
    house.pass_time(hours=24)
    assert len(digests(house)) == 4


def test_it_waits_for_the_morning_of_the_group(council):
    house, people = council
    house.do(lambda uow: uow.change(uow.get(Person, people[1].person_id), zone="UTC"))
    on(house, people[1])
    house.do(lambda uow: uow.change(uow.get(Person, people[1].person_id), zone=None))
    house.do(lambda uow: uow.change(uow.get(Council, house.council_id), zone="Pacific/Auckland"))
    monday(house)
    assert digests(house) == []
    house.pass_time(hours=24)
    assert [row.created_at.hour for row in digests(house)] == [18]


def test_off_forget_and_leaving_end_it(council):
    house, people = council
    for person in people[:3]:
        on(house, person)
    on(house, people[0], is_on=False)
    house.do(forget, by=people[1])
    house.do(leave, house.council_id, ConfirmLeave(), by=people[2])
    house.pass_time(days=15)
    assert digests(house) == []
    assert not [row for row in house.find(Due, kind="send_digest") if row.done_at is None]
    assert not any(person.wants_digest for person in house.find(Person))
    assert house.read(examine) == []


def test_one_message_for_all_councils(council):
    house, people = council
    proposed(house, people[0], "14d: We buy a barrel")
    street = house.do(ensure_council, GROUP - 1, "Street").council_id
    for person in people[:4]:
        house.do(join, street, InChat.YES, by=person, chat_id=GROUP - 1)
    house.pass_time(hours=73)
    house.do(propose, street, "14d: A bench", None, by=people[0], chat_id=GROUP - 1)
    on(house, people[1])
    monday(house)
    assert len(digests(house)) == 1
    for words in ("Garden", "We buy a barrel", "Street", "A bench"):
        assert words in text(house)


def test_only_ones_own_button_counts(council):
    house, people = council
    with pytest.raises(DialogOverError):
        house.do(press_digest, people[1].person_id, is_on=True, by=people[2])
    house.do(press_digest, people[1].person_id, is_on=True, by=people[1])
    assert house.one(Person, person_id=people[1].person_id).wants_digest


def test_me_says_whether_it_is_on_and_doctor_whether_it_comes(council):
    house, people = council
    on(house, people[1])
    assert house.read(examine) == []
    house.write_raw("UPDATE persons SET wants_digest = 0")
    house.write_raw("UPDATE persons SET wants_digest = 1 WHERE name = 'Cleo'")
    house.do(_heard)
    assert any("weekly digest" in finding.what for finding in house.read(examine))


def _heard(uow):
    uow.add(Heartbeat("intake", uow.now))
