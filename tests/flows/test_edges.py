"""At the edge of Telegram: buttons pressed where they do not belong, commands under pictures, made-up links."""

import base64
from datetime import timedelta

from tests.support.chats import answer_to
from tests.support.garden import garden

NAMES = ("Anna", "Ben", "Cleo")
A_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def test_a_button_of_one_council_does_nothing_in_the_chat_of_another(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        card = await g.propose(g.anna, "We buy a barrel")
        street = await g.telegram.group("Street", g.anna, bots=[g.account])
        elsewhere = await street.find(button="Join the roll")
        for button in ("Yes", "More"):
            answer = await g.anna.send_data(elsewhere, card.button(button)["data"])
            assert answer.alert
            assert "This is done in the group Garden" in answer.text
        assert "0 of 3 voted" in (await g.group.get(card.id)).text
        await g.ben.press(card, "Yes")
        await g.bot.move(timedelta(days=4))
        result = await g.group.until(card, lambda message: "Not adopted" in message.text)
        assert "3 on the roll · 0 resting · 3 in the chat" in result.text
        assert not [message for message in await g.group.history() if "The vote ends soon" in message.text]


async def test_a_command_under_a_picture_counts_and_one_for_another_bot_does_not(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        await g.anna.say(g.group, caption="/propose@other_bot We buy a bench", photo=A_PICTURE)
        await g.anna.say(g.group, caption="/propose We buy a barrel", photo=A_PICTURE)
        await g.group.find("We buy a barrel", button="Abstain")
        private = await g.ben.start(g.account)
        await g.ben.say(private, caption="/nonsense", photo=A_PICTURE)
        await private.find("I know no command /nonsense")
        assert not [m for m in await g.group.history() if "bench" in m.text and m["from"]["is_bot"]]


async def test_a_link_that_somebody_made_up_opens_the_chat_like_any_other(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        zoe = await g.telegram.user("Zoe")
        await (await zoe.start(g.account, "ref_123")).find("group")
        private = await g.anna.start(g.account, "x" * 64)
        assert "Garden" in (await private.find(button="Who acts for us")).text


async def test_a_forwarded_command_is_nobodys_act(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        text = "/propose We sell the tools"
        forwarded = {
            "message_id": 9000,
            "date": 1,
            "chat": {"id": g.group.id, "type": "supergroup", "title": "Garden"},
            "from": {"id": g.anna.id, "is_bot": False, "first_name": "Anna"},
            "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Somebody"},
            "text": text,
            "entities": [{"type": "bot_command", "offset": 0, "length": 8}],
        }
        await g.account.send_update({"message": forwarded})
        await g.account.send_update({"message": {**forwarded, "message_id": 9001, "text": "", "caption": text}})
        await g.account.idle()
        said = await g.anna.say(g.group, "/open")
        await answer_to(g.anna, g.account, g.group, "Nothing is open", after=said)
