"""From what Telegram sends to its handler, by the registers: commands, presses, start payloads and chat events.

Edited messages never act; a message that is no command goes to the dialog that waits for it, if any.
"""

from collections.abc import Callable, Coroutine
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
from handlers.act import Act, Desk, Event, OnAct
from handlers.boundary import guard

NEW = filters.UpdateType.MESSAGE
OWN_WORDS = NEW & ~filters.FORWARDED
"""A forwarded command is somebody else's: it does nothing, as its sender may only have shown it."""


def install(application: "Application[Any, Any, Any, Any, Any, Any]", desk: Desk) -> None:
    """Turn the register into PTB handlers; presses first, since PTB asks one after the other and they are the many."""
    application.add_handler(CallbackQueryHandler(_wrap(desk, on_callback_query)))
    events = desk.routes.events
    for name, known in desk.routes.commands.items():
        application.add_handler(CommandHandler(name, _wrap(desk, _by_a_person(known.on_act)), filters=OWN_WORDS))
    application.add_handler(ChatMemberHandler(_wrap(desk, events[Event.BOT_MEMBER]), ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(ChatMemberHandler(_wrap(desk, events[Event.MEMBER]), ChatMemberHandler.CHAT_MEMBER))
    application.add_handler(MessageHandler(NEW & filters.StatusUpdate.ALL, _wrap(desk, events[Event.SERVICE])))
    application.add_handler(MessageHandler(NEW & filters.CAPTION, _wrap(desk, on_caption)))
    application.add_handler(MessageHandler(NEW, _wrap(desk, events[Event.TEXT])))


async def on_callback_query(act: Act) -> None:
    """Unpack the typed press and hand it to its handler."""
    data = act.query.data if act.query else None
    what = callbacks.unpack(data or "", act.desk.routes.verbs)
    council_id = getattr(what, "council_id", NO_COUNCIL)
    act.about(council_id)
    act.is_secret = what.IS_SECRET
    if council_id and not act.is_private:
        act.first(lambda uow: ensure_its_chat(uow, council_id, act.chat_id))
    await act.desk.routes.presses[type(what)](act, what)


async def on_caption(act: Act) -> None:
    """A command under a photo or file is one like any other; PTB's own handler looks at texts alone."""
    routes = act.desk.routes
    known = routes.commands.get(act.command) if act.is_for_us else None
    await (_by_a_person(known.on_act) if known else routes.events[Event.TEXT])(act)


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
