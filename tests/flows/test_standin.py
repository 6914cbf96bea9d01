"""How the stand-in behaves: where Telegram is strict, it is."""

from __future__ import annotations

import asyncio
import io
import time
from typing import Any

import aiohttp
import pytest
import telegram
from hypothesis import given, strategies
from PIL import Image

from deploy.playground.entities import parse_html
from deploy.playground.errors import ApiError
from deploy.playground.limits import Limits
from deploy.playground.markup import to_html
from deploy.playground.text import units
from tests.support.patience import WAIT
from tests.support.standin import BotAccount, Group, Person, Standin, StandinError

TOKEN, OTHER = "111:AAone", "222:BBtwo"
YES = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}, {"text": "No", "callback_data": "n"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


class Scene:
    """A group of three with one bot, and short words for what tests do most."""

    def __init__(self, telegram: Standin, bot: BotAccount, people: list[Person], group: Group) -> None:
        self.telegram, self.bot, self.group = telegram, bot, group
        self.anna, self.bo, self.cem = people

    async def call(self, method: str, **params: Any) -> Any:
        answer = await self.telegram.api(TOKEN, method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> str:
        answer = await self.telegram.api(TOKEN, method, **params)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def send(self, text: str = "card", **params: Any) -> Any:
        return await self.call("sendMessage", **{"chat_id": self.group.id, "text": text, **params})

    async def updates(self, **params: Any) -> list[Any]:
        """What waits, confirmed at once."""
        found = await self.call("getUpdates", **params)
        if found:
            await self.call("getUpdates", offset=found[-1]["update_id"] + 1)
        return list(found)

    async def texts(self) -> list[str]:
        return [u["message"]["text"] for u in await self.updates() if "text" in u.get("message", {})]


@pytest.fixture
async def scene():
    async with Standin() as telegram:
        bot = await telegram.bot(TOKEN, username="mandate_bot")
        people = [await telegram.user(name, username=name.lower()) for name in ("Anna", "Bo", "Cem")]
        group = await telegram.group("Garden", people[0], people[1:], [bot])
        made = Scene(telegram, bot, people, group)
        await made.updates()
        yield made


# --- text ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
        ("é <x>", 'Unsupported start tag "x" at byte offset 3'),
        ("1 < 2 >", 'Unsupported start tag "" at byte offset 2'),
        ("1 <2", "Unclosed start tag at byte offset 2"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x>a</a>', "Unclosed start tag at byte offset 0"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-time unix="soon">a</tg-time>', "Invalid date specified"),
        ('<tg-time unix="1" format="Q">a</tg-time>', "Invalid date format specified"),
    ],
)
def test_html_that_telegram_refuses(source, why):
    with pytest.raises(ApiError) as caught:
        parse_html(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {why}"


@given(strategies.text("<>/b&i;#=\"' aé😀x\n1", max_size=40))
def test_no_text_breaks_the_parser(source):
    try:
        text, entities = parse_html(source)
    except ApiError:
        return
    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= units(text) for e in entities)
    assert parse_html(to_html(text, entities))[0] == text


@pytest.mark.parametrize(
    "source",
    [
        "plain &amp; &lt;simple&gt;",
        "<b>a <i>😀 b</i></b> c",
        '<a href="https://x.org/?a=1&amp;b=2">link</a><code>x</code>',
        '<pre><code class="language-python">x = 1</code></pre>',
        "<blockquote expandable>long\ntext</blockquote><tg-spoiler>s</tg-spoiler>",
        '<tg-time unix="1700000000" format="wDT">then</tg-time>',
        "<u><s>a</s></u>",
    ],
)
def test_html_comes_back_from_its_entities(source):
    assert to_html(*parse_html(source)) == source


def test_entities_are_counted_in_utf_16():
    text, entities = parse_html("😀<b>é😀</b>")
    assert (text, entities) == ("😀é😀", [{"type": "bold", "offset": 2, "length": 3}])
    assert units("😀é") == 3


async def test_lengths_are_counted_after_parsing_in_utf_16(scene):
    await scene.send("<b>" + "😀" * 2048 + "</b>", parse_mode="HTML")
    assert await scene.refused("sendMessage", chat_id=scene.group.id, text="😀" * 2048 + "a") == (
        "Bad Request: message is too long"
    )
    for empty in ("", "  \n ", "<b></b>"):
        answer = await scene.refused("sendMessage", chat_id=scene.group.id, text=empty, parse_mode="HTML")
        assert answer == "Bad Request: message text is empty"


async def test_the_bots_commands_and_mentions_become_entities(scene):
    sent = await scene.send("/vote@mandate_bot for @anna #water <code>/no</code>", parse_mode="HTML")
    assert [e["type"] for e in sent["entities"]] == ["bot_command", "mention", "hashtag", "code"]


@pytest.mark.parametrize(
    ("button", "why"),
    [
        ({"text": "a", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "web_app": {"url": "https://x.org"}}, "BUTTON_TYPE_INVALID"),
        ({"text": "a", "url": "ftp://x"}, "inline keyboard button URL 'ftp://x' is invalid: Unsupported URL protocol"),
        (
            {"text": "a"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
    ],
)
async def test_buttons_that_telegram_refuses(scene, button, why):
    markup = {"inline_keyboard": [[button]]}
    answer = await scene.refused("sendMessage", chat_id=scene.group.id, text="a", reply_markup=markup)
    assert answer == f"Bad Request: {why}"


async def test_what_telegram_cleans_out_of_a_text(scene):
    sent = await scene.send("  a\r\n\tb\u202ec\u2028  ")
    assert sent["text"] == "a\n bc"
    again = {"chat_id": scene.group.id, "message_id": sent["message_id"], "text": "a\n bc"}
    assert await scene.refused("editMessageText", **again) == NOT_MODIFIED
    assert (await scene.anna.say(scene.group, "x\u202ey ")).text == "xy"
    assert await scene.refused("sendMessage", chat_id=scene.group.id, text="\ud800") == (
        "Bad Request: strings must be encoded in UTF-8"
    )


async def test_at_most_100_buttons_and_8_in_a_row(scene):
    button = {"text": "a", "callback_data": "x"}
    await scene.send(reply_markup={"inline_keyboard": [[button] * 8] * 12 + [[button] * 4]})
    for rows in ([[button] * 9], [[button]] * 101):
        await scene.refused("sendMessage", chat_id=scene.group.id, text="a", reply_markup={"inline_keyboard": rows})


# --- editing ------------------------------------------------------------------------------------------------------


async def test_an_edit_must_change_something(scene):
    sent = await scene.send("<b>a</b>", parse_mode="HTML", reply_markup=YES)
    where = {"chat_id": scene.group.id, "message_id": sent["message_id"]}
    same = {**where, "text": "<b>a</b>", "parse_mode": "HTML", "reply_markup": YES}
    assert await scene.refused("editMessageText", **same) == NOT_MODIFIED
    assert await scene.refused("editMessageReplyMarkup", **where, reply_markup=YES) == NOT_MODIFIED
    assert await scene.refused("editMessageText", **where, text="x" * 4097) == "Bad Request: MESSAGE_TOO_LONG"
    bare = await scene.call("editMessageText", **where, text="a", reply_markup=YES)
    assert "entities" not in bare
    gone = await scene.call("editMessageText", **where, text="a")
    assert "reply_markup" not in gone
    assert gone["edit_date"]


async def test_edits_of_what_is_gone_or_not_ours(scene):
    said = await scene.anna.say(scene.group, "mine")
    where = {"chat_id": scene.group.id, "text": "x"}
    assert await scene.refused("editMessageText", **where, message_id=said.id) == "Bad Request: message can't be edited"
    sent = await scene.send()
    await scene.telegram.post("delete", user=scene.anna.id, chat=scene.group.ref, message_id=sent["message_id"])
    answer = await scene.refused("editMessageText", **where, message_id=sent["message_id"])
    assert answer == "Bad Request: message to edit not found"


async def test_replies_to_what_is_gone(scene):
    where = {"chat_id": scene.group.id, "text": "x"}
    missing = {"message_id": 999}
    assert await scene.refused("sendMessage", **where, reply_parameters=missing) == (
        "Bad Request: message to be replied not found"
    )
    await scene.call("sendMessage", **where, reply_parameters={**missing, "allow_sending_without_reply": True})


# --- pressing -----------------------------------------------------------------------------------------------------


async def press_and_answer(scene, **answer):
    card = await scene.group.find("card", button="Yes")
    pressed = await scene.anna.press(card, "Yes", wait=0)
    found = await scene.updates(timeout=5)
    query = found[-1]["callback_query"]
    assert (query["data"], query["from"]["id"]) == ("y", scene.anna.id)
    await scene.call("answerCallbackQuery", callback_query_id=query["id"], **answer)
    return query["id"], await scene.telegram.answer(pressed.query_id, wait=WAIT)


async def test_a_press_and_its_answer(scene):
    await scene.send(reply_markup=YES)
    query_id, answer = await press_and_answer(scene, text="Recorded: Yes", show_alert=True)
    assert (answer.text, answer.alert) == ("Recorded: Yes", True)
    await scene.call("answerCallbackQuery", callback_query_id=query_id, text="again")
    assert (await scene.telegram.answer(query_id)).text == "Recorded: Yes"
    too_long = await scene.refused("answerCallbackQuery", callback_query_id=query_id, text="é" * 201)
    assert too_long == "Bad Request: MESSAGE_TOO_LONG"


async def test_an_old_or_unknown_query_cannot_be_answered(scene):
    await scene.send(reply_markup=YES)
    query_id, _answer = await press_and_answer(scene)
    await scene.telegram.post("settings", query_max_age=0)
    for wrong in (query_id, "1"):
        assert await scene.refused("answerCallbackQuery", callback_query_id=wrong) == TOO_OLD


async def test_only_buttons_that_are_there_can_be_pressed_unless_forced(scene):
    await scene.send(reply_markup=YES)
    card = await scene.group.find("card")
    with pytest.raises(StandinError):
        await scene.anna.press(card, "Maybe", wait=0)
    with pytest.raises(StandinError):
        await scene.anna.send_data(card, "forged", force=False, wait=0)
    await scene.anna.send_data(card, "forged", wait=0)
    stranger = await scene.telegram.user("Stranger")
    with pytest.raises(StandinError):
        await stranger.press(card, "Yes", wait=0)
    assert [u["callback_query"]["data"] for u in await scene.updates()] == ["forged"]


async def test_presses_in_bulk_keep_their_order(scene):
    await scene.send(reply_markup=YES)
    card = await scene.group.find("card")
    rows = [(who, card, data) for data in ("y", "n") for who in (scene.anna, scene.bo, scene.cem)]
    ids = await scene.telegram.press_all(rows)
    found = [u["callback_query"] for u in await scene.updates()]
    assert [q["id"] for q in found] == ids
    assert [q["data"] for q in found] == list("yyynnn")


# --- private chats ------------------------------------------------------------------------------------------------


async def test_a_private_chat_must_be_started_and_can_be_blocked(scene):
    where = {"chat_id": scene.anna.id, "text": "hello"}
    assert await scene.refused("sendMessage", **where) == "Forbidden: bot can't initiate conversation with a user"
    await scene.anna.open("https://t.me/mandate_bot?start=vote-1")
    assert await scene.texts() == ["/start vote-1"]
    await scene.call("sendMessage", **where)
    await scene.anna.block(scene.bot)
    assert await scene.refused("sendMessage", **where) == "Forbidden: bot was blocked by the user"
    await scene.anna.start(scene.bot)
    assert [next(k for k in u if k != "update_id") for u in await scene.updates()] == ["my_chat_member"] * 2 + [
        "message"
    ]
    assert await scene.refused("sendMessage", chat_id=77, text="x") == "Bad Request: chat not found"


# --- updates ------------------------------------------------------------------------------------------------------


async def test_updates_come_again_until_an_offset_confirms_them(scene):
    for word in ("/a", "/b", "/c"):
        await scene.anna.say(scene.group, word)
    first = await scene.call("getUpdates", limit=2)
    assert [u["message"]["text"] for u in first] == ["/a", "/b"]
    assert await scene.call("getUpdates", limit=2) == first
    rest = await scene.call("getUpdates", offset=first[-1]["update_id"] + 1)
    assert [u["message"]["text"] for u in rest] == ["/c"]
    assert (await scene.bot.view())["pending_updates"] == 1
    assert await scene.call("getUpdates", offset=rest[-1]["update_id"] + 1) == []
    await scene.anna.say(scene.group, "/d")
    await scene.anna.say(scene.group, "/e")
    assert [u["message"]["text"] for u in await scene.call("getUpdates", offset=-1)] == ["/e"]
    assert len(await scene.call("getUpdates")) == 1


async def test_a_second_poll_ends_the_first(scene):
    polls = [scene.telegram.api(TOKEN, "getUpdates", timeout=20) for _poll in range(2)]
    ends = asyncio.as_completed(polls)
    ended = await next(ends)
    assert (ended["error_code"], ended["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    await scene.anna.say(scene.group, "/now")
    assert (await next(ends))["result"][0]["message"]["text"] == "/now"


async def test_allowed_updates_are_remembered_and_some_need_an_administrator(scene):
    async def kinds() -> set[str]:
        await scene.group.mute(scene.bo)
        await scene.group.unmute(scene.bo)
        return {next(k for k in u if k != "update_id") for u in await scene.updates()}

    assert await kinds() == set()
    await scene.call("getUpdates", allowed_updates=["chat_member"])
    assert await kinds() == set()
    await scene.group.promote(scene.bot)
    assert await kinds() == {"chat_member"}
    await scene.call("getUpdates", allowed_updates=[])
    assert await kinds() == set()


async def test_a_webhook_excludes_polling(scene):
    await scene.call("setWebhook", url="https://x.org/hook")
    assert (await scene.refused("getUpdates")).startswith("Conflict: can't use getUpdates method while webhook")
    await scene.call("deleteWebhook")
    await scene.call("getUpdates")


# --- privacy ------------------------------------------------------------------------------------------------------


async def test_privacy_mode_shows_commands_and_replies(scene):
    card = await scene.send()
    said = await scene.anna.say(scene.group, "hello @mandate_bot")
    asked = await scene.anna.say(scene.group, "/vote@mandate_bot")
    await scene.anna.say(scene.group, "/vote@other_bot")
    await scene.anna.say(scene.group, "/open")
    await scene.bo.say(scene.group, "to the card", reply_to=card["message_id"])
    await scene.bo.say(scene.group, "to the command", reply_to=asked)
    await scene.bo.say(scene.group, "to a talk", reply_to=said)
    assert await scene.texts() == ["/vote@mandate_bot", "/open", "to the card", "to the command"]
    await scene.group.promote(scene.bot)
    await scene.updates()
    await scene.anna.say(scene.group, "now seen")
    assert await scene.texts() == ["now seen"]


async def test_a_bare_command_is_for_the_bot_that_wrote_last(scene):
    other = await scene.telegram.bot(OTHER, username="other_bot")
    await scene.group.add(other, by=scene.anna)
    await scene.telegram.api(OTHER, "sendMessage", chat_id=scene.group.id, text="I am here")
    await scene.anna.say(scene.group, "/open")
    assert await scene.texts() == []
    await scene.send()
    await scene.anna.say(scene.group, "/open")
    assert await scene.texts() == ["/open"]


# --- groups -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "said"), [("group", "group_chat_created"), ("supergroup", "new_chat_members")])
async def test_how_a_bot_learns_that_it_is_in_a_group(scene, kind, said):
    await scene.telegram.group("New", scene.anna, [scene.bo], [scene.bot], type=kind)
    mine, first = await scene.updates()
    assert mine["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert said in first["message"]


async def test_members_roles_and_absences(scene):
    async def status(who):
        return (await scene.call("getChatMember", chat_id=scene.group.id, user_id=who.id))["status"]

    assert await status(scene.anna) == "creator"
    assert await scene.call("getChatMemberCount", chat_id=scene.group.id) == 4
    await scene.group.mute(scene.bo)
    assert await status(scene.bo) == "restricted"
    with pytest.raises(StandinError):
        await scene.bo.say(scene.group, "/hm")
    await scene.group.remove(scene.cem, by=scene.anna)
    assert await status(scene.cem) == "kicked"
    with pytest.raises(StandinError):
        await scene.group.remove(scene.anna, by=scene.bo)
    await scene.group.remove(scene.bot, by=scene.anna)
    assert await scene.refused("sendMessage", chat_id=scene.group.id, text="x") == (
        "Forbidden: bot was kicked from the supergroup chat"
    )
    await scene.group.add(scene.bot, by=scene.anna)
    changes = [u["my_chat_member"]["new_chat_member"]["status"] for u in await scene.updates() if "my_chat_member" in u]
    assert changes == ["kicked", "member"]


async def test_a_removed_bot_is_told_so_and_nothing_more(scene):
    await scene.group.remove(scene.bot, by=scene.anna)
    await scene.anna.say(scene.group, "/open")
    mine, last = await scene.updates()
    assert mine["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert last["message"]["left_chat_member"]["id"] == scene.bot.id


async def test_anonymous_administrators_write_as_the_group_and_press_as_themselves(scene):
    await scene.group.promote(scene.bo, anonymous=True)
    await scene.bo.say(scene.group, "/propose tea")
    await scene.send(reply_markup=YES)
    card = await scene.group.find("card")
    await scene.telegram.press_all([(scene.bo, card, "y")])
    said, pressed = await scene.updates()
    assert said["message"]["from"]["id"] == 1087968824
    assert said["message"]["sender_chat"]["id"] == scene.group.id
    assert pressed["callback_query"]["from"]["id"] == scene.bo.id


@pytest.mark.parametrize(
    ("first", "order"),
    [("old", ["migrate_to_chat_id", "migrate_from_chat_id"]), ("new", ["migrate_from_chat_id", "migrate_to_chat_id"])],
)
async def test_migration_gives_a_new_chat_and_leaves_messages_behind(scene, first, order):
    group = await scene.telegram.group("Old", scene.anna, [scene.bo], [scene.bot], type="group")
    sent = await scene.call("sendMessage", chat_id=group.id, text="card")
    await scene.updates()
    new = await group.migrate(first=first)
    found = [key for u in await scene.updates() for key in u["message"] if key.startswith("migrate")]
    assert found == order
    assert new.id < -1_000_000_000_000
    answer = await scene.telegram.api(TOKEN, "sendMessage", chat_id=group.id, text="x")
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": new.id}
    edit = {"chat_id": new.id, "message_id": sent["message_id"], "text": "x"}
    assert await scene.refused("editMessageText", **edit) == "Bad Request: message to edit not found"


async def test_topics_are_kept_closed_and_missed(scene):
    forum = await scene.telegram.group("Forum", scene.anna, [scene.bo], [scene.bot], is_forum=True)
    topic = await forum.topic("Water", scene.anna)
    await scene.updates()
    await scene.bo.say(forum, "/open", thread=topic)
    message = (await scene.updates())[0]["message"]
    assert (message["message_thread_id"], message["is_topic_message"]) == (topic, True)
    assert message["reply_to_message"]["forum_topic_created"]["name"] == "Water"
    where = {"chat_id": forum.id, "text": "x"}
    sent = await scene.call("sendMessage", **where, message_thread_id=topic)
    assert sent["message_thread_id"] == topic
    await forum.set_topic(topic, "close", scene.anna)
    assert await scene.refused("sendMessage", **where, message_thread_id=topic) == "Bad Request: TOPIC_CLOSED"
    for wrong in (1, 4711):
        answer = await scene.refused("sendMessage", **where, message_thread_id=wrong)
        assert answer == "Bad Request: message thread not found"
    await scene.call("sendMessage", **where)


async def test_pins_need_a_right(scene):
    sent = await scene.send()
    where = {"chat_id": scene.group.id, "message_id": sent["message_id"]}
    assert "not enough rights" in await scene.refused("pinChatMessage", **where)
    await scene.group.promote(scene.bot)
    await scene.call("pinChatMessage", **where)
    assert (await scene.updates())[-1]["message"]["pinned_message"]["message_id"] == sent["message_id"]
    assert (await scene.group.find("card"))["pinned"]
    await scene.call("unpinAllChatMessages", chat_id=scene.group.id)
    assert not (await scene.group.find("card"))["pinned"]


async def test_commands_are_offered_by_the_narrowest_scope_and_language(scene):
    def one(name: str) -> list[dict[str, str]]:
        return [{"command": name, "description": "d"}]

    await scene.call("setMyCommands", commands=one("all"))
    await scene.call("setMyCommands", commands=one("gruppe"), scope={"type": "all_group_chats"}, language_code="de")
    await scene.telegram._request("PATCH", f"users/{scene.bo.id}", json={"language_code": "de"})

    async def offered(who: Person) -> list[str]:
        found = await scene.telegram.get("commands", user=who.id, chat=scene.group.ref)
        return [c["command"] for c in found["commands"]]

    assert await offered(scene.anna) == ["all"]
    assert await offered(scene.bo) == ["gruppe"]
    assert await scene.refused("setMyCommands", commands=one("Bad")) == "Bad Request: BOT_COMMAND_INVALID"


async def test_bots_delete_their_own_and_with_the_right_to_that_of_others(scene):
    said = await scene.anna.say(scene.group, "/spam")
    where = {"chat_id": scene.group.id}
    assert await scene.refused("deleteMessage", **where, message_id=said.id) == (
        "Bad Request: message can't be deleted for everyone"
    )
    sent = await scene.send()
    await scene.call("deleteMessage", **where, message_id=sent["message_id"])
    assert await scene.refused("deleteMessage", **where, message_id=sent["message_id"]) == (
        "Bad Request: message to delete not found"
    )
    old = await scene.send()
    await scene.telegram.set_clock(49 * 3600)
    await scene.refused("deleteMessage", **where, message_id=old["message_id"])
    await scene.group.promote(scene.bot)
    await scene.call("deleteMessages", **where, message_ids=[said.id, old["message_id"], 999])


async def test_copies_carry_no_origin_and_forwards_do(scene):
    sent = await scene.send("<b>card</b>", parse_mode="HTML", reply_markup=YES)
    where = {"chat_id": scene.group.id, "from_chat_id": scene.group.id, "message_id": sent["message_id"]}
    copied = await scene.group.get((await scene.call("copyMessage", **where))["message_id"])
    assert (copied.html, copied.buttons, "forward_origin" in copied) == ("<b>card</b>", [], False)
    forwarded = await scene.call("forwardMessage", **where)
    assert forwarded["forward_origin"]["sender_user"]["id"] == scene.bot.id
    assert await scene.refused("copyMessage", **{**where, "message_id": 999}) == (
        "Bad Request: message to copy not found"
    )


async def test_what_a_bot_does_in_a_chat(scene):
    where = {"chat_id": scene.group.id}
    tag = {**where, "user_id": scene.bo.id, "tag": "treasurer"}
    assert await scene.refused("setChatMemberTag", **tag) == "Bad Request: not enough rights to change member tag"
    await scene.group.promote(scene.bot, rights=["can_manage_tags"])
    await scene.call("setChatMemberTag", **tag)
    assert (await scene.call("getChatMember", **where, user_id=scene.bo.id))["tag"] == "treasurer"
    assert (await scene.refused("createChatInviteLink", **where)).startswith("Bad Request: not enough rights")
    await scene.group.promote(scene.bot)
    link = (await scene.call("createChatInviteLink", **where, name="door"))["invite_link"]
    assert (await scene.call("revokeChatInviteLink", **where, invite_link=link))["is_revoked"]
    admins = await scene.call("getChatAdministrators", **where)
    assert {a["user"]["id"] for a in admins} == {scene.anna.id, scene.bot.id}
    await scene.call("sendChatAction", **where, action="typing")
    assert (await scene.refused("sendChatAction", **where, action="dancing")).startswith("Bad Request: wrong param")
    await scene.call("leaveChat", **where)
    assert await scene.refused("sendMessage", **where, text="x") == (
        "Forbidden: bot is not a member of the supergroup chat"
    )


async def test_reactions_reach_administrator_bots_that_asked(scene):
    said = await scene.anna.say(scene.group, "/good")
    await scene.call("getUpdates", allowed_updates=["message_reaction"])
    await scene.updates()
    await scene.bo.react(said, "👍")
    assert await scene.updates() == []
    await scene.group.promote(scene.bot)
    await scene.bo.react(said, "👍")
    await scene.bo.react(said)
    found = [u["message_reaction"] for u in await scene.updates()]
    assert [(len(r["old_reaction"]), len(r["new_reaction"])) for r in found] == [(1, 1), (1, 0)]


# --- the bot's own library ----------------------------------------------------------------------------------------


async def test_python_telegram_bot_can_talk_to_it(scene):
    picture = io.BytesIO()
    Image.new("RGB", (1000, 500)).save(picture, "PNG")
    library = telegram.Bot(TOKEN, base_url=f"{scene.telegram.url}/bot", base_file_url=f"{scene.telegram.url}/file/bot")
    async with library as bot:
        assert (await bot.get_me()).username == "mandate_bot"
        markup = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Yes", callback_data="y")]])
        card = await bot.send_photo(
            scene.group.id, picture.getvalue(), "<b>card</b>", parse_mode="HTML", reply_markup=markup
        )
        sizes = [(size.width, size.height) for size in card.photo]
        assert sizes == [(320, 160), (1000, 500)]
        file = await bot.get_file(card.photo[-1].file_id)
        assert bytes(await file.download_as_bytearray()) == picture.getvalue()
        await card.edit_caption("done")
        media = [telegram.InputMediaPhoto(picture.getvalue()), telegram.InputMediaPhoto(card.photo[-1].file_id)]
        album = await bot.send_media_group(scene.group.id, media, caption="two")
        assert len({message.media_group_id for message in album}) == 1
        await bot.edit_message_media(telegram.InputMediaDocument(b"text", filename="a.txt"), scene.group.id, card.id)
        await scene.anna.say(scene.group, "/open")
        (update,) = await bot.get_updates(allowed_updates=["message"])
        assert update.message is not None
        assert update.message.text == "/open"
        with pytest.raises(telegram.error.BadRequest, match="Image_process_failed"):
            await bot.send_photo(scene.group.id, b"no picture")
    assert (await scene.group.get(card.id))["document"]["file_name"] == "a.txt"
    assert await scene.telegram.oddities() == []


# --- limits and faults --------------------------------------------------------------------------------------------


async def test_limits_hold_when_asked(scene):
    await scene.telegram.limit(group_per_minute=3)
    for number in range(3):
        await scene.send(str(number))
    answer = await scene.telegram.api(TOKEN, "sendMessage", chat_id=scene.group.id, text="x")
    wait = answer["parameters"]["retry_after"]
    assert 1 <= wait <= 60
    assert answer["description"] == f"Too Many Requests: retry after {wait}"
    await scene.anna.start(scene.bot)
    await scene.call("sendMessage", chat_id=scene.anna.id, text="another chat")


def test_each_limit_counts_for_itself():
    limits = Limits(enabled=True)
    for second in range(30):
        limits.check(1, 1_000 + second, now=0.5)
    with pytest.raises(ApiError, match="retry after 1"):
        limits.check(1, 2_000, now=0.6)
    limits.check(2, 2_000, now=0.6)
    for _burst in range(3):
        limits.check(3, 7, now=0)
    with pytest.raises(ApiError, match="retry after 3"):
        limits.check(3, 7, now=0)
    limits.check(3, 7, now=3)
    for _send in range(20):
        limits.check(4, -7, now=10)
    with pytest.raises(ApiError, match="retry after 50"):
        limits.check(4, -7, now=20)
    assert limits.refused == 3


async def test_a_lost_answer_has_its_effect_and_a_lost_question_has_none(scene):
    for kind, count in (("drop_before", 0), ("drop_after", 1)):
        await scene.telegram.fault(kind, match={"method": "sendMessage"})
        with pytest.raises(aiohttp.ClientError):
            await scene.send(kind)
        assert len([m for m in await scene.group.history() if m.text == kind]) == count


@pytest.mark.parametrize(("kind", "code"), [("429", 429), ("500", 500), ("502", 502)])
async def test_planned_refusals(scene, kind, code):
    await scene.telegram.fault(kind, times=2, match={"method": "send.*"}, retry_after=7)
    for _time in range(2):
        answer = await scene.telegram.api(TOKEN, "sendMessage", chat_id=scene.group.id, text="x")
        assert answer["error_code"] == code
    await scene.send()


async def test_updates_repeated_and_shuffled_lose_nothing(scene):
    await scene.send(reply_markup=YES)
    card = await scene.group.find("card")
    ids = await scene.telegram.press_all([(scene.anna, card, "y")] * 500)
    for kind in ("duplicate_updates", "reorder_updates"):
        await scene.telegram.fault(kind, times=None, seed=5)
    got: list[str] = []
    offset = 0
    while found := await scene.call("getUpdates", offset=offset):
        assert len(found) <= 100
        offset = max(u["update_id"] for u in found) + 1
        got += [u["callback_query"]["id"] for u in found]
    assert set(got) == set(ids)
    assert 1_200 < len(got) <= 2_500
    firsts = list(dict.fromkeys(got))
    assert firsts != ids
    assert max(abs(firsts.index(i) - n) for n, i in enumerate(ids)) < 64
    assert max(got.count(i) for i in ids) <= 5


async def test_a_hang_and_a_delay_take_their_time(scene):
    await scene.telegram.fault("hang_after", seconds=0.05, match={"method": "sendMessage"})
    with pytest.raises(aiohttp.ClientError):
        await scene.send("hung")
    assert (await scene.group.last()).text == "hung"
    await scene.telegram.fault("delay", seconds=0.05)
    began = time.monotonic()
    await scene.send("late")
    assert time.monotonic() - began >= 0.05


# --- honesty ------------------------------------------------------------------------------------------------------


async def test_what_telegram_passes_over_is_seen(scene):
    await scene.send(colour="red")
    assert await scene.refused("sendPoll", chat_id=scene.group.id) == (
        "Bad Request: method sendPoll is not simulated by this stand-in"
    )
    assert await scene.telegram.oddities() == [
        "sendMessage: parameter 'colour' is unknown or not simulated",
        "unsimulated: sendPoll",
    ]
    assert (await scene.refused("sendNothing"), await scene.refused("getFile")) == (
        "Not Found",
        'Bad Request: parameter "file_id" is required',
    )
    wrong = await scene.telegram.api("111:other", "getMe")
    assert (wrong["error_code"], wrong["description"]) == (401, "Unauthorized")


async def test_a_message_for_one_person_is_never_shown_to_all(scene):
    for_one = {"receiver_user_id": scene.anna.id}
    answer = await scene.refused(
        "sendMessage", chat_id=scene.group.id, text="psst", ephemeral_message_parameters=for_one
    )
    assert "is not simulated" in answer
    assert not [m for m in await scene.group.history() if m.text == "psst"]


async def test_nonsense_is_refused_and_not_a_crash(scene):
    for nonsense in ({"entities": [5]}, {"reply_markup": 5}, {"reply_parameters": {"message_id": "x"}}):
        answer = await scene.telegram.api(TOKEN, "sendMessage", chat_id=scene.group.id, text="a", **nonsense)
        assert answer["error_code"] == 400


async def test_dates_follow_the_clock_that_a_test_moves(scene):
    before = (await scene.send())["date"]
    await scene.telegram.set_clock(86_400)
    assert 86_400 <= (await scene.send())["date"] - before < 86_460


async def test_it_runs_as_a_process_of_its_own():
    async with Standin(process=True) as telegram:
        bot = await telegram.bot(TOKEN, username="mandate_bot")
        anna = await telegram.user("Anna")
        await anna.start(bot)
        sent = await telegram.api(TOKEN, "sendMessage", chat_id=anna.id, text="hello")
        assert sent["ok"]
        assert (await anna.private(bot).last()).text == "hello"


async def test_two_thousand_presses_are_answered_in_seconds(scene):
    """A floor far below what it does, so that a slow machine passes and a quadratic mistake does not.

    In time of this process, in which the stand-in runs: what else the machine does is not counted.
    """
    await scene.send(reply_markup=YES)
    card = await scene.group.find("card")
    began = time.process_time()
    ids = await scene.telegram.press_all([(scene.anna, card, "y")] * 2_000)
    offset = 0
    while found := await scene.call("getUpdates", offset=offset):
        offset = found[-1]["update_id"] + 1
        await asyncio.gather(
            *(scene.call("answerCallbackQuery", callback_query_id=u["callback_query"]["id"]) for u in found)
        )
    assert all(answer.answered for answer in await scene.telegram.answers(ids))
    assert time.process_time() - began < 20
