"""Messages that one person alone sees in a group, at the stand-in itself."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from tests.support.scene import OTHER, TOKEN, YES, Scene
from tests.support.standin import Standin


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with Standin() as telegram:
        bot = await telegram.bot(TOKEN, username="mandate_bot")
        people = [await telegram.user(name) for name in ("Anna", "Bo", "Cem")]
        group = await telegram.group("Garden", people[0], members=people[1:], bots=[bot])
        yield Scene(telegram, bot, people, group)


def for_one(scene, **more):
    return {"ephemeral_message_parameters": {"receiver_user_id": scene.anna.id, **more}}


async def test_a_server_of_before_them_has_no_such_method_and_shows_nobody_what_was_meant_for_one(scene):
    named = {"chat_id": scene.group.id, "receiver_user_id": scene.anna.id, "ephemeral_message_id": 1, "text": "x"}
    assert await scene.refused("editEphemeralMessageText", **named) == "Not Found"
    assert "is not simulated" in await scene.refused(
        "sendMessage", chat_id=scene.group.id, text="psst", **for_one(scene)
    )
    assert not [m for m in await scene.group.history() if m.text == "psst"]


async def test_an_administrator_bot_shows_it_at_any_time_another_only_within_seconds_of_a_press(scene):
    await scene.telegram.know_ephemeral()
    psst = {"chat_id": scene.group.id, "text": "psst"}
    assert await scene.refused("sendMessage", **psst, **for_one(scene)) == "Bad Request: BOT_NOT_ADMIN"
    card = await scene.group.get((await scene.send(reply_markup=YES))["message_id"])
    pressed = await scene.telegram.post("press", **scene.anna._place(card), button="Yes")
    by_press = for_one(scene, callback_query_id=pressed["query_id"])
    assert (await scene.call("sendMessage", **psst, **by_press))["message_id"] == 0
    of_another = {"receiver_user_id": scene.bo.id, "callback_query_id": pressed["query_id"]}
    assert await scene.refused("sendMessage", **psst, ephemeral_message_parameters=of_another)
    await scene.group.promote(scene.bot)
    await scene.call("sendMessage", **psst, **for_one(scene))
    assert len(await scene.anna.alone_in(scene.group).history()) == 2


async def test_one_person_sees_it_and_no_history_event_or_other_person_holds_it(scene):
    await scene.telegram.know_ephemeral()
    await scene.group.promote(scene.bot)
    sent = await scene.send("psst", reply_markup=YES, **for_one(scene))
    shown = await scene.anna.alone_in(scene.group).find("psst", button="Yes")
    assert shown["receiver_user"]["id"] == scene.anna.id
    assert await scene.bo.alone_in(scene.group).history() == []
    assert "psst" not in json.dumps(await scene.group.history())
    assert "psst" not in json.dumps(await scene.telegram.events())
    stolen = {"user": scene.bo.id, "chat": scene.group.ref, "ephemeral_message_id": sent["ephemeral_message_id"]}
    with pytest.raises(AssertionError):
        await scene.telegram.post("press", **stolen, data="y", force=True)


async def test_a_press_on_it_names_it_and_it_is_turned_by_its_own_bot_alone(scene):
    await scene.telegram.know_ephemeral()
    await scene.group.promote(scene.bot)
    number = (await scene.send("psst", reply_markup=YES, **for_one(scene)))["ephemeral_message_id"]
    await scene.updates()
    shown = await scene.anna.alone_in(scene.group).find("psst")
    await scene.telegram.post("press", **scene.anna._place(shown), button="Yes")
    (pressed,) = await scene.updates()
    message = pressed["callback_query"]["message"]
    assert (message["message_id"], message["ephemeral_message_id"]) == (0, number)
    named = {"chat_id": scene.group.id, "receiver_user_id": scene.anna.id, "ephemeral_message_id": number}
    other = await scene.telegram.bot(OTHER, username="other_bot")
    await scene.group.add(other)
    assert not (await scene.telegram.api(OTHER, "editEphemeralMessageText", text="mine", **named))["ok"]
    assert await scene.call("editEphemeralMessageText", text="done", **named) is True
    assert [m.text for m in await scene.anna.alone_in(scene.group).history()] == ["done"]
    assert await scene.call("deleteEphemeralMessage", **named) is True
    assert await scene.anna.alone_in(scene.group).history() == []
