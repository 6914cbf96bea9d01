"""The users' interface: accounts, starting and blocking bots."""

from __future__ import annotations

from typing import Any

from deploy.playground.delivery import compact
from deploy.playground.errors import Json, PeopleError
from deploy.playground.model import Bot, Member, User
from deploy.playground.people_base import bot_named, route, truthy, user_named
from deploy.playground.people_say import say
from deploy.playground.world import TELEGRAM, World


@route("POST", "/users")
def create_user(world: World, fields: Json) -> Any:
    """{id?, first_name, last_name?, username?, language_code?} -> User."""
    user_id = int(fields.get("id") or next(world.user_ids))
    if user_id in world.users or user_id <= 0:
        raise PeopleError(f"the id {user_id} is taken or wrong")
    names = {name: fields.get(name) for name in ("last_name", "username", "language_code")}
    if (names["username"] or "").lower() in world.usernames:
        raise PeopleError("the username is taken")
    user = User(user_id, str(fields["first_name"]), names["last_name"], names["username"], names["language_code"])
    world.emit("user", user=world.add_user(user).wire())
    return user.wire()


@route("PATCH", "/users/{id}")
def change_user(world: World, fields: Json) -> Any:
    """New names or another language: what the next update will carry."""
    user = user_named(world, fields["id"])
    for name in ("first_name", "last_name", "language_code"):
        if name in fields:
            setattr(user, name, fields[name])
    if "username" in fields:
        _rename(world, user, str(fields["username"] or "").lstrip("@"))
    world.emit("user", user=user.wire())
    return user.wire()


def _rename(world: World, user: User, username: str) -> None:
    """An empty one is none; another's is refused."""
    if world.usernames.get(username.lower(), user.id) != user.id:
        raise PeopleError("the username is taken")
    world.rename_user(user, username)


@route("GET", "/users")
def list_users(world: World, _fields: Json) -> Any:
    """Everybody but Telegram's own account."""
    return {"users": [user.wire() for user in world.users.values() if not user.is_bot and user.id != TELEGRAM.id]}


@route("POST", "/bots")
def create_bot(world: World, fields: Json) -> Any:
    """{token, username?, first_name?, can_read_all_group_messages?, next_update_id?} -> the bot; also changes one."""
    bot = world.bot_by_token(str(fields["token"]))
    if "username" in fields:
        world.rename_user(bot.user, str(fields["username"]).lstrip("@"))
    bot.user.first_name = str(fields.get("first_name", bot.user.first_name))
    if "can_read_all_group_messages" in fields:
        bot.privacy = not truthy(fields["can_read_all_group_messages"])
    bot.mailbox.next_id = int(fields.get("next_update_id", bot.mailbox.next_id))
    return bot_view(bot)


@route("GET", "/bots")
def list_bots(world: World, _fields: Json) -> Any:
    return {"bots": [bot_view(bot) for bot in world.bots.values()]}


def bot_view(bot: Bot) -> Json:
    return {
        **bot.user.wire(),
        "can_read_all_group_messages": not bot.privacy,
        "pending_updates": len(bot.mailbox.pending),
        "delivered_updates": bot.mailbox.delivered,
        "next_update_id": bot.mailbox.next_id,
        "allowed_updates": sorted(bot.mailbox.allowed),
        "profile": bot.profile,
        "webhook": bot.webhook,
    }


@route("POST", "/start")
def start(world: World, fields: Json) -> Any:
    """{user, bot?, payload?}: press Start, or follow a link with a payload -> the message sent."""
    user, bot = user_named(world, fields["user"]), bot_named(world, fields.get("bot"))
    _unblock(world, bot, user)
    payload = str(fields.get("payload") or "")
    return say(world, {"user": user.id, "chat": bot.id, "text": f"/start {payload}".strip()})


@route("POST", "/block")
def block(world: World, fields: Json) -> Any:
    """{user, bot?}: the bot learns of it by my_chat_member in the private chat."""
    user, bot = user_named(world, fields["user"]), bot_named(world, fields.get("bot"))
    if user.id not in bot.blocked:
        bot.blocked.add(user.id)
        _private_change(world, bot, user, "member", "kicked")
    return {}


@route("POST", "/unblock")
def unblock(world: World, fields: Json) -> Any:
    _unblock(world, bot_named(world, fields.get("bot")), user_named(world, fields["user"]))
    return {}


def _unblock(world: World, bot: Bot, user: User) -> None:
    if user.id in bot.blocked:
        bot.blocked.discard(user.id)
        _private_change(world, bot, user, "kicked", "member")


def _private_change(world: World, bot: Bot, user: User, old: str, new: str) -> None:
    chat = world.private(bot.id, user.id)
    me = bot.user.wire()
    payload: Json = {
        "chat": world.chat_wire(chat),
        "from": user.wire(),
        "date": world.clock.date(),
        "old_chat_member": Member(bot.id, old).wire(me),
        "new_chat_member": Member(bot.id, new).wire(me),
    }
    bot.mailbox.put("my_chat_member", compact(payload))
    world.emit("my_chat_member", chat, old=old, new=new)
