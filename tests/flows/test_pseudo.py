"""Every string comes from the catalogs: in the pseudo-locale each sentence stands in brackets, nothing outside."""

import re
from datetime import timedelta

from tests.support.chats import Chat, Message, answer_to
from tests.support.garden import Garden, garden
from tests.support.standin import Person

NAMES = ("Anna", "Ben", "Cleo", "Dan")
DATA = {
    "Anna",
    "Ben",
    "Cleo",
    "Dan",
    "Garden",
    "Mandate",
    "barrel",
    "Monday",
    "Friday",
    "English",
    "Русский",
    "treasurer",
}
"""What people wrote, names, and the names that languages give themselves."""

SENTENCE = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[^\W\d_]{2,}")


def stray_words(text: str) -> set[str]:
    """Words outside of every bracket that nobody of the group wrote."""
    while (shorter := SENTENCE.sub(" ", text)) != text:
        text = shorter
    return set(WORD.findall(text)) - DATA


async def in_group(g: Garden, command: str, by: Person) -> Message:
    """The answer to whoever has no private chat with the bot."""
    said = await by.say(g.group, command)
    return await g.group.find(after=said.id)


async def in_private(g: Garden, chat: Chat, command: str) -> Message:
    before = (await chat.history())[-1].id
    await g.anna.say(chat, command)
    return await chat.find(after=before)


async def test_no_string_escapes_the_catalogs(tmp_path):
    async with garden(tmp_path, *NAMES, is_founded=False) as g:
        said = await g.anna.say(g.group, "/charter language qps")
        offer = await answer_to(g.anna, g.account, g.group, button="Set it now", after=said)
        await g.anna.press(offer, "Set it now")
        switched = await g.group.wait_for(lambda message: "⟦" in message.text)
        private = g.anna.private(g.account)
        began = await in_private(g, private, "/language qps")
        await g.ben.block(g.account)
        for command in (
            "/council",
            "/help",
            "/charter",
            "/roll",
            "/open",
            "/decisions",
            "/offices",
            "/mandate",
            "/why",
            "/privacy",
        ):
            await in_group(g, command, g.ben)
            await in_private(g, private, command)
        for command in ("/me", "/reminders", "/forget", "/foo"):
            await in_private(g, private, command)
        for text in ("/propose barrel", "/propose many\nbarrel\n- Monday\n- Friday", "/elect treasurer", "/propose"):
            await answer_to(g.anna, g.account, g.group, after=await g.anna.say(g.group, text))
        card = await g.group.find("barrel", button="⟦Ýés⟧")
        answer = await g.ben.press(card, "⟦Ýés⟧")
        assert answer.text
        await g.bot.move(timedelta(hours=73))
        await g.group.find("îs föûndéd", after=card.id)  # what opened in the window ends a day after it at least
        await g.bot.move(timedelta(days=3))
        await g.group.until(card, lambda message: "⟦Ýés⟧" not in " ".join(message.buttons))
        for chat, since in ((g.group, switched.id), (private, began.id)):
            ours = [message for message in await chat.history(since) if message["from"]["id"] == g.account.id]
            assert len(ours) > 10
            for message in ours:
                assert not stray_words(message.text or message.get("caption", "")), message.text
                assert not [button for button in message.buttons if stray_words(button)], message.buttons
