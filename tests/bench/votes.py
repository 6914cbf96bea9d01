"""(a) A vote end to end: pressed at the stand-in, fetched, stored, counted, answered over loopback HTTP; 16 at a time.

Both bots run side by side for the whole measurement and take turns: one round each, seven rounds, the ratio of each
pair.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

from deploy.playground.people_base import group_named
from deploy.playground.people_press import queue_press
from tests.bench.figure import ROUNDS, Figure, middle
from tests.bench.group import open_ballot
from tests.support.bot import ROOT, TOKEN, RunningBot
from tests.support.chats import Message
from tests.support.standin import Person, Standin

IN_FLIGHT = 16
VOTERS = 200
VOTES = 1200
PLAIN_TOKEN = "4343:PLAIN"


async def measure(*, quick: bool = False) -> list[Figure]:
    """Votes per second of both, and the ratio."""
    voters, votes, rounds = (20, 40, 1) if quick else (VOTERS, VOTES, ROUNDS)
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(Standin())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours = await _ours(stack, telegram, folder, voters)
        plain = await _plain(stack, telegram, folder, voters)
        await ours(2 * votes)
        await plain(votes // 2)
        pairs = [(await ours(votes), await plain(votes // 4)) for _ in range(rounds)]
    return [
        Figure("vote_per_s", middle([one for one, _ in pairs]), "votes/s"),
        Figure("vote_plain_per_s", middle([other for _, other in pairs]), "votes/s"),
        Figure("vote_ratio", middle([one / other for one, other in pairs]), "times", aim=6),
    ]


Vote = Callable[[int], Awaitable[float]]


async def _ours(stack: AsyncExitStack, telegram: Standin, folder: Path, voters: int) -> Vote:
    account = await telegram.bot(TOKEN, username="mandate_bot")
    await stack.enter_async_context(RunningBot(telegram, account, folder / "ours", has_clock=False, is_strict=False))
    people = [await telegram.user(f"Voter {number}") for number in range(voters)]
    group = await telegram.group("Bench", people[0], members=people[1:], bots=[account])
    card = await open_ballot(telegram, group, people)
    return lambda votes: _rate(telegram, people, card, ("Yes", "No"), votes)


async def _plain(stack: AsyncExitStack, telegram: Standin, folder: Path, voters: int) -> Vote:
    account = await telegram.bot(PLAIN_TOKEN, username="plain_bot")
    env = {**os.environ, "BOT_TOKEN": PLAIN_TOKEN, "BOT_API_URL": telegram.url}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.plain_bot", str(folder / "plain.db"), cwd=ROOT, env=env
    )
    stack.push_async_callback(_end, process)
    people = [await telegram.user(f"Plain {number}") for number in range(voters)]
    group = await telegram.group("Plain", people[0], members=people[1:], bots=[account])
    await people[0].say(group, f"/enlist {people[0].id} {people[-1].id}")
    await people[0].say(group, "/open")
    card = await group.find(button="Yes")
    return lambda votes: _rate(telegram, people, card, ("Yes", "No"), votes)


async def _end(process: asyncio.subprocess.Process) -> None:
    process.kill()
    await process.wait()


async def _rate(telegram: Standin, people: list[Person], card: Message, choices: tuple[str, str], votes: int) -> float:
    """Votes per second with IN_FLIGHT voters waiting for their answers at any time."""
    left = iter(range(votes))
    begun = time.perf_counter()
    await asyncio.gather(*(_keep_voting(telegram, people, card, choices, left) for _ in range(IN_FLIGHT)))
    return votes / (time.perf_counter() - begun)


async def _keep_voting(
    telegram: Standin, people: list[Person], card: Message, choices: tuple[str, str], left: Iterator[int]
) -> None:
    world = telegram.world
    assert world is not None
    chat = group_named(world, card.chat_id)
    message = chat.messages[card.id]
    data = [str(card.button(choice)["data"]) for choice in choices]
    for number in left:
        choice = data[(number // len(people)) % 2]
        query = queue_press(world, chat, message, people[number % len(people)].id, choice)
        answered: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        query.waiting.append(answered)
        await answered
        assert "Recorded" in (query.answer or {}).get("text", ""), query.answer
