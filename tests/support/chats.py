"""Chats as people see them at the stand-in for Telegram: their messages, and what members do to a group."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.support.patience import WAIT

if TYPE_CHECKING:
    from tests.support.standin import BotAccount, Person, Standin

Json = dict[str, Any]
_SHOWN = "message,edit,delete,pin,unpin,ephemeral,reaction"


class StandinError(AssertionError):
    """The stand-in refused what a person wanted to do."""


class Message(dict[str, Any]):
    """A message as people see it; see message_view in deploy/playground/people_watch.py."""

    @property
    def id(self) -> int:
        return int(self["message_id"])

    @property
    def chat_id(self) -> int:
        return int(self["chat"]["id"])

    @property
    def text(self) -> str:
        return str(self["text"])

    @property
    def html(self) -> str:
        return str(self["html"])

    @property
    def buttons(self) -> list[str]:
        return [button["text"] for row in self["keyboard"] for button in row]

    def button(self, text: str) -> Json:
        """The only button that contains this text."""
        found: list[Json] = [b for row in self["keyboard"] for b in row if text.lower() in b["text"].lower()]
        exact = [b for b in found if b["text"] == text]
        assert len(exact or found) == 1, f"{text!r} among {self.buttons}"
        return (exact or found)[0]


@dataclass
class Chat:
    """A group, or a private chat seen by one person: `ref` names it, `user` is whose private chat it is."""

    telegram: Standin
    ref: int
    user: int | None = None

    @property
    def id(self) -> int:
        """The chat's id as the bot knows it."""
        return self.user if self.user is not None else self.ref

    def _where(self) -> Json:
        return {"chat": self.ref, **({"user": self.user} if self.user is not None else {})}

    async def history(self, after: int = 0, *, deleted: bool = False) -> list[Message]:
        fields = {**self._where(), "after": after, **({"deleted": 1} if deleted else {})}
        return [Message(m) for m in (await self.telegram.get("history", **fields))["messages"]]

    async def last(self, *, from_bot: bool = True) -> Message:
        found = [m for m in await self.history() if bool(m["from"]["is_bot"]) is from_bot and not m["service"]]
        assert found, "no such message"
        return found[-1]

    async def get(self, message_id: int) -> Message:
        return Message(await self.telegram.get("message", **self._where(), message_id=message_id))

    async def find(
        self, text: str = "", *, button: str = "", after: int = 0, from_bot: bool = True, wait: float = WAIT
    ) -> Message:
        """The newest message with this text and this button, waiting until there is one."""

        def fits(message: Message) -> bool:
            by_bot = bool(message["from"]["is_bot"])
            return by_bot is from_bot and text in message.text and any(button in b for b in message.buttons or [""])

        return await self.wait_for(fits, after=after, wait=wait)

    async def wait_for(self, fits: Callable[[Message], bool], *, after: int = 0, wait: float = WAIT) -> Message:
        """The newest message for which `fits` holds; looks again whenever something happens."""
        loop = asyncio.get_running_loop()
        end = loop.time() + wait
        while True:
            since = await self.telegram.last_event()
            shown = await self.history(after)
            if found := [m for m in shown if fits(m)]:
                return found[-1]
            if loop.time() >= end:
                raise StandinError(f"no such message in {wait} s; there are: {[m.text for m in shown]}")
            await self.telegram.get("events", since=since, wait=max(0.0, end - loop.time()), kinds=_SHOWN)

    async def until(self, message: Message, fits: Callable[[Message], bool], *, wait: float = WAIT) -> Message:
        """This message once `fits` holds of it: a card after its redraw."""
        return await self.wait_for(lambda m: m.id == message.id and fits(m), after=message.id - 1, wait=wait)

    async def until_gone(self, message: Message, *, wait: float = WAIT) -> None:
        """Until this message is deleted."""
        since = await self.telegram.last_event()
        while message.id in {m.id for m in await self.history(message.id - 1)}:
            happened = await self.telegram.events(since=since, kinds="delete", wait=wait)
            assert happened, f"still there after {wait} s: {message.text}"
            since = max(event["n"] for event in happened)


@dataclass
class Alone(Chat):
    """What one person alone sees in a group; numbers of its own, so that nothing comes `after` anything there."""

    reader: int = 0

    async def history(self, after: int = 0, *, deleted: bool = False) -> list[Message]:
        assert (after, deleted) == (0, False), "these messages have numbers of their own"
        shown = await self.telegram.get("ephemeral", chat=self.ref, user=self.reader)
        return [Message(each) for each in shown["messages"]]

    async def until(self, message: Message, fits: Callable[[Message], bool], *, wait: float = WAIT) -> Message:
        """This message once `fits` holds of it."""
        number = message["ephemeral_message_id"]
        return await self.wait_for(lambda m: m["ephemeral_message_id"] == number and fits(m), wait=wait)


@dataclass
class Group(Chat):
    """A group and what its members and administrators do to it."""

    async def _act(self, act: str, **fields: Any) -> Json:
        return await self.telegram.post(f"groups/{self.ref}/{act}", **fields)

    async def add(self, who: Person | BotAccount, by: Person | None = None) -> None:
        await self._act("add", user=who.id, by=by.id if by else None)

    async def leave(self, who: Person | BotAccount) -> None:
        await self._act("leave", user=who.id)

    async def remove(self, who: Person | BotAccount, by: Person) -> None:
        await self._act("remove", user=who.id, by=by.id)

    async def promote(self, who: Person | BotAccount, **fields: Any) -> None:
        """rights=[...], anonymous=True, custom_title=..."""
        await self._act("promote", user=who.id, **fields)

    async def demote(self, who: Person | BotAccount) -> None:
        await self._act("demote", user=who.id)

    async def mute(self, who: Person | BotAccount, by: Person | None = None) -> None:
        await self._act("mute", user=who.id, by=by.id if by else None)

    async def unmute(self, who: Person | BotAccount) -> None:
        await self._act("unmute", user=who.id)

    async def rename(self, title: str, by: Person) -> None:
        await self._act("rename", title=title, by=by.id)

    async def migrate(self, *, first: str = "old") -> Group:
        return Group(self.telegram, int((await self._act("migrate", first=first))["id"]))

    async def permit(self, grant: Iterable[str] = (), withdraw: Iterable[str] = ()) -> None:
        await self._act("permissions", grant=list(grant), withdraw=list(withdraw))

    async def topic(self, name: str, by: Person) -> int:
        return int((await self._act("topics", name=name, by=by.id))["id"])

    async def set_topic(self, topic: int, state: str, by: Person) -> None:
        """state: close, reopen or delete. Topic 1 is General."""
        await self._act(f"topics/{topic}/{state}", by=by.id)

    async def pin(self, message: Message, by: Person) -> None:
        await self._act("pin", user=by.id, message_id=message.id)

    async def view(self) -> Json:
        return await self.telegram.get(f"groups/{self.ref}")


async def answer_to(
    person: Person, account: BotAccount, group: Group, text: str = "", *, button: str = "", after: Message
) -> Message:
    """What the bot answers this person to what they said in the group: there, or in their private chat with it."""
    loop = asyncio.get_running_loop()
    end = loop.time() + WAIT
    home = person.private(account)
    while True:
        since = await person.telegram.last_event()
        at_home = [message for message in await home.history() if message["date"] >= after["date"]]
        shown = [message for message in (*await group.history(after.id), *at_home) if message["from"]["is_bot"]]
        if found := [m for m in shown if text in m.text and any(button in label for label in m.buttons or [""])]:
            return found[-1]
        if loop.time() >= end:
            raise StandinError(f"no such answer; there are: {[message.text for message in shown]}")
        await person.telegram.get("events", since=since, wait=max(0.0, end - loop.time()), kinds=_SHOWN)
