"""Command menus: what Telegram suggests after "/", by scope and language.

A command whose answer its sender alone is shown is sent so that nobody else sees it either, where the server can.
"""

from collections.abc import Mapping

import structlog
from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from handlers.act import Command, Desk
from handlers.newer import ephemeral_command
from handlers.views.ground.menu import Listed
from handlers.views.ground.words import SOURCE, Words, languages

log = structlog.get_logger("menus")


async def publish_menus(desk: Desk) -> None:
    """Register the menus with Telegram; without them the bot works all the same, so trouble is only logged."""
    try:
        hides = await desk.whispers.ask_server()
        for language in languages():
            words, commands, bot = desk.words(language), desk.routes.commands, desk.bot
            code = None if language == SOURCE else language[:2]
            in_group = menu(words, commands, in_group=True, hides=hides)
            await bot.set_my_commands(in_group, BotCommandScopeAllGroupChats(), code)
            await bot.set_my_commands(menu(words, commands, in_group=False), BotCommandScopeAllPrivateChats(), code)
    except TelegramError as error:
        log.warning("menus not published", error=type(error).__name__)


def menu(words: Words, commands: Mapping[str, Command], *, in_group: bool, hides: bool = False) -> list[BotCommand]:
    """The commands of one scope, in the order of the help. `hides`: the server takes some that others do not see."""
    listed: Mapping[str, Listed] = words.lexicon.commands
    known = [(name, commands[name], words.plain(each.what)) for name, each in listed.items()]
    return [
        ephemeral_command(name, what) if hides and each.is_for_one else BotCommand(name, what)
        for name, each, what in known
        if (each.is_in_group if in_group else each.is_private)
    ]
