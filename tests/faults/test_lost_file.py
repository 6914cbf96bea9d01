"""The database's file is deleted under the running bot: it confirms nothing more, and stops."""

from __future__ import annotations

import asyncio

from tests.support.garden import garden
from tests.support.patience import WAIT


async def test_a_bot_whose_file_is_gone_confirms_nothing_and_stops(tmp_path):
    async with garden(tmp_path / "data", "Anna", "Ben", "Cleo", is_strict=False) as g:
        card = await g.propose(g.anna, "We buy a barrel")
        assert "Recorded: Yes" in (await g.anna.press(card, "Yes")).text
        (tmp_path / "data" / "mandate.db").unlink()
        answer = await g.ben.press(card, "Yes")
        assert "Recorded" not in answer.text
        assert g.bot.process is not None
        assert await asyncio.wait_for(g.bot.process.wait(), WAIT)
        assert "deleted or exchanged" in g.bot.log
        assert not (tmp_path / "data" / "mandate.db").exists(), "nor begins anew on an empty one"
