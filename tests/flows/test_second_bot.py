"""A group in which another bot lives too: each minds its own business."""

from tests.support.garden import garden


async def test_commands_for_another_bot_and_its_words_do_nothing_here(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        other = await g.telegram.bot("777:OTHER", username="weather_bot", first_name="Weather")
        await g.group.add(other, g.anna)
        before = (await g.group.last()).id
        for text in ("/report@weather_bot tomorrow", "/propose@weather_bot rain", "/help@weather_bot", "/weather"):
            await g.anna.say(g.group, text)
        await g.telegram.api("777:OTHER", "sendMessage", chat_id=g.group.id, text="/propose the bot proposes")
        await g.anna.say(g.group, "/propose@mandate_bot We buy a barrel")
        card = await g.group.find("We buy a barrel", button="Abstain")
        ours = [m for m in await g.group.history(before) if m["from"]["id"] == g.account.id]
        assert [m.id for m in ours] == [card.id]
