"""Updates that come several times and out of order: the same tally as if each had come once, in order."""

from __future__ import annotations

import pytest

from tests.faults.assembly import CHOICES, LABELS, Assembly, Press, account_of, assemble, ensure_healthy
from tests.support.bot import RunningBot
from tests.support.standin import Standin

SAME = 5
"""How often each voter presses the same: whatever the order, that is their choice."""


async def test_ten_thousand_updates_repeated_and_shuffled_come_to_the_same_tally(tmp_path):
    await repeat_and_shuffle(tmp_path, groups=10)


async def repeat_and_shuffle(folder, *, groups: int) -> None:
    async with Standin(process=True) as telegram:
        assembly = await assemble(telegram, await account_of(telegram), 20)
        async with RunningBot(telegram, assembly.account, folder, is_strict=False) as bot:
            await assembly.found(groups, 10)
            await telegram.fault("duplicate_updates", times=None, seed=1)
            await telegram.fault("reorder_updates", times=None, window=64, seed=2)
            presses = everybody(assembly) * SAME
            assert len(presses) == groups * 10 * 20 * SAME
            await assembly.press([Press(one.person, one.paper, one.choice) for one in presses])
            answers = await assembly.answers(assembly.presses, 120)
            for press, answer in zip(assembly.presses, answers, strict=True):
                assert f"Recorded: {LABELS[press.choice]}" in answer.text
            await assembly.account.idle(60)
            delivered = (await assembly.account.view())["delivered_updates"]
            assert delivered > 2 * len(presses), "nothing was repeated"
            await telegram.clear_faults()
            await assembly.close(bot)
            await ensure_healthy(bot)


def everybody(assembly: Assembly) -> list[Press]:
    """One press of everybody on every ballot, in a pattern that leaves no two ballots alike by accident."""
    return [
        Press(person, paper, CHOICES[(row * row + 3 * column) % 7 % 3])
        for row, paper in enumerate(assembly.papers)
        for column, person in enumerate(assembly.people)
    ]


@pytest.mark.parametrize("method", ["getUpdates"])
async def test_an_answer_of_telegram_that_never_arrives_loses_no_update(tmp_path, method):
    """The connection breaks while updates come: asked again, Telegram repeats them."""
    async with Standin() as telegram:
        assembly = await assemble(telegram, await account_of(telegram), 5)
        async with RunningBot(telegram, assembly.account, tmp_path, is_strict=False) as bot:
            await assembly.found(1, 2)
            for kind in ("drop_after", "500", "drop_before", "429"):
                await telegram.fault(kind, times=1, match={"method": method})
                await assembly.answers(await assembly.press(everybody(assembly)))
            await assembly.ensure_standing()
            await assembly.close(bot)
            await ensure_healthy(bot)
