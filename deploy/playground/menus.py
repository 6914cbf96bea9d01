"""Which commands a person is offered where: https://core.telegram.org/bots/api#botcommandscope."""

from __future__ import annotations

from deploy.playground.errors import Json
from deploy.playground.methods_profile import scope_key
from deploy.playground.model import Bot, Chat, User


def offered(bot: Bot, chat: Chat, user: User) -> list[Json]:
    """What the bot registered for the narrowest scope, in the person's language if it did so in that."""
    for scope in _scopes(chat, user.id):
        for language in (user.language_code or "", ""):
            if found := bot.commands.get((scope_key(scope), language)):
                return found
    return []


def _scopes(chat: Chat, user_id: int) -> list[Json]:
    """From the narrowest to the widest, as Telegram looks through them."""
    place = {"chat_id": chat.id}
    if chat.type == "private":
        return [{"type": "chat", **place}, {"type": "all_private_chats"}, {"type": "default"}]
    admin = chat.member(user_id).is_admin
    return [
        {"type": "chat_member", **place, "user_id": user_id},
        *([{"type": "chat_administrators", **place}] if admin else []),
        {"type": "chat", **place},
        *([{"type": "all_chat_administrators"}] if admin else []),
        {"type": "all_group_chats"},
        {"type": "default"},
    ]
