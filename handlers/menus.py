"""Command menus: what Telegram suggests after "/", by scope and language."""

from collections.abc import Mapping

import structlog
from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from handlers.act import Command, Desk
from handlers.views.ground.menu import Listed
from handlers.views.ground.words import SOURCE, Words, languages

log = structlog.get_logger("menus")


async def publish_menus(desk: Desk) -> None:
    """Register the menus with Telegram; without them the bot works all the same, so trouble is only logged."""
    try:
        for language in languages():
            words, commands, bot = desk.words(language), desk.routes.commands, desk.bot
            code = None if language == SOURCE else language[:2]
            await bot.set_my_commands(menu(words, commands, in_group=True), BotCommandScopeAllGroupChats(), code)
            await bot.set_my_commands(menu(words, commands, in_group=False), BotCommandScopeAllPrivateChats(), code)
    except TelegramError as error:
        log.warning("menus not published", error=type(error).__name__)


def menu(words: Words, commands: Mapping[str, Command], *, in_group: bool) -> list[BotCommand]:
    """The commands of one scope, in the order of the help."""
    listed: Mapping[str, Listed] = words.lexicon.commands
    known = [(name, commands[name], each.what) for name, each in listed.items()]
    return [
        BotCommand(name, words.plain(what))
        for name, each, what in known
        if (each.is_in_group if in_group else each.is_private)
    ]
