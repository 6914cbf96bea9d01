"""Hostile updates: whatever a program that speaks for people could make Telegram deliver. All of them repeatable."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from typing import Any

from handlers.callbacks import ID_LENGTH
from handlers.registers.commands import COMMANDS
from handlers.registers.presses import VERBS

Json = dict[str, Any]

NASTY = (
    "", " ", "\0", "\u202e\u2066", "<b>", "</b><script>", "&lt;&", "%s%n{0}{x}", "'; DROP TABLE votes; --", "\ud800",
    "\U0010ffff", "\ufdfd" * 50, "a\u0301" * 200, "👩‍👩‍👧‍👦" * 40, "@", "@nobody_here", "#" * 300, "-\n-\n-",
    "- a\n- a",
    "1" * 400, "-1", "9" * 19, "1e999", "0x10", "३d:", "99999999999d: x", "0m: x", "-5h: x", "NaN", "∞", "/" * 50,
    "/propose@other_bot x", "\n" * 100, "💣" * 2000, "x" * 4096, "many\n- a\n- b", "rank\n- a\n- b", "0 treasurer",
    "1000000 seats", "3 " + "seat" * 30, "https://t.me/x?start=" + "A" * 64, "tg://user?id=1", "\u200b", "\ufeff",
)  # fmt: skip
IDS = (0, 1, -1, 777000, 1087968824, 136817688, 2**31, 2**40, -(10**12), 2**52, -100)
ENTITY_KINDS = ("bot_command", "mention", "text_mention", "hashtag", "url", "bold", "custom_emoji", "nonsense")


class Attacker:
    """Makes updates by people who are on no roll, in the groups given and elsewhere."""

    def __init__(self, seed: int, chats: list[int], bot_id: int, known: list[str]) -> None:
        """`known`: real callback data, to be replayed and bent."""
        self._chance = random.Random(seed)
        self._chats = chats
        self._bot_id = bot_id
        self._known = known
        self._verbs = list(VERBS)
        self._commands = list(COMMANDS)

    def updates(self, number: int) -> Iterator[Json]:
        makers = (self._press, self._press, self._command, self._command, self._message, self._member, self._other)
        for _ in range(number):
            yield self._chance.choice(makers)()

    def text(self) -> str:
        """Anything from the planes of Unicode, long and short, alone or around something nasty."""
        chance = self._chance
        if chance.random() < 0.4:
            return chance.choice(NASTY)
        letters = (chance.randrange(sys.maxunicode + 1) for _ in range(chance.choice((1, 3, 20, 200))))
        return chance.choice(NASTY)[:20] + "".join(chr(letter) for letter in letters if not 0xD800 <= letter < 0xE000)

    def user(self) -> Json:
        chance = self._chance
        made: Json = {"id": chance.choice((*IDS, chance.randrange(1, 2**52))), "is_bot": chance.random() < 0.05}
        made["first_name"] = self.text()[:64]
        if chance.random() < 0.5:
            made |= {"last_name": self.text()[:64], "username": self.text()[:32], "language_code": self.text()[:5]}
        return made

    def chat(self, user: Json) -> Json:
        chance = self._chance
        where = chance.random()
        if where < 0.5:
            return {"id": chance.choice(self._chats), "type": "supergroup", "title": self.text()[:128]}
        if where < 0.8:
            return {"id": user["id"], "type": "private", "first_name": user["first_name"]}
        kind = chance.choice(("group", "channel", "supergroup"))
        return {"id": chance.choice(IDS), "type": kind, "title": self.text()}

    def message(self, text: str, **more: Any) -> Json:
        chance, user = self._chance, self.user()
        made: Json = {
            "message_id": chance.choice((0, 1, 2**31 - 1, chance.randrange(1, 10**6))),
            "date": chance.choice((0, 1, 2**31 - 1, 1_790_000_000)),
            "chat": self.chat(user),
            "from": user,
            "text": text,
            **more,
        }
        if chance.random() < 0.1:
            made["sender_chat"] = {"id": chance.choice(IDS), "type": "channel", "title": self.text()}
        if chance.random() < 0.1:
            made |= {"message_thread_id": chance.choice(IDS), "is_topic_message": True}
        if chance.random() < 0.2:
            made["reply_to_message"] = {
                "message_id": chance.randrange(1, 100), "date": 1, "chat": made["chat"], "text": self.text(),
                "from": {"id": self._bot_id, "is_bot": True, "first_name": "Mandate"},
            }  # fmt: skip
        return made

    def _entities(self, text: str) -> list[Json]:
        chance = self._chance
        size = len(text.encode("utf-16-le", "surrogatepass")) // 2
        made: list[Json] = []
        for _ in range(chance.randrange(3)):
            offset, length = chance.randrange(size + 1), chance.randrange(size + 3)
            made.append({"type": chance.choice(ENTITY_KINDS), "offset": offset, "length": length, "user": self.user()})
        return made

    def _press(self) -> Json:
        user = self.user()
        query: Json = {
            "id": str(self._chance.randrange(10**18)),
            "from": user,
            "chat_instance": self.text()[:20],
            "data": self.data(),
        }
        if self._chance.random() < 0.9:
            query["message"] = {"message_id": self._chance.randrange(1, 1000), "date": 1, "chat": self.chat(user)}
        else:
            query["inline_message_id"] = self.text()[:20]
        return {"callback_query": query}

    def data(self) -> str:
        """Real data, real data bent, well-formed data of every verb, and noise."""
        chance = self._chance
        which = chance.random()
        if which < 0.25:
            return chance.choice(self._known)
        if which < 0.4:
            real = chance.choice(self._known)
            at = chance.randrange(len(real))
            return real[:at] + chance.choice("~A_-0z\0é") + real[at + 1 :]
        if which < 0.8:
            ids = "".join(chance.choice("ABCDwxyz0189_-") for _ in range(ID_LENGTH * chance.randrange(4)))
            rest = chance.choice(("", "yes", "~", "1", "-1", "9" * 30, "~~~~", "none", self.text()[:10]))
            return "1" + chance.choice(self._verbs) + ids + rest
        return self.text()[:64]

    def _command(self) -> Json:
        name = self._chance.choice((*self._commands, "nonsense", "start"))
        at = self._chance.choice(("", "", "@mandate_bot", "@other_bot"))
        said = self.data() if name == "start" else self.text()
        text = f"/{name}{at} {said}"[:4096]
        entities = [{"type": "bot_command", "offset": 0, "length": len(name) + len(at) + 1}, *self._entities(text)]
        kind = "edited_message" if self._chance.random() < 0.1 else "message"
        return {kind: self.message(text, entities=entities)}

    def _message(self) -> Json:
        text = self.text()
        return {"message": self.message(text, entities=self._entities(text))}

    def _member(self) -> Json:
        """Somebody's standing changed; never the bot's own in one of our groups, which would end the meeting."""
        user = self.user()
        states = [{"user": user, "status": self._chance.choice(("member", "left"))} for _ in range(2)]
        change = {"chat": self.chat(user), "from": self.user(), "date": 1, "old_chat_member": states[0]}
        return {"chat_member": {**change, "new_chat_member": states[1]}}

    def _other(self) -> Json:
        """Service messages, reactions, posts of channels, and things that are no update we know."""
        chance, user = self._chance, self.user()
        emoji = [{"type": "emoji", "emoji": self.text()[:2]}, {"type": "custom_emoji", "custom_emoji_id": "1"}]
        options: tuple[Json, ...] = (
            {"message": self.message("", new_chat_members=[self.user()])},
            {"message": self.message("", left_chat_member=self.user())},
            {"message": self.message("", new_chat_title=self.text())},
            {"message": self.message("", pinned_message={"message_id": 1, "date": 0, "chat": self.chat(user)})},
            {"message": self.message("", photo=[], caption=self.text())},
            {"message": self.message("", poll={"id": "1", "question": self.text()})},
            {"message": self.message("", forward_origin={"type": "hidden_user", "date": 1, "sender_user_name": "x"})},
            {"message_reaction": {"chat": self.chat(user), "message_id": 3, "user": user, "date": 1,
                                  "old_reaction": [], "new_reaction": emoji}},
            {"channel_post": self.message(self.text())},
            {"inline_query": {"id": "1", "from": user, "query": self.text(), "offset": ""}},
            {"unknown_kind": {"a": [self.text()]}},
            {"message": {"message_id": 5}},
            {"callback_query": {"id": "1"}},
            {"message": None},
            {"message": {"chat": {"id": "x"}, "from": 5}},
            {"callback_query": {"id": [], "data": {}, "from": {"id": {}}, "message": "none"}},
            {"message": self.message(self.text(), chat={"id": chance.choice(self._chats), "type": "nonsense"})},
        )  # fmt: skip
        return chance.choice(options)
