"""The stand-in against the Bot API as another library describes it: aiogram's models of methods and objects."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot, methods, types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import TelegramMethod
from PIL import Image
from pydantic import ValidationError

from deploy.playground import people_base, standin
from deploy.playground.mailbox import KINDS
from deploy.playground.model import ADMIN_RIGHTS, PERMISSIONS
from deploy.playground.names import METHOD_NAMES
from deploy.playground.registry import METHODS
from tests.support.chats import Group
from tests.support.standin import BotAccount, Person, Standin

TOKEN = "111:AAdrift"
_NOT_METHODS = {"Request", "Response", "TelegramMethod"}
MODELS: dict[str, type[TelegramMethod[Any]]] = {
    getattr(methods, name).__api_method__: getattr(methods, name)
    for name in methods.__all__
    if name not in _NOT_METHODS
}


def check_call(call: dict[str, Any]) -> None:
    """Hold one recorded call {method, params, files?} against aiogram: method, names and types of parameters."""
    model = MODELS.get(call["method"])
    assert model is not None, f"no such method: {call['method']}"
    params = {name: value for name, value in call["params"].items() if value is not None}
    params |= {name: "attach://upload" for name in call.get("files", ()) if name in model.model_fields}
    unknown = set(params) - set(model.model_fields)
    assert not unknown, f"{call['method']} has no parameters {sorted(unknown)}"
    fields = model.model_fields
    values = {name: _read(value, str(fields[name].annotation)) for name, value in params.items()}
    _whole(model.model_validate(values), call["params"], call["method"])


def _read(value: Any, annotation: str) -> Any:
    """A form carries objects and lists as JSON texts."""
    if isinstance(value, str) and value[:1] in {"{", "["} and ("list[" in annotation or "types." in annotation):
        return json.loads(value)
    return value


def test_the_list_of_methods_is_aiograms():
    assert len(MODELS) > 150
    assert set(MODELS) == METHOD_NAMES


@pytest.mark.parametrize("name", sorted(spec.name for spec in METHODS.values()))
def test_a_simulated_method_has_only_parameters_that_exist(name):
    spec = METHODS[name.lower()]
    fields = MODELS[name].model_fields
    assert spec.required | spec.optional <= set(fields), (spec.required | spec.optional) - set(fields)
    required = {field for field, info in fields.items() if info.is_required()}
    assert spec.required - {"text", "callback_query_id"} <= required
    assert required <= spec.required | spec.optional


def test_the_playground_knows_nothing_of_the_bot_but_how_to_run_it():
    sources = list(Path(standin.__file__).parent.glob("*.py"))
    assert len(sources) > 20
    imported = re.compile(r"^\s*(?:from|import) (bot|handlers|storage|tests)\b", re.MULTILINE)
    assert [source.name for source in sources if imported.search(source.read_text())] == ["bot_process.py"]


def test_every_call_of_the_users_interface_is_in_its_readme():
    text = (Path(standin.__file__).parent / "README.md").read_text()
    calls = {f"`{verb} {path}`" for verb, path, _handler in people_base._ROUTES}
    assert len(calls) > 40
    assert {call for call in calls if call not in text} == set()


def test_kinds_of_updates_rights_and_permissions_are_aiograms():
    assert set(types.Update.model_fields) - {"update_id"} == KINDS
    rights = {n for n, info in types.ChatAdministratorRights.model_fields.items() if info.is_required()}
    assert rights - {"is_anonymous"} <= set(ADMIN_RIGHTS) <= set(types.ChatMemberAdministrator.model_fields)
    assert set(PERMISSIONS) <= set(types.ChatMemberRestricted.model_fields)


@pytest.mark.parametrize(
    "call",
    [
        {"method": "sendMesage", "params": {}},
        {"method": "sendMessage", "params": {"chat_id": 1, "text": "x", "colour": "red"}},
        {"method": "sendMessage", "params": {"chat_id": 1}},
        {"method": "sendMessage", "params": {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{}]]}}},
    ],
)
def test_a_call_that_aiogram_does_not_know_is_refused(call):
    with pytest.raises((AssertionError, ValidationError)):
        check_call(call)


def test_a_call_that_aiogram_knows_passes_in_json_and_as_a_form():
    markup = '{"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}'
    check_call({"method": "sendMessage", "params": {"chat_id": "1", "text": "[x", "reply_markup": markup}})
    check_call({"method": "sendPhoto", "params": {"chat_id": 1}, "files": ["photo"]})


def _whole(shape: Any, given: Any, path: str = "") -> None:
    """Nothing in what was emitted is unknown to aiogram's model: extra fields would show as __pydantic_extra__."""
    extra = getattr(shape, "__pydantic_extra__", None)
    assert not extra, f"{path}: {extra} in {given}"
    for name in getattr(type(shape), "model_fields", {}):
        value = getattr(shape, name)
        for item in value if isinstance(value, list) else [value]:
            for part in item if isinstance(item, list) else [item]:
                if isinstance(part, types.TelegramObject):
                    _whole(part, given, f"{path}.{name}")


def _check(model: type[types.TelegramObject], given: dict[str, Any]) -> None:
    _whole(model.model_validate(given), given, model.__name__)


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 400)).save(out, "PNG")
    return out.getvalue()


async def _a_busy_group(telegram: Standin) -> tuple[BotAccount, Person, Group]:
    """One of everything that makes an update."""
    bot = await telegram.bot(TOKEN, username="mandate_bot")
    kinds = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member", "message_reaction"]
    await telegram.api(TOKEN, "getUpdates", allowed_updates=kinds)
    anna, bo = await telegram.user("Anna", username="anna", language_code="de"), await telegram.user("Bo")
    group = await telegram.group("Garden", anna, [bo], [bot], is_forum=True)
    await group.promote(bot, by=anna.id, rights=["can_manage_chat", "can_manage_topics", "can_pin_messages"])
    await group.mute(bo)
    await group.unmute(bo)
    await group.promote(bo, anonymous=True)
    topic = await group.topic("Water", anna)
    said = await anna.say(group, "/hi Bo and @anna #x https://x.org", thread=topic, mentions={"Bo": bo})
    await telegram.post("edit", user=anna.id, chat=group.ref, message_id=said.id, text="changed")
    await bo.say(group, "from the board", reply_to=said)
    await anna.say(group, photo=_picture(), caption="a view")
    await anna.say(group, document=b"bytes")
    await anna.say(group, "as channel", as_="channel")
    await anna.react(said, "👍")
    await group.rename("Gardens", anna)
    await group.set_topic(topic, "close", anna)
    await anna.start(bot, "abc")
    await anna.block(bot)
    await group.leave(bo)
    return bot, anna, group


async def test_every_update_and_result_is_what_aiogram_reads():
    async with Standin() as telegram:
        bot, anna, group = await _a_busy_group(telegram)
        markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
        text = '<b>card</b> <tg-time unix="1" format="D">x</tg-time>'
        sent = await telegram.api(
            TOKEN, "sendMessage", chat_id=group.id, text=text, parse_mode="HTML", reply_markup=markup
        )
        await telegram.api(TOKEN, "pinChatMessage", chat_id=group.id, message_id=sent["result"]["message_id"])
        await telegram.api(
            TOKEN, "forwardMessage", chat_id=group.id, from_chat_id=group.id, message_id=sent["result"]["message_id"]
        )
        card = await group.find("card", button="Yes")
        await telegram.press_all([(anna, card, "y")])
        updates = (await telegram.api(TOKEN, "getUpdates"))["result"]
        seen = {next(k for k in u if k != "update_id") for u in updates}
        assert seen == {
            "message",
            "edited_message",
            "callback_query",
            "my_chat_member",
            "chat_member",
            "message_reaction",
        }
        for update in updates:
            _check(types.Update, update)
        for event in await telegram.events(kinds="message,edit"):
            _check(types.Message, event["message"])
        for model, method, params in (
            (types.User, "getMe", {}),
            (types.ChatFullInfo, "getChat", {"chat_id": group.id}),
            (types.ChatMemberOwner, "getChatMember", {"chat_id": group.id, "user_id": anna.id}),
            (types.ChatMemberAdministrator, "getChatMember", {"chat_id": group.id, "user_id": bot.id}),
            (types.WebhookInfo, "getWebhookInfo", {}),
            (types.ForumTopic, "createForumTopic", {"chat_id": group.id, "name": "Soil"}),
        ):
            answer = await telegram.api(TOKEN, method, **params)
            assert answer["ok"], answer
            _check(model, answer["result"])
        for call in await telegram.calls():
            check_call(call)
        assert not await telegram.oddities()


async def test_aiogram_itself_can_talk_to_it():
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        anna = await telegram.user("Anna")
        await anna.start(account)
        session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.url))
        async with Bot(TOKEN, session=session) as bot:
            assert (await bot.get_me()).username == "mandate_bot"
            sent = await bot.send_photo(anna.id, types.BufferedInputFile(_picture(), "view.png"), caption="a view")
            assert sent.photo is not None
            assert (sent.photo[-1].width, sent.photo[-1].height) == (640, 400)
            file = await bot.get_file(sent.photo[-1].file_id)
            assert file.file_path is not None
            data = await bot.download_file(file.file_path)
            assert data is not None
            assert data.read() == _picture()
            assert (await bot.get_updates())[0].message is not None
