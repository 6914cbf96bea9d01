"""Before a ballot closes, everything that Telegram holds by then is handled; nobody waits for the long poll to end."""

import asyncio
from datetime import timedelta

from bot.intake import Intake, Raw
from handlers.request import READ_SECONDS
from tests.support.garden import garden
from tests.support.patience import WAIT

NEVER = 1000.0
BEFORE_AN_ANSWER_IS_GIVEN_UP_S = READ_SECONDS - 1


class Held:
    """Updates at Telegram: a long poll ends when one comes, a short one at once."""

    def __init__(self) -> None:
        self.raws: list[Raw] = []
        self.asked = asyncio.Event()

    async def fetch(self, offset: int | None, seconds: float) -> list[Raw]:
        held = [raw for raw in self.raws if raw["update_id"] >= (offset or 0)]
        self.asked.set()
        if seconds and not held:
            await asyncio.sleep(seconds)
        return held


async def drained(*, held_back: list[Raw]) -> list[int]:
    """What was handled by the time a drain returns; `held_back` comes during the long poll."""
    telegram, handled = Held(), []

    async def store(raws: list[Raw]) -> list[Raw]:
        return raws

    async def handle(raw: Raw) -> None:
        await asyncio.sleep(0)
        handled.append(raw["update_id"])

    async with asyncio.timeout(WAIT), asyncio.TaskGroup() as tasks:
        intake = Intake(telegram.fetch, store, handle, tasks, NEVER)
        loop = tasks.create_task(intake.run())
        await telegram.asked.wait()
        telegram.raws = held_back
        await asyncio.gather(intake.drain(), intake.drain())
        seen = list(handled)
        await intake.drain()
        loop.cancel()
    return seen


async def test_a_drain_does_not_wait_for_the_long_poll():
    assert await drained(held_back=[]) == []


async def test_what_telegram_held_is_handled_before_the_drain_returns():
    presses = [{"update_id": number, "callback_query": {"data": "x", "from": {"id": number}}} for number in range(1, 6)]
    assert sorted(await drained(held_back=presses)) == [1, 2, 3, 4, 5]


async def test_a_close_waits_for_what_was_pressed_before_it_and_for_no_answer(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo", "Dan", is_strict=False) as g:
        card = await g.propose(g.anna, "1d: We buy a barrel")
        # Longer than any call waits: three that were answered one after the other would hold the close for a minute.
        await g.telegram.fault("hang", times=None, match={"method": "answerCallbackQuery"}, seconds=120)
        yes = str(card.button("Yes")["data"])
        await g.telegram.press_all((person, card, yes) for person in (g.anna, g.ben, g.cleo) for _ in range(3))
        await g.group.until(card, lambda message: "3 of 4 voted" in message.text)
        await g.bot.move(timedelta(hours=25))
        async with asyncio.timeout(BEFORE_AN_ANSWER_IS_GIVEN_UP_S):
            result = await g.group.until(card, lambda message: "Adopted" in message.text)
        assert "Yes 3 · No 0" in result.text


async def test_nothing_that_one_alone_is_shown_holds_a_close_or_the_stop(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo", "Dan", is_strict=False) as g:
        card = await g.propose(g.anna, "1d: We buy a barrel")
        await g.telegram.know_ephemeral()
        await g.group.promote(g.account)
        yes = str(card.button("Yes")["data"])
        await g.telegram.press_all((person, card, yes) for person in (g.anna, g.ben, g.cleo))
        await g.group.until(card, lambda message: "3 of 4 voted" in message.text)
        await g.telegram.fault("hang", times=None, match={"method": "sendMessage"}, seconds=120)
        await g.anna.say(g.group, "/help")
        await g.account.idle()
        await g.bot.move(timedelta(hours=25))
        async with asyncio.timeout(BEFORE_AN_ANSWER_IS_GIVEN_UP_S):
            answer = await g.anna.press(card, "No")
            while "closed" not in answer.text:
                answer = await g.anna.press(card, "No")
        began = asyncio.get_running_loop().time()
        await g.bot.stop()
        assert asyncio.get_running_loop().time() - began < BEFORE_AN_ANSWER_IS_GIVEN_UP_S
