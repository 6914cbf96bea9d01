"""What a bot registers about itself: commands, name, descriptions, rights, menu button."""

from __future__ import annotations

import json
import re
from typing import Any

from deploy.playground.access import chat_of
from deploy.playground.errors import Json, bad_request
from deploy.playground.model import ADMIN_RIGHTS
from deploy.playground.registry import Call, method
from deploy.playground.text import units

_COMMANDS_MAX = 100
_DESCRIPTION_MAX = 256
_COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
_SCOPES: dict[str, tuple[str, ...]] = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
_TEXTS = (("Name", "name", 64), ("Description", "description", 512), ("ShortDescription", "short_description", 120))


def scope_key(scope: Json | None) -> str:
    """One text for one scope, whatever the order of its fields."""
    scope = scope or {"type": "default"}
    kind = str(scope.get("type"))
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return json.dumps([kind, *[int(scope[name]) for name in _SCOPES[kind]]])


def _key(call: Call) -> tuple[str, str]:
    scope = call.object("scope")
    key = scope_key(scope)
    if scope and "chat_id" in scope:
        chat_of(Call(call.world, call.bot, call.method, {"chat_id": scope["chat_id"]}))
    language = call.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return key, language


def _kept(call: Call, command: Json) -> Json:
    """What a server keeps of a command; one that knows no ephemeral messages (10.2) passes over `is_ephemeral`."""
    kept: Json = {"command": str(command["command"]).removeprefix("/"), "description": str(command["description"])}
    is_ephemeral = command.get("is_ephemeral", False)
    if not isinstance(is_ephemeral, bool):
        raise bad_request('can\'t parse BotCommand: Field "is_ephemeral" must be of type Boolean')
    return kept | ({"is_ephemeral": True} if is_ephemeral and call.world.settings.ephemeral else {})


@method("setMyCommands", "commands", "scope language_code")
def set_my_commands(call: Call) -> Any:
    """At most 100; names of 1 to 32 lower-case letters, digits and underscores; descriptions of 1 to 256."""
    commands = call.list("commands") or []
    if len(commands) > _COMMANDS_MAX:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= units(str(command.get("description", "")).strip()) <= _DESCRIPTION_MAX:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    call.bot.commands[_key(call)] = [_kept(call, command) for command in commands]
    return True


@method("getMyCommands", "", "scope language_code")
def get_my_commands(call: Call) -> Any:
    return call.bot.commands.get(_key(call), [])


@method("deleteMyCommands", "", "scope language_code")
def delete_my_commands(call: Call) -> Any:
    call.bot.commands.pop(_key(call), None)
    return True


def _register_text(title: str, field: str, most: int) -> None:
    """SetMyX and getMyX for one text per language; without one for a language, the default one."""

    @method(f"setMy{title}", "", f"{field} language_code")
    def set_text(call: Call) -> Any:
        if units(call.text(field)) > most:
            raise bad_request(f"{field} is too long")
        call.bot.profile.setdefault(field, {})[call.text("language_code")] = call.text(field)
        return True

    @method(f"getMy{title}", "", "language_code")
    def get_text(call: Call) -> Any:
        texts = call.bot.profile.get(field, {})
        fallback = call.bot.user.first_name if field == "name" else ""
        return {field: texts.get(call.text("language_code")) or texts.get("") or fallback}


for _title, _field, _most in _TEXTS:
    _register_text(_title, _field, _most)


@method("setMyDefaultAdministratorRights", "", "rights for_channels")
def set_default_rights(call: Call) -> Any:
    rights = call.object("rights") or {}
    call.bot.profile["rights"] = {name: bool(rights.get(name)) for name in ("is_anonymous", *ADMIN_RIGHTS)}
    return True


@method("getMyDefaultAdministratorRights", "", "for_channels")
def get_default_rights(call: Call) -> Any:
    return call.bot.profile.get("rights") or dict.fromkeys(("is_anonymous", *ADMIN_RIGHTS), False)


@method("setChatMenuButton", "", "chat_id menu_button")
def set_chat_menu_button(call: Call) -> Any:
    call.bot.profile["menu_button"] = call.object("menu_button") or {"type": "default"}
    return True


@method("getChatMenuButton", "", "chat_id")
def get_chat_menu_button(call: Call) -> Any:
    return call.bot.profile.get("menu_button") or {"type": "commands"}
