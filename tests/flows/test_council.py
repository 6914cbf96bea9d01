"""The group around a council: anonymous posts, another id, the bot gone and back, several councils in private."""

from datetime import timedelta

import pytest

from tests.support.bot import TOKEN, RunningBot
from tests.support.chats import answer_to
from tests.support.standin import Standin


async def founded(telegram, account, *names, kind="supergroup"):
    people = [await telegram.user(name) for name in names]
    group = await telegram.group("Garden", people[0], members=people[1:], bots=[account], type=kind)
    welcome = await group.find("Nobody owns this council", button="Join the roll")
    for person in people:
        await person.press(welcome, "Join the roll")
    return group, people


async def test_a_command_posted_anonymously_waits_for_a_person(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path):
            group, (anna, ben, _) = await founded(telegram, account, "Anna", "Ben", "Cleo")
            await group.promote(ben, anonymous=True)
            await ben.say(group, "/propose We buy a rain barrel")
            asked = await group.find("posted anonymously", button="Press this as yourself")
            await ben.press(asked, "Press this as yourself")
            card = await group.find("We buy a rain barrel", button="Yes")
            assert "Ben" in card.text
            await group.until(
                asked, lambda message: "Ben does this as themself" in message.text and not message.buttons
            )
            again = await anna.send_data(asked, asked.button("Press this as yourself")["data"])
            assert "done already" in again.text
            assert "Recorded: Yes" in (await anna.press(card, "Yes")).text


@pytest.mark.parametrize("first", ["old", "new"])
async def test_a_supergroup_keeps_the_council_and_its_open_ballot(tmp_path, first):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path):
            group, (anna, ben, cleo) = await founded(telegram, account, "Anna", "Ben", "Cleo", kind="group")
            await anna.say(group, "/propose We buy a rain barrel")
            card = await group.find("We buy a rain barrel", button="Yes")
            await anna.press(card, "Yes")
            new = await group.migrate(first=first)
            card = await new.find("We buy a rain barrel", button="Yes")
            for person in (ben, cleo):
                assert "Recorded: No" in (await person.press(card, "No")).text
            await new.until(card, lambda message: "3 of 3" in message.text)
            await ben.say(new, "/roll")
            assert "3 on the roll" in (await new.find("The roll of Garden")).text


async def test_a_supergroup_of_which_telegram_told_nothing_is_known_before_anybody_acts_in_it(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path):
            group, (anna, ben, cleo) = await founded(telegram, account, "Anna", "Ben", "Cleo", kind="group")
            await anna.say(group, "/propose We buy a rain barrel")
            await group.find("We buy a rain barrel", button="Yes")
            await account.idle()
            new = await group.migrate(first="none")
            await ben.say(new, "/propose We cut the hedge")
            await new.find("Ben proposes", button="Yes")
            card = await new.find("We buy a rain barrel", button="Yes")
            assert "Recorded: No" in (await cleo.press(card, "No")).text
            await cleo.say(new, "/roll")
            assert "3 on the roll" in (await new.find("The roll of Garden")).text


async def test_the_bot_gone_and_back_gives_a_ballot_its_time_back(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            group, (anna, ben, _) = await founded(telegram, account, "Anna", "Ben", "Cleo")
            await anna.say(group, "/propose We buy a rain barrel")
            card = await group.find("We buy a rain barrel", button="Yes")
            await group.remove(account, by=anna)
            await account.idle()
            await bot.move(timedelta(days=9))
            await group.add(account, by=anna)
            await group.find("1 ballot stood still; it closes so much later")
            anew = await group.find("We buy a rain barrel", button="Yes", after=card.id)
            assert "Recorded: Yes" in (await ben.press(anew, "Yes")).text


async def test_in_private_an_act_asks_which_council_it_is_about(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path):
            _, (anna, *_) = await founded(telegram, account, "Anna", "Ben", "Cleo")
            other = await telegram.group("Street", anna, bots=[account])
            await anna.press(await other.find("Nobody owns this council", button="Join the roll"), "Join the roll")
            private = await anna.start(account)
            await anna.say(private, "/roll")
            asked = await private.find("Which council is this about?", button="Street")
            await anna.press(asked, "Street")
            assert "1 on the roll" in (await private.find("The roll of Street")).text
            await anna.say(private, "/roll")
            await private.wait_for(lambda message: "The roll of Street" in message.text, after=asked.id + 1)


async def test_an_administrator_bot_hears_of_mutes_and_a_blocked_way_opens_again(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path):
            group, (anna, ben, cleo) = await founded(telegram, account, "Anna", "Ben", "Cleo")
            await group.promote(account, rights=["can_pin_messages"])
            await group.find("As administrator I am sent every message")
            private = await ben.start(account)
            await private.find("")
            await ben.block(account)
            await group.mute(ben, by=anna)
            await group.find("Anna took Ben's right to write here. Ben stays on the roll")
            await account.idle()
            assert not [message for message in await private.history() if "keeps you out" in message.text]
            await ben.unblock(account)
            await private.find("Anna keeps you out of Garden. You are still on its roll")
            said = await cleo.say(group, "/roll")
            assert (
                "kept out by Anna since"
                in (await answer_to(cleo, account, group, "The roll of Garden", after=said)).text
            )
            await group.unmute(ben)
            await account.idle()
            await cleo.say(group, "/roll")
            await group.wait_for(
                lambda message: "The roll of Garden" in message.text and "kept out" not in message.text
            )


async def test_forged_and_foreign_presses_join_nobody(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path):
            group, (anna, *_) = await founded(telegram, account, "Anna", "Ben", "Cleo")
            zed = await telegram.user("Zed")
            other = await telegram.group("Street", zed, bots=[account])
            elsewhere = await other.find("Nobody owns this council", button="Join the roll")
            welcome = await group.find("Nobody owns this council", button="Join the roll")
            answer = await zed.send_data(elsewhere, welcome.button("Join the roll")["data"])
            assert answer.alert
            assert "This is done in the group Garden" in answer.text
            said = await anna.say(group, "/roll")
            assert "3 on the roll" in (await answer_to(anna, account, group, "The roll of Garden", after=said)).text
