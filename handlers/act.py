"""An act: one update as a handler sees it, and the only way from a handler to use-cases, answers and words.

A handler hands its use-case over first and awaits nothing before: that keeps effects in the order of arrival.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

import structlog
from telegram import Bot, CallbackQuery, Message, Update, User

from bot.domain.ground.ids import NO_COUNCIL, CouncilId
from bot.domain.ground.person import Person, Sender
from bot.domain.ground.text import cut_utf16
from bot.services.ground.budget import left_out_until
from bot.services.ground.inbox import finish_update
from bot.services.ground.persons import identify
from bot.services.ground.ports import Cause, Reads, Uow
from bot.services.ground.reach import Acting, InChat, Named, OfPerson
from bot.services.roll.seen import note_seen
from bot.services.roll.standing import note_request
from handlers.answers import Answers, answered, answered_unless
from handlers.callbacks import Press, verb_of
from handlers.members import Members
from handlers.newer import ephemeral_id
from handlers.screens import Screens
from handlers.views.ground.menu import Listed
from handlers.views.ground.words import Lexicon, Words
from handlers.whispers import Whispers
from handlers.written import written_in

log = structlog.get_logger("handlers")

T = TypeVar("T")
P = ParamSpec("P")
ALERT_UNITS = 200


class Write(Protocol):
    """The writer: runs a use-case and returns once its commit is on disk."""

    def __call__(self, use_case: Callable[[Uow], T], cause: Cause, *names: Named) -> Awaitable[T]:
        """`names`: whose rows it may change. Raises what the use-case raised, or NotStoredError."""
        ...


class Read(Protocol):
    """The reader: runs a read model beside the writer."""

    def __call__(
        self, model: Callable[Concatenate[Reads, P], T], *arguments: P.args, **named: P.kwargs
    ) -> Awaitable[T]:
        """Return what the model returned."""
        ...


OnAct = Callable[["Act"], Awaitable[None]]
OnPress = Callable[["Act", Any], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Command:
    """What a command does, and in which menus it stands; None of them unless it is listed.

    `is_for_one`: what it says concerns whoever sends it alone, so that nobody else in a group need see the command.
    """

    on_act: OnAct
    listed: Listed | None = None
    is_in_group: bool = True
    is_private: bool = True
    is_for_one: bool = False


class Event(Enum):
    """What Telegram tells besides commands and presses."""

    TEXT = "text"
    SERVICE = "service"
    MEMBER = "member"
    BOT_MEMBER = "bot_member"


@dataclass(frozen=True, slots=True)
class Routes:
    """What follows each thing that Telegram sends; handlers/registers names it all."""

    commands: Mapping[str, Command]
    presses: Mapping[type[Press], OnPress]
    verbs: Mapping[str, type[Press]]
    """The kinds of press by the verbs under which they are packed."""
    events: Mapping[Event, OnAct]


@dataclass(slots=True)
class Desk:
    """What every handler works with; made by the composition root. `finished`: updates whose done-mark is on disk.

    `looks`: the supergroups about which it was asked whether they were known before, set once that is answered.
    """

    bot: Bot
    write: Write
    read: Read
    routes: Routes
    screens: Screens
    lexicon: Lexicon
    finished: set[int] = field(default_factory=set)
    members: Members = field(default_factory=Members)
    answers: Answers = field(default_factory=Answers)
    looks: dict[int, asyncio.Event] = field(default_factory=dict)
    whispers: Whispers = field(init=False)

    def __post_init__(self) -> None:
        """What is shown to one person alone goes out by the same bot."""
        self.whispers = Whispers(self.bot)

    @property
    def bot_name(self) -> str:
        """The bot's username, without "@"."""
        return self.bot.username

    def words(self, language: str | None, zone: str | None = None) -> Words:
        """Words in this language with times in this zone."""
        return Words(language or "en", zone or "UTC", self.lexicon)


class Act:
    """One update, with who sent it and where."""

    def __init__(self, desk: Desk, update: Update) -> None:
        """Look at the update; nothing is read or written yet."""
        self.desk = desk
        self.checks: tuple[Callable[[Uow], None], ...] = ()
        self._council_id = NO_COUNCIL
        self.is_secret = False
        self.update = update
        self.query: CallbackQuery | None = update.callback_query
        self.message: Message | None = update.effective_message
        self.sender = sender_of(update)
        self.person: Person | None = None
        self.is_answered = False
        self.left_out_until: datetime | None = None
        self.is_bare = False
        self.is_turning = False
        chat = update.effective_chat
        self.chat_id = chat.id if chat else 0
        self.chat_title = chat.title if chat else None
        self.is_private = chat is not None and chat.type == "private"
        # Which press it is, in a group: who forges one in their own private chat has nobody to harm.
        self.verb = verb_of(self.query.data or "") if self.query and not self.is_private else None
        self.is_written = update.message is not None and not self.is_private
        language = self.sender.language if self.sender else None
        self._words = desk.words(language)

    def about(self, council_id: CouncilId) -> None:
        """The button or link names this council: what it does changes no other."""
        self._council_id = council_id

    @property
    def names(self) -> tuple[Named, ...]:
        """Whose rows this act may change: those of the council it names, else of its group, else of its person."""
        acting = (Acting(self.sender.telegram_id),) if self.sender else ()
        # The chat in any case: that the bot is back in a group shows with whatever comes from there.
        here = (*map(InChat, self._chats()), *acting)
        if self._council_id:
            return (self._council_id, *here)
        return (OfPerson(self.chat_id), *here) if self.is_private else here

    def _chats(self) -> list[int]:
        """The group; both, where it became a supergroup."""
        message = self.update.message
        others = (message.migrate_to_chat_id, message.migrate_from_chat_id) if message else ()
        return [self.chat_id, *(chat_id for chat_id in others if chat_id)]

    def first(self, *checks: Callable[[Uow], None]) -> None:
        """These come first in the transaction of the first write."""
        self.checks += checks

    def taken_up(self, update: Update) -> "Act":
        """An act for this update, which does what this one was for: what comes first comes first there."""
        again = Act(self.desk, update)
        again.checks, self.checks = self.checks, ()
        again.verb = self.verb
        return again

    @property
    def t(self) -> Words:
        """Words in the language of the person who acts."""
        if self.person and self.person.language and self.person.language != self._words.language:
            self._words = self.desk.words(self.person.language, self.person.zone)
        return self._words

    @property
    def thread_id(self) -> int | None:
        """The topic the message stands in."""
        message = self.message
        return message.message_thread_id if message and getattr(message, "is_topic_message", False) else None

    @property
    def message_id(self) -> int | None:
        """The message itself, or the one whose button was pressed; negative if one person alone sees it."""
        message = self.message
        number = ephemeral_id(message) if message is not None else None
        return -number if number is not None else (message.message_id if message else None)

    @property
    def is_aside(self) -> bool:
        """Whether the button stands under what the person alone sees in the group."""
        return self.message_id is not None and self.message_id < 0

    @property
    def can_answer_aside(self) -> bool:
        """Whether whoever pressed can be shown something alone, in the group, as far as is known."""
        query = self.query
        return query is not None and self.desk.whispers.may_answer(self.chat_id, query.from_user.id)

    @property
    def arguments(self) -> str:
        """What follows the command; nothing if a button stands for the command alone (`is_bare`)."""
        if self.is_bare:
            return ""
        text = written_in(self.message) if isinstance(self.message, Message) else ""
        parts = text.split(maxsplit=1)
        return parts[1].strip() if len(parts) > 1 and text.startswith("/") else ""

    @property
    def is_anonymous(self) -> bool:
        """Whether somebody posted in the name of the group or of a channel; not another bot, nor a forwarded post."""
        message = self.update.message
        return message is not None and message.sender_chat is not None and not message.is_automatic_forward

    @property
    def command(self) -> str:
        """The command this message (or the caption of its photo or file) is, "" if it is none, or forwarded."""
        return self._called[0].casefold()

    @property
    def addressee(self) -> str:
        """The bot that the command is for, "" if it names none."""
        return self._called[1].casefold()

    @property
    def is_for_us(self) -> bool:
        """Whether the command names no other bot."""
        return self.addressee in {"", self.desk.bot_name.casefold()}

    @property
    def is_request(self) -> bool:
        """Whether somebody wants something of the bot: a press, a command, words to it or in answer to it."""
        message = self.update.message
        if message is None:
            return self.query is not None
        answered = message.reply_to_message.from_user if message.reply_to_message else None
        is_answer = answered is not None and answered.id == self.desk.bot.id
        return self.is_private or is_answer or bool(self.command and self.is_for_us)

    @property
    def _called(self) -> tuple[str, str]:
        message = self.update.message
        is_own = message is not None and message.forward_origin is None
        words = (message.text or message.caption or "").split(maxsplit=1) if message and is_own else []
        name, _, addressee = words[0][1:].partition("@") if words and words[0].startswith("/") else ("", "", "")
        return name, addressee

    @property
    def raw_message(self) -> str:
        """The message as JSON, to be taken up again later: see bot/services/council/errands.py."""
        return self.update.message.to_json() if self.update.message else "{}"

    @property
    def cause(self) -> Cause:
        """What use-cases name as their cause."""
        update_id = self.update.update_id
        where = self.chat_id, self.thread_id, self.message_id
        return Cause(f"update:{update_id}", *where, self.chat_title, self.verb, self.is_turning)

    async def write(self, use_case: Callable[Concatenate[Uow, P], T], *arguments: P.args, **named: P.kwargs) -> T:
        """Run a use-case as this person; its effects and the done-mark of the update are one commit."""
        before, self.checks = self.checks, ()

        def run(uow: Uow) -> tuple[T, Person | None]:
            if self.sender is not None:
                uow.actor = identify(uow, self.sender, is_private=self.is_private, is_secret=self.is_secret)
            for check in before:
                check(uow)
            result = use_case(uow, *arguments, **named)
            if self.is_request and not self.is_secret:
                note_request(uow, self._council_id)
            if self.is_written and uow.actor is not None:
                note_seen(uow, self.chat_id, uow.actor.person_id)
            if self.query is not None and not self.is_private:
                self.left_out_until = left_out_until(uow, self.chat_id)
            if not self.is_finished:
                finish_update(uow, self.update.update_id)
            return result, uow.actor

        result, self.person = await self.desk.write(run, self.cause, *self.names)
        self.desk.finished.add(self.update.update_id)
        return result

    @property
    def is_finished(self) -> bool:
        """Whether the done-mark of the update is on disk."""
        return self.update.update_id in self.desk.finished

    async def answer(self, text: str | None = None, *, alert: bool = False, url: str | None = None) -> None:
        """Answer the press: a toast, or an alert that must be closed. It goes out beside: nobody waits for it here."""
        if self.query is None or self.is_answered:
            return
        self.is_answered = True
        said = cut_utf16(text, ALERT_UNITS) if text else None
        await self.desk.answers.give(answered(self.query, said, alert=alert, url=url))

    async def answer_unless(self, outcome: Awaitable[bool], *, url: str) -> None:
        """Answer the press once it is known whether they were shown what they pressed for; if not, it leads there."""
        if self.query is not None and not self.is_answered:
            self.is_answered = True
            await self.desk.answers.give(answered_unless(self.query, outcome, url))


def sender_of(update: Update) -> Sender | None:
    """The person behind an update; None for bots, channels and anonymous administrators."""
    user: User | None = update.effective_user
    message = update.message or update.edited_message
    if user is None or user.is_bot or (message is not None and message.sender_chat is not None):
        return None
    return sender_from(user)


def sender_from(user: User) -> Sender:
    """An account as Telegram says it."""
    return Sender(user.id, name_of(user), user.username, user.language_code)


def name_of(user: User) -> str:
    """First and last name; Telegram leaves the names of deleted accounts empty, and shows them like this."""
    return user.full_name or "Deleted Account"
