import asyncio
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from telegram import Bot
from telegram.error import BadRequest, RetryAfter

from bot.domain.ground.messages import Confirmed
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState, Priority
from bot.services.ballots.proposals import propose
from bot.services.council import delivery as store
from bot.services.ground.outbox import tell_council, tell_person
from bot.services.ground.ports import NotStoredError
from handlers.act import Desk
from handlers.delivery import LONGEST_WAIT_S, UNREADABLE_WAITS, Delivery
from handlers.jobs import Draft
from handlers.limits import Limits
from handlers.registers import SHOWN
from handlers.sending import without_tags
from handlers.views.ground.screen import Screen
from handlers.whispers import Whispers
from tests.support.council import House, words

QUICK = Limits(1_000_000, 1_000_000, 1_000_000, 1_000_000, 0.0)


class SlowDesk:
    """A desk over a house: the first message is under way while the outbox is read for the second time."""

    bot_name = "mandate_bot"
    screens = SHOWN
    words = staticmethod(words)

    def __init__(self, house: House) -> None:
        self.house = house
        self.bot = self
        self.whispers = Whispers(cast("Bot", self))
        self.sent: list[str] = []
        self.may_arrive = asyncio.Event()
        self.noted = asyncio.Event()
        self.looks = 0

    async def send_message(self, text: str, **_: object) -> object:
        self.sent.append(text)
        await self.may_arrive.wait()
        return SimpleNamespace(message_id=len(self.sent))

    async def read(self, model: Any, *arguments: Any) -> Any:
        found = self.house.read(model, *arguments)
        if model is store.waiting:
            self.looks += 1
            if self.looks == 2:
                self.may_arrive.set()
                await self.noted.wait()
        return found

    async def write(self, use_case: Any, *_: object) -> Any:
        done = self.house.do(use_case)
        self.noted.set()
        return done


async def test_what_arrives_while_the_outbox_is_read_does_not_go_out_twice():
    house = House()
    house.do(lambda uow: [uow.change(card, is_dirty=False) for card in uow.find(Card)])
    house.do(tell_council, house.council_id, Confirmed(is_yes=True), once="once")
    desk = SlowDesk(house)
    async with asyncio.TaskGroup() as tasks:
        delivery = Delivery(cast("Desk", desk), QUICK, tasks)
        await delivery._look()
        await delivery._look()
    assert desk.looks == 2
    assert desk.sent == ["Done."]


class PoorDesk:
    """A desk whose storage or reading fails so often before it works."""

    bot_name = "mandate_bot"
    screens = SHOWN
    words = staticmethod(words)

    def __init__(self, house: House, *, failing_writes: int = 0, failing_draws: int = 0) -> None:
        self.house = house
        self.bot = self
        self.whispers = Whispers(cast("Bot", self))
        self.failing_writes = failing_writes
        self.failing_draws = failing_draws
        self.takes_pictures = True
        self.flood_waits: list[RetryAfter] = []
        self.sent: list[str] = []
        self.edited: list[str] = []
        self.looks = 0

    async def send_message(self, text: str, **_: object) -> object:
        if self.flood_waits:
            raise self.flood_waits.pop()
        self.sent.append(text)
        return SimpleNamespace(message_id=len(self.sent))

    async def edit_message_text(self, text: str, *_: object, **__: object) -> None:
        self.edited.append(text)

    async def send_photo(self, caption: str, **_: object) -> object:
        self._ensure_pictures()
        return await self.send_message(f"picture: {caption}")

    async def edit_message_media(self, media: Any, **_: object) -> None:
        self._ensure_pictures()
        self.edited.append(f"picture: {media.caption}")

    def _ensure_pictures(self) -> None:
        if not self.takes_pictures:
            message = "Bad Request: not enough rights to send photos to the chat"
            raise BadRequest(message)

    async def read(self, model: Any, *arguments: Any) -> Any:
        self.looks += model is store.waiting
        if model is not store.waiting and self.failing_draws:
            self.failing_draws -= 1
            raise OSError
        return self.house.read(model, *arguments)

    async def write(self, use_case: Any, *_: object) -> Any:
        if self.failing_writes:
            self.failing_writes -= 1
            message = "the disk is full"
            raise NotStoredError(message)
        return self.house.do(use_case)


async def until_free(delivery: Delivery) -> None:
    """Nothing is under way any more."""
    loop = asyncio.get_running_loop()
    while delivery._busy:
        turn = loop.create_future()
        loop.call_soon(turn.set_result, None)
        await turn


async def look_around(desk: PoorDesk) -> None:
    """What may go now has gone."""
    async with asyncio.TaskGroup() as tasks:
        delivery = Delivery(cast("Desk", desk), QUICK, tasks)
        for _ in range(4):
            await delivery._look()
            await until_free(delivery)


async def looked(desk: PoorDesk, house: House, times: int) -> list[OutgoingState]:
    """What became of a message in so many looks, with the pauses between them left out."""
    house.do(lambda uow: [uow.change(card, is_dirty=False) for card in uow.find(Card)])
    house.do(tell_council, house.council_id, Confirmed(is_yes=True), once="once")
    async with asyncio.TaskGroup() as tasks:
        delivery = Delivery(cast("Desk", desk), QUICK, tasks)
        for _ in range(times):
            delivery._limiter.block = lambda *_: None  # type: ignore[method-assign]
            await delivery._look()
            await until_free(delivery)
    return [row.state for row in house.read(lambda reads: reads.find(Outgoing))]


async def test_a_message_that_storage_would_not_note_is_not_sent_again_and_again():
    house = House()
    desk = PoorDesk(house, failing_writes=3)
    assert await looked(desk, house, 5) == [OutgoingState.SENT]
    assert desk.sent == ["Done."]


async def test_a_database_that_cannot_be_read_for_a_moment_loses_no_message():
    house = House()
    desk = PoorDesk(house, failing_draws=4)
    assert await looked(desk, house, 5) == [OutgoingState.SENT]


async def test_what_can_never_be_drawn_is_dropped_at_last_even_while_storage_fails():
    house = House()
    desk = PoorDesk(house, failing_draws=100, failing_writes=1)
    assert await looked(desk, house, 5) == [OutgoingState.WAITING]
    assert await looked(desk, house, 12) == [OutgoingState.DROPPED]
    assert desk.sent == []


def fill_outbox(house):
    """More answers in the group than several looks can take, and behind them one message for one person."""
    anna = house.person("Anna")
    house.do(lambda uow: [uow.change(card, is_dirty=False) for card in uow.find(Card)])
    for number in range(store.PASS_SIZE * 2 + 1):
        house.do(tell_council, house.council_id, Confirmed(is_yes=True), once=f"{number}", priority=Priority.ANSWER)
    house.do(tell_person, anna.person_id, Confirmed(is_yes=False), once="one", council_id=house.council_id)


async def test_a_chat_that_must_wait_with_a_full_outbox_holds_nobody_else_up():
    house = House()
    desk = PoorDesk(house)
    fill_outbox(house)
    async with asyncio.TaskGroup() as tasks:
        delivery = Delivery(cast("Desk", desk), QUICK, tasks)
        delivery._limiter.block((house.council_id, "", 0), asyncio.get_running_loop().time() + 1000)
        for _ in range(3):
            await delivery._look()
    assert len(desk.sent) == 1


async def test_while_a_group_is_answered_command_by_command_nobody_else_waits():
    house = House()
    desk = PoorDesk(house)
    fill_outbox(house)
    async with asyncio.TaskGroup() as tasks:
        await Delivery(cast("Desk", desk), QUICK, tasks)._look()
    assert len(desk.sent) == 2


async def test_many_chats_that_must_wait_hide_none_that_need_not_while_others_are_served():
    house = House()
    anna, *held = house.people(*(f"Person {number}" for number in range(store.PASS_SIZE + 1)))
    desk = PoorDesk(house)
    house.do(lambda uow: [uow.change(card, is_dirty=False) for card in uow.find(Card)])
    for number in range(4):
        house.do(tell_council, house.council_id, Confirmed(is_yes=True), once=f"{number}", priority=Priority.RESULT)
    for person in (*held, anna):
        house.do(tell_person, person.person_id, Confirmed(is_yes=False), once=person.person_id)
    async with asyncio.TaskGroup() as tasks:
        delivery = Delivery(cast("Desk", desk), QUICK, tasks)
        for person in held:
            delivery._limiter.block(("", person.person_id, 0), asyncio.get_running_loop().time() + 1000)
        for _ in range(3):
            await delivery._look()
            await until_free(delivery)
    assert len(desk.sent) == 4


async def test_a_result_whose_card_is_to_be_posted_anew_goes_before_the_answers():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = house.do(propose, house.council_id, "Paint the fence", None, by=anna)
    house.pass_time(days=4)
    house.do(lambda uow: [uow.change(row, state=OutgoingState.DROPPED, trouble="-") for row in uow.find(Outgoing)])
    house.do(lambda uow: [uow.change(c, is_dirty=c.subject_id == ballot.ballot_id) for c in uow.find(Card)])
    house.do(tell_council, house.council_id, Confirmed(is_yes=True), once="answer", priority=Priority.ANSWER)
    desk = PoorDesk(house)
    async with asyncio.TaskGroup() as tasks:
        await Delivery(cast("Desk", desk), QUICK, tasks)._look()
    (said,) = desk.sent
    assert "Paint the fence" in said


async def test_a_new_card_waits_for_no_answer_that_was_asked_for_after_it():
    house = House()
    (welcome,) = house.find(Card)
    house.now += timedelta(seconds=1)
    house.do(tell_council, house.council_id, Confirmed(is_yes=True), once="answer", priority=Priority.ANSWER)
    desk = PoorDesk(house)
    async with asyncio.TaskGroup() as tasks:
        await Delivery(cast("Desk", desk), QUICK, tasks)._look()
    assert desk.sent != ["Done."]
    assert house.one(Card, card_id=welcome.card_id).message_id == 1


async def test_while_nothing_may_be_sent_at_all_the_outbox_is_not_read():
    house = House()
    for person in house.people("Anna", "Ben", "Cleo"):
        house.do(tell_person, person.person_id, Confirmed(is_yes=True), once=person.person_id)
    desk = PoorDesk(house)
    async with asyncio.TaskGroup() as tasks:
        delivery = Delivery(cast("Desk", desk), Limits(overall_per_second=2), tasks)
        await delivery._look()
        now = asyncio.get_running_loop().time()
        again_at = await delivery._look()
    assert again_at is not None
    assert now < again_at <= now + 1
    assert (desk.looks, len(desk.sent)) == (1, 2)


def test_a_server_that_does_not_know_a_tag_gets_the_same_words_without_any():
    to = store.Destination(1, is_group=True, is_open=True, language="en", zone="UTC")
    text = '<b>A &amp; B</b> closes <tg-time unix="1" format="Dt">1 Jan</tg-time> &lt;soon&gt;'
    plain = without_tags(Draft(Screen(text), to)).screen.text
    assert plain == "A &amp; B closes 1 Jan &lt;soon&gt;"


async def test_what_a_muted_group_could_not_be_told_goes_out_once_a_message_arrives_there_again():
    house = House()
    house.do(tell_council, house.council_id, Confirmed(is_yes=True), once="muted")
    (row,) = house.find(Outgoing)
    house.do(store.mark_trouble, row.outgoing_id, "no right to write", OutgoingState.SHELVED)
    house.do(tell_council, house.council_id, Confirmed(is_yes=False), once="later")
    desk = PoorDesk(house)
    assert await looked(desk, house, 5) == [OutgoingState.SENT] * 3


@pytest.mark.parametrize(("screen", "params"), [("of_another_time", {}), ("confirmed", {"is_yess": True})])
async def test_what_cannot_be_read_any_more_is_dropped_and_holds_up_nothing(screen, params):
    house = House()
    house.do(tell_council, house.council_id, Confirmed(is_yes=True), once="odd")
    (row,) = house.find(Outgoing)
    house.do(lambda uow: uow.change(row, screen=screen, params=params))
    desk = PoorDesk(house)
    assert await looked(desk, house, 4) == [OutgoingState.DROPPED, OutgoingState.SENT]
    assert desk.sent == ["Done."]
    assert [row.trouble for row in house.find(Outgoing)] == ["not readable", None]


async def test_what_needs_a_row_that_cannot_be_read_waits_for_it_and_holds_up_nothing():
    house = House()
    anna = house.person("Anna")
    house.do(tell_council, house.council_id, Confirmed(is_yes=True), once="odd")
    house.do(tell_person, anna.person_id, Confirmed(is_yes=False), once="good")
    house.write_raw("UPDATE councils SET charter = '{'")
    desk = PoorDesk(house)
    await look_around(desk)
    assert len(desk.sent) == 1
    odd, good = house.find(Outgoing)
    assert (odd.state, odd.next_at, good.state) == (
        OutgoingState.WAITING, house.now + UNREADABLE_WAITS, OutgoingState.SENT
    )  # fmt: skip
    house.write_raw("UPDATE councils SET charter = '{}'")
    house.now += UNREADABLE_WAITS
    await look_around(desk)
    assert {row.state for row in house.find(Outgoing)} == {OutgoingState.SENT}


async def test_a_card_of_another_release_rests_until_it_changes():
    house = House()
    anna = house.person("Anna")
    house.join(anna)
    desk = PoorDesk(house)
    (card,) = house.find(Card)
    house.do(lambda uow: uow.change(card, screen="of_another_time"))
    await look_around(desk)
    (resting,) = house.find(Card)
    assert (resting.is_dirty, resting.is_gone, resting.version > resting.rendered) == (False, False, True)


async def test_however_long_telegram_says_a_chat_must_wait_it_is_asked_again_in_ten_minutes(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    house = House()
    house.do(lambda uow: [uow.change(card, is_dirty=False) for card in uow.find(Card)])
    house.do(tell_council, house.council_id, Confirmed(is_yes=True), once="once")
    desk = PoorDesk(house)
    desk.flood_waits.append(RetryAfter(10**9))
    async with asyncio.TaskGroup() as tasks:
        delivery = Delivery(cast("Desk", desk), QUICK, tasks)
        for passed, sent in ((0.0, 0), (LONGEST_WAIT_S - 30, 0), (60.0, 1)):
            delivery.pass_time(passed)
            await delivery._look()
            await until_free(delivery)
            assert len(desk.sent) == sent
