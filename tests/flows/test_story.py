"""The story of the whole: twelve people found a group, decide, elect, instruct, are failed, recall, and go on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from tests.faults.assembly import ensure_healthy
from tests.support.bot import TOKEN, RunningBot
from tests.support.chats import Group, Message, answer_to
from tests.support.standin import BotAccount, Person, Standin

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ida", "Jan", "Kai", "Lea")
DECISIONS = ("We buy a barrel", "We meet on Mondays", "We paint the shed")
BALLOT = timedelta(days=3, minutes=1)
NOMINATIONS = timedelta(days=2, minutes=1)


@dataclass
class Garden:
    """The group, its bot, and the twelve; `rest` are the eight who have no part of their own."""

    bot: RunningBot
    account: BotAccount
    group: Group
    people: list[Person]

    def __post_init__(self) -> None:
        self.anna, self.ben, self.cleo, self.dan, *self.rest = self.people

    async def confirm(self, person: Person, text: str, after: Message) -> None:
        """The bot asks back; Yes."""
        asked = await answer_to(person, self.account, self.group, text, button="Yes", after=after)
        await person.press(asked, "Yes")


async def vote(card: Message, choice: str, people: Iterable[Person]) -> None:
    for person in people:
        assert f"Recorded: {choice}" in (await person.press(card, choice)).text


async def test_a_delegate_who_does_not_report_is_recalled_and_her_successor_reports(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            people = [await telegram.user(name, username=name.lower()) for name in NAMES]
            group = await telegram.group("Garden", people[0], members=people[1:], bots=[account])
            garden = Garden(bot, account, group, people)
            await found(garden)
            await decide_three_things(garden)
            await elect_cleo(garden)
            await instruct_cleo(garden)
            check = await miss_two_report_backs(garden)
            reached = await signal(garden, check)
            ballot = await vote_on_the_recall(garden, reached)
            await elect_dan(garden, ballot)
            await report_in_time(garden)
            await ensure_healthy(bot)


async def found(garden: Garden) -> None:
    for person in garden.people:
        await person.start(garden.account)
    welcome = await garden.group.find(button="Join the roll")
    for person in garden.people:
        assert "on the roll" in (await person.press(welcome, "Join the roll")).text
    await garden.bot.move(timedelta(hours=73))


async def decide_three_things(garden: Garden) -> None:
    for proposer, text in zip(garden.people, DECISIONS, strict=False):
        await proposer.say(garden.group, f"/propose {text}")
        card = await garden.group.find(text, button="Abstain")
        await vote(card, "Yes", garden.rest)
        await vote(card, "No", [garden.anna])
    await garden.bot.move(BALLOT)
    for text in DECISIONS:
        await garden.group.find(f"{text}\n\nAdopted")


async def elect_cleo(garden: Garden) -> None:
    group = garden.group
    said = await garden.anna.say(group, "/elect Delegate")
    await garden.confirm(garden.anna, "Delegate", said)
    card = await group.find("Delegate", button="Second", after=said.id)
    for person in (garden.ben, garden.dan):
        assert "Seconded" in (await person.press(card, "Second")).text
    card = await group.until(card, lambda message: "Stand" in message.buttons)
    await garden.cleo.press(card, "Stand")
    await garden.bot.move(NOMINATIONS)
    card = await group.find("Delegate", button="Cleo", after=said.id)
    await vote(card, "Cleo", garden.rest)
    await garden.bot.move(BALLOT)
    mandate = await group.find("Delegate: Cleo", button="No confidence")
    assert "threshold 3 of 11: not reached" in mandate.text


async def instruct_cleo(garden: Garden) -> None:
    said = await garden.anna.say(garden.group, "/instruct @cleo Ask the city for water")
    await garden.confirm(garden.anna, "Ask the city for water", said)
    card = await garden.group.find("Ask the city for water", button="Abstain", after=said.id)
    await vote(card, "Yes", garden.rest)
    await garden.bot.move(BALLOT)
    card = await garden.group.find("Ask the city for water", button="Accept", after=said.id)
    await garden.cleo.press(card, "Accept")


async def miss_two_report_backs(garden: Garden) -> Message:
    """30 days, then 3 more, and both once more; the second miss asks everybody for a signal."""
    group, bot = garden.group, garden.bot
    await bot.move(timedelta(days=28))
    first = await group.find("overdue")
    await bot.move(timedelta(days=3))
    first = await group.find("Cleo did not report", button="Mandate", after=first.id)
    assert "2 of 11 signals now open a recall." in first.text
    await bot.move(timedelta(days=27))
    await group.find("overdue", after=first.id)
    await bot.move(timedelta(days=3))
    check = await group.find("Confidence check: Cleo, Delegate", button="No confidence")
    assert "Report-backs were missed" in check.text
    assert "threshold 2 of 11: not reached" in check.text
    assert "lowered from 3" in check.text
    return check


async def signal(garden: Garden, check: Message) -> Message:
    """Two of eleven are enough while a report-back is overdue; nothing is seen of it before the full hour."""
    for person in garden.rest[:2]:
        assert "Recorded: No confidence" in (await person.press(check, "No confidence")).text
    refused = await garden.cleo.press(check, "Confidence")
    assert refused.alert
    assert "own mandate" in refused.text
    assert "not reached" in (await garden.group.get(check.id)).text
    await garden.bot.move(timedelta(hours=1))
    reached = await garden.group.find("(2 needed; a report was overdue)", button="No reply")
    private = garden.cleo.private(garden.account)
    asked = await private.find("A recall of you as Delegate begins", button="Reply")
    await garden.cleo.press(asked, "Reply")
    await private.find("What do you reply")
    await garden.cleo.say(garden.account, "I moved to another town.")
    await private.find("Your reply is recorded")
    return reached


async def vote_on_the_recall(garden: Garden, reached: Message) -> Message:
    await garden.bot.move(timedelta(hours=24, minutes=1))
    card = await garden.group.find("Shall Cleo lose the office of Delegate", button="Abstain", after=reached.id)
    assert "Reply of Cleo: I moved to another town." in card.text
    assert "about you" in (await garden.cleo.press(card, "No")).text
    await vote(card, "Yes", garden.rest)
    await vote(card, "No", [garden.anna, garden.ben])
    await garden.bot.move(BALLOT)
    await garden.group.find("Cleo is recalled", after=card.id)
    await garden.group.find("Cleo was recalled as Delegate and may not stand this time.", button="Stand", after=card.id)
    for once in ("Nobody holds this office until somebody is elected.", "may not stand"):
        told = [message for message in await garden.group.history(card.id) if once in message.text]
        assert len(told) == 1, "the election of a replacement begins with why it takes place, and nothing else says so"
    return card


async def elect_dan(garden: Garden, ballot: Message) -> None:
    """The replacement election is open already, and the recalled may not stand in it."""
    card = await garden.group.find("Delegate", button="Stand", after=ballot.id)
    assert (await garden.cleo.press(card, "Stand")).alert
    await garden.dan.press(card, "Stand")
    await garden.bot.move(NOMINATIONS)
    card = await garden.group.find("Delegate", button="Dan", after=card.id - 1)
    await vote(card, "Dan", garden.rest)
    await garden.bot.move(BALLOT)
    mandate = await garden.group.find("Delegate: Dan", button="No confidence", after=card.id)
    assert "Ask the city for water" in mandate.text


async def report_in_time(garden: Garden) -> None:
    await garden.bot.move(timedelta(days=25))
    said = await garden.dan.say(garden.group, "/reportback The city agreed: water from May on.")
    card = await garden.group.find("The city agreed: water from May on.", button="Not enough", after=said.id)
    for person in garden.rest[:3]:
        await person.press(card, "Accept")
    await garden.bot.move(timedelta(days=10))
    await garden.group.until(card, lambda message: "accepted" in message.text.lower())
    assert not [message for message in await garden.group.history(said.id) if "overdue" in message.text.lower()]
