"""The stand-in for Telegram in tests: started here or as a process, and its people as objects.

async with Standin() as telegram:
    bot = await telegram.bot(TOKEN, username="mandate_bot")
    anna = await telegram.user("Anna")
    group = await telegram.group("Garden", anna, bots=[bot])
    card = await group.find("Counts if")
    answer = await anna.press(card, "Yes")
    assert "Recorded: Yes" in answer.text
"""

from __future__ import annotations

import asyncio
import base64
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

import aiohttp
from aiohttp import web

from deploy.playground.standin import start
from deploy.playground.world import World
from tests.support.chats import Alone, Chat, Group, Json, Message, StandinError
from tests.support.patience import WAIT


@dataclass(frozen=True)
class Answer:
    """What a person saw after a press: `text` is empty until the bot has answered."""

    query_id: str
    answered: bool
    text: str
    alert: bool
    url: str
    raw: Json = field(repr=False)


@dataclass(frozen=True)
class BotAccount:
    telegram: Standin
    id: int
    username: str
    token: str

    async def view(self) -> Json:
        bots = (await self.telegram.get("bots"))["bots"]
        return next(dict(b) for b in bots if b["id"] == self.id)

    async def idle(self, wait: float = WAIT) -> None:
        """Until the bot has confirmed every update."""
        end = asyncio.get_running_loop().time() + wait
        while (await self.view())["pending_updates"]:
            assert asyncio.get_running_loop().time() < end, "updates still wait"
            await asyncio.sleep(0.02)

    async def send_update(self, update: Json) -> None:
        await self.telegram.post("raw_update", bot=self.id, update=update)


@dataclass(frozen=True)
class Person:
    """Somebody with Telegram in their pocket."""

    telegram: Standin
    id: int
    name: str

    def private(self, bot: BotAccount) -> Chat:
        return Chat(self.telegram, bot.id, self.id)

    def alone_in(self, group: Group) -> Alone:
        """What this person alone sees in the group."""
        return Alone(self.telegram, group.ref, reader=self.id)

    async def say(self, chat: Chat | BotAccount, text: str = "", **fields: Any) -> Message:
        """reply_to=message, thread=, mentions={"Anna": anna}, as_="anonymous", html=, photo=bytes, document=bytes."""
        where = chat.id if isinstance(chat, BotAccount) else chat.ref
        if "as_" in fields:
            fields["as"] = fields.pop("as_")
        for kind in ("photo", "document"):
            if isinstance(fields.get(kind), bytes):
                fields[kind] = {"name": kind, "base64": base64.b64encode(fields[kind]).decode()}
        if isinstance(fields.get("reply_to"), Message):
            fields["reply_to"] = fields["reply_to"].id
        if "mentions" in fields:
            fields["mentions"] = {name: _id(who) for name, who in fields["mentions"].items()}
        return Message(await self.telegram.post("say", user=self.id, chat=where, text=text, **fields))

    async def start(self, bot: BotAccount, payload: str = "") -> Chat:
        await self.telegram.post("start", user=self.id, bot=bot.id, payload=payload)
        return self.private(bot)

    async def block(self, bot: BotAccount) -> None:
        await self.telegram.post("block", user=self.id, bot=bot.id)

    async def unblock(self, bot: BotAccount) -> None:
        await self.telegram.post("unblock", user=self.id, bot=bot.id)

    async def open(self, url: str) -> Json:
        return await self.telegram.post("open", user=self.id, url=url)

    def _place(self, message: Message) -> Json:
        number = message.get("ephemeral_message_id")
        which = {"ephemeral_message_id": number} if number else {"message_id": message.id}
        return {"user": self.id, "chat": message["chat_ref"], **which}

    async def press(self, message: Message, button: str, wait: float = WAIT) -> Answer:
        """Press the button with this text (or part of it) and wait for the bot's answer."""
        made = await self.telegram.post("press", **self._place(message), button=button)
        if "query_id" not in made:
            return Answer("", answered=True, text="", alert=False, url=str(made.get("url", "")), raw=made)
        return await self.telegram.answer(made["query_id"], wait)

    async def send_data(self, message: Message, data: str, *, force: bool = True, wait: float = WAIT) -> Answer:
        """Press with this callback data; forced, no button need carry it."""
        made = await self.telegram.post("press", **self._place(message), data=data, force=force)
        return await self.telegram.answer(made["query_id"], wait)

    async def react(self, message: Message, *emoji: str) -> None:
        await self.telegram.post("react", **self._place(message), emoji=list(emoji))


def _id(who: Any) -> int:
    return int(who.id) if isinstance(who, Person | BotAccount) else int(who)


class Standin:
    """The stand-in, in this process or (`process=True`) as its own; ends with the `async with`."""

    def __init__(self, *, process: bool = False) -> None:
        self.process = process
        self.url = ""
        self.world: World | None = None
        self._runner: web.AppRunner | None = None
        self._child: asyncio.subprocess.Process | None = None
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        if self.process:
            await self._spawn()
        else:
            self.world = World()
            self._runner, self.url = await start(self.world)
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2 * WAIT))
        return self

    async def _spawn(self) -> None:
        self._child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "deploy.playground.standin", "--port", "0", stdout=asyncio.subprocess.PIPE
        )
        assert self._child.stdout is not None
        line = (await self._child.stdout.readline()).decode()
        assert line.startswith("listening on "), line
        self.url = line.removeprefix("listening on ").strip()

    async def __aexit__(self, *_error: object) -> None:
        if self._http is not None:
            await self._http.close()
        if self._runner is not None:
            await self._runner.cleanup()
        if self._child is not None:
            self._child.terminate()
            await self._child.wait()

    async def _request(self, verb: str, path: str, **options: Any) -> Json:
        assert self._http is not None, "use it in `async with`"
        async with self._http.request(verb, f"{self.url}/people/{path}", **options) as response:
            body: Json = await response.json()
            if response.status != web.HTTPOk.status_code:
                raise StandinError(f"{path}: {body}")
            return body

    async def get(self, path: str, **fields: Any) -> Json:
        return await self._request("GET", path, params={k: str(v) for k, v in fields.items()})

    async def post(self, path: str, **fields: Any) -> Json:
        return await self._request("POST", path, json=fields)

    async def delete(self, path: str) -> Json:
        return await self._request("DELETE", path)

    async def api(self, token: str, method: str, **params: Any) -> Json:
        """Call the Bot API as a bot; the whole answer, ok or not."""
        assert self._http is not None, "use it in `async with`"
        async with self._http.post(f"{self.url}/bot{token}/{method}", json=params) as response:
            body: Json = await response.json()
            return body

    async def bot(self, token: str, **fields: Any) -> BotAccount:
        """username=, first_name=, can_read_all_group_messages=."""
        made = await self.post("bots", token=token, **fields)
        return BotAccount(self, int(made["id"]), str(made["username"]), token)

    async def user(self, first_name: str, **fields: Any) -> Person:
        made = await self.post("users", first_name=first_name, **fields)
        return Person(self, int(made["id"]), first_name)

    async def group(
        self,
        title: str,
        creator: Person,
        members: Iterable[Person] = (),
        bots: Iterable[BotAccount] = (),
        **fields: Any,
    ) -> Group:
        """type="group" for a basic group, is_forum=True for one with topics."""
        made = await self.post(
            "groups",
            title=title,
            creator=creator.id,
            members=[m.id for m in members],
            bots=[b.id for b in bots],
            **fields,
        )
        return Group(self, int(made["id"]))

    async def press_all(self, presses: Iterable[tuple[Person, Message, str]]) -> list[str]:
        """(person, message, data) queued in one go; returns the ids of the queries."""
        rows = [{**person._place(message), "data": data} for person, message, data in presses]
        return [str(i) for i in (await self.post("presses", presses=rows))["query_ids"]]

    async def answer(self, query_id: str, wait: float = 0) -> Answer:
        return _answer(await self.get(f"queries/{query_id}", wait=wait))

    async def answers(self, query_ids: Iterable[str], wait: float = 0) -> list[Answer]:
        made = await self.post("answers", query_ids=list(query_ids), wait=wait)
        return [_answer(view) for view in made["answers"]]

    async def events(self, since: int = 0, kinds: str = "", wait: float = 0) -> list[Json]:
        return list((await self.get("events", since=since, kinds=kinds, wait=wait))["events"])

    async def last_event(self) -> int:
        return int((await self.get("last"))["event"])

    async def calls(self, method: str = "", since: int = 0) -> list[Json]:
        return list((await self.get("calls", method=method, since=since, limit=1_000_000))["calls"])

    async def oddities(self) -> list[str]:
        """What Telegram would have passed over in silence: expected to be empty."""
        found = await self.get("oddities")
        return list(found["oddities"]) + [f"unsimulated: {name}" for name in found["unsimulated"]]

    async def fault(self, kind: str, *, times: int | None = 1, match: Json | None = None, **fields: Any) -> None:
        """429, 500, 502, drop_before, drop_after, hang, hang_after, delay, duplicate_updates, reorder_updates."""
        await self.post("faults", kind=kind, times=times, match=match or {}, **fields)

    async def clear_faults(self) -> None:
        await self.delete("faults")

    async def set_clock(self, offset_seconds: float) -> None:
        await self.post("clock", offset_seconds=offset_seconds)

    async def know_ephemeral(self) -> None:
        """From now on the server knows ephemeral messages: without this it is one that has never heard of them."""
        await self.post("settings", ephemeral=True)

    async def refuse_styles(self) -> None:
        """From now on the server refuses colours of buttons."""
        await self.post("settings", styles=False)

    async def limit(self, *, enabled: bool = True, **numbers: int) -> None:
        await self.post("settings", limits={"enabled": enabled, **numbers})


def _answer(view: Json) -> Answer:
    return Answer(
        str(view["query_id"]),
        bool(view["answered"]),
        str(view["text"] or ""),
        bool(view["show_alert"]),
        str(view["url"] or ""),
        view,
    )
