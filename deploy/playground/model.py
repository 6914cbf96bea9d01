"""The things of the stand-in's world, as plain data."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from deploy.playground.errors import Json
from deploy.playground.keeping import AsPairs, ById, Moment, NotKept
from deploy.playground.mailbox import Mailbox

#: https://core.telegram.org/bots/api#chatadministratorrights, in groups.
ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
    "can_pin_messages",
    "can_manage_topics",
    "can_manage_tags",
)
#: https://core.telegram.org/bots/api#chatpermissions.
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
_GRANTED_TO_ADMINS = ("can_manage_chat", "can_delete_messages", "can_invite_users", "can_pin_messages")
IN_CHAT = frozenset({"creator", "administrator", "member", "restricted"})


@dataclass(slots=True)
class User:
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def wire(self) -> Json:
        """https://core.telegram.org/bots/api#user."""
        wire: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                wire[name] = value
        return wire


@dataclass(slots=True)
class Bot:
    """A bot account: who may be written to, what it registered about itself, and its updates."""

    user: User
    token: str
    mailbox: Mailbox
    privacy: bool = True
    started: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    profile: Json = field(default_factory=dict)
    commands: AsPairs[dict[tuple[str, str], list[Json]]] = field(default_factory=dict)
    webhook: Json = field(default_factory=dict)
    logged_out: bool = False

    @property
    def id(self) -> int:
        return self.user.id


@dataclass(slots=True)
class Member:
    """One account's place in a group; permissions only count while it is restricted."""

    user_id: int
    status: str = "member"
    rights: frozenset[str] = frozenset()
    is_anonymous: bool = False
    permissions: frozenset[str] = frozenset()
    is_member: bool = True
    until_date: int = 0
    tag: str = ""
    custom_title: str = ""

    @property
    def present(self) -> bool:
        return self.status in IN_CHAT and (self.status != "restricted" or self.is_member)

    @property
    def is_admin(self) -> bool:
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def wire(self, user: Json) -> Json:
        """One of the six kinds of https://core.telegram.org/bots/api#chatmember."""
        wire: Json = {"user": user, "status": self.status}
        if self.is_admin:
            wire["is_anonymous"] = self.is_anonymous
            if self.custom_title:
                wire["custom_title"] = self.custom_title
        if self.status == "administrator":
            wire |= {"can_be_edited": False, **{right: right in self.rights for right in ADMIN_RIGHTS}}
        if self.status == "restricted":
            wire |= {"is_member": self.is_member, **{name: name in self.permissions for name in PERMISSIONS}}
        if self.status in {"restricted", "kicked"}:
            wire["until_date"] = self.until_date
        if self.tag and self.status in {"member", "restricted"}:
            wire["tag"] = self.tag
        return wire


def default_rights() -> frozenset[str]:
    """What people usually grant a bot that they make administrator."""
    return frozenset(_GRANTED_TO_ADMINS)


@dataclass(slots=True)
class Topic:
    id: int
    name: str
    closed: bool = False
    deleted: bool = False


@dataclass(slots=True)
class Message:
    """`wire` is the Message object of the Bot API; an edit replaces it, so that older references stay as they were.

    `silent`: it rang nowhere when it came, as its sender asked. `reader`: who alone sees it, if it is ephemeral.
    """

    chat: ById[Chat]
    id: int
    wire: Json
    author: int
    markup: Json | None = None
    deleted: bool = False
    service: bool = False
    silent: bool = False
    reader: int | None = None
    meant_for: set[int] = field(default_factory=set)
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    json: NotKept[str | None] = None

    def replace(self, wire: Json) -> None:
        self.wire = wire
        self.json = None

    @property
    def thread(self) -> int | None:
        value: int | None = self.wire.get("message_thread_id")
        return value


@dataclass(slots=True)
class Chat:
    """A group, or the private chat of a person (`id`) and a bot (`bot_id`)."""

    id: int
    type: str
    title: str = ""
    username: str = ""
    bot_id: int = 0
    is_forum: bool = False
    has_hidden_members: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    bots: set[int] = field(default_factory=set)
    messages: dict[int, Message] = field(default_factory=dict)
    ephemeral: dict[int, Message] = field(default_factory=dict)
    last_ephemeral_id: int = 0
    topics: dict[int, Topic] = field(default_factory=dict)
    is_general_closed: bool = False
    pinned: list[int] = field(default_factory=list)
    read: dict[int, int] = field(default_factory=dict)
    permissions: frozenset[str] = frozenset(PERMISSIONS) - {"can_pin_messages", "can_change_info", "can_manage_topics"}
    invite_links: dict[str, Json] = field(default_factory=dict)
    migrated_to: int | None = None
    last_bot: int | None = None
    last_message_id: int = 0

    def member(self, user_id: int) -> Member:
        """An account that was never here has left, as getChatMember says too."""
        return self.members.get(user_id) or Member(user_id, "left")

    def ephemeral_for(self, reader: int, number: int) -> Message | None:
        """Nobody finds what another alone sees."""
        message = self.ephemeral.get(number)
        return None if message is None or message.deleted or message.reader != reader else message

    def message(self, message_id: int) -> Message | None:
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message


@dataclass(slots=True)
class Query:
    """One pressed button, until the bot answers it."""

    id: str
    bot_id: int
    user_id: int
    chat: ById[Chat]
    message_id: int
    data: str
    at: float
    mono: Moment
    answer: Json | None = None
    answers: int = 0
    waiting: NotKept[list[asyncio.Future[None]]] = field(default_factory=list)

    def settle(self, answer: Json) -> None:
        """The first answer is what the person saw; later ones only count."""
        self.answers += 1
        if self.answer is not None:
            return
        self.answer = answer
        for future in self.waiting:
            if not future.done():
                future.set_result(None)
        self.waiting.clear()


@dataclass(slots=True)
class Blob:
    """A stored file. The same bytes get the same unique id."""

    file_id: str
    unique_id: str
    data: NotKept[bytes]
    name: str
    mime: str
    path: str
    width: int = 0
    height: int = 0
