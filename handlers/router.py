"""From what Telegram sends to its handler, by the registers: commands, presses, start payloads and chat events.

Edited messages never act; a message that is no command goes to the dialog that waits for it, if any.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.domain.ground.ids import NO_COUNCIL, CouncilId
from bot.services.council.council import ensure_its_chat, note_there
from bot.services.council.errands import ask_who
from bot.services.ground.pressed import ensure_under
from handlers import callbacks
from handlers.act import Act, Desk, Event, OnAct
from handlers.boundary import guard
from handlers.council.upgrades import find_former
from handlers.reading import ensure_reading

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
    if act.is_private:
        ensure_reading(act, what)
    else:
        if act.query is not None:
            act.desk.whispers.note_press(act.chat_id, act.query.from_user.id, act.query.id)
        _ensure_place(act, council_id, what.VERB)
    await act.desk.routes.presses[type(what)](act, what)


def _ensure_place(act: Act, council_id: CouncilId, verb: str) -> None:
    """In a group: under a message of the bot that had this button, in the council's own chat.

    Raises PressUnknownError.
    """
    message = act.message
    if isinstance(message, Message) and message.from_user and message.from_user.id != act.desk.bot.id:
        raise callbacks.PressUnknownError
    if council_id:
        act.first(lambda uow: ensure_its_chat(uow, council_id, act.chat_id))
    message_id = act.message_id
    # Under what they alone see, whoever forges one has nobody to harm.
    if message_id is not None and not act.is_aside:
        act.first(lambda uow: ensure_under(uow, act.chat_id, message_id, verb))


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


def _shows_presence(update: Update) -> bool:
    """Whether the bot is in the group that this comes from: a press says which council's, and its own leaving nothing.

    What its own membership became is told by itself (handlers/council/council.py).
    """
    chat, message = update.effective_chat, update.message
    is_left = message is not None and message.left_chat_member is not None and message.left_chat_member.is_bot
    is_told = update.callback_query is not None or update.my_chat_member is not None
    return chat is not None and chat.type != "private" and not is_told and not is_left


def _wrap(desk: Desk, on_act: OnAct) -> Callable[[Update, Any], Coroutine[Any, Any, None]]:
    async def run(update: Update, _: Any) -> None:
        act = Act(desk, update)
        if _shows_presence(update):
            act.first(lambda uow: note_there(uow, act.chat_id))
        await guard(act, _where_it_is(on_act))

    return run


def _where_it_is(on_act: OnAct) -> OnAct:
    """The council of a group that was upgraded is found before anything is done in the supergroup."""

    async def run(act: Act) -> None:
        await find_former(act)
        await on_act(act)

    return run
