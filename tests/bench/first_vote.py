"""(g) The first five minutes, without the reading: from `git clone` to a first vote that the group's card counts.

Packages come from pip's cache, where the machine has them. Asked for by name only: it makes a whole .venv. The quick
form takes this checkout with what is installed in it.
"""

import asyncio
import re
import tempfile
import time
from pathlib import Path

from tests.bench.figure import Figure, rounded
from tests.support.bot import ROOT
from tests.support.playground import RunningPlayground

COUNTED = re.compile(r"\b1 of 1 voted\b")
PATIENCE_S = 300.0


async def measure(*, quick: bool = False) -> list[Figure]:
    """Seconds until the address is printed, and until the vote is on the card."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        checkout = ROOT if quick else await _clone(Path(folder) / "checkout")
        async with RunningPlayground(Path(folder) / "data", checkout=checkout, patience_s=PATIENCE_S) as play:
            ready = time.perf_counter() - began
            await _vote(play)
            voted = time.perf_counter() - began
    note = "this checkout as it is" if quick else "git clone, .venv from pip's cache, bot ready, a vote counted"
    return [
        Figure("first_vote_ready_s", rounded(ready), "s", note="until the address is printed"),
        Figure("first_vote_s", rounded(voted), "s", aim=60, is_at_least=False, note=note),
    ]


async def _clone(target: Path) -> Path:
    cloning = await asyncio.create_subprocess_exec("git", "clone", "--quiet", str(ROOT), str(target))
    assert await cloning.wait() == 0, "git clone failed"
    return target


async def _vote(play: RunningPlayground) -> None:
    """What a newcomer does: a group with the bot, [Join the roll], a proposal, [Yes]."""
    anna = await play.user("Anna")
    group = await play.group("Garden", anna, bots=[await play.mandate()])
    await anna.press(await group.find(button="Join the roll"), "Join the roll")
    await anna.say(group, "/propose We buy a rain barrel")
    card = await group.find("rain barrel", button="Yes")
    await anna.press(card, "Yes")
    await group.until(card, lambda message: bool(COUNTED.search(message.text)))
