"""What is kept between two starts is whole, and after a crash no number is given twice."""

import base64
import json
from datetime import timedelta

from deploy.playground.state import MARGIN, Keeper, build_up, take_down
from deploy.playground.world import World
from tests.support.bot import TOKEN
from tests.support.standin import Standin

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def lived_in(telegram):
    """A world with something of everything."""
    bot = await telegram.bot(TOKEN, username="mandate_bot")
    anna, ben = await telegram.user("Anna", username="anna", language_code="ru"), await telegram.user("Ben \ud800")
    group = await telegram.group("Garden", anna, [ben], [bot], is_forum=True)
    topic = await group.topic("Water", anna)
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await telegram.api(TOKEN, "sendMessage", chat_id=group.id, text="Card", reply_markup=keyboard)
    card = await group.last()
    await group.pin(card, anna)
    await telegram.press_all([(ben, card, "y")])
    await ben.react(card, "\N{THUMBS UP SIGN}")
    await anna.say(group, photo=PICTURE, thread=topic)
    await ben.start(bot, "hello")
    await anna.start(bot)
    await anna.block(bot)
    await telegram.api(TOKEN, "setMyCommands", commands=[{"command": "help", "description": "Help me"}])
    basic = await telegram.group("Cellar", ben, bots=[bot], type="group")
    await basic.migrate()
    return telegram.world


def through_a_file(world, folder, *, is_orderly):
    for blob in world.blobs.values():
        (folder / blob.file_id).write_bytes(blob.data)
    return build_up(json.loads(json.dumps(take_down(world, is_orderly=is_orderly))), folder)


def comparable(value):
    """Sets come in any order, and ages grow."""
    match value:
        case dict():
            return {name: comparable(part) for name, part in value.items() if name != "mono"}
        case list():
            return sorted((comparable(part) for part in value), key=str)
        case _:
            return value


async def test_the_world_comes_back_as_it_was(tmp_path):
    async with Standin() as telegram:
        world = await lived_in(telegram)
        again = through_a_file(world, tmp_path, is_orderly=True)
        before, after = (comparable(take_down(one, is_orderly=True)) for one in (world, again))
        assert before == after
        assert len(before["queries"]) == len(before["blobs"]) == 1
        assert len(before["bots"][0]["mailbox"]["pending"]) > 5
        assert {blob.data for blob in again.blobs.values()} == {PICTURE}
        for chat in (*again.groups.values(), *again.privates.values()):
            assert all(message.chat is chat for message in chat.messages.values())
        assert again.usernames == world.usernames


async def test_a_night_passes_and_the_clock_goes_on_where_it_stopped(tmp_path):
    keeper, world = Keeper(tmp_path), World()
    await keeper.save(world)
    evening = world.clock.epoch() - timedelta(hours=8).total_seconds()
    keeper.note_clock(evening)
    assert 0 <= Keeper(tmp_path).load().clock.epoch() - evening < timedelta(hours=1).total_seconds()


async def test_after_a_crash_every_number_is_beyond_what_a_lost_second_may_have_given(tmp_path):
    async with Standin() as telegram:
        world = await lived_in(telegram)
        again = through_a_file(world, tmp_path, is_orderly=False)
        (bot,), (bot_again,) = world.bots.values(), again.bots.values()
        assert bot_again.mailbox.next_id == bot.mailbox.next_id + MARGIN
        assert again.events.last == world.events.last + MARGIN
        for number, chat in world.groups.items():
            assert again.next_message_id(again.groups[number]) >= world.next_message_id(chat) + MARGIN
        for name in ("user_ids", "group_ids", "query_ids"):
            assert next(getattr(again, name)) == next(getattr(world, name)) + MARGIN
