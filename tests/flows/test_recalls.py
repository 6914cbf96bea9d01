"""/recall as members use it: in the group and in private, with grounds and without, and what the holder may not do."""

from datetime import timedelta

from tests.support.bot import TOKEN, RunningBot
from tests.support.chats import Group, Message, answer_to
from tests.support.standin import Person, Standin


async def test_a_call_for_signals_in_the_group_and_by_a_member(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            anna = await telegram.user("Anna")  # without a username
            ben, cleo, dan = [await telegram.user(name, username=name.lower()) for name in ("Ben", "Cleo", "Dan")]
            group = await telegram.group("Garden", anna, members=[ben, cleo, dan], bots=[account])
            welcome = await group.find(button="Join the roll")
            for person in (anna, ben, cleo, dan):
                await person.start(account)
                await person.press(welcome, "Join the roll")

            # Nobody holds an office yet.
            said = await ben.say(group, "/recall")
            await answer_to(ben, account, group, "Nobody else holds an office here", after=said)

            said = await anna.say(group, "/elect Treasurer")
            await anna.press(await answer_to(anna, account, group, button="Yes", after=said), "Yes")
            await anna.press(await group.find("Treasurer", button="Stand", after=said.id), "Stand")
            await bot.move(timedelta(days=2, minutes=1))
            card = await answer_to(anna, account, group, "Treasurer", button="Anna", after=said)
            for person in (ben, cleo, dan):
                await person.press(card, "Anna")
            await bot.move(timedelta(days=4))
            await group.find("Treasurer: Anna", button="No confidence", after=said.id)

            # In the group, by a reply to a person without a username; the grounds are asked for.
            hello = await anna.say(group, "Good morning")
            said = await ben.say(group, "/recall", reply_to=hello)
            asked = await answer_to(ben, account, group, "Anna, on the roll since", button="Yes", after=said)
            await ben.press(asked, "Yes")
            await ben.private(account).find("What are the grounds?")
            await ben.say(account, "The cash box is <b>empty</b>.")
            card = await group.find("Call for signals on Anna, Treasurer", button="No confidence", after=said.id)
            assert "Called by Ben" in card.text
            assert "The cash box is <b>empty</b>." in card.text
            assert "threshold 2 of 3: not reached" in card.text

            # The holder's own button and a stranger's.
            assert "own mandate" in (await anna.press(card, "Confidence")).text
            zed = await telegram.user("Zed")
            await group.add(zed)
            assert (await zed.press(card, "No confidence")).alert

            # In private: by a member.
            await cleo.say(account, "/recall Anna no accounts since May")
            private = cleo.private(account)
            asked = await private.find("your name is not shown", button="Yes")
            await cleo.press(asked, "Yes")
            await private.find("The card is posted in Garden")
            card = await group.find("no accounts since May", button="Confidence", after=card.id)
            assert "Called by a member" in card.text
            assert "Cleo" not in card.text

            await ben.press(card, "No confidence")
            await follow_a_made_up_link(dan, card)
            await dan.private(account).find("Garden", button="Propose")
            await bot.move(timedelta(hours=1))
            assert "not reached" in (await group.get(card.id)).text

            await reach_and_fail(bot, group, card, anna, [ben, cleo, dan])


async def follow_a_made_up_link(person: Person, card: Message) -> None:
    """A link made from the button signals nothing for whoever follows it; they are only greeted."""
    await person.open(f"https://t.me/mandate_bot?start={card.button('No confidence')['data']}")


async def reach_and_fail(bot: RunningBot, group: Group, card: Message, anna: Person, others: list[Person]) -> None:
    """Two of three signal; the holder says that there will be no reply; the ballot keeps her."""
    # Two signals, and not one edit of the card until the full hour.
    for person in others[:2]:
        answer = await person.press(card, "No confidence")
        assert "Recorded: No confidence" in answer.text
        assert "Press [Confidence] to change it" in answer.text
    assert "not reached" in (await group.get(card.id)).text
    await bot.move(timedelta(hours=1))
    reached = await group.find("Enough members lost confidence in Anna as Treasurer (2 needed).", button="No reply")
    await group.until(card, lambda message: "The recall is under way" in message.text)
    assert (await others[0].press(reached, "No reply")).alert

    # The holder says no reply; the ballot opens at once, with the grounds.
    await anna.press(reached, "No reply")
    await anna.press(await anna.private(bot.account).find("No reply?", button="Yes"), "Yes")
    ballot = await group.find("said that there will be no reply", button="Abstain")
    assert "Grounds: no accounts since May" in ballot.text
    assert "Grounds: The cash box is <b>empty</b>." in ballot.text
    for person in others:
        await person.press(ballot, "No")
    await bot.move(timedelta(days=3, minutes=1))
    verdict = await group.find("The recall of Anna did not pass", after=ballot.id)
    assert "Until" in verdict.text
