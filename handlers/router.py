"""The register of what the bot understands: commands, presses, start payloads and chat events, each with its handler.

A noun's module registers its handlers here when handlers/__init__.py imports it; the composition root turns the
register into PTB handlers once. Edited messages never act; a message that is no command goes to the
dialog that waits for it, if any.
"""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.domain.ground.ids import NO_COUNCIL
from bot.services.council.council import ensure_its_chat
from bot.services.council.errands import ask_who
from handlers import callbacks
from handlers.act import Act, Desk
from handlers.boundary import guard

OnAct = Callable[[Act], Awaitable[None]]
OnPress = Callable[[Act, Any], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Command:
    """A command with what its menu says. `is_in_group`, `is_private`: the menus it stands in."""

    name: str
    on_act: OnAct
    is_in_group: bool
    is_private: bool


COMMANDS: dict[str, Command] = {}
PRESSES: dict[type, OnPress] = {}
EVENTS: dict[str, OnAct] = {}

NEW = filters.UpdateType.MESSAGE
OWN_WORDS = NEW & ~filters.FORWARDED
"""A forwarded command is somebody else's: it does nothing, as its sender may only have shown it."""


def command(*names: str, in_group: bool = True, private: bool = True) -> Callable[[OnAct], OnAct]:
    """Register the handler of a command; further names are aliases without a place in the menu."""

    def register(on_act: OnAct) -> OnAct:
        for name in names:
            is_first = name == names[0]
            COMMANDS[name] = Command(name, on_act, in_group and is_first, private and is_first)
        return on_act

    return register


def pressed(kind: type) -> Callable[[OnPress], OnPress]:
    """Register the handler of a kind of press; also of the start payload made from it."""

    def register(on_press: OnPress) -> OnPress:
        PRESSES[kind] = on_press
        return on_press

    return register


def happened(name: str) -> Callable[[OnAct], OnAct]:
    """Register the handler of something that is no command: "text", "service", "member", "bot_member"."""

    def register(on_act: OnAct) -> OnAct:
        EVENTS[name] = on_act
        return on_act

    return register


def install(application: "Application[Any, Any, Any, Any, Any, Any]", desk: Desk) -> None:
    """Turn the register into PTB handlers; presses first, since PTB asks one after the other and they are the many."""
    application.add_handler(CallbackQueryHandler(_wrap(desk, on_callback_query)))
    for known in COMMANDS.values():
        application.add_handler(CommandHandler(known.name, _wrap(desk, _by_a_person(known.on_act)), filters=OWN_WORDS))
    application.add_handler(ChatMemberHandler(_wrap(desk, EVENTS["bot_member"]), ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(ChatMemberHandler(_wrap(desk, EVENTS["member"]), ChatMemberHandler.CHAT_MEMBER))
    application.add_handler(MessageHandler(NEW & filters.StatusUpdate.ALL, _wrap(desk, EVENTS["service"])))
    application.add_handler(MessageHandler(NEW & filters.CAPTION, _wrap(desk, on_caption)))
    application.add_handler(MessageHandler(NEW, _wrap(desk, EVENTS["text"])))


async def on_callback_query(act: Act) -> None:
    """Unpack the typed press and hand it to its handler."""
    data = act.query.data if act.query else None
    what = callbacks.unpack(data or "")
    council_id = getattr(what, "council_id", NO_COUNCIL)
    if council_id and not act.is_private:
        act.first(lambda uow: ensure_its_chat(uow, council_id, act.chat_id))
    await PRESSES[type(what)](act, what)


async def on_caption(act: Act) -> None:
    """A command under a photo or file is one like any other; PTB's own handler looks at texts alone."""
    known = COMMANDS.get(act.command) if act.is_for_us else None
    await (_by_a_person(known.on_act) if known else EVENTS["text"])(act)


def _by_a_person(on_act: OnAct) -> OnAct:
    """Commands are given by persons: one that was posted anonymously waits for somebody to press it as themself."""

    async def run(act: Act) -> None:
        if act.sender is not None:
            await on_act(act)
        elif act.is_anonymous and act.command != "start":
            await act.write(ask_who, act.raw_message)

    return run


def _wrap(desk: Desk, on_act: OnAct) -> Callable[[Update, Any], Coroutine[Any, Any, None]]:
    async def run(update: Update, _: Any) -> None:
        await guard(Act(desk, update), on_act)

    return run
