"""May this bot do this here? In the order and the words of tdlib/telegram-bot-api's check_chat."""

from __future__ import annotations

from deploy.playground.errors import ApiError, bad_request, forbidden
from deploy.playground.model import Chat, Member
from deploy.playground.registry import Call


def chat_of(call: Call, name: str = "chat_id", *, member: bool = True) -> Chat:
    """The chat a parameter names, by id or @username; `member` asks that the bot may write or act there."""
    value = call.text(name)
    chat_id = _chat_id(call, value)
    if chat_id > 0:
        return _private(call, chat_id)
    chat = call.world.groups.get(chat_id)
    if chat is None or call.bot.id not in chat.members:
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    if member:
        _check_present(call, chat)
    return chat


def _chat_id(call: Call, value: str) -> int:
    if not value:
        raise bad_request("chat_id is empty")
    if value.startswith("@"):
        named = [chat.id for chat in call.world.groups.values() if chat.username.lower() == value[1:].lower()]
        if not named:
            raise bad_request("chat not found")
        return named[0]
    try:
        return int(value)
    except ValueError:
        raise bad_request("chat not found") from None


def _private(call: Call, user_id: int) -> Chat:
    """403 before /start and after a block; people whom nobody has ever seen are not found."""
    user = call.world.users.get(user_id)
    if user is None:
        raise bad_request("chat not found")
    if user.is_bot:
        raise forbidden("bots can't send messages to bots")
    if user_id in call.bot.blocked:
        raise forbidden("bot was blocked by the user")
    if user_id not in call.bot.started:
        raise forbidden("bot can't initiate conversation with a user")
    return call.world.private(call.bot.id, user_id)


def _check_present(call: Call, chat: Chat) -> None:
    member = chat.member(call.bot.id)
    if member.present:
        return
    kind = "supergroup" if chat.type == "supergroup" else "group"
    if member.status == "kicked":
        raise forbidden(f"bot was kicked from the {kind} chat")
    raise forbidden(f"bot is not a member of the {kind} chat")


def check_may_send(call: Call, chat: Chat, permission: str = "can_send_messages") -> None:
    """A restricted bot, and any bot that is no administrator where members may not write, is refused."""
    if chat.type == "private":
        return
    member = chat.member(call.bot.id)
    allowed = member.permissions if member.status == "restricted" else chat.permissions
    if not member.is_admin and permission not in allowed:
        what = {"can_send_photos": "photos", "can_send_documents": "documents"}.get(permission, "text messages")
        raise bad_request(f"not enough rights to send {what} to the chat")


def check_right(call: Call, chat: Chat, right: str, refusal: ApiError) -> Member:
    """An administrator's right, or a permission that the chat grants to all its members."""
    member = chat.member(call.bot.id)
    granted = member.permissions if member.status == "restricted" else chat.permissions
    if chat.type != "private" and not member.may(right) and (member.is_admin or right not in granted):
        raise refusal
    return member


def user_of(call: Call, name: str = "user_id") -> int:
    user_id = call.integer(name)
    if user_id is None or user_id not in call.world.users:
        raise bad_request("invalid user_id specified")
    return user_id
