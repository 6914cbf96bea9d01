"""A crowd: the others of a group join its roll and press buttons, so that turnout, a storm and a result can be seen.

They do what people can do, by the same functions as /people: be added, press, follow a link, read a label or an answer.
Nothing is put into the bot, so whoever may not vote is refused like everybody else, and the progress says so.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from deploy.playground.crowd_people import gather
from deploy.playground.crowd_ways import (
    JOIN,
    apportion,
    booth_of,
    button_among,
    button_called,
    dealt,
    is_counted,
    is_on_roll,
    leaning,
    press_and_read,
    pressable,
    vote_in_booth,
)
from deploy.playground.errors import ApiError, Json, PeopleError
from deploy.playground.model import Chat, Message
from deploy.playground.people_base import group_named, message_in, user_named
from deploy.playground.people_press import query_view
from deploy.playground.world import World

MOST = 1_000
USUAL = {"Yes": 60, "No": 30, "Abstain": 10}
NO_ANSWER = "No answer: the bot did not react in time."
_STEP, _STORM = 0.05, 4.0
"""Seconds between two presses, and for all presses of a storm together."""

_SENTENCE = re.compile(r"(?<=\D)\. ")  # not after a rank: "Recorded: 1. Ben. You can change it ..."
_BOOTHS_AT_ONCE = 40

Act = Callable[[int, int], Awaitable[Json]]


@dataclass(frozen=True)
class Errand:
    """What the crowd is to do. No message: it joins only. No shares: it spreads over the names of the booth's paper."""

    chat: Chat
    people: int
    me: int
    message: Message | None = None
    shares: Json | None = None
    booth: Json | None = None


@dataclass
class Progress:
    """How far it is: `joining` and `answers` say what people read, and how many read it."""

    wanted: int
    joined: int = 0
    on_roll: int = 0
    voted: int = 0
    done: bool = False
    error: str = ""
    joining: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)

    def view(self) -> Json:
        return {**vars(self), "joining": dict(self.joining), "answers": dict(self.answers)}


class Crowd:
    """One crowd at a time."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._progress: Progress | None = None
        self._task: asyncio.Task[None] | None = None
        self._booths = asyncio.Semaphore(_BOOTHS_AT_ONCE)
        #: Whose paper is in, for each card with a booth: private chats do not tell which card they came from.
        self._papers: dict[tuple[int, int], set[int]] = {}

    def start(self, fields: Json) -> Json:
        """{chat, people, message_id?, shares?, me?: who watches and is left out} -> {started}."""
        if self._task is not None and not self._task.done():
            raise PeopleError("A crowd is under way: wait until it is done.")
        errand = read_errand(self._world, fields)
        self._progress = Progress(errand.people)
        self._task = asyncio.get_running_loop().create_task(self._run(errand, self._progress))
        return {"started": True}

    def progress(self) -> Json | None:
        return self._progress.view() if self._progress else None

    async def finished(self) -> None:
        if self._task is not None:
            await self._task

    async def _run(self, errand: Errand, progress: Progress) -> None:
        try:
            voted, tried = self._voters(errand.message) if errand.message else (set(), set())
            people = gather(self._world, errand.chat, errand.people, voted | {errand.me}, tried)
            progress.joined = len(people)
            await self._enter(errand, progress, people)
            if errand.message is not None:
                await self._vote(errand, progress, people)
        except (PeopleError, ApiError) as error:
            progress.error = str(error)
        finally:
            progress.done = True

    def _voters(self, message: Message) -> tuple[set[int], set[int]]:
        """Whose press of a button that the card has now was counted, and who pressed; an amended card has others."""
        shown = {button["callback_data"] for button in pressable(message)}
        presses = (q for q in self._world.queries.values() if q.chat is message.chat and q.message_id == message.id)
        pressed = [query_view(query) for query in presses if query.data in shown]
        counted = {view["user"] for view in pressed if is_counted(view)}
        return counted | self._papers.get((message.chat.id, message.id), set()), {view["user"] for view in pressed}

    async def _enter(self, errand: Errand, progress: Progress, people: list[int]) -> None:
        """Whoever has not read yet that they are on the roll presses [Join the roll] on the newest card."""
        card, button = newest_card(errand.chat)
        pressed = (q for q in self._world.queries.values() if q.data == button["callback_data"])
        known = {q.user_id for q in pressed if is_on_roll(query_view(q))}
        progress.on_roll = len(known.intersection(people))

        async def join(user: int, _place: int) -> Json:
            answer = await press_and_read(self._world, user, card, button)
            progress.on_roll += is_on_roll(answer)
            return answer

        await _all([user for user in people if user not in known], join, progress.joining)

    async def _vote(self, errand: Errand, progress: Progress, people: list[int]) -> None:
        """Everybody presses, whether the bot lets them or not: what it answers is what there is to see."""
        choices = dealt(len(people), errand.shares) if errand.shares else []

        async def vote(user: int, place: int) -> Json:
            answer = await self._cast(errand, user, lambda names: (choices or leaning(len(people), names))[place])
            progress.voted += is_counted(answer)
            return answer

        await _all(people, vote, progress.answers)

    async def _cast(self, errand: Errand, user: int, choose: Callable[[list[str]], str]) -> Json:
        """One vote, on the card or in the booth."""
        message = errand.message
        assert message is not None
        if errand.booth is None:
            shown = pressable(message)
            button = button_called(shown, choose([button["text"] for button in shown]))
            return await press_and_read(self._world, user, message, button)
        async with self._booths:
            answer = await vote_in_booth(self._world, user, message, errand.booth, choose)
        if is_counted(answer):
            self._papers.setdefault((message.chat.id, message.id), set()).add(user)
        return answer


async def _all(people: list[int], act: Act, read: Counter[str]) -> None:
    """Each a moment after the one before; a storm is over in seconds. `read` counts what they read."""
    step = min(_STEP, _STORM / max(len(people), 1))

    async def one(place: int, user: int) -> None:
        await asyncio.sleep(place * step)
        try:
            read[_short(await act(user, place))] += 1
        except (PeopleError, ApiError) as error:
            read[str(error)] += 1

    await asyncio.gather(*(one(place, user) for place, user in enumerate(people)))


def _short(answer: Json) -> str:
    """What was recorded, without how long it may still be changed, which differs from press to press."""
    text = str(answer["text"] or NO_ANSWER)
    return _SENTENCE.split(text, maxsplit=1)[0] if is_counted(answer) else text


def read_errand(world: World, fields: Json) -> Errand:
    """What was asked for, or a sentence on what is wrong with it."""
    chat, people = group_named(world, fields.get("chat") or 0), int(fields.get("people") or 0)
    if not 1 <= people <= MOST:
        raise PeopleError(f"A crowd is 1 to {MOST:,} people, not {people}.")
    if chat.migrated_to is not None:
        raise PeopleError("This group has become a supergroup: choose that one.")
    newest_card(chat)
    me = user_named(world, fields["me"]).id if fields.get("me") else 0
    message = message_in(chat, fields["message_id"]) if fields.get("message_id") else None
    shares = fields.get("shares") or None
    if message is None:
        if shares:
            raise PeopleError("Choose the message whose buttons are to be pressed.")
        return Errand(chat, people, me)
    return _with_choices(Errand(chat, people, me, message, shares))


def _with_choices(errand: Errand) -> Errand:
    """Where the choices stand: on the card, or on the paper in the booth behind it."""
    message = errand.message
    assert message is not None
    shares, booth = errand.shares or USUAL, booth_of(message)
    apportion(errand.people, shares)
    try:
        for name in shares:
            button_called(pressable(message), name)
    except PeopleError:
        if booth is None:
            raise
        return replace(errand, booth=booth)
    return replace(errand, shares=shares)


def newest_card(chat: Chat) -> tuple[Message, Json]:
    """The newest message with [Join the roll], and that button."""
    for message in reversed(chat.messages.values()):
        button = None if message.deleted else button_among(message, JOIN)
        if button is not None:
            return message, button
    raise PeopleError("No message in this group has [Join the roll]: is the bot in it?")
