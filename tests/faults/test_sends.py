"""Telegram on a bad day: every message arrives, cards end exact, one chat's flood wait stops nobody else."""

from __future__ import annotations

import asyncio

import pytest

from tests.faults.assembly import Assembly, Press, account_of, assemble, ensure_healthy
from tests.support.bot import RunningBot
from tests.support.chats import Group, Message
from tests.support.patience import WAIT
from tests.support.standin import Standin

SENDS = "sendMessage|sendPhoto|editMessageText"
REFUSED = ("429", "500", "502", "drop_before")
"""Faults after which it is certain that nothing was sent: each message arrives exactly once."""


@pytest.fixture
async def telegram():
    async with Standin() as made:
        yield made


@pytest.fixture
async def assembly(telegram) -> Assembly:
    return await assemble(telegram, await account_of(telegram), 5)


async def test_what_was_refused_is_sent_again_and_arrives_once(telegram, assembly, tmp_path):
    async with RunningBot(telegram, assembly.account, tmp_path, is_strict=False) as bot:
        await assembly.found(1, 1)
        group = assembly.groups[0]
        for kind, proposer in zip(REFUSED, assembly.people[1:], strict=True):
            await telegram.fault(kind, times=1, match={"method": "sendMessage"}, retry_after=1)
            await proposer.say(group, f"/propose After {kind} we go on")
            await group.find(f"After {kind} we go on", button="Abstain", wait=WAIT)
        for kind in REFUSED:
            assert await times(group, f"After {kind} we go on") == 1, kind
        await ensure_exact(assembly, bot)


async def times(group: Group, text: str) -> int:
    return sum(text in message.text and bool(message.buttons) for message in await group.history())


@pytest.mark.parametrize("kind", ["drop_after", pytest.param("hang_after", marks=pytest.mark.slow)])
async def test_what_was_sent_without_an_answer_arrives_at_least_once(telegram, assembly, tmp_path, kind):
    async with RunningBot(telegram, assembly.account, tmp_path, is_strict=False) as bot:
        await assembly.found(1, 1)
        group = assembly.groups[0]
        await telegram.fault(kind, times=1, match={"method": "sendMessage"}, seconds=1)
        await assembly.people[0].say(group, "/propose Sent once or twice")
        await group.find("Sent once or twice", button="Abstain", wait=WAIT)
        await ensure_exact(assembly, bot)


async def test_edits_that_fail_leave_the_final_card_exact(telegram, assembly, tmp_path):
    async with RunningBot(telegram, assembly.account, tmp_path, is_strict=False) as bot:
        await assembly.found(1, 2)
        for kind in ("429", "500", "drop_after"):
            await telegram.fault(kind, times=1, match={"method": "editMessageText"}, retry_after=1)
            await ensure_votes(assembly)
        await ensure_exact(assembly, bot)


async def test_a_flood_wait_of_one_chat_stops_neither_another_nor_an_answer(telegram, assembly, tmp_path):
    async with RunningBot(telegram, assembly.account, tmp_path, is_strict=False) as bot:
        await assembly.found(2, 1)
        flooded, other = assembly.groups
        await telegram.fault("429", times=None, match={"method": SENDS, "chat_id": flooded.id}, retry_after=3)
        await assembly.people[1].say(flooded, "/propose Nobody can read this yet")
        await ensure_votes(assembly)
        await assembly.people[1].say(other, "/propose The others go on")
        await other.find("The others go on", button="Abstain", wait=WAIT)
        assert await times(flooded, "Nobody can read this yet") == 0
        await telegram.clear_faults()
        await flooded.find("Nobody can read this yet", button="Abstain", wait=WAIT)
        await ensure_exact(assembly, bot)


async def test_answers_that_fail_cost_no_vote(telegram, assembly, tmp_path):
    async with RunningBot(telegram, assembly.account, tmp_path, is_strict=False) as bot:
        await assembly.found(1, 1)
        for kind in ("429", "500", "drop_before", "drop_after"):
            await telegram.fault(kind, times=3, match={"method": "answerCallbackQuery"})
            await assembly.press(votes(assembly))
            await assembly.account.idle(WAIT)
        await telegram.clear_faults()
        await assembly.ensure_standing()
        await ensure_exact(assembly, bot)


async def test_a_card_that_was_deleted_is_posted_anew(telegram, assembly, tmp_path):
    async with RunningBot(telegram, assembly.account, tmp_path, is_strict=False) as bot:
        await assembly.found(1, 1)
        paper = assembly.papers[0]
        await telegram.post(
            "delete", user=assembly.people[0].id, chat=paper.group.id, message_id=paper.card.id, force=True
        )
        await ensure_votes(assembly)

        def is_new(message: Message) -> bool:
            return message.id > paper.card.id and paper.title in message.text and "Abstain" in message.buttons

        paper.card = await paper.group.wait_for(is_new, wait=WAIT)
        await ensure_exact(assembly, bot)


def votes(assembly: Assembly) -> list[Press]:
    return [
        Press(person, paper, ("yes", "no", "yes", "abstain", "yes")[row])
        for paper in assembly.papers
        for row, person in enumerate(assembly.people)
    ]


async def ensure_votes(assembly: Assembly) -> None:
    """Everybody votes on everything and is answered while Telegram is having its bad day."""
    pressed = await assembly.press(votes(assembly))
    answers = await asyncio.wait_for(assembly.answers(pressed, WAIT), WAIT)
    assert all("Recorded" in answer.text for answer in answers), [answer.text for answer in answers]


async def ensure_exact(assembly: Assembly, bot: RunningBot) -> None:
    await ensure_votes(assembly)
    await assembly.close(bot)
    await ensure_healthy(bot)
