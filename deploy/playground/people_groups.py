"""The users' interface: groups, their members and what happens to them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from deploy.playground.delivery import deliver_member
from deploy.playground.errors import Json, PeopleError
from deploy.playground.model import ADMIN_RIGHTS, PERMISSIONS, Chat, Member, default_rights
from deploy.playground.people_base import bot_named, group_named, message_in, route, truthy, user_named
from deploy.playground.posting import post, post_service
from deploy.playground.text import found_entities
from deploy.playground.world import World

_SUPERGROUP = -1_000_000_000_000


@route("POST", "/groups")
def create_group(world: World, fields: Json) -> Any:
    """{title, creator, members?, bots?, type?: group | supergroup, is_forum?, hidden?, username?, id?} -> the group.

    hidden: only administrators may see who is in it.
    """
    kind = "supergroup" if truthy(fields.get("is_forum")) else str(fields.get("type", "supergroup"))
    number = next(world.group_ids)
    chat_id = int(fields.get("id") or (-number if kind == "group" else _SUPERGROUP - number))
    chat = Chat(chat_id, kind, str(fields["title"]), str(fields.get("username") or ""))
    chat.is_forum = truthy(fields.get("is_forum"))
    chat.has_hidden_members = truthy(fields.get("hidden"))
    world.groups[chat_id] = chat
    creator = user_named(world, fields["creator"]).id
    chat.members[creator] = Member(creator, "creator", frozenset(ADMIN_RIGHTS))
    for value in fields.get("members") or []:
        user_id = user_named(world, value).id
        chat.members.setdefault(user_id, Member(user_id))
    _bring_bots(world, chat, creator, [bot_named(world, value).id for value in fields.get("bots") or []])
    return group_view(world, chat)


def _bring_bots(world: World, chat: Chat, creator: int, bots: list[int]) -> None:
    """Bots are there when a basic group is made, and see its first message; to a supergroup they are added."""
    if chat.type == "supergroup":
        post_service(world, chat, creator, {"supergroup_chat_created": True})
        for bot_id in bots:
            join(world, chat, creator, bot_id)
        return
    for bot_id in bots:
        change_member(world, chat, creator, Member(bot_id))
    post_service(world, chat, creator, {"group_chat_created": True})


def group_view(world: World, chat: Chat) -> Json:
    return {
        **world.chat_wire(chat),
        "members": [m.wire(world.user_wire(m.user_id)) for m in chat.members.values()],
        "pinned": chat.pinned,
        "topics": topic_views(chat),
        "migrated_to": chat.migrated_to,
        "permissions": sorted(chat.permissions),
        "invite_links": list(chat.invite_links.values()),
    }


def topic_views(chat: Chat) -> list[Json]:
    return [{"id": t.id, "name": t.name, "closed": t.closed, "deleted": t.deleted} for t in chat.topics.values()]


@route("GET", "/groups")
def list_groups(world: World, _fields: Json) -> Any:
    return {"groups": [group_view(world, chat) for chat in world.groups.values()]}


@route("GET", "/groups/{group}")
def get_group(world: World, fields: Json) -> Any:
    return group_view(world, group_named(world, fields["group"]))


def change_member(world: World, chat: Chat, actor: int, new: Member) -> None:
    """Put a member's new state in place and tell the bots that may know."""
    old = chat.member(new.user_id)
    chat.members[new.user_id] = new
    if new.user_id in world.bots:
        (chat.bots.add if new.present else chat.bots.discard)(new.user_id)
    world.emit("member", chat, user=new.user_id, by=actor, old=old.status, new=new.status)
    deliver_member(world, chat, actor, old, new)


def join(world: World, chat: Chat, actor: int, *user_ids: int) -> None:
    """By themself or added by another, several at a time: one service message with new_chat_members."""
    if any(chat.member(user_id).present for user_id in user_ids):
        raise PeopleError("already in this group")
    for user_id in user_ids:
        change_member(world, chat, actor, Member(user_id))
    post_service(world, chat, actor, {"new_chat_members": [world.user_wire(user_id) for user_id in user_ids]})


def leave(world: World, chat: Chat, actor: int, user_id: int, status: str) -> None:
    """Gone by themself (left) or removed (kicked)."""
    if not chat.member(user_id).present:
        raise PeopleError("not in this group")
    change_member(world, chat, actor, Member(user_id, status))
    gone = frozenset({user_id} & world.bots.keys())
    post_service(world, chat, actor, {"left_chat_member": world.user_wire(user_id)}, also=gone)


def _who(world: World, fields: Json) -> tuple[Chat, int, int]:
    """The group, the account it is about, and who acts: `by`, or the account itself."""
    chat = group_named(world, fields["group"])
    user_id = user_named(world, fields["user"]).id
    actor = user_named(world, fields["by"]).id if fields.get("by") else user_id
    return chat, user_id, actor


@route("POST", "/groups/{group}/add")
def add_member(world: World, fields: Json) -> Any:
    """{user, by?, payload?}: people and bots alike; a payload is that of a t.me/bot?startgroup= link."""
    chat, user_id, actor = _who(world, fields)
    join(world, chat, actor, user_id)
    if fields.get("payload"):
        text = f"/start@{world.users[user_id].username} {fields['payload']}"
        post(world, chat, actor, {"text": text, "entities": found_entities(text)})
    return group_view(world, chat)


@route("POST", "/groups/{group}/leave")
def leave_group(world: World, fields: Json) -> Any:
    chat, user_id, actor = _who(world, fields)
    leave(world, chat, actor, user_id, "left")
    return group_view(world, chat)


@route("POST", "/groups/{group}/remove")
def remove_member(world: World, fields: Json) -> Any:
    """{user, by}: removed by an administrator; may be added again."""
    chat, user_id, actor = _who(world, fields)
    if not chat.member(actor).may("can_restrict_members"):
        raise PeopleError("only an administrator with the right to can remove members")
    leave(world, chat, actor, user_id, "kicked")
    return group_view(world, chat)


@route("POST", "/groups/{group}/promote")
def promote(world: World, fields: Json) -> Any:
    """{user, by?, rights?: [..], anonymous?, custom_title?}: makes an administrator, or changes one."""
    chat, user_id, actor = _who(world, fields)
    old = chat.member(user_id)
    if not old.present:
        raise PeopleError("not in this group")
    status = "creator" if old.status == "creator" else "administrator"
    rights = frozenset(fields["rights"]) if "rights" in fields else default_rights()
    anonymous = truthy(fields.get("anonymous"))
    new = Member(user_id, status, rights, anonymous, custom_title=str(fields.get("custom_title", "")))
    change_member(world, chat, actor, new)
    return group_view(world, chat)


@route("POST", "/groups/{group}/demote")
def demote(world: World, fields: Json) -> Any:
    chat, user_id, actor = _who(world, fields)
    change_member(world, chat, actor, Member(user_id))
    return group_view(world, chat)


@route("POST", "/groups/{group}/mute")
def mute(world: World, fields: Json) -> Any:
    """{user, by?, until?, permissions?: [..]}: restricted; may still press buttons."""
    chat, user_id, actor = _who(world, fields)
    permissions = frozenset(fields.get("permissions") or ())
    until = int(fields.get("until", 0))
    change_member(world, chat, actor, Member(user_id, "restricted", permissions=permissions, until_date=until))
    return group_view(world, chat)


@route("POST", "/groups/{group}/unmute")
def unmute(world: World, fields: Json) -> Any:
    chat, user_id, actor = _who(world, fields)
    change_member(world, chat, actor, replace(chat.member(user_id), status="member", permissions=frozenset()))
    return group_view(world, chat)


@route("POST", "/groups/{group}/rename")
def rename(world: World, fields: Json) -> Any:
    """{by, title}."""
    chat = group_named(world, fields["group"])
    chat.title = str(fields["title"])
    post_service(world, chat, user_named(world, fields["by"]).id, {"new_chat_title": chat.title})
    return group_view(world, chat)


@route("POST", "/groups/{group}/permissions")
def set_permissions(world: World, fields: Json) -> Any:
    """{grant?: [..], withdraw?: [..]}: what members may do."""
    chat = group_named(world, fields["group"])
    named = {*(fields.get("grant") or []), *(fields.get("withdraw") or [])}
    if unknown := named - set(PERMISSIONS):
        raise PeopleError(f"no such permissions: {sorted(unknown)}")
    chat.permissions = (chat.permissions | set(fields.get("grant") or [])) - set(fields.get("withdraw") or [])
    return group_view(world, chat)


@route("POST", "/groups/{group}/pin")
def pin(world: World, fields: Json) -> Any:
    """{user, message_id}: a person with the right to pins a message."""
    chat, user_id, _actor = _who(world, fields)
    message = message_in(chat, fields["message_id"])
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        world.emit("pin", chat, message_id=message.id, by=user_id)
        post_service(world, chat, user_id, {"pinned_message": message.wire}, thread=message.thread)
    return group_view(world, chat)


@route("POST", "/groups/{group}/unpin")
def unpin(world: World, fields: Json) -> Any:
    """{user, message_id}: nobody is told by a message."""
    chat, user_id, _actor = _who(world, fields)
    chat.pinned.remove(message_in(chat, fields["message_id"]).id)
    world.emit("unpin", chat, message_id=int(fields["message_id"]), by=user_id)
    return group_view(world, chat)


@route("POST", "/groups/{group}/migrate")
def migrate(world: World, fields: Json) -> Any:
    """{by?, first?: "old" | "new" | "none"}: the basic group becomes a supergroup with a new id -> the new group.

    `first` says which of the two service messages comes first: migrate_to_chat_id in the old chat or
    migrate_from_chat_id in the new one; "none": neither ever comes. Messages stay behind and cannot be edited from the
    new chat.
    """
    old = group_named(world, fields["group"])
    if old.type != "group" or old.migrated_to is not None:
        raise PeopleError("only a basic group becomes a supergroup, once")
    creator = next(m.user_id for m in old.members.values() if m.status == "creator")
    actor = user_named(world, fields["by"]).id if fields.get("by") else creator
    new = Chat(_SUPERGROUP - next(world.group_ids), "supergroup", old.title)
    new.members, new.bots, new.permissions = dict(old.members), set(old.bots), old.permissions
    world.groups[new.id] = new
    steps: list[tuple[Chat, Json]] = [(old, {"migrate_to_chat_id": new.id}), (new, {"migrate_from_chat_id": old.id})]
    told = {"new": steps[::-1], "none": []}.get(str(fields.get("first")), steps)
    for chat, said in told:
        post_service(world, chat, actor, said)
    old.migrated_to = new.id
    return group_view(world, new)
