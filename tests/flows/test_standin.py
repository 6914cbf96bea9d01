"""The stand-in as a whole: the bot's own library, limits and faults, what it passes over, as a process."""

from __future__ import annotations

import asyncio
import io
import time

import aiohttp
import pytest
import telegram
from PIL import Image

from deploy.playground.errors import ApiError
from deploy.playground.limits import Limits
from tests.support.scene import TOKEN, YES, Scene
from tests.support.standin import Standin


@pytest.fixture
async def scene():
    async with Standin() as telegram:
        bot = await telegram.bot(TOKEN, username="mandate_bot")
        people = [await telegram.user(name, username=name.lower()) for name in ("Anna", "Bo", "Cem")]
        group = await telegram.group("Garden", people[0], people[1:], [bot])
        made = Scene(telegram, bot, people, group)
        await made.updates()
        yield made


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
