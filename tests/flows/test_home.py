"""Where the group cannot show something to one person alone, it goes to their private chat."""

from datetime import timedelta

import pytest

from bot.services.ground.signposts import LARGE_ABOVE
from handlers.sending import SIGN
from tests.support.garden import garden

HERE = "You asked in Garden."


async def said_by_bot(g):
    await g.group.find("The council is founded")
    return [m.id for m in await g.group.history() if m["from"]["is_bot"] and not m["service"]]


def home(g, person):
    return person.private(g.account)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/help", "/propose"),
        ("/open", "Nothing is open"),
        ("/vote", "Nothing is open"),
        ("/council", "You are on the roll since"),
        ("/charter", "The charter of Garden"),
        ("/roll", "Anna"),
        ("/decisions", ""),
        ("/mandate", ""),
        ("/privacy", "sealed"),
        ("/recall @nobody", ""),
    ],
)
async def test_who_asks_in_the_group_is_answered_in_private_with_a_line_that_says_where_they_asked(
    tmp_path, command, words
):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        before = await said_by_bot(g)
        await g.anna.say(g.group, command)
        answer = await home(g, g.anna).find(HERE)
        assert words in answer.text
        assert await said_by_bot(g) == before
        assert HERE not in str(await home(g, g.ben).history())


async def test_who_has_no_private_chat_open_or_is_not_on_the_roll_is_answered_in_the_group(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        await said_by_bot(g)
        dan, eve = await g.telegram.user("Dan"), await g.telegram.user("Eve")
        for person in (dan, eve):
            await g.group.add(person)
        await dan.press(await g.group.find(button="Join the roll"), "Join the roll")
        await eve.start(g.account)
        for person in (dan, eve):
            said = await person.say(g.group, "/help")
            assert "You asked in" not in (await g.group.find("/propose", after=said.id)).text


async def test_who_blocked_the_bot_since_is_answered_in_the_group_after_all(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        await said_by_bot(g)
        await g.anna.block(g.account)
        said = await g.anna.say(g.group, "/elect Treasurer")
        asked = await g.group.find(button="Yes", after=said.id)
        await g.anna.press(asked, "Yes")
        await g.group.find("Treasurer", button="Stand", after=said.id)


async def test_what_is_asked_goes_home_with_the_answer_and_is_done_in_the_group(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        before = await said_by_bot(g)
        said = await g.anna.say(g.group, "/elect Treasurer")
        asked = await home(g, g.anna).find("Treasurer", button="Yes")
        assert await said_by_bot(g) == before
        await g.anna.press(asked, "Yes")
        await home(g, g.anna).until(asked, lambda message: message.text == "Done: it stands in the group.")
        await g.group.find("Treasurer", button="Stand", after=said.id)


async def test_a_text_that_is_missing_is_asked_for_in_private(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        before = await said_by_bot(g)
        await g.anna.say(g.group, "/propose")
        await home(g, g.anna).find(HERE, button="Cancel")
        assert await said_by_bot(g) == before
        await g.anna.say(g.account, "We buy a barrel")
        await g.group.find("We buy a barrel", button="Abstain")


async def ask_dan(g):
    """Dan has no private chat: he is asked in the group."""
    await said_by_bot(g)
    dan = await g.telegram.user("Dan")
    await g.group.add(dan)
    await dan.press(await g.group.find(button="Join the roll"), "Join the roll")
    said = await dan.say(g.group, "/leave")
    return dan, await g.group.find(button="Yes", after=said.id)


async def test_what_was_asked_in_the_group_is_deleted_once_it_is_over(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        dan, asked = await ask_dan(g)
        await dan.press(asked, "No")
        await g.group.until_gone(asked)


async def test_where_it_cannot_be_deleted_one_line_stays(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        _, asked = await ask_dan(g)
        await g.bot.move(timedelta(days=3))
        await g.group.until(asked, lambda message: message.text == "This question is over." and not message.buttons)


async def test_a_large_group_hears_once_that_answers_are_in_private_and_they_wait_there(tmp_path):
    async with garden(tmp_path, *(f"Member{number}" for number in range(LARGE_ABOVE))) as g:
        dan, eve, fay, gil = [await g.telegram.user(name) for name in ("Dan", "Eve", "Fay", "Gil")]
        welcome = await g.group.find(button="Join the roll")
        for person in (dan, eve, fay, gil):
            await g.group.add(person)
            await person.press(welcome, "Join the roll")
        asked = await dan.say(g.group, "/charter")
        await g.group.find(button="Read my answer", after=asked.id)
        before = await said_by_bot(g)
        signed = await eve.say(g.group, "/roll")
        await g.group.wait_for(lambda message: SIGN in str(message["reactions"]), after=signed.id - 1)
        assert await said_by_bot(g) == before
        await eve.start(g.account, "answer")
        assert "The roll of Garden" in (await home(g, eve).find(HERE)).text
        await fay.start(g.account, "answer")
        panel = await home(g, fay).find(button="Propose")
        assert (await home(g, fay).find("you had asked nothing there")).id < panel.id
        assert not any("Propose" in message.buttons for message in await home(g, eve).history())
        again = await dan.say(g.group, "/charter")
        await g.group.find("The charter of Garden", after=again.id)
        said = await gil.say(g.group, "/leave")
        await g.group.find(button="Yes", after=said.id)


@pytest.mark.parametrize("command", ["/council", "/me", "/mandate Zed"])
async def test_in_a_large_group_whatever_one_person_looks_up_waits_for_them(tmp_path, command):
    async with garden(tmp_path, *(f"Member{number}" for number in range(LARGE_ABOVE))) as g:
        dan = await g.telegram.user("Dan")
        welcome = await g.group.find(button="Join the roll")
        await g.group.add(dan)
        await dan.press(welcome, "Join the roll")
        asked = await dan.say(g.group, command)
        await g.group.find(button="Read my answer", after=asked.id)
        await dan.start(g.account, "answer")
        await home(g, dan).find(HERE)
        assert HERE in (await home(g, dan).history())[-1].text
