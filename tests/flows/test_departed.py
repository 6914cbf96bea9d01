"""Who left the roll reads nothing more of the council in private: by no button, no command and no link."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

from handlers.registers.commands import COMMANDS
from handlers.registers.presses import VERBS
from tests.flows.test_forged_presses import forged, furnish, ids_for
from tests.support.chats import Chat
from tests.support.garden import garden
from tests.support.patience import WAIT

SECRET = re.compile("hedge|Cook|Clerk|weeks|Anna|Cleo|[0-9] of [0-9] voted")
"""What is open, who holds what, who said what, how many voted."""


async def helped(chat: Chat, since: int) -> bool:
    """Whether the bot has told there what it is."""
    return any(message["from"]["is_bot"] and "Mandate" in message.text for message in await chat.history(since))


async def test_a_departed_member_reads_nothing_by_any_button_command_or_link(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo", "Dan", is_strict=False) as g:
        await furnish(g)
        known = await ids_for(g, g.dan.id)
        private = g.dan.private(g.account)
        await g.dan.say(private, "/council")
        panel = await private.find(button="Who acts for us")
        await g.dan.say(private, "/leave")
        await g.dan.press(await private.find(button="Yes"), "Yes")
        await g.account.idle()
        await g.bot.move(timedelta(minutes=20))
        last = (await private.history())[-1].id
        presses = [(g.dan, panel, forged(kind, known, number)) for kind in VERBS.values() for number in (0, 1)]
        answers = await g.telegram.answers(await g.telegram.press_all(presses), 60)
        for name in COMMANDS:
            await g.dan.say(private, f"/{name}")
        for kind in VERBS.values():
            if kind.BY_LINK:
                await g.dan.start(g.account, forged(kind, known, 0))
        await g.account.idle()
        async with asyncio.timeout(WAIT):
            while not await helped(private, last):  # one answer of many at once may be left out
                await g.dan.say(private, "/help")
                await g.account.idle()
        said = [message.text for message in await private.history(last) if message["from"]["is_bot"]]
        told = [answer.text for answer in answers]
        assert not [text for text in [*said, *told] if SECRET.search(text)]
