"""Pins, members, invite links, reactions and what else a bot does in a chat."""

from __future__ import annotations

import secrets
from typing import Any

from deploy.playground.access import chat_of, check_right, user_of
from deploy.playground.errors import Json, bad_request
from deploy.playground.model import PERMISSIONS, Chat, Member, Message
from deploy.playground.people_groups import leave
from deploy.playground.posting import post_service
from deploy.playground.registry import Call, method
from deploy.playground.text import units

_ACTIONS = frozenset(
    (
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ),
)
_TAG_MAX = 16
_CANT_PIN = "not enough rights to manage pinned messages in the chat"


def _pinnable(call: Call) -> Chat:
    chat = chat_of(call)
    check_right(call, chat, "can_pin_messages", bad_request(_CANT_PIN))
    return chat


@method("pinChatMessage", "chat_id message_id", "disable_notification")
def pin_chat_message(call: Call) -> Any:
    """Pinning what is pinned already is no error and says nothing again."""
    chat = _pinnable(call)
    message = chat.message(call.integer("message_id") or 0)
    if message is None:
        raise bad_request("message to pin not found")
    if message.service:
        raise bad_request("message can't be pinned")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        call.world.emit("pin", chat, message_id=message.id, by=call.bot.id)
        _say_pinned(call, chat, message)
    return True


def _say_pinned(call: Call, chat: Chat, message: Message) -> None:
    quoted = {k: v for k, v in message.wire.items() if k != "reply_to_message"}
    post_service(call.world, chat, call.bot.id, {"pinned_message": quoted}, thread=message.thread)


@method("unpinChatMessage", "chat_id", "message_id")
def unpin_chat_message(call: Call) -> Any:
    """Without message_id the most recent one."""
    chat = _pinnable(call)
    message_id = call.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    call.world.emit("unpin", chat, message_id=message_id, by=call.bot.id)
    return True


@method("unpinAllChatMessages", "chat_id")
def unpin_all_chat_messages(call: Call) -> Any:
    chat = _pinnable(call)
    chat.pinned.clear()
    call.world.emit("unpin", chat, message_id=None, by=call.bot.id)
    return True


@method("getChat", "chat_id")
def get_chat(call: Call) -> Any:
    """https://core.telegram.org/bots/api#chatfullinfo, as far as the stand-in keeps it."""
    chat = chat_of(call)
    full: Json = {
        **call.world.chat_wire(chat),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        ),
    }
    if chat.type != "private":
        full["permissions"] = {name: name in chat.permissions for name in PERMISSIONS}
    if chat.pinned:
        full["pinned_message"] = chat.messages[chat.pinned[-1]].wire
    return full


def _group(call: Call) -> Chat:
    chat = chat_of(call)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    return chat


@method("getChatMember", "chat_id user_id")
def get_chat_member(call: Call) -> Any:
    """Of others a bot that is not administrator hears only where the list of members is not hidden.

    In a supergroup whoever never was in it has left; in a basic group they are not found.
    """
    chat = chat_of(call)
    user_id = call.integer("user_id") or 0
    if user_id not in call.world.users:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if chat.type == "private":
        return Member(user_id).wire(call.world.user_wire(user_id))
    mine = user_id == call.bot.id or chat.member(call.bot.id).is_admin
    if not mine and chat.has_hidden_members:
        raise bad_request("CHAT_ADMIN_REQUIRED")
    if not mine and chat.type == "group" and user_id not in chat.members:
        raise bad_request("member not found")
    return chat.member(user_id).wire(call.world.user_wire(user_id))


@method("getChatMemberCount", "chat_id")
def get_chat_member_count(call: Call) -> Any:
    chat = chat_of(call)
    return 2 if chat.type == "private" else sum(member.present for member in chat.members.values())


@method("getChatAdministrators", "chat_id", "return_bots")
def get_chat_administrators(call: Call) -> Any:
    """Without other bots, unless return_bots asks for them."""
    chat = _group(call)
    admins = [member for member in chat.members.values() if member.is_admin]
    bots = call.world.bots if not call.flag("return_bots") else {}
    shown = [m for m in admins if m.user_id not in bots or m.user_id == call.bot.id]
    return [member.wire(call.world.user_wire(member.user_id)) for member in shown]


@method("leaveChat", "chat_id")
def leave_chat(call: Call) -> Any:
    chat = chat_of(call)
    if chat.type == "private":
        raise bad_request("chat not found")
    leave(call.world, chat, call.bot.id, call.bot.id, "left")
    return True


@method("sendChatAction", "chat_id action", "message_thread_id")
def send_chat_action(call: Call) -> Any:
    chat = chat_of(call)
    if call.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    thread = call.integer("message_thread_id")
    call.world.emit("action", chat, by=call.bot.id, action=call.text("action"), thread=thread)
    return True


@method("setMessageReaction", "chat_id message_id", "reaction is_big")
def set_message_reaction(call: Call) -> Any:
    """Bots set at most one reaction and get no update about their own."""
    chat = chat_of(call)
    message = chat.message(call.integer("message_id") or 0)
    if message is None:
        raise bad_request("message to react not found")
    reaction = call.list("reaction") or []
    if len(reaction) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    message.reactions[call.bot.id] = reaction
    call.world.emit("reaction", chat, message_id=message.id, by=call.bot.id, reaction=reaction)
    return True


@method("createChatInviteLink", "chat_id", "name expire_date member_limit creates_join_request")
def create_chat_invite_link(call: Call) -> Any:
    chat = _group(call)
    check_right(call, chat, "can_invite_users", bad_request("not enough rights to manage chat invite link"))
    link: Json = {
        "invite_link": f"https://t.me/+{secrets.token_urlsafe(12)}",
        "creator": call.bot.user.wire(),
        "creates_join_request": call.flag("creates_join_request"),
        "is_primary": False,
        "is_revoked": False,
    }
    for name in ("expire_date", "member_limit"):
        if call.integer(name):
            link[name] = call.integer(name)
    if call.has("name"):
        link["name"] = call.text("name")
    chat.invite_links[link["invite_link"]] = link
    return link


@method("revokeChatInviteLink", "chat_id invite_link")
def revoke_chat_invite_link(call: Call) -> Any:
    chat = _group(call)
    check_right(call, chat, "can_invite_users", bad_request("not enough rights to manage chat invite link"))
    link = chat.invite_links.get(call.text("invite_link"))
    if link is None:
        raise bad_request("INVITE_HASH_EXPIRED")
    link["is_revoked"] = True
    return link


@method("setChatMemberTag", "chat_id user_id", "tag")
def set_chat_member_tag(call: Call) -> Any:
    """A tag of 0 to 16 characters beside the name of a regular member, where the bot has can_manage_tags."""
    chat = _group(call)
    user_id = user_of(call)
    if not chat.member(call.bot.id).may("can_manage_tags"):
        raise bad_request("not enough rights to change member tag")
    member = chat.member(user_id)
    if not member.present or member.is_admin:
        raise bad_request("member tag can be changed only for regular members")
    if units(call.text("tag")) > _TAG_MAX:
        raise bad_request("TAG_TOO_LONG")
    member.tag = call.text("tag")
    call.world.emit("tag", chat, user=user_id, by=call.bot.id, tag=member.tag)
    return True
