"""Groups of people who vote, and the list of what they pressed: kept by the test, never by the bot.

An assembly founds councils in which the same people sit, opens ballots in them, presses, and in the end compares what
the result cards say with its own list.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from bot.clock import Clock
from bot.domain.ballots.entries import CouncilReminded, ReminderSkipped
from bot.domain.ground.entry import Entry
from bot.domain.ground.kept import name_of
from bot.services.ground.inbox import OUTAGE_FROM, silence
from bot.services.ground.ports import Reads
from bot.services.record.doctor import Finding, examine
from bot.services.registers import REGISTERS
from storage.engine import reader_engine
from storage.reads import Reader
from tests.support.bot import TOKEN, RunningBot
from tests.support.chats import Group, Message
from tests.support.clocked_bot import MovedClock
from tests.support.keys import sealing_of
from tests.support.patience import WAIT
from tests.support.standin import Answer, BotAccount, Person, Standin

CHOICES = ("yes", "no", "abstain")
LABELS = {"yes": "Yes", "no": "No", "abstain": "Abstain"}
INTEGERS = re.compile(r"Yes (\d+) · No (\d+) · Abstain (\d+)\n\d+ of (\d+) voted")
PROPOSALS_EACH = 3
"""Open at a time by one member (SPEC section 3)."""

AT_ONCE = 2000

Found = TypeVar("Found")


@dataclass
class Paper:
    """One ballot: its title, its card, and what each person pressed, last press last."""

    group: Group
    title: str
    card: Message
    pressed: dict[int, list[str]] = field(default_factory=dict)

    def data(self, choice: str) -> str:
        return str(self.card.button(LABELS[choice])["data"])

    def tally(self) -> tuple[int, int, int]:
        """What the last press of each person comes to."""
        counts = Counter(choices[-1] for choices in self.pressed.values())
        return counts["yes"], counts["no"], counts["abstain"]


@dataclass
class Press:
    """One press with its query, so that its answer can be looked up."""

    person: Person
    paper: Paper
    choice: str
    query_id: str = ""


@dataclass
class Assembly:
    """`people` sit in every group of `groups`; `papers` are the ballots open there."""

    telegram: Standin
    account: BotAccount
    people: list[Person]
    groups: list[Group] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    presses: list[Press] = field(default_factory=list)

    async def found(self, groups: int, ballots: int) -> None:
        """Found councils in which everybody is on the roll, with ballots open in each."""
        for number in range(groups):
            group = await self.telegram.group(
                f"Garden {number}", self.people[0], members=self.people[1:], bots=[self.account]
            )
            self.groups.append(group)
            await self._join(group)
        for group in self.groups:
            await self._propose(group, ballots)

    async def _join(self, group: Group) -> None:
        welcome = await group.find(button="Join the roll", wait=WAIT)
        data = str(welcome.button("Join the roll")["data"])
        queries = await self.telegram.press_all((person, welcome, data) for person in self.people)
        answers = await self.telegram.answers(queries, WAIT)
        assert all("on the roll" in answer.text for answer in answers), [answer.text for answer in answers]

    async def _propose(self, group: Group, ballots: int) -> None:
        titles = [f"Plan {number:02} of this council" for number in range(ballots)]
        for number, title in enumerate(titles):
            await self.people[number // PROPOSALS_EACH].say(group, f"/propose {title}")
        for title in titles:
            self.papers.append(Paper(group, title, await group.find(title, button="Abstain", wait=WAIT)))

    def draw(self, chance: random.Random, number: int) -> list[Press]:
        """Presses by anybody on any ballot, changes of mind among them."""
        return [
            Press(chance.choice(self.people), chance.choice(self.papers), chance.choice(CHOICES)) for _ in range(number)
        ]

    async def press(self, presses: list[Press]) -> list[Press]:
        """Accepted by Telegram, in this order: from now on they must count."""
        for at in range(0, len(presses), AT_ONCE):
            some = presses[at : at + AT_ONCE]
            rows = [(press.person, press.paper.card, press.paper.data(press.choice)) for press in some]
            for press, query_id in zip(some, await self.telegram.press_all(rows), strict=True):
                press.query_id = query_id
                press.paper.pressed.setdefault(press.person.id, []).append(press.choice)
        self.presses += presses
        return presses

    async def answers(self, presses: list[Press], wait: float = WAIT) -> list[Answer]:
        return await self.telegram.answers([press.query_id for press in presses], wait)

    async def ensure_answers(self) -> int:
        """Whatever was answered named the choice that was pressed; returns how many were."""
        answered = 0
        for press, answer in zip(self.presses, await self.answers(self.presses, 0), strict=True):
            if answer.text:
                answered += 1
                assert f"Recorded: {LABELS[press.choice]}" in answer.text, (press.choice, answer.text)
        return answered

    async def ensure_standing(self) -> None:
        """Through the front door: each voter presses their last choice once more, and hears that it stands."""
        again = [
            Press(person, paper, paper.pressed[person.id][-1])
            for paper in self.papers
            for person in self.people
            if person.id in paper.pressed
        ]
        await self.press(again)
        for press, answer in zip(again, await self.answers(again), strict=True):
            assert f"Recorded: {LABELS[press.choice]}" in answer.text, answer.text

    async def ensure_reminded(self, bot: RunningBot) -> None:
        """Of each ballot the record says once that its council was reminded at half time, or why not."""
        said = await read(bot, half_times)
        assert sorted(said.values()) == [1] * len(self.papers)

    async def close(self, bot: RunningBot) -> None:
        """Everything closes; each result card shows the integers of the test's own list."""
        await bot.move(timedelta(days=5))
        for paper in self.papers:
            assert await result_of(paper) == (*paper.tally(), len(self.people)), paper.title


def half_times(reads: Reads) -> Counter[str]:
    """How often the record speaks of the half time of each ballot."""
    kinds = tuple(map(name_of, (CouncilReminded, ReminderSkipped)))
    return Counter(entry.subject_id for entry in reads.find(Entry, kind=kinds) if entry.data["which"] == "half")


async def result_of(paper: Paper) -> tuple[int, ...]:
    """Yes, No, Abstain and the electorate as the result card shows them; a card may have been posted anew."""

    def fits(message: Message) -> bool:
        return paper.title in message.text and bool(INTEGERS.search(message.text))

    found = INTEGERS.search((await paper.group.wait_for(fits, wait=WAIT)).text)
    return tuple(map(int, found.groups())) if found else ()


async def assemble(telegram: Standin, account: BotAccount, people: int) -> Assembly:
    names = [f"Person {number:03}" for number in range(people)]
    return Assembly(telegram, account, [await telegram.user(name) for name in names])


async def account_of(telegram: Standin) -> BotAccount:
    return await telegram.bot(TOKEN, username="mandate_bot")


async def findings(bot: RunningBot) -> list[Finding]:
    """What `doctor` finds in the bot's database by the bot's clock; every fault test ends with it."""
    return await read(bot, examine)


async def read(bot: RunningBot, query: Callable[[Reads], Found]) -> Found:
    """What stands in the bot's database, by the bot's clock."""
    clock: Clock = MovedClock(bot.clock)
    engine = reader_engine(bot.env.get("DATABASE_URL", f"sqlite:///{bot.folder / 'mandate.db'}"))
    reader = Reader(engine, clock.now, REGISTERS, sealing_of(bot.folder, bot.env.get("DATABASE_URL")))
    try:
        return await reader(query)
    finally:
        await reader.close()


async def ensure_heard(bot: RunningBot) -> None:
    """The bot has noted where its clock was moved to; killed before that, it would take the jump for an outage."""
    end = asyncio.get_running_loop().time() + WAIT
    while await read(bot, silence) >= OUTAGE_FROM:
        assert asyncio.get_running_loop().time() < end
        await pause(0.05)


async def ensure_healthy(bot: RunningBot, wait: float = WAIT) -> None:
    """Doctor finds nothing once what the clock made due is done, and the bot's log holds no mistake."""
    end = asyncio.get_running_loop().time() + wait
    while found := await findings(bot):
        assert all(finding.check == "due work" for finding in found), found
        assert asyncio.get_running_loop().time() < end, found
        await pause(0.2)
    mistakes = ("handler failed", "not handled", "delivery put off", "delivery failed", "work failed", "not told")
    for mistake in (*mistakes, "Traceback"):
        # What a test takes away on purpose, the database, may put a delivery off; nothing else may.
        lines = [line for line in bot.log.splitlines() if mistake in line and "OperationalError" not in line]
        assert not lines, lines[:5]


async def first_answer(assembly: Assembly, presses: list[Press]) -> None:
    """Until the bot is at work on these presses."""
    await assembly.telegram.get(f"queries/{presses[0].query_id}", wait=WAIT)


async def pause(seconds: float) -> None:
    """A crash comes when it comes: the only waiting by the clock, and what follows never depends on its length."""
    await asyncio.sleep(seconds)
