"""The roll as a group lives it: founded at once, a newcomer vouched for, somebody removed after their reply."""

from datetime import timedelta

from tests.support.bot import TOKEN, RunningBot
from tests.support.chats import answer_to
from tests.support.standin import Standin


async def test_a_group_is_founded_a_newcomer_is_vouched_for_and_a_member_is_removed(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            people = [await telegram.user(name) for name in ("Anna", "Ben", "Cleo", "Dan")]
            anna, ben, cleo, dan = people
            group = await telegram.group("Garden", anna, members=people[1:], bots=[account])
            welcome = await group.find("The first to press founds the council")
            for person in people:
                answer = await person.press(welcome, "Join the roll")
                assert "you may vote at once" in answer.text
            await group.find("The council is founded: 4 people are on its roll.")
            assert "on the roll already" in (await anna.press(welcome, "Join the roll")).text

            eve = await telegram.user("Eve")
            await group.add(eve)
            await eve.say(group, "/join")
            assert "or at once when 2 members vouch" in (await group.find("You may vote from")).text
            card = await group.find("New on the roll")
            assert "When 1 more member vouches" in (await anna.press(card, "Vouch for Eve")).text
            assert "You cannot vouch" not in (await ben.press(card, "Vouch for Eve")).text
            await group.until(card, lambda message: "Everybody who joined may vote" in message.text)

            said = await anna.say(group, "/remove Dan He sells the tools", mentions={"Dan": dan})
            asked = await answer_to(anna, account, group, "Ask the council to remove Dan", button="Yes", after=said)
            assert "put to somebody else" in (await ben.press(asked, "Yes")).text
            await anna.press(asked, "Yes")
            card = await group.find("Dan may reply until")
            await dan.press(card, "Reply")
            question = await group.find("What do you reply to the grounds?")
            await dan.say(group, "I lent them", reply_to=question)
            await group.until(card, lambda message: "Dan replies: I lent them" in message.text)
            await bot.move(timedelta(hours=25))
            card = await group.until(card, lambda message: "Yes" in message.buttons)
            assert "about you" in (await dan.press(card, "No")).text
            for person in (anna, ben, cleo, eve):
                assert "Recorded: Yes" in (await person.press(card, "Yes")).text
            await bot.move(timedelta(hours=2))
            await group.until(card, lambda message: "Adopted" in message.text)
            assert "A ballot removed you" in (await dan.press(welcome, "Join the roll")).text

            said = await ben.say(group, "/roll")
            roll = await answer_to(ben, account, group, "The roll of Garden", after=said)
            assert "4 on the roll · 5 in the chat" in roll.text
            assert "Dan" not in roll.text


async def test_kept_out_by_an_administrator_changes_nothing_and_leaving_asks_first(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path):
            people = [await telegram.user(name) for name in ("Anna", "Ben", "Cleo")]
            anna, ben, cleo = people
            group = await telegram.group("Garden", anna, members=people[1:], bots=[account])
            welcome = await group.find("Nobody owns this council", button="Join the roll")
            for person in people:
                await person.press(welcome, "Join the roll")
            private = await ben.start(account)
            await group.remove(ben, by=anna)
            await group.find("Anna removed Ben from this chat. Ben stays on the roll")
            await private.find("You are still on its roll")
            said = await cleo.say(group, "/roll")
            await answer_to(cleo, account, group, "kept out by Anna since", after=said)
            await group.add(ben)
            await cleo.say(group, "/roll")
            await group.wait_for(
                lambda message: "The roll of Garden" in message.text and "kept out" not in message.text
            )

            await ben.say(private, "/leave")
            asked = await private.find("Leave the roll of Garden?", button="Yes")
            await ben.press(asked, "Yes")
            await private.until(asked, lambda message: "Done." in message.text)
            await ben.say(private, "/leave")
            await private.find("You are on no roll yet")


async def test_outsiders_of_a_public_group_found_nothing(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path):
            anna, ben, zed = [await telegram.user(name) for name in ("Anna", "Ben", "Zed")]
            group = await telegram.group("Garden", anna, members=[ben], bots=[account], username="garden")
            welcome = await group.find("The first to press founds the council")
            assert "you are not in the group Garden" in (await zed.press(welcome, "Join the roll")).text
            await zed.press(welcome, "Join the roll")
            asked = [call for call in await telegram.calls("getChatMember") if int(call["params"]["user_id"]) == zed.id]
            assert len(asked) == 1, "what Telegram says holds for a minute"
            await group.add(zed)
            assert "as a founder" in (await zed.press(welcome, "Join the roll")).text
            await telegram.fault("500", match={"method": "getChatMember"})
            assert "please try again" in (await anna.press(welcome, "Join the roll")).text
            assert "as a founder" in (await anna.press(welcome, "Join the roll")).text


async def test_where_members_are_hidden_who_was_not_seen_waits_and_is_marked(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path):
            anna, ben, zed = [await telegram.user(name) for name in ("Anna", "Ben", "Zed")]
            group = await telegram.group("Garden", anna, members=[ben], bots=[account], username="garden", hidden=True)
            welcome = await group.find("The first to press founds the council")
            await anna.say(group, "/join")
            await group.find("You are on the roll as a founder")
            assert "I have not seen you write here" in (await zed.press(welcome, "Join the roll")).text
            await group.find("Zed may vote from", button="Vouch for Zed")
            assert "Not seen in this chat" in (await group.find("New on the roll")).text
            assert "I have not seen you write here" in (await ben.press(welcome, "Join the roll")).text
            await ben.say(group, "/roll@mandate_bot")
            await group.wait_for(
                lambda shown: "New on the roll" in shown.text and "Ben may vote from" not in shown.text
            )
            await group.promote(account)
            yve = await telegram.user("Yve")
            assert "you are not in the group" in (await yve.press(welcome, "Join the roll")).text
