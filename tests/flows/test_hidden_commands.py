"""Commands that nobody else in the group sees, where the server has them: registered so once that is found."""

from __future__ import annotations

from itertools import product

import pytest

from handlers.views.ground.words import languages
from tests.support.garden import garden
from tests.support.patience import WAIT
from tests.support.scene import TOKEN, Scene
from tests.support.standin import Standin

MENUS = list(product(languages(), ("groups", "private")))


async def hides(g):
    """The server knows ephemeral messages, and the bot has found that at its start."""
    await g.telegram.know_ephemeral()
    await g.bot.kill()
    since = (await g.telegram.get("calls", limit=1_000_000))["last"]
    await g.bot.start()
    published = 0
    while published < len(MENUS):
        found = await g.telegram.get("calls", since=since, wait=WAIT)
        since = found["last"]
        published += sum(call["method"] == "setMyCommands" for call in found["calls"])


async def written(g, said):
    return [message.text for message in await g.group.history() if message.id > said and not message["from"]["is_bot"]]


@pytest.mark.parametrize(
    ("command", "words"),
    [("/roll", "The roll of Garden"), ("/privacy@mandate_bot", "sealed"), ("/me", "Telegram id")],
)
async def test_neither_the_command_nor_its_answer_is_seen_by_the_others(tmp_path, command, words):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        await g.group.promote(g.account)
        await hides(g)
        last = (await g.group.history())[-1].id
        await g.anna.say(g.group, command)
        await g.anna.alone_in(g.group).find(words)
        assert await written(g, last) == []
        assert not [message for message in await g.group.history() if words in message.text]
        assert await g.ben.alone_in(g.group).history() == []
        assert await g.telegram.oddities() == []


async def test_what_the_group_is_to_hear_is_written_in_sight(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        await hides(g)
        await g.propose(g.anna, "We buy a barrel")
        assert "/propose We buy a barrel" in await written(g, 0)


async def test_where_the_bot_may_not_answer_alone_it_answers_in_private_and_else_in_the_group(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        await hides(g)
        await g.anna.say(g.group, "/roll")
        await g.anna.private(g.account).find("The roll of Garden")
        await g.ben.block(g.account)
        await g.ben.say(g.group, "/roll")
        await g.group.find("The roll of Garden")


async def test_the_stand_in_keeps_the_mark_and_hides_such_commands_alone():
    async with Standin() as telegram:
        bot = await telegram.bot(TOKEN, username="mandate_bot")
        people = [await telegram.user(name) for name in ("Anna", "Bo", "Cem")]
        scene = Scene(telegram, bot, people, await telegram.group("Garden", people[0], people[1:], [bot]))
        marked = [
            {"command": "roll", "description": "Who", "is_ephemeral": True},
            {"command": "propose", "description": "Put", "is_ephemeral": False},
        ]
        groups = {"type": "all_group_chats"}
        wrong = [{**marked[0], "is_ephemeral": "yes"}]
        assert "is_ephemeral" in await scene.refused("setMyCommands", commands=wrong, scope=groups)
        await scene.call("setMyCommands", commands=marked, scope=groups)
        assert "is_ephemeral" not in (await scene.call("getMyCommands", scope=groups))[0]
        await telegram.know_ephemeral()
        await scene.call("setMyCommands", commands=marked, scope=groups)
        assert (await scene.call("getMyCommands", scope=groups))[0]["is_ephemeral"] is True
        for text in ("/roll", "/propose tea", "roll", "/roll@other_bot"):
            await scene.anna.say(scene.group, text)
        assert [m.text for m in await scene.group.history() if m.text] == ["/propose tea", "roll", "/roll@other_bot"]
        (heard,) = [u["message"] for u in await scene.updates() if u.get("message", {}).get("text") == "/roll"]
        assert (heard["message_id"], heard["from"]["id"]) == (0, scene.anna.id)
        assert heard["ephemeral_message_id"] > 0
