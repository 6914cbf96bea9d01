"""Groups at the stand-in: members, roles, topics, pins, migration, as Telegram has them."""

from __future__ import annotations

import pytest

from tests.support.chats import StandinError
from tests.support.scene import TOKEN, YES, Scene
from tests.support.standin import Person, Standin


@pytest.fixture
async def scene():
    async with Standin() as telegram:
        bot = await telegram.bot(TOKEN, username="mandate_bot")
        people = [await telegram.user(name, username=name.lower()) for name in ("Anna", "Bo", "Cem")]
        group = await telegram.group("Garden", people[0], people[1:], [bot])
        made = Scene(telegram, bot, people, group)
        await made.updates()
        yield made


@pytest.mark.parametrize(("kind", "said"), [("group", "group_chat_created"), ("supergroup", "new_chat_members")])
async def test_how_a_bot_learns_that_it_is_in_a_group(scene, kind, said):
    await scene.telegram.group("New", scene.anna, [scene.bo], [scene.bot], type=kind)
    mine, first = await scene.updates()
    assert mine["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert said in first["message"]


async def test_members_roles_and_absences(scene):
    async def status(who):
        return (await scene.call("getChatMember", chat_id=scene.group.id, user_id=who.id))["status"]

    assert await status(scene.anna) == "creator"
    assert await scene.call("getChatMemberCount", chat_id=scene.group.id) == 4
    await scene.group.mute(scene.bo)
    assert await status(scene.bo) == "restricted"
    with pytest.raises(StandinError):
        await scene.bo.say(scene.group, "/hm")
    await scene.group.remove(scene.cem, by=scene.anna)
    assert await status(scene.cem) == "kicked"
    with pytest.raises(StandinError):
        await scene.group.remove(scene.anna, by=scene.bo)
    await scene.group.remove(scene.bot, by=scene.anna)
    assert await scene.refused("sendMessage", chat_id=scene.group.id, text="x") == (
        "Forbidden: bot was kicked from the supergroup chat"
    )
    await scene.group.add(scene.bot, by=scene.anna)
    changes = [u["my_chat_member"]["new_chat_member"]["status"] for u in await scene.updates() if "my_chat_member" in u]
    assert changes == ["kicked", "member"]


async def test_a_removed_bot_is_told_so_and_nothing_more(scene):
    await scene.group.remove(scene.bot, by=scene.anna)
    await scene.anna.say(scene.group, "/open")
    mine, last = await scene.updates()
    assert mine["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert last["message"]["left_chat_member"]["id"] == scene.bot.id


async def test_anonymous_administrators_write_as_the_group_and_press_as_themselves(scene):
    await scene.group.promote(scene.bo, anonymous=True)
    await scene.bo.say(scene.group, "/propose tea")
    await scene.send(reply_markup=YES)
    card = await scene.group.find("card")
    await scene.telegram.press_all([(scene.bo, card, "y")])
    said, pressed = await scene.updates()
    assert said["message"]["from"]["id"] == 1087968824
    assert said["message"]["sender_chat"]["id"] == scene.group.id
    assert pressed["callback_query"]["from"]["id"] == scene.bo.id


@pytest.mark.parametrize(
    ("first", "order"),
    [("old", ["migrate_to_chat_id", "migrate_from_chat_id"]), ("new", ["migrate_from_chat_id", "migrate_to_chat_id"])],
)
async def test_migration_gives_a_new_chat_and_leaves_messages_behind(scene, first, order):
    group = await scene.telegram.group("Old", scene.anna, [scene.bo], [scene.bot], type="group")
    sent = await scene.call("sendMessage", chat_id=group.id, text="card")
    await scene.updates()
    new = await group.migrate(first=first)
    found = [key for u in await scene.updates() for key in u["message"] if key.startswith("migrate")]
    assert found == order
    assert new.id < -1_000_000_000_000
    answer = await scene.telegram.api(TOKEN, "sendMessage", chat_id=group.id, text="x")
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": new.id}
    edit = {"chat_id": new.id, "message_id": sent["message_id"], "text": "x"}
    assert await scene.refused("editMessageText", **edit) == "Bad Request: message to edit not found"


async def test_topics_are_kept_closed_and_missed(scene):
    forum = await scene.telegram.group("Forum", scene.anna, [scene.bo], [scene.bot], is_forum=True)
    topic = await forum.topic("Water", scene.anna)
    await scene.updates()
    await scene.bo.say(forum, "/open", thread=topic)
    message = (await scene.updates())[0]["message"]
    assert (message["message_thread_id"], message["is_topic_message"]) == (topic, True)
    assert message["reply_to_message"]["forum_topic_created"]["name"] == "Water"
    where = {"chat_id": forum.id, "text": "x"}
    sent = await scene.call("sendMessage", **where, message_thread_id=topic)
    assert sent["message_thread_id"] == topic
    await forum.set_topic(topic, "close", scene.anna)
    assert await scene.refused("sendMessage", **where, message_thread_id=topic) == "Bad Request: TOPIC_CLOSED"
    for wrong in (1, 4711):
        answer = await scene.refused("sendMessage", **where, message_thread_id=wrong)
        assert answer == "Bad Request: message thread not found"
    await scene.call("sendMessage", **where)
    await forum.set_topic(1, "close", scene.anna)
    assert await scene.refused("sendMessage", **where) == "Bad Request: TOPIC_CLOSED"
    await forum.set_topic(1, "reopen", scene.anna)
    await scene.call("sendMessage", **where)


async def test_pins_need_a_right(scene):
    sent = await scene.send()
    where = {"chat_id": scene.group.id, "message_id": sent["message_id"]}
    assert "not enough rights" in await scene.refused("pinChatMessage", **where)
    await scene.group.promote(scene.bot)
    await scene.call("pinChatMessage", **where)
    assert (await scene.updates())[-1]["message"]["pinned_message"]["message_id"] == sent["message_id"]
    assert (await scene.group.find("card"))["pinned"]
    await scene.call("unpinAllChatMessages", chat_id=scene.group.id)
    assert not (await scene.group.find("card"))["pinned"]


async def test_commands_are_offered_by_the_narrowest_scope_and_language(scene):
    def one(name: str) -> list[dict[str, str]]:
        return [{"command": name, "description": "d"}]

    await scene.call("setMyCommands", commands=one("all"))
    await scene.call("setMyCommands", commands=one("gruppe"), scope={"type": "all_group_chats"}, language_code="de")
    await scene.telegram._request("PATCH", f"users/{scene.bo.id}", json={"language_code": "de"})

    async def offered(who: Person) -> list[str]:
        found = await scene.telegram.get("commands", user=who.id, chat=scene.group.ref)
        return [c["command"] for c in found["commands"]]

    assert await offered(scene.anna) == ["all"]
    assert await offered(scene.bo) == ["gruppe"]
    assert await scene.refused("setMyCommands", commands=one("Bad")) == "Bad Request: BOT_COMMAND_INVALID"


async def test_bots_delete_their_own_and_with_the_right_to_that_of_others(scene):
    said = await scene.anna.say(scene.group, "/spam")
    where = {"chat_id": scene.group.id}
    assert await scene.refused("deleteMessage", **where, message_id=said.id) == (
        "Bad Request: message can't be deleted for everyone"
    )
    sent = await scene.send()
    await scene.call("deleteMessage", **where, message_id=sent["message_id"])
    assert await scene.refused("deleteMessage", **where, message_id=sent["message_id"]) == (
        "Bad Request: message to delete not found"
    )
    old = await scene.send()
    await scene.telegram.set_clock(49 * 3600)
    await scene.refused("deleteMessage", **where, message_id=old["message_id"])
    await scene.group.promote(scene.bot)
    await scene.call("deleteMessages", **where, message_ids=[said.id, old["message_id"], 999])


async def test_copies_carry_no_origin_and_forwards_do(scene):
    sent = await scene.send("<b>card</b>", parse_mode="HTML", reply_markup=YES)
    where = {"chat_id": scene.group.id, "from_chat_id": scene.group.id, "message_id": sent["message_id"]}
    copied = await scene.group.get((await scene.call("copyMessage", **where))["message_id"])
    assert (copied.html, copied.buttons, "forward_origin" in copied) == ("<b>card</b>", [], False)
    forwarded = await scene.call("forwardMessage", **where)
    assert forwarded["forward_origin"]["sender_user"]["id"] == scene.bot.id
    assert await scene.refused("copyMessage", **{**where, "message_id": 999}) == (
        "Bad Request: message to copy not found"
    )


async def test_what_a_bot_does_in_a_chat(scene):
    where = {"chat_id": scene.group.id}
    tag = {**where, "user_id": scene.bo.id, "tag": "treasurer"}
    assert await scene.refused("setChatMemberTag", **tag) == "Bad Request: not enough rights to change member tag"
    await scene.group.promote(scene.bot, rights=["can_manage_tags"])
    await scene.call("setChatMemberTag", **tag)
    assert (await scene.call("getChatMember", **where, user_id=scene.bo.id))["tag"] == "treasurer"
    assert (await scene.refused("createChatInviteLink", **where)).startswith("Bad Request: not enough rights")
    await scene.group.promote(scene.bot)
    link = (await scene.call("createChatInviteLink", **where, name="door"))["invite_link"]
    assert (await scene.call("revokeChatInviteLink", **where, invite_link=link))["is_revoked"]
    admins = await scene.call("getChatAdministrators", **where)
    assert {a["user"]["id"] for a in admins} == {scene.anna.id, scene.bot.id}
    await scene.call("sendChatAction", **where, action="typing")
    assert (await scene.refused("sendChatAction", **where, action="dancing")).startswith("Bad Request: wrong param")
    await scene.call("leaveChat", **where)
    assert await scene.refused("sendMessage", **where, text="x") == (
        "Forbidden: bot is not a member of the supergroup chat"
    )


async def test_reactions_reach_administrator_bots_that_asked(scene):
    said = await scene.anna.say(scene.group, "/good")
    await scene.call("getUpdates", allowed_updates=["message_reaction"])
    await scene.updates()
    await scene.bo.react(said, "👍")
    assert await scene.updates() == []
    await scene.group.promote(scene.bot)
    await scene.bo.react(said, "👍")
    await scene.bo.react(said)
    found = [u["message_reaction"] for u in await scene.updates()]
    assert [(len(r["old_reaction"]), len(r["new_reaction"])) for r in found] == [(1, 1), (1, 0)]
