"""Presses, private chats, updates and privacy at the stand-in: where Telegram is strict, it is."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.chats import StandinError
from tests.support.patience import WAIT
from tests.support.scene import OTHER, TOKEN, YES, Scene
from tests.support.standin import Standin

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def scene():
    async with Standin() as telegram:
        bot = await telegram.bot(TOKEN, username="mandate_bot")
        people = [await telegram.user(name, username=name.lower()) for name in ("Anna", "Bo", "Cem")]
        group = await telegram.group("Garden", people[0], people[1:], [bot])
        made = Scene(telegram, bot, people, group)
        await made.updates()
        yield made


async def press_and_answer(scene, **answer):
    card = await scene.group.find("card", button="Yes")
    pressed = await scene.anna.press(card, "Yes", wait=0)
    found = await scene.updates(timeout=5)
    query = found[-1]["callback_query"]
    assert (query["data"], query["from"]["id"]) == ("y", scene.anna.id)
    await scene.call("answerCallbackQuery", callback_query_id=query["id"], **answer)
    return query["id"], await scene.telegram.answer(pressed.query_id, wait=WAIT)


async def test_a_press_and_its_answer(scene):
    await scene.send(reply_markup=YES)
    query_id, answer = await press_and_answer(scene, text="Recorded: Yes", show_alert=True)
    assert (answer.text, answer.alert) == ("Recorded: Yes", True)
    await scene.call("answerCallbackQuery", callback_query_id=query_id, text="again")
    assert (await scene.telegram.answer(query_id)).text == "Recorded: Yes"
    too_long = await scene.refused("answerCallbackQuery", callback_query_id=query_id, text="é" * 201)
    assert too_long == "Bad Request: MESSAGE_TOO_LONG"


async def test_an_old_or_unknown_query_cannot_be_answered(scene):
    await scene.send(reply_markup=YES)
    query_id, _answer = await press_and_answer(scene)
    await scene.telegram.post("settings", query_max_age=0)
    for wrong in (query_id, "1"):
        assert await scene.refused("answerCallbackQuery", callback_query_id=wrong) == TOO_OLD


async def test_only_buttons_that_are_there_can_be_pressed_unless_forced(scene):
    await scene.send(reply_markup=YES)
    card = await scene.group.find("card")
    with pytest.raises(StandinError):
        await scene.anna.press(card, "Maybe", wait=0)
    with pytest.raises(StandinError):
        await scene.anna.send_data(card, "forged", force=False, wait=0)
    await scene.anna.send_data(card, "forged", wait=0)
    stranger = await scene.telegram.user("Stranger")
    with pytest.raises(StandinError):
        await stranger.press(card, "Yes", wait=0)
    assert [u["callback_query"]["data"] for u in await scene.updates()] == ["forged"]


async def test_presses_in_bulk_keep_their_order(scene):
    await scene.send(reply_markup=YES)
    card = await scene.group.find("card")
    rows = [(who, card, data) for data in ("y", "n") for who in (scene.anna, scene.bo, scene.cem)]
    ids = await scene.telegram.press_all(rows)
    found = [u["callback_query"] for u in await scene.updates()]
    assert [q["id"] for q in found] == ids
    assert [q["data"] for q in found] == list("yyynnn")


async def test_a_private_chat_must_be_started_and_can_be_blocked(scene):
    where = {"chat_id": scene.anna.id, "text": "hello"}
    assert await scene.refused("sendMessage", **where) == "Forbidden: bot can't initiate conversation with a user"
    await scene.anna.open("https://t.me/mandate_bot?start=vote-1")
    assert await scene.texts() == ["/start vote-1"]
    await scene.call("sendMessage", **where)
    await scene.anna.block(scene.bot)
    assert await scene.refused("sendMessage", **where) == "Forbidden: bot was blocked by the user"
    await scene.anna.start(scene.bot)
    assert [next(k for k in u if k != "update_id") for u in await scene.updates()] == ["my_chat_member"] * 2 + [
        "message"
    ]
    assert await scene.refused("sendMessage", chat_id=77, text="x") == "Bad Request: chat not found"


async def test_updates_come_again_until_an_offset_confirms_them(scene):
    for word in ("/a", "/b", "/c"):
        await scene.anna.say(scene.group, word)
    first = await scene.call("getUpdates", limit=2)
    assert [u["message"]["text"] for u in first] == ["/a", "/b"]
    assert await scene.call("getUpdates", limit=2) == first
    rest = await scene.call("getUpdates", offset=first[-1]["update_id"] + 1)
    assert [u["message"]["text"] for u in rest] == ["/c"]
    assert (await scene.bot.view())["pending_updates"] == 1
    assert await scene.call("getUpdates", offset=rest[-1]["update_id"] + 1) == []
    await scene.anna.say(scene.group, "/d")
    await scene.anna.say(scene.group, "/e")
    assert [u["message"]["text"] for u in await scene.call("getUpdates", offset=-1)] == ["/e"]
    assert len(await scene.call("getUpdates")) == 1


async def test_a_second_poll_ends_the_first(scene):
    polls = [scene.telegram.api(TOKEN, "getUpdates", timeout=20) for _poll in range(2)]
    ends = asyncio.as_completed(polls)
    ended = await next(ends)
    assert (ended["error_code"], ended["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    await scene.anna.say(scene.group, "/now")
    assert (await next(ends))["result"][0]["message"]["text"] == "/now"


async def test_allowed_updates_are_remembered_and_some_need_an_administrator(scene):
    async def kinds() -> set[str]:
        await scene.group.mute(scene.bo)
        await scene.group.unmute(scene.bo)
        return {next(k for k in u if k != "update_id") for u in await scene.updates()}

    assert await kinds() == set()
    await scene.call("getUpdates", allowed_updates=["chat_member"])
    assert await kinds() == set()
    await scene.group.promote(scene.bot)
    assert await kinds() == {"chat_member"}
    await scene.call("getUpdates", allowed_updates=[])
    assert await kinds() == set()


async def test_a_webhook_excludes_polling(scene):
    await scene.call("setWebhook", url="https://x.org/hook")
    assert (await scene.refused("getUpdates")).startswith("Conflict: can't use getUpdates method while webhook")
    await scene.call("deleteWebhook")
    await scene.call("getUpdates")


async def test_privacy_mode_shows_commands_and_replies(scene):
    card = await scene.send()
    said = await scene.anna.say(scene.group, "hello @mandate_bot")
    asked = await scene.anna.say(scene.group, "/vote@mandate_bot")
    await scene.anna.say(scene.group, "/vote@other_bot")
    await scene.anna.say(scene.group, "/open")
    await scene.bo.say(scene.group, "to the card", reply_to=card["message_id"])
    await scene.bo.say(scene.group, "to the command", reply_to=asked)
    await scene.bo.say(scene.group, "to a talk", reply_to=said)
    assert await scene.texts() == ["/vote@mandate_bot", "/open", "to the card", "to the command"]
    await scene.group.promote(scene.bot)
    await scene.updates()
    await scene.anna.say(scene.group, "now seen")
    assert await scene.texts() == ["now seen"]


async def test_a_bare_command_is_for_the_bot_that_wrote_last(scene):
    other = await scene.telegram.bot(OTHER, username="other_bot")
    await scene.group.add(other, by=scene.anna)
    await scene.telegram.api(OTHER, "sendMessage", chat_id=scene.group.id, text="I am here")
    await scene.anna.say(scene.group, "/open")
    assert await scene.texts() == []
    await scene.send()
    await scene.anna.say(scene.group, "/open")
    assert await scene.texts() == ["/open"]
