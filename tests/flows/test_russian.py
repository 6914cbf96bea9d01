# ruff: noqa: RUF001 (the test speaks Russian)
"""The second language, whole: a council that chose Russian, and people whose Telegram speaks it."""

from datetime import timedelta

from tests.support.chats import answer_to
from tests.support.garden import garden


async def test_a_council_votes_in_russian_and_plurals_agree(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo", "Dan", is_founded=False) as g:
        said = await g.anna.say(g.group, "/charter language ru")
        offer = await answer_to(g.anna, g.account, g.group, button="Set it now", after=said)
        await g.anna.press(offer, "Set it now")
        await g.group.find(button="Вступить в список")
        await g.anna.say(g.group, "/propose 3д: Купим бак для воды")
        card = await g.group.find("Купим бак", button="Против")
        assert "Проголосовали: 0 из 4" in card.text or "0 из 4" in card.text
        russian = await g.telegram.user("Ирина", language_code="ru")
        await g.group.add(russian, g.anna)
        joined = await russian.press(card, "Вступить в список")
        assert "список" in joined.text or "списке" in joined.text
        answer = await russian.press(card, "За")
        assert "Не засчитано" in answer.text
        for person, choice in ((g.anna, "За"), (g.ben, "За"), (g.cleo, "Против")):
            await person.press(card, choice)
        await g.bot.move(timedelta(hours=73))
        await g.group.find("Совет основан", after=card.id)  # a day later at least what opened in the window closes
        await g.bot.move(timedelta(days=1, hours=1))
        result = await g.group.until(card, lambda message: "Принято" in message.text)
        assert "За 2" in result.text
        private = await russian.start(g.account)
        await russian.say(private, "/help")
        helped = await private.find("/propose@mandate_bot")
        assert "голосован" in helped.text
