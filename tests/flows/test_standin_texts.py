"""Texts, buttons and edits at the stand-in: where Telegram is strict, it is."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies

from deploy.playground.entities import parse_html
from deploy.playground.errors import ApiError
from deploy.playground.markup import to_html
from deploy.playground.text import units
from tests.support.scene import TOKEN, YES, Scene
from tests.support.standin import Standin

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


@pytest.fixture
async def scene():
    async with Standin() as telegram:
        bot = await telegram.bot(TOKEN, username="mandate_bot")
        people = [await telegram.user(name, username=name.lower()) for name in ("Anna", "Bo", "Cem")]
        group = await telegram.group("Garden", people[0], people[1:], [bot])
        made = Scene(telegram, bot, people, group)
        await made.updates()
        yield made


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
