"""The stand-in's world between two starts: written to world.json soon after each change, and read at the next start.

Kept is what Telegram keeps: people, chats with their messages, files, what waits for the bot. The logs, the faults that
are switched on and who is waiting for what live with the process. pydantic writes and reads the dataclasses of model.py
as they stand; how a field is kept is said there.

The clock stands while the playground is off: a night is no outage. It has a file of its own, written every second.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from deploy.playground.errors import Json
from deploy.playground.model import Blob, Bot, Chat, Query, User
from deploy.playground.world import World

QUERIES_KEPT = 5_000
"""Pressed buttons that a bot may still answer."""

MARGIN = 10_000
"""So far every number jumps ahead after an unorderly end: the bot may know some that the file does not."""

COUNTERS = ("message_ids", "user_ids", "group_ids", "query_ids")
LOGS = ("events", "calls", "updates")
TICK_S = 1.0
REST = 20
"""Writing takes at most this part of the time: one in twenty."""


class UnreadableError(Exception):
    """The state cannot be read; the message says what is wrong, in a word or two."""


@dataclass
class Saved:
    """What stands in the file. `is_orderly`: written as the last act of a playground that was ended."""

    form: Literal[1]
    is_orderly: bool
    next_ids: dict[str, int]
    last: dict[str, int]
    users: list[User]
    bots: list[Bot]
    chats: list[Chat]
    queries: list[Query]
    blobs: list[Blob]


_SAVED = TypeAdapter(Saved)


def take_down(world: World, *, is_orderly: bool) -> Json:
    """The world as JSON, of one moment."""
    saved = Saved(
        1,
        is_orderly,
        {name: _peek(world, name) for name in COUNTERS},
        {name: getattr(world, name).last for name in LOGS},
        list(world.users.values()),
        list(world.bots.values()),
        [*world.groups.values(), *world.privates.values()],
        list(world.queries.values())[-QUERIES_KEPT:],
        list(world.blobs.values()),
    )
    written: Json = _SAVED.dump_python(saved, mode="json")
    return written


def _peek(world: World, name: str) -> int:
    number: int = next(getattr(world, name))
    setattr(world, name, count(number))
    return number


def build_up(written: Json, files: Path) -> World:
    """The world again, as `take_down` saw it."""
    for blob in written["blobs"]:
        blob["data"] = (files / blob["file_id"]).read_bytes()
    saved = _SAVED.validate_python(written)
    world = World()
    margin = 0 if saved.is_orderly else MARGIN
    for user in saved.users:
        world.add_user(user)
    for chat in saved.chats:
        _put_chat(world, chat, margin)
    for bot in saved.bots:
        bot.user = world.users[bot.id]
        bot.mailbox.next_id += margin
        world.take_bot(bot)
    for query in saved.queries:
        query.chat = _chat_of(world, query)
        world.keep_query(query)
    world.blobs = {blob.file_id: blob for blob in saved.blobs}
    for name, number in saved.next_ids.items():
        setattr(world, name, count(number + margin))
    for name, number in saved.last.items():
        getattr(world, name).last = number + margin
    return world


def _put_chat(world: World, chat: Chat, margin: int) -> None:
    for message in (*chat.messages.values(), *chat.ephemeral.values()):
        message.chat = chat
    chat.last_message_id += margin if chat.type == "supergroup" else 0
    if chat.type == "private":
        world.privates[chat.bot_id, chat.id] = chat
    else:
        world.groups[chat.id] = chat


def _chat_of(world: World, query: Query) -> Chat:
    """`ById` left the number: a group's, or that of the person in the private chat with the bot."""
    number: int = query.chat  # type: ignore[assignment]
    return world.groups[number] if number < 0 else world.private(query.bot_id, number)


class Keeper:
    """Keeps one world in one folder: every second the clock, and the world where it has changed."""

    def __init__(self, folder: Path) -> None:
        self._world_file = folder / "world.json"
        self._clock_file = folder / "clock"
        self._database = folder / "mandate.db"
        self._files = folder / "files"
        self._stop = asyncio.Event()
        self._written: tuple[int, ...] = ()
        self._rest_until = 0.0
        self._is_failing = False
        #: Requests that may have changed what stands in no log.
        self.touched = 0

    def load(self) -> World:
        """The world of the last time, or a new one. Raises UnreadableError."""
        if not self._world_file.exists() and not self._database.exists():
            return World()
        try:
            world = build_up(json.loads(self._world_file.read_bytes()), self._files)
            world.clock.go_on_from(float(self._clock_file.read_text()) + TICK_S)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UnreadableError(type(error).__name__) from error
        return world

    async def keep(self, world: World) -> None:
        """Until `stop`. A large world rests longer between two writings, so that people need not wait for them."""
        while not self._stop.is_set():
            await self.save(world)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), TICK_S)

    async def save(self, world: World, *, is_orderly: bool = False) -> None:
        """Where something has changed. A full disk ends no playground: it is tried again, and said once.

        `is_orderly`: the last act; what is written now is all there is.
        """
        try:
            await self._save(world, is_orderly=is_orderly)
        except OSError as error:
            if not self._is_failing:
                sys.stderr.write(f"What is played cannot be written ({error}); it is tried again every second.\n")
            self._is_failing, self._written = True, ()
        else:
            self._is_failing = False

    def note_clock(self, now: float) -> None:
        """Before the bot learns of a new time, so that no kill makes the clock go back."""
        _replace(self._clock_file, str(now).encode())

    async def _save(self, world: World, *, is_orderly: bool) -> None:
        self.note_clock(world.clock.epoch())
        stamp = (world.events.last, world.updates.last, self.touched)
        began = world.clock.monotonic()
        if not is_orderly and (stamp == self._written or began < self._rest_until):
            return
        self._written = stamp
        written = take_down(world, is_orderly=is_orderly)
        self._rest_until = began + REST * (world.clock.monotonic() - began)
        fresh = [blob for blob in world.blobs.values() if not (self._files / blob.file_id).exists()]
        await asyncio.to_thread(self._write, written, fresh)

    def _write(self, written: Json, fresh: list[Blob]) -> None:
        self._files.mkdir(exist_ok=True)
        for blob in fresh:
            _replace(self._files / blob.file_id, blob.data)
        _replace(self._world_file, json.dumps(written).encode())

    def stop(self) -> None:
        self._stop.set()


def _replace(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    passing = path.with_suffix(".new")
    passing.write_bytes(content)
    passing.replace(path)
