"""A card that an administrator deleted is posted anew when anybody asks for it, and can be voted on."""

from datetime import timedelta

from tests.support.bot import TOKEN
from tests.support.garden import garden

NAMES = ("Anna", "Ben", "Cleo", "Dan")


async def deleted(g, card):
    """The card is gone; Telegram tells nobody."""
    answer = await g.telegram.api(TOKEN, "deleteMessage", chat_id=g.group.id, message_id=card.id)
    assert answer["ok"], answer


async def test_whoever_asks_what_is_open_finds_the_card_again(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        card = await g.propose(g.anna, "We buy a barrel")
        await deleted(g, card)
        await g.ben.say(g.group, "/open")
        again = await g.group.find("barrel", button="Abstain", after=card.id)
        assert "Recorded: Yes" in (await g.ben.press(again, "Yes")).text


async def test_half_time_brings_it_back_too(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        card = await g.propose(g.anna, "We buy a barrel")
        await deleted(g, card)
        await g.bot.move(timedelta(hours=47))  # half of three days, and what is left of a night
        again = await g.group.find("barrel", button="Abstain", after=card.id)
        assert "Recorded: Yes" in (await g.ben.press(again, "Yes")).text


async def test_and_so_does_whoever_follows_a_link_to_it(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        card = await g.propose(g.anna, "We buy a barrel")
        await deleted(g, card)
        private = g.ben.private(g.account)
        await g.ben.say(private, "/open")
        listed = await private.find("barrel")
        await g.ben.press(listed, listed.buttons[0])
        await g.group.find("barrel", button="Abstain", after=card.id)
