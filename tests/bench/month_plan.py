"""Who does what in the month that bench/month.py listens to: what a council of 12, and one of 300, may do in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.bench.group import press_all
from tests.support.chats import Chat, Group, Message
from tests.support.patience import WAIT
from tests.support.playground import RunningPlayground
from tests.support.standin import BotAccount, Person

JOIN = "Join the roll"
OFFICE = "Treasurer"
FIRST_HOUR = 10
"""Of the first day: the bot is added, and all but the newcomers join."""


@dataclass
class Month:
    """The group, who is in it, and what they did: `acts` counts what they wrote."""

    play: RunningPlayground
    plan: Plan
    account: BotAccount
    group: Group
    people: list[Person]
    acts: int = 0
    turn: int = 0

    def next_one(self) -> Person:
        """Everybody has their turn."""
        self.turn += 1
        return self.people[self.turn % self.plan.size]

    async def say(self, text: str, by: Person | None = None) -> Message:
        self.acts += 1
        return await (by or self.next_one()).say(self.group, text)

    async def answered(self, text: str, by: Person | None = None) -> Message:
        """Say it, and return what the bot answers: in the group, to them alone there, or in private.

        Where it answers by a sign under what they said, that.
        """
        by = by or self.next_one()
        places: list[Chat] = [self.group, by.alone_in(self.group), by.private(self.account)]
        known = [await _from_bot(place) for place in places]
        said = await self.say(text, by)
        while True:
            since = await self.play.last_event()
            for place, before in zip(places, known, strict=True):
                new = [message for key, message in (await _from_bot(place)).items() if key not in before]
                if new:
                    return new[-1]
            if any(dict((await self.group.get(said.id))["reactions"]).values()):
                return said
            await self.play.get("events", since=since, wait=WAIT)

    async def press(self, card: Message, label: str, people: Iterable[Person]) -> None:
        await press_all(self.play, [(person, card, label) for person in people])

    async def seconded(self, card: Message) -> None:
        """As many as it takes, where it takes any."""
        if any("Second" in label for label in card.buttons):
            await self.press(card, "Second", self.people[-1 - self.plan.seconds : -1])


async def _from_bot(place: Chat) -> dict[int, Message]:
    """What the bot has said there, by its number."""
    shown = [message for message in await place.history() if message["from"]["is_bot"]]
    return {int(message.get("ephemeral_message_id") or message.id): message for message in shown}


Act = Callable[[Month], Awaitable[None]]


@dataclass(frozen=True)
class Plan:
    """`voters` vote on what the council cares for, `few` on what it does not, `seconds` second."""

    size: int
    voters: int
    few: int
    seconds: int
    signals: int
    acts: Callable[[], Iterator[tuple[int, int, Act]]] = field(repr=False)
    """Day, hour (UTC) and act, in any order."""


# what people do -------------------------------------------------------------------------------------------------------


def propose(text: str, *, is_liked: bool = True, choice: str = "Yes") -> Act:
    """One proposes, the others vote on the card at once."""

    async def act(month: Month) -> None:
        said = await month.say(f"/propose {text}")
        title = text.split("\n", maxsplit=1)[0]
        card = await month.group.find(title, after=said.id)
        await month.seconded(card)
        card = await month.group.find(title, button="Abstain", after=said.id)
        await month.press(card, choice, month.people[: month.plan.voters if is_liked else month.plan.few])

    return act


def write(text: str) -> Act:
    """A command that is answered."""

    async def act(month: Month) -> None:
        await month.answered(text)

    return act


def ask_back(text: str, button: str) -> Act:
    """A command that asks whether one is sure, by the last of all; its card is seconded where it has to be."""

    async def act(month: Month) -> None:
        by = month.people[-1]
        last = (await month.group.history())[-1].id
        await by.press(await month.answered(text, by), "Yes")
        if button:
            await month.seconded(await month.group.find(button=button, after=last))

    return act


def stand(label: str, *numbers: int) -> Act:
    """These stand on the newest card with this word."""

    async def act(month: Month) -> None:
        card = await month.group.find(label, button="Stand")
        await month.press(card, "Stand", [month.people[number] for number in numbers])

    return act


def vote(label: str, number: int | None = None) -> Act:
    """All vote Yes, or for this person, on the newest open card with this word."""

    async def act(month: Month) -> None:
        choice = "Yes" if number is None else month.people[number].name
        card = await month.group.find(label, button=choice)
        await month.press(card, choice, month.people[: month.plan.voters])

    return act


def signal(number: int) -> Act:
    """Enough have no confidence in this person."""

    async def act(month: Month) -> None:
        card = await month.group.find(month.people[number].name, button="No confidence")
        others = [person for person in month.people if person is not month.people[number]]
        await month.press(card, "No confidence", others[: month.plan.signals])

    return act


def report(number: int) -> Act:
    """This person reports in the group, and some press [Accept]."""

    async def act(month: Month) -> None:
        said = await month.say("/reportback All bills are paid.", month.people[number])
        card = await month.group.find(button="Accept", after=said.id)
        others = [person for person in month.people if person is not month.people[number]]
        await month.press(card, "Accept", others[: month.plan.few + 3])

    return act


def arrive(*names: str) -> Act:
    """People come into the chat and join the roll."""

    async def act(month: Month) -> None:
        card = await month.group.find(button=JOIN)
        for name in names:
            person = await month.play.user(name)
            await month.group.add(person)
            await person.press(card, JOIN)

    return act


# the two months -------------------------------------------------------------------------------------------------------


def small() -> Iterator[tuple[int, int, Act]]:
    yield 0, 18, propose("We meet on the first Monday")
    yield 1, 19, propose("We buy a barrel")
    yield 2, 20, write("/open")
    yield 3, 20, ask_back(f"/elect {OFFICE}", "Second")
    yield 3, 21, stand(OFFICE, 2, 3)
    yield 5, 12, vote(OFFICE, 2)
    yield 6, 20, propose("What first?\n- Bench\n- Tree\n- Path", choice="Bench")
    yield 7, 22, propose("We paint the shed")
    yield 8, 18, arrive("Zoe")
    yield 9, 9, arrive("Yan")
    yield 9, 19, ask_back(f"/instruct {OFFICE} Ask the city for water", "")
    yield 9, 20, vote("Ask the city for water")
    yield 10, 20, write("/decisions")
    yield 11, 12, propose("We change the lock", is_liked=False)
    yield 12, 12, write("/open")
    yield 13, 23, propose("We lend the tools")
    yield 14, 10, write("/roll")
    yield 15, 9, write("/mandate")
    yield 15, 20, ask_back(f"/recall {OFFICE} Nothing is paid", "")
    yield 15, 21, signal(2)
    yield 17, 12, vote("lose the office")
    yield 18, 19, write("/charter")
    yield 19, 11, write("/mandate")
    yield 20, 21, stand(OFFICE, 4, 5)
    yield 21, 20, write("/help")
    yield 22, 12, vote(OFFICE, 4)
    yield 22, 23, propose("We keep bees")
    yield 23, 20, write("/open")
    yield 24, 9, write("/why")
    yield 24, 20, write("/privacy")
    yield 25, 21, propose("We sow a lawn", is_liked=False)
    yield 26, 19, report(4)
    yield 27, 20, write("/decisions")
    yield 28, 20, write("/open")
    yield 29, 9, write("/mandate")


MORE_COMMANDS = 69
COMMANDS = ("/open", "/decisions", "/mandate", "/roll", "/open", "/help", "/charter", "/why")


def large() -> Iterator[tuple[int, int, Act]]:
    """As the small one, with more of everything: 25 ballots, newcomers every other day, commands on every one."""
    yield from small()
    texts = (
        "a fence",
        "a mower",
        "a gate",
        "two benches",
        "a pump",
        "a tent",
        "a hedge",
        "a stove",
        "a kiln",
        "a cart",
    )
    for number, text in enumerate(texts):
        yield 1 + number * 2, (12, 22)[number % 2], propose(f"We buy {text}", is_liked=number % 5 > 0)
    for number, office in enumerate(("Inspector", "Secretary")):
        yield 8 + number * 8, 9, ask_back(f"/elect {office}", "Second")
        yield 8 + number * 8, 10, stand(office, 6 + number)
        yield 10 + number * 8, 12, vote(office, 6 + number)
    for number in range(MORE_COMMANDS):
        yield number * 30 // MORE_COMMANDS, (8, 23)[number % 2], write(COMMANDS[number % len(COMMANDS)])
    for number in range(12):
        yield 5 + number * 2, 15, arrive(f"Newcomer {number}")


SMALL = Plan(12, 8, 2, 2, 3, small)
LARGE = Plan(300, 120, 20, 5, 62, large)


# playing it -----------------------------------------------------------------------------------------------------------


async def played(play: RunningPlayground, plan: Plan, days: int, *, is_alone: bool = False) -> Month:
    """So many days of the plan, and what is due until their end. `is_alone`: with messages for one person alone."""
    await play.post("settings", keep=1_000_000)
    began = await _go_to_morning(play)
    month = await _founded(play, plan)
    if is_alone:
        await play.know_ephemeral()
        await month.group.promote(month.account)
    for day, hour, act in sorted(plan.acts(), key=lambda planned: planned[:2]):
        if day < days:
            await _go_to(play, began + timedelta(days=day, hours=hour - FIRST_HOUR))
            await act(month)
    await _go_to(play, began + timedelta(days=days))
    return month


async def _founded(play: RunningPlayground, plan: Plan) -> Month:
    """All but one of the chat join, so that the window keeps its time; half of them open the private chat."""
    people = [await play.user(f"Member {number}") for number in range(plan.size)]
    account = await play.mandate()
    group = await play.group("Garden", people[0], [*people[1:], await play.user("Reader")], [account])
    for person in people[::2]:
        await person.start(account)
    month = Month(play, plan, account, group, people)
    await month.press(await group.find(button=JOIN, wait=WAIT), JOIN, people)
    return month


async def _now(play: RunningPlayground) -> datetime:
    return datetime.fromtimestamp((await play.steer("state"))["clock"]["now"], UTC)


async def _go_to_morning(play: RunningPlayground) -> datetime:
    """The next 10 o'clock."""
    now = await _now(play)
    began = now.replace(hour=FIRST_HOUR, minute=0, second=0, microsecond=0)
    began += timedelta(days=began <= now)
    await _go_to(play, began)
    return began


async def _go_to(play: RunningPlayground, moment: datetime) -> None:
    """By way of all that is due before."""
    while (left := (moment - await _now(play)).total_seconds()) > 0:
        moved = await play.steer("clock", by=left)
        assert "Move it again" in moved.get("error", "Move it again"), moved
