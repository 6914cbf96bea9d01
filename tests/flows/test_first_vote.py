from datetime import timedelta

from tests.support.bot import TOKEN, RunningBot
from tests.support.standin import Standin


async def test_a_group_founds_itself_votes_and_sees_the_result(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            people = [await telegram.user(name) for name in ("Anna", "Ben", "Cleo", "Dan")]
            group = await telegram.group("Garden", people[0], members=people[1:], bots=[account])
            welcome = await group.find("on the roll")
            for person in people:
                assert "on the roll" in (await person.press(welcome, "Join the roll")).text
            await people[0].say(group, "/propose We buy a rain barrel")
            card = await group.find("Counts if")
            for person, choice in zip(people, ("Yes", "Yes", "No", "Yes"), strict=True):
                answer = await person.press(card, choice)
                assert f"Recorded: {choice}. You can change it for" in answer.text
            await bot.move(timedelta(days=4))
            result = await group.until(card, lambda message: "Adopted" in message.text)
            assert "Yes 3 · No 1 · Abstain 0\n4 of 4 voted" in result.text
