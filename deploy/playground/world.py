"""Everything the stand-in knows: people, bots, chats, messages, pressed buttons and what happened, in order."""

from __future__ import annotations

import json
import re
from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import web

from deploy.playground.clock import Clock
from deploy.playground.errors import ApiError, Json
from deploy.playground.faults import Faults
from deploy.playground.limits import Limits
from deploy.playground.log import Log
from deploy.playground.mailbox import Mailbox, Pending
from deploy.playground.model import Blob, Bot, Chat, Message, Query, User

#: Telegram's own account in whose name anonymous administrators write.
ANONYMOUS = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
#: The account in whose name channels write in groups.
CHANNEL_BOT = User(136817688, "Channel", username="Channel_Bot", is_bot=True)
#: Telegram's service account, in whose name posts of a linked channel arrive.
TELEGRAM = User(777000, "Telegram")
_TOKEN = re.compile(r"(\d{1,15}):.+")
_QUERIES_KEPT = 200_000
_ODDITIES_KEPT = 10_000
_UPDATES_KEPT = 5_000


@dataclass
class Settings:
    """What a test may change while the stand-in runs."""

    query_max_age: float = 600.0
    max_wait: float = 120.0
    #: Whether the server knows ephemeral messages; an older one has no such methods.
    ephemeral: bool = False
    #: Whether it knows colours of buttons (Bot API 9.4), or refuses them.
    styles: bool = True


@dataclass
class World:
    """One Telegram. Nothing here awaits: every act is whole before the next begins."""

    clock: Clock = field(default_factory=Clock)
    settings: Settings = field(default_factory=Settings)
    events: Log = field(default_factory=Log)
    calls: Log = field(default_factory=Log)
    #: Fewer than of the others: a press carries the whole card.
    updates: Log = field(default_factory=lambda: Log(_UPDATES_KEPT))
    limits: Limits = field(default_factory=Limits)
    faults: Faults = field(default_factory=Faults)
    users: dict[int, User] = field(default_factory=dict)
    usernames: dict[str, int] = field(default_factory=dict)
    bots: dict[int, Bot] = field(default_factory=dict)
    groups: dict[int, Chat] = field(default_factory=dict)
    privates: dict[tuple[int, int], Chat] = field(default_factory=dict)
    queries: OrderedDict[str, Query] = field(default_factory=OrderedDict)
    blobs: dict[str, Blob] = field(default_factory=dict)
    oddities: list[str] = field(default_factory=list)
    unsimulated: Counter[str] = field(default_factory=Counter)
    #: Private chats and basic groups share one counter, as they do for each account at Telegram.
    message_ids: count[int] = field(default_factory=lambda: count(1))
    user_ids: count[int] = field(default_factory=lambda: count(5_000_001))
    group_ids: count[int] = field(default_factory=lambda: count(4_000_001))
    query_ids: count[int] = field(default_factory=lambda: count(4_382_500_000_000_000_001))

    def __post_init__(self) -> None:
        for user in (ANONYMOUS, CHANNEL_BOT, TELEGRAM):
            self.add_user(user)

    def add_user(self, user: User) -> User:
        self.users[user.id] = user
        if user.username:
            self.usernames[user.username.lower()] = user.id
        return user

    def bot_by_token(self, token: str) -> Bot:
        """A well-formed token makes its bot on first use; a second secret for the same id is a wrong token."""
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise ApiError(401, "Unauthorized")
        bot = self.bots.get(int(match.group(1)))
        if bot is None:
            return self.add_bot(token, f"bot{match.group(1)}_bot", "Bot")
        if bot.token != token:
            raise ApiError(401, "Unauthorized")
        return bot

    def add_bot(self, token: str, username: str, first_name: str) -> Bot:
        user = self.add_user(User(int(token.split(":", maxsplit=1)[0]), first_name, username=username, is_bot=True))
        return self.take_bot(Bot(user, token, Mailbox()))

    def take_bot(self, bot: Bot) -> Bot:
        """Every update that it is to get is written down."""

        def note(update: Pending) -> None:
            self.updates.add({"at": self.clock.epoch(), "bot_id": bot.id, **update._asdict()})

        bot.mailbox.tell = note
        self.bots[bot.id] = bot
        return bot

    def rename_user(self, user: User, username: str) -> None:
        self.usernames.pop((user.username or "").lower(), None)
        user.username = username or None
        if username:
            self.usernames[username.lower()] = user.id

    def private(self, bot_id: int, user_id: int) -> Chat:
        """The private chat of a person and a bot; its id, as the bot sees it, is the person's."""
        chat = self.privates.get((bot_id, user_id))
        if chat is None:
            chat = self.privates[bot_id, user_id] = Chat(user_id, "private", bot_id=bot_id, bots={bot_id})
        return chat

    def next_message_id(self, chat: Chat) -> int:
        """Supergroups count for themselves."""
        if chat.type != "supergroup":
            return next(self.message_ids)
        chat.last_message_id += 1
        return chat.last_message_id

    def emit(self, kind: str, chat: Chat | None = None, **fields: Any) -> Json:
        """Write down one thing that happened, with the time of the clock and monotonic seconds."""
        entry: Json = {"kind": kind, "at": self.clock.epoch(), "mono": self.clock.monotonic()}
        if chat is not None:
            entry["chat_id"] = chat.id
            if chat.bot_id:
                entry["bot_id"] = chat.bot_id
        entry.update(fields)
        return self.events.add(entry)

    def odd(self, text: str) -> None:
        if len(self.oddities) < _ODDITIES_KEPT:
            self.oddities.append(text)

    def keep_query(self, query: Query) -> None:
        self.queries[query.id] = query
        while len(self.queries) > _QUERIES_KEPT:
            self.queries.popitem(last=False)

    def user_wire(self, user_id: int) -> Json:
        return self.users[user_id].wire()

    def chat_wire(self, chat: Chat) -> Json:
        """https://core.telegram.org/bots/api#chat."""
        if chat.type == "private":
            user = self.users[chat.id].wire()
            names: Json = {k: user[k] for k in ("first_name", "last_name", "username") if k in user}
            return {"id": chat.id, **names, "type": "private"}
        wire: Json = {"id": chat.id, "title": chat.title, "type": chat.type}
        if chat.username:
            wire["username"] = chat.username
        if chat.is_forum:
            wire["is_forum"] = True
        return wire

    @staticmethod
    def message_json(message: Message) -> str:
        """A message written out once; presses by the thousand carry the same text."""
        if message.json is None:
            message.json = json.dumps(message.wire, separators=(",", ":"))
        return message.json


#: Where the programs of one server find their world.
WORLD: web.AppKey[World] = web.AppKey("world", World)
