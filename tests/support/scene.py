"""A group of three with one bot at the stand-in, for tests of the stand-in itself."""

from __future__ import annotations

from typing import Any

from tests.support.chats import Group
from tests.support.standin import BotAccount, Person, Standin

TOKEN, OTHER = "111:AAone", "222:BBtwo"
YES = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}, {"text": "No", "callback_data": "n"}]]}


class Scene:
    """A group of three with one bot, and short words for what tests do most."""

    def __init__(self, telegram: Standin, bot: BotAccount, people: list[Person], group: Group) -> None:
        self.telegram, self.bot, self.group = telegram, bot, group
        self.anna, self.bo, self.cem = people

    async def call(self, method: str, **params: Any) -> Any:
        answer = await self.telegram.api(TOKEN, method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> str:
        answer = await self.telegram.api(TOKEN, method, **params)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def send(self, text: str = "card", **params: Any) -> Any:
        return await self.call("sendMessage", **{"chat_id": self.group.id, "text": text, **params})

    async def updates(self, **params: Any) -> list[Any]:
        """What waits, confirmed at once."""
        found = await self.call("getUpdates", **params)
        if found:
            await self.call("getUpdates", offset=found[-1]["update_id"] + 1)
        return list(found)

    async def texts(self) -> list[str]:
        return [u["message"]["text"] for u in await self.updates() if "text" in u.get("message", {})]
