"""Topics of a forum: https://core.telegram.org/bots/api#createforumtopic. For bots and people alike."""

from __future__ import annotations

from typing import Any

from deploy.playground.access import chat_of
from deploy.playground.errors import Json, PeopleError, bad_request
from deploy.playground.model import Chat, Topic
from deploy.playground.people_base import group_named, route, user_named
from deploy.playground.posting import post_service
from deploy.playground.registry import Call, method
from deploy.playground.world import World

GENERAL = 1
COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


def open_topic(world: World, chat: Chat, actor: int, name: str, colour: int = COLOURS[0]) -> Topic:
    """A topic is known by the id of the service message that created it."""
    made = {"name": name, "icon_color": colour}
    message = post_service(world, chat, actor, {"forum_topic_created": made}, thread_of_itself=True)
    topic = chat.topics[message.id] = Topic(message.id, name)
    return topic


def set_closed(world: World, chat: Chat, actor: int, topic: Topic, *, closed: bool) -> None:
    topic.closed = closed
    what = "forum_topic_closed" if closed else "forum_topic_reopened"
    post_service(world, chat, actor, {what: {}}, thread=topic.id)


def set_general_closed(world: World, chat: Chat, actor: int, *, closed: bool) -> None:
    chat.is_general_closed = closed
    post_service(world, chat, actor, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})


def _forum(call: Call) -> Chat:
    """Topics need a forum and an administrator with can_manage_topics."""
    chat = chat_of(call)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if not chat.member(call.bot.id).may("can_manage_topics"):
        raise bad_request("not enough rights to create a topic")
    return chat


@method("createForumTopic", "chat_id name", "icon_color icon_custom_emoji_id")
def create_forum_topic(call: Call) -> Any:
    chat = _forum(call)
    colour = call.integer("icon_color") or COLOURS[0]
    if colour not in COLOURS:
        raise bad_request("invalid topic icon color specified")
    topic = open_topic(call.world, chat, call.bot.id, call.text("name"), colour)
    return {"message_thread_id": topic.id, "name": topic.name, "icon_color": colour}


def _change(call: Call, *, closed: bool) -> Any:
    chat = _forum(call)
    topic = chat.topics.get(call.integer("message_thread_id") or 0)
    if topic is None or topic.deleted:
        raise bad_request("TOPIC_ID_INVALID")
    if topic.closed is closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    set_closed(call.world, chat, call.bot.id, topic, closed=closed)
    return True


@method("closeForumTopic", "chat_id message_thread_id")
def close_forum_topic(call: Call) -> Any:
    return _change(call, closed=True)


@method("reopenForumTopic", "chat_id message_thread_id")
def reopen_forum_topic(call: Call) -> Any:
    return _change(call, closed=False)


@route("POST", "/groups/{group}/topics")
def create_topic(world: World, fields: Json) -> Any:
    """{by, name} -> {id, name}."""
    chat = group_named(world, fields["group"])
    if not chat.is_forum:
        raise PeopleError("this group has no topics")
    topic = open_topic(world, chat, user_named(world, fields["by"]).id, str(fields["name"]))
    return {"id": topic.id, "name": topic.name}


@route("POST", "/groups/{group}/topics/{topic}/{state}")
def change_topic(world: World, fields: Json) -> Any:
    """state: close, reopen or delete; {by}. A deleted topic takes its messages along, and nobody is told.

    Topic 1 is General, which cannot be deleted.
    """
    chat = group_named(world, fields["group"])
    if int(fields["topic"]) == GENERAL:
        set_general_closed(world, chat, user_named(world, fields["by"]).id, closed=fields["state"] == "close")
        return {}
    topic = chat.topics[int(fields["topic"])]
    if fields["state"] == "delete":
        topic.deleted = True
        for message in chat.messages.values():
            message.deleted = message.deleted or message.thread == topic.id
        world.emit("topic", chat, thread=topic.id, state="delete")
        return {}
    set_closed(world, chat, user_named(world, fields["by"]).id, topic, closed=fields["state"] == "close")
    return {}
