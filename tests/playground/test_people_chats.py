"""What the page asks of the stand-in: my chats, what I have read, a long history by pages, pins, names."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.chats import Group, StandinError
from tests.support.standin import Person, Standin

TOKEN = "111:AAone"


async def _street(telegram: Standin, **fields: Any) -> tuple[Group, Person, Person]:
    anna, ben = await telegram.user("Anna"), await telegram.user("Ben", username="ben")
    return await telegram.group("Street", anna, members=[ben], **fields), anna, ben


async def _chats(telegram: Standin, person: Person) -> dict[str, Any]:
    """Groups by title, the private chat by the bot's name."""
    found = await telegram.get("chats", user=person.id)
    groups = {group["title"]: group for group in found["groups"]}
    return groups | {bot["first_name"]: bot for bot in found["privates"]}


async def test_what_others_wrote_is_unread_until_it_was_seen():
    async with Standin() as telegram:
        group, anna, ben = await _street(telegram)
        newest = [await ben.say(group, f"line {number}") for number in range(3)][-1]
        street = (await _chats(telegram, anna))["Street"]
        assert (street["unread"], street["last"]["text"], street["members"]) == (3, "line 2", 2)
        await telegram.post("read", user=anna.id, chat=group.id, message_id=newest.id)
        await anna.say(group, "my own line")
        assert (await _chats(telegram, anna))["Street"]["unread"] == 0
        await ben.say(group, "one more")
        await telegram.post("read", user=anna.id, chat=group.id, message_id=1)  # an older window unreads nothing
        assert (await _chats(telegram, anna))["Street"]["unread"] == 1
        assert (await _chats(telegram, ben))["Street"]["unread"] == 2  # the group's first message, and Anna's


async def test_whoever_leaves_no_longer_has_the_chat_and_a_blocked_bot_says_so():
    async with Standin() as telegram:
        bot = await telegram.bot(TOKEN, username="mandate_bot", first_name="Mandate")
        group, anna, ben = await _street(telegram, bots=[bot])
        assert set(await _chats(telegram, ben)) == {"Street"}
        await telegram.post(f"groups/{group.id}/leave", user=ben.id)
        await telegram.post("start", user=ben.id)
        await telegram.post("block", user=ben.id)
        assert {name: chat["blocked"] for name, chat in (await _chats(telegram, ben)).items()} == {"Mandate": True}
        assert (await _chats(telegram, anna))["Street"]["members"] == 2


async def test_a_long_history_comes_in_pages():
    async with Standin() as telegram:
        group, anna, _ben = await _street(telegram)
        for number in range(25):
            await anna.say(group, str(number))
        newest = (await telegram.get("history", chat=group.id, limit=10))["messages"]
        assert [message["text"] for message in newest] == [str(number) for number in range(15, 25)]
        first = newest[0]["message_id"]
        older = (await telegram.get("history", chat=group.id, before=first, limit=10))["messages"]
        assert [message["text"] for message in older] == [str(number) for number in range(5, 15)]
        between = (await telegram.get("history", chat=group.id, after=first - 3, before=first))["messages"]
        assert [message["text"] for message in between] == ["13", "14"]


async def test_each_topic_has_its_own_history():
    async with Standin() as telegram:
        group, anna, _ben = await _street(telegram, is_forum=True)
        topic = (await telegram.post(f"groups/{group.id}/topics", by=anna.id, name="Budget"))["id"]
        await anna.say(group, "in general")
        await telegram.post("say", user=anna.id, chat=group.id, text="in the topic", thread=topic)
        for thread, said in ((0, "in general"), (topic, "in the topic")):
            shown = (await telegram.get("history", chat=group.id, thread=thread))["messages"]
            assert [message["text"] for message in shown if not message["service"]] == [said]


async def test_a_message_is_pinned_once_and_unpinned():
    async with Standin() as telegram:
        group, anna, _ben = await _street(telegram)
        said = await anna.say(group, "read this")
        for _twice in range(2):
            await telegram.post(f"groups/{group.id}/pin", user=anna.id, message_id=said.id)
        street = (await _chats(telegram, anna))["Street"]
        assert (street["pinned"], street["pinned_message"]["text"]) == ([said.id], "read this")
        assert len([m for m in await group.history() if "pinned_message" in m]) == 1
        await telegram.post(f"groups/{group.id}/unpin", user=anna.id, message_id=said.id)
        assert (await _chats(telegram, anna))["Street"]["pinned"] == []


async def test_a_username_is_given_up_but_never_taken_from_somebody_else():
    async with Standin() as telegram:
        _group, anna, ben = await _street(telegram)
        with pytest.raises(StandinError, match="the username is taken"):
            await telegram._request("PATCH", f"users/{anna.id}", json={"username": "Ben"})
        await telegram._request("PATCH", f"users/{ben.id}", json={"username": ""})
        changed = await telegram._request("PATCH", f"users/{anna.id}", json={"username": "@ben", "last_name": "K."})
        assert (changed["username"], changed["last_name"]) == ("ben", "K.")
        people = (await telegram.get("users"))["users"]
        assert [person.get("username") for person in people] == ["ben", None]
        assert [event["user"]["id"] for event in await telegram.events(kinds="user")][-2:] == [ben.id, anna.id]
