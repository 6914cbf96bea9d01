"""Whom a reply names: the person who wrote it, and nobody where a channel or an anonymous administrator did."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from telegram import Chat, Message, User

from bot.services.ground.naming import Who
from handlers.act import Act
from handlers.whom import whom

AT = datetime(2026, 3, 1, tzinfo=UTC)
GROUP = Chat(-100, "supergroup")
CHANNEL = Chat(-200, "channel", title="News")
TELEGRAM, ANNA = User(777000, "Telegram", is_bot=False), User(5, "Anna", is_bot=False)


def replying_to(author: User, sender_chat: Chat | None, said: str) -> Who:
    replied = Message(7, AT, GROUP, from_user=author, sender_chat=sender_chat)
    message = Message(8, AT, GROUP, from_user=ANNA, text=f"/remove {said}", reply_to_message=replied)
    act: Any = SimpleNamespace(message=message, arguments=said, desk=SimpleNamespace(bot=SimpleNamespace(id=1)))
    return whom(cast("Act", act))


@pytest.mark.parametrize(
    ("author", "sender_chat"),
    [
        (TELEGRAM, CHANNEL),
        (User(136817688, "Channel", is_bot=True), CHANNEL),
        (User(1087968824, "Group", is_bot=True), GROUP),
        (User(9, "Another bot", is_bot=True), None),
    ],
)
def test_a_reply_to_what_no_person_wrote_names_nobody(author, sender_chat):
    assert replying_to(author, sender_chat, "").is_nobody
    assert replying_to(author, sender_chat, "Ben") == Who(words="Ben")


def test_a_reply_to_a_person_names_them():
    assert replying_to(ANNA, None, "noise").telegram_id == ANNA.id
