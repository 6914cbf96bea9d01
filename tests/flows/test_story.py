"""The story of the whole: twelve people found a group, decide, elect, instruct, are failed, recall, and go on."""

from collections.abc import Iterable
from datetime import timedelta

from tests.support.bot import TOKEN, RunningBot
from tests.support.standin import Group, Message, Person, Standin

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ida", "Jan", "Kai", "Lea")


async def vote(card: Message, choice: str, people: Iterable[Person]) -> None:
    for person in people:
        assert f"Recorded: {choice}" in (await person.press(card, choice)).text


async def confirm(group: Group, person: Person, text: str, after: int) -> Message:
    """The bot asks back; Yes. Returns the question."""
    asked = await group.find(text, button="Yes", after=after)
    await person.press(asked, "Yes")
    return asked


async def test_a_delegate_who_does_not_report_is_recalled_and_her_successor_reports(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            people = [await telegram.user(name, username=name.lower()) for name in NAMES]
            anna, ben, cleo, dan, *rest = people
            group = await telegram.group("Garden", anna, members=people[1:], bots=[account])
            for person in people:
                await person.start(account)
            # Founded.
            welcome = await group.find(button="Join the roll")
            for person in people:
                assert "on the roll" in (await person.press(welcome, "Join the roll")).text
            await bot.move(timedelta(hours=73))

            # Three decisions.
            for number, text in enumerate(("We buy a barrel", "We meet on Mondays", "We paint the shed"), 1):
                await people[number].say(group, f"/propose {text}")
                card = await group.find(text, button="Abstain")
                await vote(card, "Yes", rest)
                await vote(card, "No", [anna])
            await bot.move(timedelta(days=3, minutes=1))
            for text in ("We buy a barrel", "We meet on Mondays", "We paint the shed"):
                await group.wait_for(lambda m, text=text: text in m.text and "Adopted" in m.text)

            # Elected.
            said = await anna.say(group, "/elect Delegate")
            await confirm(group, anna, "Delegate", said.id)
            card = await group.find("Delegate", button="Second", after=said.id)
            for person in (ben, dan):
                assert "Seconded" in (await person.press(card, "Second")).text
            card = await group.until(card, lambda m: "Stand" in m.buttons)
            await cleo.press(card, "Stand")
            await bot.move(timedelta(days=2, minutes=1))
            card = await group.find("Delegate", button="Cleo", after=said.id)
            await vote(card, "Cleo", rest)
            await bot.move(timedelta(days=3, minutes=1))
            mandate = await group.find("Delegate: Cleo", button="No confidence")
            assert "threshold 3 of 11: not reached" in mandate.text

            # Instructed.
            said = await anna.say(group, "/instruct @cleo Ask the city for water")
            await confirm(group, anna, "Ask the city for water", said.id)
            card = await group.find("Ask the city for water", button="Abstain", after=said.id)
            await vote(card, "Yes", rest)
            await bot.move(timedelta(days=3, minutes=1))
            card = await group.find("Ask the city for water", button="Accept", after=said.id)
            await cleo.press(card, "Accept")

            # Two report-backs missed.
            await bot.move(timedelta(days=32))
            await group.find("overdue")
            await bot.move(timedelta(days=3))
            await bot.move(timedelta(days=30))
            check = await group.find("Confidence check: Cleo, Delegate", button="No confidence")
            assert "Report-backs were missed" in check.text
            assert "threshold 2 of 11: not reached" in check.text

            # Recalled.
            for person in rest[:2]:
                assert "Recorded: No confidence" in (await person.press(check, "No confidence")).text
            own = await cleo.press(check, "Confidence")
            assert own.alert
            assert "own mandate" in own.text
            await bot.move(timedelta(hours=1))
            reached = await group.find("threshold 2 of 11: reached", button="No reply")
            private = await cleo.private(account).find("A recall of you as Delegate begins", button="Reply")
            await cleo.press(private, "Reply")
            await cleo.private(account).find("What do you reply")
            await cleo.say(account, "I moved to another town.")
            await cleo.private(account).find("Your reply is recorded")
            await bot.move(timedelta(hours=24, minutes=1))
            card = await group.find("Recall of Cleo, Delegate", button="Abstain", after=reached.id)
            assert "Reply of Cleo: I moved to another town." in card.text
            assert (await cleo.press(card, "No")).alert
            await vote(card, "Yes", rest)
            await vote(card, "No", [anna, ben])
            await bot.move(timedelta(days=3, minutes=1))
            verdict = await group.find("Cleo is recalled")

            # Replaced, without her.
            card = await group.find("Delegate", button="Stand", after=card.id)
            assert (await cleo.press(card, "Stand")).alert
            await dan.press(card, "Stand")
            await bot.move(timedelta(days=2, minutes=1))
            card = await group.find("Delegate", button="Dan", after=card.id - 1)
            await vote(card, "Dan", rest)
            await bot.move(timedelta(days=3, minutes=1))
            mandate = await group.find("Delegate: Dan", button="No confidence", after=verdict.id)
            assert "Ask the city for water" in mandate.text

            # And he reports in time.
            await bot.move(timedelta(days=25))
            said = await dan.say(group, "/reportback The city agreed: water from May on.")
            await group.find("The city agreed: water from May on.", button="Not enough", after=said.id)
            await bot.move(timedelta(days=10))
            await bot.telegram.get("events", since=await telegram.last_event(), wait=1)
            late = [message.text for message in await group.history(said.id) if "overdue" in message.text.lower()]
            assert not late
