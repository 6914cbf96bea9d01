"""(g) The first five minutes, without the reading: from `git clone` to a first vote that the group's card counts.

Packages come from pip's cache, where the machine has them. Asked for by name only: it makes a whole .venv. The quick
form takes this checkout with what is installed in it.
"""

import asyncio
import tempfile
import time
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.bench.figure import Figure, rounded
from tests.browser.visitor import Visitor, chromium
from tests.support.bot import ROOT
from tests.support.playground import RunningPlayground

COUNTED = "1 of 1 voted"
PATIENCE_S = 300.0


async def measure(*, quick: bool = False) -> list[Figure]:
    """Seconds until the address is printed, and until the vote is on the card."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        checkout = ROOT if quick else await _clone(Path(folder) / "checkout")
        async with RunningPlayground(Path(folder) / "data", checkout=checkout, patience_s=PATIENCE_S) as play:
            ready = time.perf_counter() - began
            await asyncio.to_thread(_vote, play.url, Path(folder))
            voted = time.perf_counter() - began
    note = "this checkout as it is" if quick else "git clone, .venv from pip's cache, a vote counted in the page"
    return [
        Figure("first_vote_ready_s", rounded(ready), "s", note="until the address is printed"),
        Figure("first_vote_s", rounded(voted), "s", aim=60, is_at_least=False, note=note),
    ]


async def _clone(target: Path) -> Path:
    cloning = await asyncio.create_subprocess_exec("git", "clone", "--quiet", str(ROOT), str(target))
    assert await cloning.wait() == 0, "git clone failed"
    return target


def _vote(address: str, pictures: Path) -> None:
    """What a newcomer does in the page: a group with the bot, [Join the roll], [Propose], [Yes]."""
    with sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=chromium()).new_page()
        visitor = Visitor(window, pictures)
        visitor.come(address)
        visitor.make_group("Garden")
        welcome = visitor.card("Press [Join the roll]", button="Join the roll")
        visitor.press_on(welcome, "Join the roll")
        visitor.read_alert()
        visitor.press_on(welcome, "Propose")
        expect(window.locator(".replying")).to_be_visible()
        visitor.say("We buy a rain barrel")
        card = visitor.card("We buy a rain barrel", button="Abstain")
        visitor.press_on(card, "Yes")
        expect(card).to_contain_text(COUNTED)
        visitor.ensure_all_went_well()
