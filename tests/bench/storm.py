"""(e) A storm: a thousand voters of one group press within seconds, then press on for the rest of a minute.

The real process with the real limits of Telegram, which the stand-in enforces. Counted are the edits of the group's
cards in that minute, how long each of the thousand waited for the answer, and whether the card is exact in the end: the
result must show the last choice of each voter, kept here in a list, and the stand-in must have refused nothing.
"""

import asyncio
import random
import tempfile
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from deploy.playground.model import Query
from deploy.playground.people_base import group_named
from deploy.playground.people_press import queue_press
from tests.bench.figure import Figure, rounded, share
from tests.bench.group import open_ballot
from tests.bench.waiting import until
from tests.support.bot import TOKEN, RunningBot
from tests.support.chats import Group, Message
from tests.support.patience import WAIT
from tests.support.standin import Person, Standin

VOTERS = 1000
BURST_S = 3.0
"""All press once in these seconds."""

THEN_PER_S = 20
MINUTE_S = 60.0
CHOICES = ("Yes", "No", "Abstain")
EDITS_ALLOWED = 12
"""A minute and group, by our own design (SPEC section 13)."""


@dataclass
class Storm:
    """One group with its card, and what each voter pressed last."""

    telegram: Standin
    people: list[Person]
    card: Message
    queries: list[Query] = field(default_factory=list)
    last: dict[int, str] = field(default_factory=dict)

    def press(self, person: Person, choice: str) -> None:
        world = self.telegram.world
        assert world is not None
        chat = group_named(world, self.card.chat_id)
        data = str(self.card.button(choice)["data"])
        self.queries.append(queue_press(world, chat, chat.messages[self.card.id], person.id, data))
        self.last[person.id] = choice

    @property
    def waits_ms(self) -> list[float]:
        """Milliseconds from each press to its answer."""
        return [(query.answer["mono"] - query.mono) * 1000 for query in self.queries if query.answer]


async def measure(*, quick: bool = False) -> list[Figure]:
    """Edits a minute, milliseconds to the answer, and 1 if the final card is exact."""
    voters, seconds = (12, 1.0) if quick else (VOTERS, MINUTE_S)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        telegram = await stack.enter_async_context(Standin())
        await telegram.limit()
        account = await telegram.bot(TOKEN, username="mandate_bot")
        bot = await stack.enter_async_context(RunningBot(telegram, account, folder, limits="real", is_strict=False))
        people = [await telegram.user(f"Voter {number}") for number in range(voters)]
        group = await telegram.group("Storm", people[0], members=people[1:], bots=[account])
        storm = Storm(telegram, people, await open_ballot(telegram, group, people))
        burst_s = min(BURST_S, seconds / 2)
        edits = await _blow(storm, burst_s, seconds)
        if not quick:
            await group.until(storm.card, lambda card: f"{voters} of {voters}" in card.text, wait=WAIT)
        is_exact = await _is_exact(storm, bot, group)
        refused = await _refused(telegram)
    waits = storm.waits_ms[:voters]
    return [
        Figure("storm_edits_per_min", edits, "edits", EDITS_ALLOWED, is_at_least=False, note="in one group"),
        Figure("storm_answer_p50_ms", share(waits, 0.5), "ms", note=f"{voters:,} presses in {burst_s:g} s"),
        Figure("storm_answer_p99_ms", share(waits, 0.99), "ms"),
        Figure("storm_card_exact", float(is_exact), "1 = yes", aim=1, note="every voter's last choice is counted"),
        Figure("storm_refused", rounded(refused), "calls", aim=0, is_at_least=False, note="429 of Telegram"),
    ]


async def _blow(storm: Storm, burst_s: float, seconds: float) -> int:
    """Everybody presses within the burst, then some go on changing their vote. Returns the edits of the whole time."""
    loop, chance = asyncio.get_running_loop(), random.Random(1)
    since = int((await storm.telegram.get("last"))["call"])
    begun = loop.time()
    for number, person in enumerate(storm.people, 1):
        storm.press(person, chance.choice(CHOICES))
        await asyncio.sleep(max(0.0, begun + burst_s * number / len(storm.people) - loop.time()))
    while loop.time() < begun + seconds:
        storm.press(chance.choice(storm.people), chance.choice(CHOICES))
        await asyncio.sleep(1 / THEN_PER_S)
    edits = len([call for call in await storm.telegram.calls("editMessageText", since) if call["ok"]])
    await until(lambda: all(query.answer for query in storm.queries), every_s=0.05)
    for query in storm.queries:
        assert "Recorded" in (query.answer or {}).get("text", ""), query.answer
    return edits


async def _is_exact(storm: Storm, bot: RunningBot, group: Group) -> bool:
    """Whether the result on the card is the last choice of each."""
    await bot.move(timedelta(days=5))
    result = await group.until(storm.card, lambda card: "dopted" in card.text, wait=WAIT)
    counts = Counter(storm.last.values())
    return all(f"{choice} {counts[choice]}" in result.text for choice in CHOICES)


async def _refused(telegram: Standin) -> int:
    return len([call for call in await telegram.calls() if call.get("error_code") == 429])
