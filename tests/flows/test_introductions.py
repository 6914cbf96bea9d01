"""What candidates say of themselves, end to end: from the card into the private chat, and onto the page for all."""

from __future__ import annotations

from tests.support.chats import answer_to
from tests.support.garden import garden


async def test_a_candidate_introduces_themself_in_private_and_the_group_reads_it_on_a_page(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        said = await g.anna.say(g.group, "/elect treasurer")
        await g.anna.press(await answer_to(g.anna, g.account, g.group, "Start an election", after=said), "Yes")
        card = await g.group.find(button="Stand")
        await g.ben.press(card, "Stand")
        private = g.ben.private(g.account)
        await private.find("You stand for treasurer", button="Introduce yourself")
        card = await g.group.until(card, lambda message: "Introduce yourself" in message.buttons)
        assert "You do not stand for treasurer" in (await g.cleo.press(card, "Introduce yourself")).text
        await g.ben.open((await g.ben.press(card, "Introduce yourself")).url)
        await private.find("up to 200 characters", button="Cancel")
        said = await g.ben.say(private, "x" * 201)
        await private.find("201 characters", after=said.id)
        said = await g.ben.say(private, "I kept the books <b>for ten years</b>.")
        await private.find("Beside your name stands: “I kept the books <b>for ten years</b>.”", after=said.id)
        card = await g.group.until(card, lambda message: "About the candidates" in message.buttons)
        assert "kept the books" not in card.text
        await g.cleo.press(card, "About the candidates")
        await g.cleo.private(g.account).find("“I kept the books <b>for ten years</b>.”")
        await g.cleo.press(card, "Stand")
        hers = g.cleo.private(g.account)
        await hers.find("Write it here within 15 minutes", button="Introduce yourself")
        await g.cleo.say(hers, "I can count.")
        await hers.find("Beside your name stands: “I can count.”")
        assert await g.telegram.oddities() == []
