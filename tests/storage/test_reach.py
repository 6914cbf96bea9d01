"""A use-case changes the councils that its write named, and no other: on both engines a row of another is refused."""

from __future__ import annotations

import pytest

from bot.domain.council.council import Council, Former
from bot.domain.ground.dialog import Dialog
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.outgoing import Card
from bot.domain.ground.person import Person
from bot.domain.roll.member import Member
from bot.services.ground.ports import NotNamedError
from bot.services.ground.reach import EVERYWHERE, Acting, InChat, OfPerson
from bot.services.registers import REGISTERS
from storage.writer import Writer
from tests.storage.conftest import NOW
from tests.support.writer import CAUSE

HERE, THERE, MADE = (CouncilId(letter * 32) for letter in "abc")
ANNA = PersonId("d" * 32)
CHATS = {HERE: -1, THERE: -2, MADE: -3}
TELEGRAM_ID = 77


@pytest.fixture
async def write(engine):
    """A writer over two councils; Anna is on the roll of one."""
    writer = Writer(engine, lambda: NOW, REGISTERS)
    writer.start()

    def found(uow):
        uow.add_all(Council(council_id, CHATS[council_id], "Garden", NOW) for council_id in (HERE, THERE))
        uow.add(Person(ANNA, TELEGRAM_ID, "Anna", None, "en", NOW))
        uow.add(Member(HERE, ANNA, NOW, NOW, NOW))

    await writer(found, CAUSE, EVERYWHERE)
    yield writer
    writer.stop()


def card(council_id):
    return lambda uow: uow.add(Card(council_id, uow.new_id(), "welcome", council_id, NOW))


def renamed(council_id):
    return lambda uow: uow.change(uow.get(Council, council_id), title="Yard")


@pytest.mark.parametrize("names", [(HERE,), (InChat(-1),), (OfPerson(TELEGRAM_ID),), (THERE, HERE), (EVERYWHERE,)])
async def test_what_was_named_is_written(write, names):
    await write(card(HERE), CAUSE, *names)
    assert await write(lambda uow: uow.count(Card), CAUSE) == 1


@pytest.mark.parametrize("names", [(), (HERE,), (InChat(-1),), (OfPerson(TELEGRAM_ID),), (Acting(TELEGRAM_ID),)])
@pytest.mark.parametrize(
    "use_case",
    [
        card(THERE),
        renamed(THERE),
        lambda uow: uow.add_all([Member(THERE, ANNA, NOW, NOW, NOW)]),
        lambda uow: uow.remove(uow.get(Council, THERE)),
        lambda uow: uow.raise_version(THERE, "subject"),
    ],
    ids=["add", "change", "add_all", "remove", "raise_version"],
)
async def test_a_row_of_a_council_that_was_not_named_is_refused(write, names, use_case):
    with pytest.raises(NotNamedError, match=THERE):
        await write(use_case, CAUSE, *names)
    assert await write(lambda uow: uow.get(Council, THERE).title, CAUSE) == "Garden"


async def test_one_of_a_batch_that_goes_too_far_takes_nothing_from_the_others(write):
    with pytest.raises(NotNamedError):
        await write(lambda uow: (card(HERE)(uow), card(THERE)(uow)), CAUSE, HERE)
    assert await write(lambda uow: uow.count(Card), CAUSE) == 0


async def test_a_council_that_is_made_is_its_makers(write):
    def make(uow):
        uow.add(Council(MADE, CHATS[MADE], "New", NOW))
        card(MADE)(uow)

    await write(make, CAUSE, InChat(CHATS[MADE]))
    assert await write(lambda uow: uow.count(Card, council_id=MADE), CAUSE) == 1


async def test_a_former_name_leads_to_the_council_that_took_its_place(write):
    await write(lambda uow: uow.add_all([Former(MADE, HERE), Former("-3", HERE)]), CAUSE)
    await write(card(HERE), CAUSE, MADE)
    await write(card(HERE), CAUSE, InChat(-3))
    assert await write(lambda uow: uow.count(Card), CAUSE) == 2


async def test_a_use_case_leads_its_own_names_no_further(write):
    """Councils behind a person are those of before it changed anything, looked up late or not."""

    def step_over(uow):
        uow.add(Dialog(TELEGRAM_ID, ANNA, THERE, "kind", NOW))
        card(THERE)(uow)

    with pytest.raises(NotNamedError, match=THERE):
        await write(step_over, CAUSE, OfPerson(TELEGRAM_ID))
    await write(lambda uow: uow.add(Dialog(TELEGRAM_ID, ANNA, THERE, "kind", NOW)), CAUSE)
    await write(card(THERE), CAUSE, OfPerson(TELEGRAM_ID))
    assert await write(lambda uow: uow.count(Card), CAUSE) == 1
