from datetime import timedelta

from tests.support.bot import TOKEN, RunningBot
from tests.support.chats import Group, Message, answer_to
from tests.support.standin import BotAccount, Person, Standin


async def _founded(telegram: Standin, account: BotAccount, *names: str) -> tuple[Group, list[Person]]:
    people = [await telegram.user(name, username=name.lower()) for name in names]
    group = await telegram.group("Garden", people[0], members=people[1:], bots=[account])
    welcome = await group.find("on the roll")
    for person in people:
        await person.press(welcome, "Join the roll")
    return group, people


async def _elect(group: Group, account: BotAccount, person: Person, text: str) -> Message:
    said = await person.say(group, f"/elect {text}")
    question = await answer_to(person, account, group, "Start an election", after=said)
    await person.press(question, "Yes")
    return await group.find(button="Stand")


async def _booth(person: Person, account: BotAccount, card: Message) -> Message:
    """[Vote] leads into the private chat, where the paper is."""
    answer = await person.press(card, "Vote")
    await person.open(answer.url)
    return await person.private(account).find(button="Submit")


async def test_an_election_from_nominations_through_the_booth_to_the_mandate(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            group, (anna, ben, cleo, dan) = await _founded(telegram, account, "Anna", "Ben", "Cleo", "Dan")
            card = await _elect(group, account, anna, "treasurer")
            assert "you stand for treasurer" in (await ben.press(card, "Stand")).text
            await cleo.start(account)
            await anna.say(group, "/nominate @cleo")
            asked = await cleo.private(account).find("You are nominated for treasurer in Garden")
            assert "you stand for treasurer" in (await cleo.press(asked, "Accept")).text
            await group.until(card, lambda message: "Cleo stands" in message.text)
            await bot.move(timedelta(hours=25))
            card = await group.until(card, lambda message: "Vote" in message.buttons)
            assert {"Ben", "Cleo", "Reopen nominations", "Clear my ballot"} <= set(card.buttons)
            paper = await _booth(anna, account, card)
            await anna.press(paper, "Ben")
            paper = await anna.private(account).until(paper, lambda message: "☑ Ben" in message.buttons)
            assert "Not recorded yet" in paper.text
            await bot.kill()
            await bot.start()
            assert "Recorded: Ben. You can change it for" in (await anna.press(paper, "Submit")).text
            for voter in (ben, cleo):
                assert "Recorded: Ben." in (await voter.press(card, "Ben")).text
            assert "Recorded:" in (await cleo.press(card, "Cleo")).text
            await bot.move(timedelta(days=5))
            card = await group.until(card, lambda message: "Elected: Ben" in message.text)
            assert "3 Ben\n1 Cleo\n0 Reopen nominations" in card.text
            assert "3 of 4 voted" in card.text
            assert "Mandate of Ben: " in card.text
            assert card.get("photo"), "the card becomes the picture of its result"
            said = await dan.say(group, "/offices")
            await answer_to(dan, account, group, "treasurer\nBen, until", after=said)


async def test_three_delegates_ranked_in_the_booth_and_in_the_group_with_the_count_to_see(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            group, people = await _founded(telegram, account, "Anna", "Ben", "Cleo", "Dan", "Eve")
            anna, ben, cleo, dan, eve = people
            card = await _elect(group, account, anna, "2 delegates")
            for person in (anna, ben, cleo):
                await person.press(card, "Stand")
            await bot.move(timedelta(hours=25))
            card = await group.until(card, lambda message: "Vote" in message.buttons)
            paper = await _booth(anna, account, card)
            assert "1. Cleo" in (await anna.press(paper, "Cleo")).text
            assert "1. Cleo 2. Anna" in (await anna.press(paper, "Anna")).text
            assert "Recorded: 1. Cleo 2. Anna. You can change it for" in (await anna.press(paper, "Submit")).text
            assert (await dan.press(card, "Vote")).url
            await bot.move(timedelta(seconds=10))
            assert "stands under the card" in (await dan.press(card, "Vote")).text, "who does not open that chat"
            here = await group.find("Each press is recorded at once", button="Clear my ballot")
            for voter in (ben, cleo, dan, eve):
                assert "Recorded: 1. Ben." in (await voter.press(here, "Ben")).text
            assert "Recorded: 1. Ben 2. Cleo." in (await dan.press(here, "Cleo")).text
            await bot.move(timedelta(days=5))
            card = await group.until(card, lambda message: "Elected: " in message.text)
            assert "5 papers for 2 seats: 2 votes are enough to be elected." in card.text
            await eve.press(card, "Show the count")
            count = await group.find("Round 1. First choices are counted.")
            assert "Ben 4" in count.text
