"""A council is claimed in another group: by three of twelve, by strangers, and taken back."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

from bot.domain.council.council import Council
from handlers.callbacks import pack
from handlers.presses.council import OurCouncilPress
from tests.faults.assembly import ensure_healthy, read
from tests.support.chats import Group
from tests.support.garden import Garden, garden

OURS = "This is our council"


async def councils(g: Garden) -> list[Council]:
    return await read(g.bot, lambda reads: reads.find(Council))


async def throw_out(g: Garden, group: Group) -> None:
    await group.remove(g.account, by=g.anna)
    await g.account.idle()


async def test_three_take_their_council_along_and_the_others_bring_it_back(tmp_path: Path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus") as g:
        others = [g.people[name] for name in ("Dan", "Eve", "Finn", "Gus")]
        await throw_out(g, g.group)
        private = await g.telegram.group("Garden", g.anna, members=[g.ben, g.cleo], bots=[g.account])
        card = await private.find(button=OURS)
        for person in (g.anna, g.ben, g.cleo):
            answer = await person.press(card, OURS)
        assert "it goes on here" in answer.text
        for person in others:
            await person.private(g.account).find("goes on in another group, Garden: 3 of its roll")
        await g.anna.say(private, "/propose 1d: Anna sells the house")
        sale = await private.find("Anna sells the house", button="Abstain")
        for person in (g.anna, g.ben, g.cleo):
            await person.press(sale, "Yes")
        await g.bot.move(timedelta(hours=30))
        assert "Abstain" in (await private.get(sale.id)).buttons, "it would have closed after a day"
        await g.group.add(g.account, by=g.people["Dan"])
        card = await g.group.find("goes on in another group", button=OURS)
        for person in others[:3]:
            answer = await person.press(card, OURS)
        assert "it goes on here" in answer.text
        await g.group.find("Anna sells the house", button="Abstain")
        (council,) = await councils(g)
        assert (council.chat_id, council.on_roll) == (g.group.id, 7)
        await ensure_healthy(g.bot)


async def test_strangers_swallow_no_council_by_data_that_they_made_up(tmp_path: Path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        strangers = [await g.telegram.user(name) for name in ("Max", "Moe", "Mia")]
        for person in strangers:
            await g.group.add(person)
            await person.start(g.account)
        own = await g.telegram.group("Garden", strangers[0], members=strangers[1:], bots=[g.account])
        card = await own.find(button="Join the roll")
        for person in strangers:
            await person.press(card, "Join the roll")
        await own.find("The council is founded")
        await own.remove(g.account, by=strangers[0])
        await g.account.idle()
        theirs = next(each for each in await councils(g) if each.chat_id == own.id)
        shown = await g.propose(g.anna, "We plant a hedge")
        data = pack(OurCouncilPress(theirs.council_id))
        for person in strangers:
            voting = asyncio.gather(g.anna.press(shown, "Yes"), g.ben.press(shown, "No"))
            answer = await person.send_data(shown, data)
            await voting
            assert "goes on" not in answer.text
        assert {each.chat_id for each in await councils(g)} == {g.group.id, own.id}
        await ensure_healthy(g.bot)
