"""The bot was away while a ballot ran: its voters get the lost time back, and are told."""

from datetime import timedelta

from tests.faults.assembly import ensure_healthy
from tests.support.garden import garden

AWAY = timedelta(hours=2)


async def test_a_ballot_is_extended_by_the_time_the_bot_was_away(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo", "Dan") as g:
        card = await g.propose(g.anna, "1d: We buy a barrel")
        for person in (g.anna, g.ben, g.dan):
            await person.press(card, "Yes")
        await g.bot.stop()
        await g.bot.move(AWAY)
        await g.bot.start()
        await g.group.find("I could not hear you from", after=card.id)
        await g.bot.move(timedelta(hours=23))
        late = await g.cleo.press(card, "No")
        assert "Recorded: No" in late.text
        await g.bot.move(AWAY)
        result = await g.group.until(card, lambda message: "Adopted" in message.text)
        assert "Yes 3 · No 1" in result.text
        await ensure_healthy(g.bot)
