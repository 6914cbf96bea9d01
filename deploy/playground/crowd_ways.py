"""How one of a crowd finds buttons, presses them and votes in a private booth: by labels and answers, as people do."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from deploy.playground.errors import Json, PeopleError
from deploy.playground.keyboards import buttons
from deploy.playground.model import Chat, Message
from deploy.playground.people_press import get_query, open_link, press
from deploy.playground.world import World

#: The words by which a person knows what a button does and what an answer means, in the languages that the bot speaks.
JOIN = ("Join the roll", "Вступить в список")
VOTE = ("Vote", "Голосовать")
SUBMIT = ("Submit", "Отправить")
COUNTED = ("Recorded", "Записано")
ON_THE_ROLL = ("You are on the roll", "Вы в списке", "Вы уже в списке", "Welcome back", "С возвращением")  # noqa: RUF001

#: Seconds for which a person looks at a pressed button, and at a private chat in which something else was said.
PATIENCE = 60.0
_SECOND_LOOK = 2.0
#: What labels carry besides their words: a mark in front, a count behind.
_ORNAMENT = re.compile(r"^\W+|\s*\([^)]*\d[^)]*\)$")


def apportion(total: int, shares: dict[str, Any]) -> dict[str, int]:
    """So many people for each share, exactly `total` in all: by largest remainder, ties to what stands first."""
    weights = {name: Fraction(str(weight)) for name, weight in shares.items()}
    whole = sum(weights.values())
    if whole <= 0 or min(weights.values()) < 0:
        raise PeopleError("shares are numbers from 0 up, and not all of them 0")
    exact = {name: total * weight / whole for name, weight in weights.items()}
    seats = {name: int(value) for name, value in exact.items()}
    by_remainder = sorted(exact, key=lambda name: seats[name] - exact[name])
    for name in by_remainder[: total - sum(seats.values())]:
        seats[name] += 1
    return seats


def leaning(total: int, names: Sequence[str]) -> list[str]:
    """A vote that somebody wins: the first name gets most, the next less; what stands last stands against all."""
    meant = names[:-1] or names
    return dealt(total, {name: len(meant) - place for place, name in enumerate(meant)})


def dealt(total: int, shares: dict[str, Any]) -> list[str]:
    """A choice for each person, mixed, and the same at each try."""
    choices = [name for name, number in apportion(total, shares).items() for _ in range(number)]
    random.Random(total).shuffle(choices)  # noqa: S311 - an order, not a secret
    return choices


def button_called(shown: Sequence[Json], name: str) -> Json:
    """The button that has this label, or else the only one whose label begins with it."""
    labels = [(button, _ORNAMENT.sub("", button["text"]).casefold()) for button in shown]
    wanted = _ORNAMENT.sub("", name).casefold()
    for fits in (
        re.compile(f"{re.escape(wanted)}$"),
        re.compile(rf"{re.escape(wanted)}\b"),
        re.compile(re.escape(wanted)),
    ):
        found = [button for button, label in labels if fits.match(label)]
        if found and all(button == found[0] for button in found):
            return found[0]
    raise PeopleError(f"no button, or more than one, begins with “{name}”; there are: {_listed(shown)}")


def _listed(shown: Sequence[Json]) -> str:
    return ", ".join(f"[{button['text']}]" for button in shown) or "none"


def button_among(message: Message, labels: tuple[str, ...]) -> Json | None:
    """The button with one of these labels, if the message has it."""
    return next((button for button in buttons(message.markup) if button["text"] in labels), None)


def pressable(message: Message) -> list[Json]:
    """The buttons that are no links."""
    return [button for button in buttons(message.markup) if "callback_data" in button]


def is_counted(answer: Json) -> bool:
    """What the press was for is done: a toast says so; an alert is a refusal unless it begins like a record."""
    text = str(answer["text"] or "")
    return text.startswith(COUNTED) or bool(text and not answer["show_alert"])


def is_on_roll(answer: Json) -> bool:
    return str(answer["text"] or "").startswith(ON_THE_ROLL)


async def press_and_read(world: World, user: int, message: Message, button: Json) -> Json:
    """Press, and look until the bot answers; `text` says what the person read."""
    place = {"user": user, "chat": message.chat.bot_id or message.chat.id, "message_id": message.id}
    made = press(world, {**place, "data": button["callback_data"]})
    answer: Json = await get_query(world, {"id": made["query_id"], "wait": PATIENCE})
    return answer


def booth_of(message: Message) -> Json | None:
    """The button that leads into the private booth."""
    return button_among(message, VOTE)


async def vote_in_booth(world: World, user: int, card: Message, door: Json, choose: Callable[[list[str]], str]) -> Json:
    """Press [Vote], follow where it leads, mark one of the paper's names, [Submit]; the answer is that to [Submit]."""
    answer = await press_and_read(world, user, card, door)
    if not answer["url"]:
        return answer
    said = open_link(world, {"user": user, "url": answer["url"]})["message"]
    chat = world.private(said["chat_ref"], user)
    paper = await _paper(world, chat, said["message_id"])
    if paper is None or (submit := button_among(paper, SUBMIT)) is None:
        return {"text": paper.wire.get("text") if paper else None, "show_alert": True}
    names = names_on(paper)
    await press_and_read(world, user, paper, button_called(names, choose([name["text"] for name in names])))
    return await press_and_read(world, user, paper, submit)


def names_on(paper: Message) -> list[Json]:
    """What can be marked: one in each row."""
    return [row[0] for row in (paper.markup or {})["inline_keyboard"] if len(row) == 1]


async def _paper(world: World, chat: Chat, after: int) -> Message | None:
    """The bot's message with [Submit], or, when nothing better comes, whatever it said instead."""
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE
    while True:
        since = world.events.last
        said = [m for m in chat.messages.values() if m.id > after and m.author == chat.bot_id and not m.deleted]
        paper = next((m for m in said if button_among(m, SUBMIT)), None)
        end = min(end, loop.time() + _SECOND_LOOK) if said else end
        if paper is not None or loop.time() >= end:
            return paper or (said[-1] if said else None)
        await world.events.wait(since, end - loop.time())
