"""Coloured buttons end to end: where the server knows them, and where it refuses them."""

from __future__ import annotations

from tests.support.garden import garden
from tests.support.scene import Scene
from tests.support.standin import Standin


def colours(message):
    return {button["text"]: button["style"] for row in message["keyboard"] for button in row if "style" in button}


async def refused(g):
    calls = [*await g.telegram.calls("sendMessage"), *await g.telegram.calls("editMessageText")]
    return [call["description"] for call in calls if not call["ok"] and "STYLE" in str(call["description"])]


async def test_a_vote_is_in_colours(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        card = await g.propose(g.anna, "We buy a barrel")
        assert colours(card) == {"Yes": "success", "No": "danger"}
        assert await g.telegram.oddities() == []


async def test_a_server_that_refuses_colours_is_asked_once_and_shows_the_same_without(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        await g.telegram.refuse_styles()
        for text in ("We buy a barrel", "We paint the fence"):
            card = await g.propose(g.anna, text)
            assert colours(card) == {}
            assert "Recorded: Yes" in (await g.anna.press(card, "Yes")).text
        assert len(await refused(g)) == 1


async def test_what_is_meant_for_one_stays_so_where_colours_are_refused(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        await g.telegram.know_ephemeral()
        await g.group.promote(g.account)
        await g.telegram.refuse_styles()
        said = await g.anna.say(g.group, "/leave")
        asked = await g.anna.alone_in(g.group).find(button="Yes")
        assert colours(asked) == {}
        assert [m.text for m in await g.group.history() if m.id > said.id] == []


async def test_the_stand_in_takes_three_colours_and_no_other():
    async with Standin() as telegram:
        bot = await telegram.bot("111:AAone", username="mandate_bot")
        people = [await telegram.user(name) for name in ("Anna", "Bo", "Cem")]
        scene = Scene(telegram, bot, people, await telegram.group("Garden", people[0], people[1:], [bot]))

        def in_colour(style):
            return {"inline_keyboard": [[{"text": "Yes", "callback_data": "y", "style": style}]]}

        for style in ("success", "danger", "primary"):
            assert (await scene.send(reply_markup=in_colour(style)))["reply_markup"] == in_colour(style)
        for wrong in ("green", "", 1, None):
            answer = await scene.refused("sendMessage", chat_id=scene.group.id, text="x", reply_markup=in_colour(wrong))
            assert "BUTTON_STYLE_INVALID" in answer
