import asyncio
from types import SimpleNamespace
from typing import Any, cast

from bot.domain.outgoing import Card
from bot.services import delivery as store
from bot.services.outbox import tell_council
from handlers.act import Desk
from handlers.delivery import Delivery
from handlers.limits import Limits
from tests.support.council import House

QUICK = Limits(1_000_000, 1_000_000, 1_000_000, 1_000_000, 0.0)


class SlowDesk:
    """A desk over a house: the first message is under way while the outbox is read for the second time."""

    bot_name = "mandate_bot"

    def __init__(self, house: House) -> None:
        self.house = house
        self.bot = self
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

    async def write(self, use_case: Any, _: object) -> Any:
        done = self.house.do(use_case)
        self.noted.set()
        return done


async def test_what_arrives_while_the_outbox_is_read_does_not_go_out_twice():
    house = House()
    house.do(lambda uow: [uow.change(card, is_dirty=False) for card in uow.find(Card)])
    house.do(tell_council, house.council_id, "once", "confirmed", is_yes=True)
    desk = SlowDesk(house)
    async with asyncio.TaskGroup() as tasks:
        delivery = Delivery(cast("Desk", desk), QUICK, tasks)
        await delivery._look()
        await delivery._look()
    assert desk.looks == 2
    assert desk.sent == ["Done."]
