"""Keys of signals and ratings lost under a running bot: whoever presses is told, and everybody is asked again."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from tests.faults.assembly import ensure_healthy
from tests.flows.test_reports import NAMES, elect_ben
from tests.support.chats import Message
from tests.support.garden import Garden, garden

SIGNALS_LOST, RATINGS_LOST = "what opens the signals on this mandate was lost", "what opens the ratings of this report"


async def given(g: Garden) -> tuple[Message, Message]:
    """Ben's mandate and his report; Anna has signalled and rated."""
    mandate = await elect_ben(g)
    await g.ben.say(g.group, "/reportback We bought a barrel")
    report = await g.group.find("We bought a barrel", button="Not enough")
    assert "Recorded: No confidence" in (await g.anna.press(mandate, "No confidence")).text
    assert "Recorded: Not enough" in (await g.anna.press(report, "Not enough")).text
    return mandate, report


async def pressed_again(g: Garden, mandate: Message, report: Message) -> None:
    assert "Recorded: Confidence" in (await g.cleo.press(mandate, "Confidence")).text
    assert "Recorded: Accept" in (await g.cleo.press(report, "Accept")).text
    await ensure_healthy(g.bot)


async def anew(g: Garden, card: Message, label: str) -> Message:
    old = card.button(label)["data"]
    return await g.group.until(card, lambda message: message.button(label)["data"] != old)


async def test_with_all_keys_lost_a_press_is_told_so_and_the_buttons_mean_something_again(tmp_path):
    async with garden(tmp_path / "data", *NAMES, is_strict=False) as g:
        mandate, report = await given(g)
        shutil.rmtree(tmp_path / "data-keys")
        assert SIGNALS_LOST in (await g.cleo.press(mandate, "Confidence")).text
        assert RATINGS_LOST in (await g.cleo.press(report, "Accept")).text
        await g.group.find("What opens the signals so far was lost", button="Confidence")
        await g.group.find("What opens the ratings of this report was lost")
        await pressed_again(g, await anew(g, mandate, "Confidence"), await anew(g, report, "Accept"))


def lose(keys: Path, kind: str) -> None:
    lost = [path for path in keys.rglob(f"{kind}-*") if path.is_file()]
    assert len(lost) == 2
    for path in lost:
        path.unlink()


async def test_with_the_keys_of_what_was_said_lost_all_are_asked_again_within_the_hour_and_not_at_a_press(tmp_path):
    async with garden(tmp_path / "data", *NAMES, is_strict=False) as g:
        mandate, report = await given(g)
        lose(tmp_path / "data-keys", "voices")
        for _ in range(2):
            assert SIGNALS_LOST in (await g.cleo.press(mandate, "Confidence")).text
            assert RATINGS_LOST in (await g.cleo.press(report, "Accept")).text
        await g.bot.move(timedelta(hours=1, minutes=1))
        await g.group.find("What opens the signals so far was lost", button="Confidence")
        await g.group.find("What opens the ratings of this report was lost")
        await pressed_again(g, await g.group.get(mandate.id), await g.group.get(report.id))


async def test_with_the_keys_of_buttons_lost_a_press_renews_them_and_what_was_said_stands(tmp_path):
    async with garden(tmp_path / "data", *NAMES, is_strict=False) as g:
        mandate, report = await given(g)
        lose(tmp_path / "data-keys", "tokens")
        for card, label in ((mandate, "Confidence"), (report, "Accept")):
            assert "this button is out of date" in (await g.cleo.press(card, label)).text
        await pressed_again(g, await anew(g, mandate, "Confidence"), await anew(g, report, "Accept"))
        await g.bot.move(timedelta(days=3, minutes=5))
        await g.group.until(report, lambda message: "Accept 1 · Not enough 1" in message.text)
